"""The pipeline on one screen: articles are read, understood, joined, and written as one graph."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from kg import graph, identity, read, show, store
from kg.cache import Readings, fingerprint
from kg.extract.reader import Reader
from kg.model import Article, Reading
from kg.ontology import load

BATCH = 16  # articles handed to a worker at a time


@dataclass
class Report:
    """What a build did."""

    output: Path
    articles: int = 0  # in the graph now
    read: int = 0  # read in this run; the rest were unchanged
    facts: int = 0
    problems: list[read.Problem] = field(default_factory=list)


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
    ontology = load()
    sources = paths or read.samples()
    with Readings(folder / "readings.sqlite") as kept:
        if fresh:
            kept.forget(kept.hashes())
        hashes = kept.hashes()
        todo: list[tuple[str, Article]] = []
        for article in read.articles(sources, fields=fields, date=date, on_problem=report.problems.append):
            mark = fingerprint(article, ontology.version)
            if hashes.get(article.id) != mark:
                todo.append((mark, article))
        for mark, reading in _readings(todo, workers or os.cpu_count() or 1):
            kept.put([(mark, reading)])
            report.read += 1
            progress("read", report.read, len(todo))
        rebuild(folder, list(kept.all()), report, formats=formats, base=base, network=network, progress=progress)
    return report


def rebuild(
    folder: Path,
    readings: list[Reading],
    report: Report,
    *,
    formats: Sequence[str] = (),
    base: str = graph.BASE,
    network: bool = True,
    progress: Progress = lambda stage, done, total: None,
) -> None:
    """Write the graph of the readings: identity, triples, files, store, picture."""
    report.articles = len(readings)
    progress("identity", 0, None)
    resolution = identity.resolve(readings, judgements=folder / "judgements.tsv")
    progress("graph", 0, None)
    dataset = graph.build(readings, resolution, base=base)
    report.facts = graph.count_facts(dataset)
    graph.write(dataset, folder, formats=formats)
    progress("store", 0, None)
    store.write(dataset, folder / "store")
    if network:
        progress("network", 0, None)
        with store.open_store(folder / "store") as opened:
            show.network.write(opened, folder / "network.html")


def _readings(todo: Sequence[tuple[str, Article]], workers: int) -> Iterator[tuple[str, Reading]]:
    if workers <= 1 or len(todo) < 2 * BATCH:
        for mark, article in todo:
            yield mark, _read(article)
        return
    with ProcessPoolExecutor(workers) as pool:
        marks = [mark for mark, _ in todo]
        yield from zip(marks, pool.map(_read, (a for _, a in todo), chunksize=BATCH), strict=True)


_reader: Reader | None = None


def _read(article: Article) -> Reading:
    global _reader  # noqa: PLW0603  one reader a process: compiling the lexicon costs more than an article
    if _reader is None:
        _reader = Reader(load())
    return _reader.read(article)


def batched(items: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """Items in lists of `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


class _Callable(types.ModuleType):
    """`kg.build(...)` is the function, though `kg.build` is this module once anything has imported it."""

    def __call__(self, *args: Any, **options: Any) -> Report:
        return build(*args, **options)


sys.modules[__name__].__class__ = _Callable
