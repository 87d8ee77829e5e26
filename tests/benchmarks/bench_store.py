"""How fast a graph is written, loaded, changed and validated, beside Oxigraph's bare bulk load in the same run.

usage: python tests/benchmarks/bench_store.py OUTPUT     (a folder that `kg build` wrote)

Times are of the processor, in seconds: on a busy machine they are steadier than the clock's.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg import graph, store
from kg.cache import Readings
from kg.graph import validate
from kg.identity import Resolution, join
from kg.store import keep

Got = TypeVar("Got")


def timed(what: str, run: Callable[[], Got], quads: int = 0) -> Got:
    """The result of a call, whose time is printed."""
    clock, start = time.perf_counter(), time.process_time()
    got = run()
    taken = time.process_time() - start
    rate = f"  {quads / taken:12,.0f} quads/s" if quads else ""
    print(f"{what:44}{taken:8.2f}{time.perf_counter() - clock:8.2f}{rate}", flush=True)
    return got


def main(output: Path) -> None:
    """Print a line for each thing measured."""
    with Readings(output / "readings.sqlite") as kept:
        readings, resolution = list(kept.all()), join([d for d, _ in kept.digests()], output / "judgements.tsv")
    print(f"{len(readings):,} articles\n{'':44}{'cpu s':>8}{'wall s':>8}")
    dataset = timed("triples of the default graph", lambda: graph.build(readings, resolution))
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        timed("graph.ttl, graph.trig", lambda: graph.write(dataset, place))
        graph.write(dataset, place, formats=["nq"])
        count = sum(1 for _ in dataset)
        bare = ox.Store(str(place / "bare"))
        timed("bare bulk_load of graph.nq", lambda: bare.bulk_load(path=str(place / "graph.nq")), count)
        timed("store, from nothing", lambda: store.write(dataset, place / "store"), count)
        fewer = graph.build(readings[:-10], Resolution(resolution.nodes, resolution.node_of))
        timed("store, ten articles fewer", lambda: store.write(fewer, place / "store"))
        timed("store, ten articles more", lambda: store.write(dataset, place / "store"))
        print(f"{'size of one generation, MB':44}{keep.size(place / 'store' / '3') / 1e6:8.1f}")
        opened = timed("opening", lambda: store.open_store(place / "store"))
        report = timed("validating facts and 50 articles", lambda: validate.validate(opened.inner, articles=50))
        print(f"{report.triples:,} triples validated; {len(report.findings):,} findings; valid: {report.valid}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
