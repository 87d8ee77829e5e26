"""Any SPARQL 1.1 server that follows the Graph Store Protocol: the road for users who outgrow one machine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType

import httpx
import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.terms import BASE, Triple, prefixes
from kg.store import bodies, guard
from kg.store.base import Results
from kg.store.heads import declared
from kg.store.servers import server

CHUNK = 20_000  # triples in one request
TRIES = 6
PAUSE = 0.5  # seconds before the second try; twice as many before each further one
_AGAIN = {429, 502, 503, 504}
_ROWS_ACCEPTED = "application/sparql-results+xml, application/sparql-results+json;q=0.9"


class Remote:
    """A graph on a SPARQL server that follows `kg.store.base.GraphStore`.

    Name and password, or a bearer token, come from KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN. A server
    that does not answer, or says that it is busy, is asked again with growing pauses.

    Args:
        url: the server's address; see `kg.store.servers.server` for those that are known.
        base: the IRI under which instances are named.
        timeout: seconds to wait for an answer; a query that takes longer is given up, not asked again.
        environment: where the variables are.
    """

    def __init__(
        self, url: str, base: str = BASE, *, timeout: float = 60.0, environment: Mapping[str, str] = os.environ
    ) -> None:
        self.url = url
        self.base = base
        self.prefixes = prefixes(base)
        self._server = server(url, environment)
        self.facts = "" if self._server.default else f"{base}graph/facts"
        user, password = environment.get("KG_STORE_USER"), environment.get("KG_STORE_PASSWORD", "")
        auth: httpx.Auth | None = None
        if user:
            auth = httpx.DigestAuth(user, password) if self._server.digest else httpx.BasicAuth(user, password)
        token = environment.get("KG_STORE_TOKEN")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(auth=auth, headers=headers, timeout=timeout, follow_redirects=True)

    def query(self, sparql: str) -> Results:
        """Rows, truth or triples; the usual prefixes need not be declared. Raises QueryError when it is wrong."""
        guard.check(sparql)
        form = guard.form(sparql)
        data: dict[str, str | list[str]] = {"query": declared(sparql, self.prefixes, end=" ")}
        if self.facts:  # with a default graph named, Virtuoso looks into no other that is not named either
            data["default-graph-uri"] = self.facts
            data["named-graph-uri"] = [self._expanded(name) for name in guard.named(sparql)]
        accept = _ROWS_ACCEPTED if form in ("SELECT", "ASK") else "text/turtle"
        response = self._send("POST", self._server.query, data=data, headers={"Accept": accept})
        media = response.headers.get("content-type", "").split(";")[0].strip()
        return bodies.results(response.content, media, ask=form == "ASK")

    def update(self, sparql: str) -> None:
        """Run a SPARQL update. Raises QueryError when it is wrong."""
        guard.check_update(sparql)
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        content = declared(sparql, self.prefixes, end=" ").encode()
        self._send("POST", self._server.update, content=content, headers=headers)

    def put_graph(self, name: str, triples: Iterable[Triple]) -> None:
        """Make these triples the whole content of a graph, in requests of at most CHUNK triples.

        Until the last of them is through, readers see a part.
        """
        source = iter(triples)
        method = "PUT"
        while chunk := list(islice(source, CHUNK)):
            self._data(method, name, "".join(f"{s} {p} {o} .\n" for s, p, o in chunk))
            method = "POST"
        if method == "PUT":
            self.delete_graph(name)

    def delete_graph(self, name: str) -> None:
        """Empty a graph; no error when there is none of that name."""
        self._data("DELETE", name)

    def graphs(self) -> list[str]:
        """The names of the named graphs under this base, sorted; those that other programs keep there do not count."""
        found = self.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        names = {row["g"].value for row in found} if isinstance(found, ox.QuerySolutions) else set()
        return sorted(n for n in names if n.startswith(self.base) and n != self.facts)

    def dump(self, path: Path) -> None:
        """Write everything as N-Quads into a file, whole or not at all."""
        beside = path.with_name(path.name + ".part")
        with beside.open("wb") as file:
            for name in ("", *self.graphs()):
                file.writelines(self._lines(name))
        beside.replace(path)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def __enter__(self) -> Remote:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many quads there are, other programs' among them."""
        found = self.query("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
        return int(next(found)["n"].value) if isinstance(found, ox.QuerySolutions) else 0

    def __repr__(self) -> str:
        return f"<Remote {self.url}>"

    def _lines(self, name: str) -> Iterator[bytes]:
        content = self._data("GET", name).content
        graph = ox.NamedNode(name) if name else ox.DefaultGraph()
        quads = (
            ox.Quad(q.subject, q.predicate, q.object, graph) for q in ox.parse(content, format=ox.RdfFormat.TURTLE)
        )
        yield ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""

    def _data(self, method: str, name: str, triples: str | None = None) -> httpx.Response:
        """A request of the Graph Store Protocol."""
        name = name or self.facts
        body = None if triples is None else triples.encode("utf-8", "replace")
        headers = {"Accept": "text/turtle"} if method == "GET" else {}
        if body is not None:
            headers["Content-Type"] = "text/turtle; charset=utf-8"
        url = httpx.URL(self._server.data, params={"graph": name} if name else {"default": ""})
        return self._send(method, str(url), content=body, headers=headers, missing=method in ("DELETE", "GET"))

    def _send(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        data: Mapping[str, str | list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        missing: bool = False,
    ) -> httpx.Response:
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            pause = PAUSE * 2**attempt
            try:
                response = self._client.request(method, url, content=content, data=data, headers=headers)
            except httpx.TransportError as error:
                if isinstance(error, httpx.ReadTimeout) and url == self._server.query:
                    # to ask again would only double the server's work
                    raise QueryError(
                        f"The query took longer than {self._client.timeout.read:g} s and was given up. "
                        "Ask for less, add LIMIT, or allow it more time."
                    ) from error
                if last:
                    raise StoreError(f"{url} does not answer: {error or type(error).__name__}.") from error
            else:
                if response.is_success or (missing and response.status_code == 404):
                    return response
                if response.status_code not in _AGAIN or last:
                    raise self._refused(url, response)
                after = response.headers.get("retry-after", "")
                pause = max(pause, min(float(after), 60.0)) if after.isdigit() else pause
            time.sleep(pause)
        raise StoreError(f"{url} does not answer.")

    def _refused(self, url: str, response: httpx.Response) -> Exception:
        code, words = response.status_code, " ".join(response.text.split())[:300]
        if code in (401, 403):
            return StoreError(f"{url} refused ({code}). Set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN.")
        if code == 400 and url in (self._server.query, self._server.update):
            return QueryError(words or "The server found the query wrong.")
        hint = (
            " Is the address right? KG_STORE_QUERY, KG_STORE_UPDATE and KG_STORE_DATA give others."
            if code in (404, 405)
            else ""
        )
        return StoreError(f"{url} answered {code}: {words}.{hint}")

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return name[1:-1] if name.startswith("<") else self.prefixes.get(prefix, "") + local
