"""Where a command reads its graph from: a folder that `kg build` wrote, or a SPARQL server."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from kg.api import Graph, checked


@dataclass(frozen=True, slots=True)
class Source:
    """What the options -o, --store and --timeout say."""

    output: str
    server: str | None = None
    timeout: float | None = None

    def open(self) -> Graph:
        """The graph, for reading. Raises StoreError when there is none, or the address is none of a server."""
        return checked(self.server or self.output, timeout=self.timeout)


def reads_a_graph(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options -o, --store and --timeout, and what they say as its argument `source`."""

    @click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
    @click.option("--store", "server", metavar="URL", help="Ask this SPARQL server instead: http://localhost:7878")
    @click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        metavar="SECONDS",
        help="Stop a query that takes longer.",
    )
    @functools.wraps(command)
    def opened(*args: Any, output: str, server: str | None, timeout: float | None, **options: Any) -> None:
        command(*args, source=Source(output, server, timeout), **options)

    return opened
