"""The small interface behind which a graph lives: Oxigraph on disk here, or any SPARQL 1.1 server elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Protocol

import pyoxigraph as ox

from kg.graph.terms import Triple

# What a query gives: rows of a SELECT, the answer of an ASK, triples of a CONSTRUCT or DESCRIBE.
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class GraphStore(Protocol):
    """A store of named graphs and a default graph.

    Graph names are IRIs without angle brackets; "" is the default graph. Triples are tuples of N-Triples terms, as
    kg.graph makes them.
    """

    base: str  # the IRI under which its instances are named

    def query(self, sparql: str) -> Results:
        """Rows, truth or triples; prefixes of `kg.graph.terms.prefixes` need not be declared.

        Raises QueryError when the query is wrong.
        """
        ...

    def update(self, sparql: str) -> None:
        """Run a SPARQL update. Raises QueryError when it is wrong."""
        ...

    def put_graph(self, name: str, triples: Iterable[Triple]) -> None:
        """Make these triples the whole content of a graph."""
        ...

    def delete_graph(self, name: str) -> None:
        """Empty a graph; no error when there is none of that name."""
        ...

    def graphs(self) -> list[str]:
        """The names of the named graphs, sorted."""
        ...

    def dump(self, path: Path) -> None:
        """Write everything as N-Quads into a file."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...

    def __enter__(self) -> GraphStore: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
