"""Oxigraph here, SPARQL 1.1 elsewhere."""

from collections.abc import Callable
from pathlib import Path

from pyoxigraph import QuerySolutions

from kg.errors import StoreError
from kg.store.base import GraphStore, Results
from kg.store.embedded import Embedded, open_store
from kg.store.generations import current, marks
from kg.store.limited import Limited
from kg.store.remote import Remote
from kg.store.sender import send
from kg.store.workers import Answer, Busy, Cancelled, Timeout, Workers
from kg.store.writer import memory, write

__all__ = [
    "Answer",
    "Busy",
    "Cancelled",
    "Embedded",
    "GraphStore",
    "Limited",
    "Remote",
    "Results",
    "Timeout",
    "Workers",
    "connect",
    "memory",
    "open_store",
    "publish",
    "reached",
    "write",
]


def connect(where: str | Path) -> GraphStore:
    """The store at a place: a folder that `kg build` wrote (or its store/), or the address of a SPARQL server."""
    if str(where).startswith(("http://", "https://")):
        return Remote(str(where))
    folder = Path(where)
    return open_store(folder / "store" if (folder / "store").is_dir() else folder)


def publish(folder: str | Path, url: str, progress: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Send the current graph of a store's folder to a SPARQL server; how many graphs the server lacked.

    Raises StoreError when there is no store, or the server does not take it.
    """
    with open_store(folder) as source, Remote(url, source.base) as target:
        generation = current(Path(folder))
        known = marks(Path(folder), generation) if generation else None
        if known is None:
            raise StoreError(f"{folder} has lost the list of its graphs. Build again.")
        return send(source, target, known, progress)


def reached(url: str, timeout: float | None = None) -> Remote:
    """The server at an address, which is known to hold a graph of ours, and under which IRI its instances are named.

    Raises StoreError when it does not answer, or holds none.
    """
    with Remote(url) as asked:
        found = asked.query("SELECT ?space WHERE { ?set a void:Dataset ; void:uriSpace ?space }")
        spaces = [row["space"].value for row in found] if isinstance(found, QuerySolutions) else []
    if not spaces:
        raise StoreError(f"{url} holds no graph of ours. Send one with `kg build --store {url}`.")
    base = min(spaces).removesuffix("id/")
    return Remote(url, base) if timeout is None else Remote(url, base, timeout=timeout)
