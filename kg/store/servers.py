"""Where SPARQL 1.1 servers keep their three doors: query, update, and the Graph Store Protocol."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from kg.errors import StoreError


@dataclass(frozen=True, slots=True)
class Server:
    """The addresses of one server, and how it differs from the standards."""

    query: str
    update: str
    data: str  # Graph Store Protocol
    digest: bool = False  # HTTP digest authentication rather than basic
    default: bool = True  # whether it has a default graph of its own


def server(url: str, environment: Mapping[str, str] = os.environ) -> Server:
    """The server behind an address.

    What the address looks like tells which one it is:

        http://host:7878                      Oxigraph, kg serve
        http://host:8890/sparql               Virtuoso
        http://host:7200/repositories/NAME    GraphDB, RDF4J
        http://host:3030/NAME                 Fuseki

    The environment variables KG_STORE_QUERY, KG_STORE_UPDATE and KG_STORE_DATA give any other server's addresses.

    Raises StoreError when the address is none of HTTP.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError(f"{url} is no address of a server: it should begin with http:// or https://.")
    if parts.username or parts.password:
        raise StoreError("Name and password belong in KG_STORE_USER and KG_STORE_PASSWORD, not in the address.")
    found = _layout(parts.path.rstrip("/"), lambda path: urlunsplit((parts.scheme, parts.netloc, path, "", "")))
    return Server(
        environment.get("KG_STORE_QUERY", found.query),
        environment.get("KG_STORE_UPDATE", found.update),
        environment.get("KG_STORE_DATA", found.data),
        found.digest,
        found.default,
    )


def _layout(path: str, at: Callable[[str], str]) -> Server:
    if not path:
        return Server(at("/query"), at("/update"), at("/store"))
    if path.endswith("/sparql"):  # Virtuoso's default graph is the union of all, so facts need a graph of their own
        stem = path.removesuffix("/sparql")
        return Server(
            at(path), at(f"{stem}/sparql-auth"), at(f"{stem}/sparql-graph-crud-auth"), digest=True, default=False
        )
    if "/repositories/" in path:
        return Server(at(path), at(f"{path}/statements"), at(f"{path}/rdf-graphs/service"))
    return Server(at(f"{path}/query"), at(f"{path}/update"), at(f"{path}/data"))
