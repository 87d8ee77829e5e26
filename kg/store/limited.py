"""A store in a folder whose queries are stopped when they take too long."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from kg.errors import StoreError
from kg.store import bodies
from kg.store.base import Results
from kg.store.embedded import Embedded
from kg.store.workers import Workers

_MOST = (1 << 62) - 1  # rows, and bytes: who asks at a terminal may have all


class Limited:
    """Answers as the store does, from a process of its own that is killed at the time limit.

    Args:
        inner: the open store, in a folder.
        timeout: seconds that a query may take, the start of the process included.

    Raises StoreError when the store is one in memory, which another process cannot open.
    """

    def __init__(self, inner: Embedded, timeout: float) -> None:
        if inner.path is None:
            raise StoreError("A store in memory has no time limit: only one in a folder has.")
        self.inner, self.base, self.prefixes = inner.inner, inner.base, inner.prefixes
        self._store, self._timeout = inner, timeout
        self._workers = Workers(inner.path, size=1, memory=0)

    def query(self, sparql: str) -> Results:
        """Rows, truth or triples. Raises Timeout, which is a QueryError, when the time is over."""
        answer = self._workers.ask(
            sparql, timeout=self._timeout, limit=_MOST, size=_MOST, graph_format="application/n-triples"
        )
        return bodies.results(answer.body, answer.media)

    def dump(self, path: Path) -> None:
        """Write everything as N-Quads into a file, whole or not at all."""
        self._store.dump(path)

    def __len__(self) -> int:
        return len(self._store)

    def close(self) -> None:
        """Stop the process and let go of the files."""
        self._workers.close()
        self._store.close()

    def __enter__(self) -> Limited:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
