"""The pipeline on one screen: articles are read, understood, joined, and written as one graph."""

from __future__ import annotations

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

from kg import graph, identity, read
from kg.cache import Readings, fingerprint, version
from kg.errors import KgError
from kg.extract.reader import Reader
from kg.graph.terms import BASE
from kg.identity import Digest, Digester
from kg.model import Article, Reading
from kg.ontology import load
from kg.processes import context, seldom_collected, uncollected
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
    base: str = BASE,
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
        fresh: forget what the output folder held, once an article of `paths` was read.
        network: whether to draw network.html.
        progress: called as the stages advance.

    Returns:
        Counts, and the inputs that could not be read.
    """
    folder = Path(output)
    report = Report(folder)
    now = version(load().version)
    workers = workers or os.cpu_count() or 1
    # What this process makes while others read holds no cycles; reading itself is another's code.
    with Readings(folder / "readings.sqlite") as kept, uncollected() if workers > 1 else nullcontext():
        hashes = {} if fresh else kept.hashes()
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
        with _readings(list(todo.values()), workers) as found:
            from kg.rebuild import rebuild  # what draws and stores takes long to import: while others read

            if workers > 1 and todo:
                if not fresh:
                    kept.remember(todo)
                identity.preparer()
                graph.reference.load()
            put: set[str] = set()
            for batch in _batches(found):
                done = [(mark, now, *read) for mark, read in batch if not isinstance(read, Problem)]
                kept.put(done)
                put.update(reading.article.id for _, _, reading, _ in done)
                report.read += len(done)
                report.problems += [read for _, read in batch if isinstance(read, Problem)]
                progress("read", report.read, len(todo))
        if fresh and put:
            kept.forget(kept.hashes().keys() - put)
        rebuild(folder, kept, report, formats=formats, base=base, network=network, workers=workers, progress=progress)
    return report


Read = tuple[str, tuple[Reading, Digest] | Problem]  # the article's mark, and what came of it


@contextmanager
def _readings(todo: Sequence[tuple[str, Article]], workers: int) -> Iterator[Iterator[Read]]:
    """Read articles in other processes, in their order; in this one when it is to be the only one."""
    marks = [mark for mark, _ in todo]
    articles = [article for _, article in todo]
    if workers <= 1 or not todo:
        yield zip(marks, map(_read, articles), strict=True)
        return
    load()  # before the forks, which share it
    count = min(workers, len(todo))
    chunk = min(BATCH, -(-len(todo) // count))
    with ProcessPoolExecutor(count, context(), initializer=seldom_collected) as pool:
        yield zip(marks, pool.map(_read, articles, chunksize=chunk), strict=True)


_tools: tuple[Reader, Digester] | None = None


def _read(article: Article) -> tuple[Reading, Digest] | Problem:
    global _tools  # noqa: PLW0603  one reader a process: compiling the lexicon costs more than an article
    if _tools is None:
        _tools = Reader(load()), Digester(load())
    reader, digester = _tools
    try:
        reading = reader.read(article)
        return reading, digester.digest(reading)
    except (KgError, MemoryError):
        raise
    except Exception as error:  # a fault of this program, which costs the article and not the others
        reason = f"this program fails on it ({type(error).__name__}: {error})"
        return Problem(article.id, reason, "Please report it with the article's text.")


def _batches(items: Iterable[Read]) -> Iterator[list[Read]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


class _Callable(types.ModuleType):
    """`kg.build(...)` is the function, though `kg.build` is this module once anything has imported it."""

    def __call__(self, *args: Any, **options: Any) -> Report:
        return build(*args, **options)


sys.modules[__name__].__class__ = _Callable
