"""Oxigraph here, SPARQL 1.1 elsewhere."""

from kg.store.base import GraphStore, Results
from kg.store.embedded import Embedded, open_store
from kg.store.workers import Answer, Busy, Cancelled, Timeout, Workers
from kg.store.write import memory, write

__all__ = [
    "Answer",
    "Busy",
    "Cancelled",
    "Embedded",
    "GraphStore",
    "Results",
    "Timeout",
    "Workers",
    "memory",
    "open_store",
    "write",
]
