"""Queries with a time limit that really stops the work: each runs in a process that can be killed.

Oxigraph has no way to cancel a query, and a thread cannot be stopped; a process can.

    with Workers("output/store", size=2) as workers:
        answer = workers.ask("SELECT ...", timeout=10)
        rows = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError, QueryError, StoreError
from kg.store import generations, guard
from kg.store.base import Results
from kg.store.embedded import Embedded, open_store
from kg.store.limits import Sink, limited, rows

TICK = 0.05  # seconds between two looks at whether the asker has gone away
MEMORY = 4 << 30  # bytes of address space of a worker; Oxigraph maps its files into it


class Timeout(QueryError):
    """A query that took too long and was stopped."""


class Busy(QueryError):
    """No worker became free in time."""


class Cancelled(QueryError):
    """The asker went away, and the query was stopped."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised result."""

    kind: str  # "rows" (SELECT), "truth" (ASK) or "triples" (CONSTRUCT, DESCRIBE)
    media: str  # media type of `body`
    body: bytes
    count: int  # rows or triples; 1 for ASK
    truncated: bool  # whether `limit` cut it
    generation: int  # of the store that answered: changes when a build has switched it


@dataclass(frozen=True, slots=True)
class _Request:
    sparql: str
    row_format: str
    graph_format: str
    limit: int
    size: int
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None


class Workers:
    """Processes that answer queries over the current graph of a store's folder.

    A rebuild is seen by the next query. Threads may ask at once; at most `size` queries run, others wait.

    Args:
        path: the store's folder.
        size: how many queries may run at once.
        memory: bytes of address space that one worker may have; 0 for no limit. Kept where the system can.

    Raises StoreError when there is no store.
    """

    def __init__(self, path: str | Path, size: int = 2, *, memory: int = MEMORY) -> None:
        self.path = Path(path)
        if generations.current(self.path) is None:
            raise StoreError(f"There is no graph in {self.path}. Make one with `kg build`.")
        methods = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            self._context.set_forkserver_preload(["kg.store.workers"])
        self._memory = memory
        self._free: queue.LifoQueue[_Worker | None] = queue.LifoQueue()  # the warmest worker first; None: to be started
        for _ in range(size):
            self._free.put(None)
        self._closed = False

    def ask(
        self,
        sparql: str,
        *,
        timeout: float = 30.0,
        limit: int = 100_000,
        size: int = 100_000_000,
        row_format: str = "application/sparql-results+json",
        graph_format: str = "text/turtle",
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """The serialised result of a query.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the usual prefixes need not be declared.
            timeout: seconds, the wait for a free worker included.
            limit: most rows or triples; `Answer.truncated` says when there were more.
            size: most bytes of the result.
            row_format: media type for the rows of SELECT and the answer of ASK.
            graph_format: media type for the triples of CONSTRUCT and DESCRIBE.
            default_graphs: IRIs whose union is the query's default graph; the store's own by default.
            named_graphs: IRIs that GRAPH may name; all by default.
            gone: asked now and then; when it says yes, the query is stopped.

        Raises:
            QueryError: the query is wrong, not allowed, too large, or used too much memory.
            Timeout, Busy, Cancelled: kinds of QueryError.
            StoreError: the store cannot be opened.
        """
        guard.check(sparql)
        deadline = time.monotonic() + timeout
        defaults = None if default_graphs is None else tuple(default_graphs)
        named = None if named_graphs is None else tuple(named_graphs)
        request = _Request(sparql, row_format, graph_format, limit, size, defaults, named)
        worker = self._take(deadline, gone)
        try:
            worker = worker or _Worker(self._context, self.path, self._memory)
            answer = worker.ask(request, deadline, gone)
        except BaseException as error:
            if worker is not None and not (isinstance(error, KgError) and worker.idle):
                worker.kill()
                worker = None
            if isinstance(error, Timeout):
                raise Timeout(
                    f"The query took longer than {timeout:g} s and was stopped. Ask for less, or add LIMIT."
                ) from None
            raise
        finally:
            if self._closed and worker is not None:
                worker.kill()
            self._free.put(worker)
        return answer

    def close(self) -> None:
        """Stop all workers."""
        self._closed = True
        with suppress(queue.Empty):
            while True:
                worker = self._free.get_nowait()
                if worker is not None:
                    worker.kill()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self, deadline: float, gone: Callable[[], bool] | None) -> _Worker | None:
        while True:
            try:
                return self._free.get(timeout=TICK if gone else max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                if gone and gone():
                    raise Cancelled("The asker went away.") from None
                if time.monotonic() >= deadline:
                    raise Busy("All workers are busy with other queries. Try again.") from None


class _Worker:
    def __init__(self, context: Any, path: Path, memory: int) -> None:
        self._connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(str(path), theirs, memory), daemon=True)
        self._process.start()
        theirs.close()
        self.idle = True

    def ask(self, request: _Request, deadline: float, gone: Callable[[], bool] | None) -> Answer:
        self.idle = False
        try:
            self._connection.send(request)
            while not self._connection.poll(
                min(TICK, max(0.0, deadline - time.monotonic())) if gone else deadline - time.monotonic()
            ):
                if time.monotonic() >= deadline:
                    raise Timeout("The query took too long and was stopped.")
                if gone and gone():
                    raise Cancelled("The asker went away.")
            answer = self._connection.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise QueryError("The query used more memory than is allowed, and was stopped. Ask for less.") from error
        self.idle = True
        if isinstance(answer, KgError):
            raise answer
        if not isinstance(answer, Answer):
            raise StoreError(f"A worker answered {type(answer).__name__}.")
        return answer

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()


