"""The pipeline on one screen: articles are read, understood, joined, and written as one graph."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from kg import graph, identity, read, show, store
from kg.cache import Readings, fingerprint, program, version
from kg.extract.reader import Reader
from kg.identity import Digest, Digester, corrections
from kg.model import Article, Reading
from kg.ontology import load
from kg.processes import beside, context
from kg.read import Problem

BATCH = 16  # articles handed to a worker at a time


@dataclass
class Report:
    """What a build did."""

    output: Path
    articles: int = 0  # in the graph now
    read: int = 0  # read in this run; the rest were unchanged
    facts: int = 0
    problems: list[Problem] = field(default_factory=list)


Progress = Callable[[str, int, int | None], None]  # stage, done, total when known


def build(
    paths: Sequence[str | Path] = (),
    output: str | Path = "output",
    *,
    fields: Mapping[str, str] | None = None,
    date: str | None = None,
    workers: int | None = None,
    formats: Sequence[str] = (),
    base: str = graph.BASE,
    fresh: bool = False,
    network: bool = True,
    progress: Progress = lambda stage, done, total: None,
) -> Report:
    """Read articles into the graph of an output folder.

    Articles already there and unchanged are not read again; articles that are there and not among `paths` stay.

    Args:
        paths: files, folders or "-"; the bundled samples when empty.
        output: the folder to write.
        fields: names of the input's fields where they differ, such as {"text": "content"}.
        date: publication date (ISO 8601) of articles that carry none.
        workers: processes; the number of cores by default.
        formats: further serialisations: "nq", "jsonld", "ttl12".
        base: IRI under which instances are named.
        fresh: forget what the output folder held.
        network: whether to draw network.html.
        progress: called as the stages advance.

    Returns:
        Counts, and the inputs that could not be read.
    """
    folder = Path(output)
    report = Report(folder)
    now = version(load().version)
    with Readings(folder / "readings.sqlite") as kept:
        if fresh:
            kept.forget(kept.hashes())
        hashes = kept.hashes()
        # Without paths an output folder is brought up to date; an empty one shows what the bundled samples give.
        sources = paths or ([] if hashes else read.samples())
        todo: dict[str, tuple[str, Article]] = {}
        for article in read.articles(sources, fields=fields, date=date, on_problem=report.problems.append):
            mark = fingerprint(article, now)
            if hashes.get(article.id) != mark:
                todo[article.id] = mark, article
            hashes.pop(article.id, None)
        for article in kept.stale(now):
            if article.id in hashes:
                todo[article.id] = fingerprint(article, now), article
        workers = workers or os.cpu_count() or 1
        with _readings(list(todo.values()), workers) as found:
            if workers > 1 and todo:  # while others read what is new
                with _uncollected():
                    identity.prepare(kept.remember(todo))
            for batch in _batches(found):
                kept.put((mark, now, reading, digest) for mark, reading, digest in batch)
                report.read += len(batch)
                progress("read", report.read, len(todo))
        rebuild(folder, kept, report, formats=formats, base=base, network=network, workers=workers, progress=progress)
    return report


def rebuild(
    folder: Path,
    kept: Readings,
    report: Report,
    *,
    formats: Sequence[str] = (),
    base: str = graph.BASE,
    network: bool = True,
    workers: int | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> None:
    """Write the graph of the kept readings: identity, triples, files, store, picture; nothing where all is written."""
    with _uncollected():
        _rebuild(folder, kept, report, formats, base, network, workers or os.cpu_count() or 1, progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection: what is made here holds no cycles, and looking for them costs a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _rebuild(
    folder: Path,
    kept: Readings,
    report: Report,
    formats: Sequence[str],
    base: str,
    network: bool,
    workers: int,
    progress: Progress,
) -> None:
    judgements = folder / "judgements.tsv"
    wanted = _wanted(kept, judgements, formats, base, network)
    report.articles = len(kept.hashes())
    state = json.loads(kept.state("graph") or "{}")
    if state.get("of") == wanted and all((folder / name).exists() for name in state["files"]):
        report.facts = state["facts"]
        return
    kept.note("graph", None)
    progress("identity", 0, None)
    gone = corrections.dropped(identity.judgements.read(judgements))
    readings = list(corrections.without(kept.all(), gone))
    digests = kept.digests()
    if gone:
        digester = Digester(load())
        digests = [digester.digest(r) if r.article.id in gone else d for r, d in zip(readings, digests, strict=True)]
    resolution = identity.join(digests, judgements)
    progress("graph", 0, None)
    prints = {id_: f"{program()} {mark} {sorted(gone.get(id_, ()))}" for id_, mark in kept.hashes().items()}
    dataset = graph.build(readings, resolution, base=base, prints=prints)
    report.facts = graph.count_facts(dataset)
    page = folder / "network.html"
    drawing = beside(lambda: show.network.write(dataset, page), fork=workers > 1) if network else nullcontext()
    with drawing:
        graph.write(dataset, folder, formats=formats)
        progress("store", 0, None)
        store.write(dataset, folder / "store")
        progress("network", 0, None)
    files = ["graph.ttl", "graph.trig", "store/CURRENT", *(["network.html"] if network else [])]
    kept.note("graph", json.dumps({"of": wanted, "facts": report.facts, "files": files}))


def _wanted(kept: Readings, judgements: Path, formats: Sequence[str], base: str, network: bool) -> str:
    """A hash of everything that the written files depend on."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (program(), load().version, base, *sorted(formats), str(network)):
        digest.update(part.encode() + b"\0")
    for id_, mark in kept.hashes().items():
        digest.update(f"{id_}\0{mark}\0".encode())
    if judgements.exists():
        digest.update(judgements.read_bytes())
    return digest.hexdigest()


Read = tuple[str, Reading, Digest]


@contextmanager
def _readings(todo: Sequence[tuple[str, Article]], workers: int) -> Iterator[Iterator[Read]]:
    """Read articles in other processes, in their order; in this one when it is to be the only one."""
    marks = [mark for mark, _ in todo]
    articles = [article for _, article in todo]
    if workers <= 1 or not todo:
        yield ((mark, *_read(article)) for mark, article in zip(marks, articles, strict=True))
        return
    load()  # before the forks, which share it
    # Few articles are read by one less than there are cores: this process has work of its own meanwhile.
    few = len(todo) < 2 * BATCH
    count = max(1, min(workers - 1, len(todo))) if few else workers
    chunk = min(BATCH, -(-len(todo) // count))
    with ProcessPoolExecutor(count, context(), initializer=gc.disable if few else None) as pool:
        found = pool.map(_read, articles, chunksize=chunk)
        yield ((mark, *read) for mark, read in zip(marks, found, strict=True))


_tools: tuple[Reader, Digester] | None = None


def _read(article: Article) -> tuple[Reading, Digest]:
    global _tools  # noqa: PLW0603  one reader a process: compiling the lexicon costs more than an article
    if _tools is None:
        _tools = Reader(load()), Digester(load())
    reader, digester = _tools
    reading = reader.read(article)
    return reading, digester.digest(reading)


def _batches(items: Iterable[Read]) -> Iterator[list[Read]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


class _Callable(types.ModuleType):
    """`kg.build(...)` is the function, though `kg.build` is this module once anything has imported it."""

    def __call__(self, *args: Any, **options: Any) -> Report:
        return build(*args, **options)


sys.modules[__name__].__class__ = _Callable
