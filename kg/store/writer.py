"""A dataset into a store's folder: the changes alone where few graphs changed, everything anew where many did."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import marshal
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph import Dataset
from kg.graph.terms import Triple, nquads
from kg.store import generations
from kg.store.embedded import Embedded, quads
from kg.store.generations import Generation

# Above this share of changed graphs a bulk load is quicker than replacing them one by one.
MANY = 0.25
# Triples that are bulk-loaded together. Oxigraph sorts them in memory: 1.3 million at once took 1.1 GB more than in
# these portions, and no less time (10.3 s to 11.2 s).
PORTION = 300_000


def write(dataset: Dataset, path: str | Path) -> int:
    """Make a dataset the content of a store's folder; the number of quads it holds then.

    The old graph stays readable until the new one is complete, and stays the store's when this is killed.

    Args:
        dataset: what `kg.graph.build` gave.
        path: the folder; made when missing.

    Raises StoreError when another process writes the same store, or the disk fails.
    """
    folder = Path(path)
    with generations.writing(folder):
        try:
            return _write(dataset, folder)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{folder} cannot be written: {error}") from error


def memory(dataset: Dataset) -> Embedded:
    """A dataset in a store in memory, for tests and one-shots."""
    inner = ox.Store()
    inner.bulk_load(stream(dataset.graphs()), ox.RdfFormat.N_QUADS, lenient=True)
    return Embedded(inner, dataset.base)


def marks(dataset: Dataset) -> dict[str, str]:
    """A fingerprint of each graph by its IRI, "" for the default graph; without making the articles' triples."""
    out = {dataset.names.graph(id_)[1:-1]: mark for id_, mark in dataset.marks.items()}
    for name, triples in _of_no_article(dataset).items():
        out[name] = hashlib.blake2b(_encoded(triples), digest_size=12).hexdigest()
    return out


def _write(dataset: Dataset, folder: Path) -> int:
    before = None
    with contextlib.suppress(StoreError):  # damaged or old: this is the cure
        before = generations.current(folder)
    number = generations.following(folder)
    if before:
        generations.clean(folder, keep={before.number, generations.before(folder, before.number)})
    now = marks(dataset)
    then = generations.marks(folder, before) if before and before.base == dataset.base else None
    changed = {g for g, mark in now.items() if then is None or then.get(g) != mark}
    place = folder / f"{number}.part"
    if before and then is not None and len(changed) <= MANY * len(now):
        size = _patch(dataset, folder, before, place, changed, set(then) - set(now))
    else:
        size = _load(dataset, place)
    (folder / f"{number}.graphs").write_text(json.dumps(now, indent=0), "utf-8")
    with (folder / f"{number}.facts").open("wb") as file:
        marshal.dump(_of_no_article(dataset), file, 4)
    generations.switch(folder, Generation(number, dataset.base, size))
    return size


def _load(dataset: Dataset, place: Path) -> int:
    inner = ox.Store(str(place))
    for portion in _portions(dataset.graphs()):
        inner.bulk_load(stream(portion), ox.RdfFormat.N_QUADS, lenient=True)
    inner.flush()
    # Sorted into one level now, lest whoever writes to it next waits until the portions are.
    inner.optimize()
    return len(inner)


def _portions(graphs: Iterable[tuple[str, Iterable[Triple]]]) -> Iterator[list[tuple[str, Sequence[Triple]]]]:
    """The graphs in portions of about `PORTION` triples; a large graph is in several."""
    portion: list[tuple[str, Sequence[Triple]]] = []
    room = PORTION
    for name, triples in graphs:
        source = iter(triples)
        while part := tuple(islice(source, room)):
            portion.append((name, part))
            room -= len(part)
            if not room:
                yield portion
                portion, room = [], PORTION
    if portion:
        yield portion


def _patch(dataset: Dataset, folder: Path, before: Generation, place: Path, changed: set[str], gone: set[str]) -> int:
    """A copy of the database before (hard links: it costs nothing) with the changed graphs replaced."""
    shutil.rmtree(place, ignore_errors=True)
    ox.Store.read_only(str(folder / str(before.number))).backup(str(place))
    inner = ox.Store(str(place))
    size = before.quads
    had, has = _before(folder / f"{before.number}.facts"), _of_no_article(dataset)
    same = set(had) & set(has) & changed
    for name in sorted((gone | changed) - same):
        size -= sum(1 for _ in inner.quads_for_pattern(None, None, None, _graph(name)))
        inner.remove_graph(_graph(name))
    for name, triples in _only(dataset, changed - same):
        inner.extend(quads(triples, name))
        size += sum(1 for _ in inner.quads_for_pattern(None, None, None, _graph(name)))
    for name in sorted(same):
        then, now = set(had[name]), set(has[name])
        lost = then - now
        for quad in quads(lost, name):
            size -= quad in inner
            inner.remove(quad)
        # A database holds values, "01" and "1" as one: what went may have taken along what stays beside it.
        subjects, touched = {t[0] for t in lost}, {t[:2] for t in lost}
        for quad in quads((now - then) | {t for t in now if t[0] in subjects and t[:2] in touched}, name):
            size += quad not in inner
            inner.add(quad)
    inner.flush()
    return size


def _graph(name: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(name) if name else ox.DefaultGraph()


def _of_no_article(dataset: Dataset) -> dict[str, tuple[Triple, ...]]:
    """The graphs that are of no article by IRI, "" for the default graph: of those little changes with an article."""
    return {"": (*dataset.head, *dataset.facts), **{name[1:-1]: triples for name, triples in dataset.others}}


def _before(path: Path) -> dict[str, tuple[Triple, ...]]:
    """The same of an older generation; none where they are lost."""
    try:
        found: dict[str, tuple[Triple, ...]] = marshal.loads(path.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _only(dataset: Dataset, names: set[str]) -> Iterator[tuple[str, Iterable[Triple]]]:
    """Some of the graphs, by IRI; the articles' others are not even made."""
    for reading in dataset.readings:
        name = dataset.names.graph(reading.article.id)[1:-1]
        if name in names:
            yield name, dataset.evidence(reading)[1]
    yield from ((name, triples) for name, triples in _of_no_article(dataset).items() if name in names)


def _encoded(triples: Iterable[Triple], graph: str = "") -> bytes:
    return nquads(triples, graph).encode("utf-8", "replace")


def stream(graphs: Iterable[tuple[str, Iterable[Triple]]]) -> IO[bytes]:
    """Graphs, each with its IRI or "" for the default graph, as a file of N-Quads that is made while it is read."""
    return cast("IO[bytes]", _Stream(graphs))


class _Stream(io.RawIOBase):
    def __init__(self, graphs: Iterable[tuple[str, Iterable[Triple]]]) -> None:
        self._parts = (_encoded(triples, name) for name, triples in graphs)
        self._part_now, self._at = b"", 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size` of them; none at the end."""
        if size is None or size < 0:
            out = self._part_now[self._at :] + b"".join(self._parts)
            self._part_now, self._at = b"", 0
            return out
        while self._at >= len(self._part_now):
            part = next(self._parts, None)
            if part is None:
                return b""
            self._part_now, self._at = part, 0
        out = self._part_now[self._at : self._at + size]
        self._at += len(out)
        return out
