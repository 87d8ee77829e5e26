"""Oxigraph here, SPARQL 1.1 elsewhere."""

from kg.store.base import GraphStore, Results
from kg.store.embedded import Embedded, open_store
from kg.store.write import memory, write

__all__ = ["Embedded", "GraphStore", "Results", "memory", "open_store", "write"]
