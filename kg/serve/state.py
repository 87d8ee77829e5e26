"""What the server holds: workers for queries, and the current graph for look-ups."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request

from kg.api import Graph
from kg.serve.current import Current
from kg.serve.protocol import Query, Refused
from kg.store import Answer, Workers

T = TypeVar("T")
WAITING = 100  # queries that may wait for a worker; the next is told to come again


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may use."""

    seconds: float = 30.0  # of a query
    rows: int = 100_000  # of a result
    size: int = 64_000_000  # bytes of a result
    at_once: int = 2  # queries that run at once, of all clients together


class State(Current):
    """The graph of an output folder while it is served.

    Args:
        output: the folder that `kg build` wrote.
        limits: what one client may use.

    Raises StoreError when there is no graph.
    """

    def __init__(self, output: str | Path, limits: Limits | None = None) -> None:
        super().__init__(output)
        self.limits = limits or Limits()
        self.workers = Workers(self.store, self.limits.at_once)
        self._waiting = 0
        self._free = asyncio.Semaphore(self.limits.at_once)
        self._threads = anyio.CapacityLimiter(self.limits.at_once + 2)

    def tag(self, *parts: str) -> str:
        """A weak entity tag for what depends on the graph and on `parts` alone."""
        digest = hashlib.blake2b("\0".join((self.mark(), *parts)).encode("utf-8", "replace"), digest_size=12)
        return f'W/"{digest.hexdigest()}"'

    async def look_up(self, work: Callable[[Graph], T]) -> T:
        """Run look-ups of our own, which are quick, off the event loop."""
        return await anyio.to_thread.run_sync(lambda: work(self.graph()), limiter=self._threads)

    async def ask(self, request: Request, query: Query, rows: str, triples: str) -> Answer:
        """The answer to a client's query, within its limits; the work stops when the client goes away.

        Args:
            request: whose client is watched; its body has been read.
            query: what is asked.
            rows: media type for SELECT and ASK.
            triples: media type for CONSTRUCT and DESCRIBE.

        Raises QueryError and its kinds, StoreError, and Refused when too many queries wait.
        """
        if self._waiting >= WAITING:
            raise Refused(503, "The server is busy. Try again in a moment.", retry_after="1")
        gone = threading.Event()
        self._waiting += 1
        work = asyncio.ensure_future(self._run(query, rows, triples, gone))
        watch = asyncio.ensure_future(_left(request))
        try:
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise Refused(499, "The client went away.")
            return work.result()
        finally:
            self._waiting -= 1
            gone.set()
            watch.cancel()
            if not work.done():
                work.cancel()
                work.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _run(self, query: Query, rows: str, triples: str, gone: threading.Event) -> Answer:
        def run() -> Answer:
            return self.workers.ask(
                query.text,
                timeout=self.limits.seconds,
                limit=self.limits.rows,
                size=self.limits.size,
                row_format=rows,
                graph_format=triples,
                default_graphs=query.default_graphs,
                named_graphs=query.named_graphs,
                gone=gone.is_set,
            )

        try:
            await asyncio.wait_for(self._free.acquire(), self.limits.seconds)
        except (TimeoutError, asyncio.TimeoutError) as error:  # two classes before Python 3.11
            raise Refused(503, "The server is busy. Try again in a moment.", retry_after="5") from error
        try:
            # Shielded: a thread that is stopping its worker still holds its place.
            return await anyio.to_thread.run_sync(run, limiter=self._threads)
        finally:
            self._free.release()

    def close(self) -> None:
        """Stop the workers."""
        self.workers.close()


async def _left(request: Request) -> None:
    """Return when the client has gone away."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return
