"""The graph's IRIs answer: /id/cao-bang gives what the graph knows of the thing that is named so."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from kg.api import Graph
from kg.graph.terms import BASE, INSTANCES
from kg.serve import describe
from kg.serve.accept import PAGE, TRIPLES, best
from kg.serve.protocol import Refused
from kg.serve.reply import same, tagged
from kg.serve.state import State

FOLDERS = (*sorted({space.rstrip("/") for space in INSTANCES.values()} | {"code"}), "ontology", "dataset")
_NAME = re.compile(r"[^\x00-\x20<>\"{}|\\^`]{1,500}")
_ENDINGS = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}


async def resource(request: Request) -> Response:
    """Describe a thing: as a page for people, in RDF by Accept or by an ending such as .ttl."""
    state: State = request.app.state.kg
    path = unquote(request.scope["raw_path"].decode("ascii", "replace")).split("?")[0].lstrip("/")
    ending = next((e for e in _ENDINGS if path.endswith(e)), "")
    path = path.removesuffix(ending)
    if not _NAME.fullmatch(path) or path.split("/")[0] not in FOLDERS:
        raise Refused(404, "There is nothing of that name.")
    media = _ENDINGS.get(ending) or best(request.headers.get("accept"), (*TRIPLES, *PAGE))
    if media is None:
        raise Refused(406, "Things can be had as " + ", ".join(dict.fromkeys(s for _, s in (*TRIPLES, *PAGE))))
    tag = state.tag("thing", path, media)
    if same(request, tag):
        return Response(status_code=304, headers=tagged(tag))

    def work(graph: Graph) -> bytes:
        base = BASE if path.split("/")[0] in ("code", "ontology") else graph.store.base
        for iri in (base + path, base + path.replace("/", "#", 1)):  # ontology/Person for ontology#Person
            triples = describe.thing(graph, iri)
            if triples:
                return _page(graph, iri) if media == "text/html" else describe.written(graph, triples, media)
        raise Refused(404, f"The graph knows nothing of {base + path}.")

    make = getattr(request.app.state, "thing_page", None)
    if media == "text/html" and make is not None:
        page: Response = await make(request, path)
        return page
    body = await state.look_up(work)
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(body, headers={**tagged(tag), "Content-Type": media + charset})


def _page(graph: Graph, iri: str) -> bytes:
    """A plain page: the name, what the thing is linked to, and the sentences."""
    from kg.api import Result
    from kg.query import lookup
    from kg.query.evidence import evidence

    things = lookup.things(graph.store, [iri])
    title = things[0].label if things else iri
    near = Result(lookup.neighbours(graph.store, [iri]), graph)._repr_html_()
    said = "".join(
        f"<li>{escape(e.text)} <small>{escape(e.article.title or e.article.id)}, {escape(e.article.date)}; "
        f"{escape(e.predicate)}, {e.confidence:.2f}</small></li>"
        for e in evidence(graph.store, [iri], limit=100)
    )
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<body><h1>{escape(title)}</h1><p><code>{escape(iri)}</code></p>{near}<ul>{said}</ul></body></html>"
    ).encode()
