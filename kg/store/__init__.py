"""Oxigraph here, SPARQL 1.1 elsewhere."""

from collections.abc import Callable
from pathlib import Path

from kg.errors import StoreError
from kg.store.base import GraphStore, Results
from kg.store.embedded import Embedded, open_store
from kg.store.generations import current, marks
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
    "Remote",
    "Results",
    "Timeout",
    "Workers",
    "connect",
    "memory",
    "open_store",
    "publish",
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
