"""The graph that is current: opened again when a build has switched the store."""

from __future__ import annotations

import threading
from pathlib import Path

from kg.api import Graph
from kg.errors import StoreError
from kg.store import generations, open_store


class Current:
    """The graph of an output folder for look-ups of our own; threads may ask at once.

    Args:
        output: the folder that `kg build` wrote.

    Raises StoreError when there is no graph.
    """

    def __init__(self, output: str | Path) -> None:
        self.output = Path(output)
        self.store = self.output / "store"
        self._lock = threading.Lock()
        self._graph: Graph | None = None
        self._mark = ""
        self.mark()

    def mark(self) -> str:
        """Changes when a build has switched the store to another graph."""
        now = generations.current(self.store)
        if now is None:
            raise StoreError(f"There is no graph in {self.store}. Make one with `kg build`.")
        stamp = (self.store / "CURRENT").stat().st_mtime_ns
        return f"{now.number:x}-{stamp:x}"

    def graph(self) -> Graph:
        """The current graph; whoever has one reads on in it after a switch."""
        mark = self.mark()
        with self._lock:
            if self._graph is None or mark != self._mark:
                self._graph, self._mark = Graph(open_store(self.store), self.output), mark
            return self._graph