def _serve(path: str, connection: Connection, memory: int) -> None:
    """A worker's life: requests in, answers out, until the other end closes."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if memory:
        _bound(memory)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    store: Embedded | None = None
    number = 0
    while True:
        try:
            request: _Request = connection.recv()
        except (EOFError, OSError):
            return
        try:
            now = generations.current(Path(path))
            if store is None or now is None or now.number != number:
                store = open_store(path)
                number = now.number if now else 0
            answer: Answer | KgError = _answer(store, request, number)
        except KgError as error:
            answer = type(error)(*error.args)
        except MemoryError:
            answer = QueryError("The query used more memory than is allowed. Ask for less.")
        except Exception as error:
            answer = QueryError(f"The query failed: {error}")
        connection.send(answer)


def _answer(store: Embedded, request: _Request, number: int) -> Answer:
    results = _run(store, request, request.limit + 1)  # one more than allowed, so as to know
    sink = Sink(request.size)
    if isinstance(results, ox.QueryTriples):
        graph = ox.RdfFormat.from_media_type(request.graph_format)
        if graph is None:
            raise QueryError(f"{request.graph_format} is no RDF format.")
        triples = list(itertools.islice(results, request.limit + 1))
        ox.serialize(triples[: request.limit], sink.file, graph, prefixes=store.prefixes)
        count = min(len(triples), request.limit)
        return Answer("triples", request.graph_format, sink.body(), count, len(triples) > request.limit, number)
    form = ox.QueryResultsFormat.from_media_type(request.row_format)
    if form is None:
        raise QueryError(f"{request.row_format} is no format of query results.")
    results.serialize(sink.file, form)
    if isinstance(results, ox.QueryBoolean):
        return Answer("truth", request.row_format, sink.body(), 1, False, number)
    count = rows(sink.body(), form)
    if count <= request.limit:
        return Answer("rows", request.row_format, sink.body(), count, False, number)
    sink = Sink(request.size)
    again = _run(store, request, request.limit)
    if isinstance(again, ox.QuerySolutions):
        again.serialize(sink.file, form)
    return Answer("rows", request.row_format, sink.body(), request.limit, True, number)


def _run(store: Embedded, request: _Request, limit: int) -> Results:
    def query(text: str) -> Results:
        # The asker's side checked the text, before it went through the pipe; a LIMIT adds nothing to forbid.
        return store.query(text, default_graphs=request.default_graphs, named_graphs=request.named_graphs, checked=True)

    try:
        return query(limited(request.sparql, limit))
    except QueryError:
        return query(request.sparql)  # its complaint has the places of the text as it was asked


def _bound(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _die_with_parent() -> None:
    """A worker in the middle of an endless query must not outlive a server that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
