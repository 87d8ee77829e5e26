"""Looking after a store: is it whole, a copy of it, back from a copy, and smaller."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, StoreError
from kg.graph.terms import BASE, VOCABULARIES
from kg.store import generations
from kg.store.embedded import open_store
from kg.store.generations import Generation


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found."""

    generation: Generation
    quads: int  # that can be read
    graphs: int  # named ones
    size: int  # bytes of the current generation
    problems: tuple[str, ...] = ()


def check(folder: Path) -> Health:
    """Read every quad and every file of the current generation, and compare them with the store's own notes.

    Raises StoreError when the store cannot be opened at all.
    """
    generation = _current(folder)
    problems: list[str] = []
    seen: set[str] = set()
    count = 0
    with open_store(folder) as store:
        try:
            for quad in store.inner:
                count += 1
                if isinstance(quad.graph_name, ox.NamedNode):
                    seen.add(quad.graph_name.value)
        except (OSError, RuntimeError) as error:
            problems.append(f"cannot be read after {count:,} quads: {error}")
    if not problems and count != generation.quads:
        problems.append(f"holds {count:,} quads where {generation.quads:,} were written")
    known = generations.marks(folder, generation)
    if known is not None and (extra := seen - set(known)):  # without the list the next build writes all of it anew
        problems.append(f"holds {len(extra):,} graphs that no build wrote, such as {min(extra)}")
    problems += _changed(folder, generation)
    return Health(generation, count, len(seen), size(folder / str(generation.number)), tuple(problems))


def _changed(folder: Path, generation: Generation) -> list[str]:
    """Reading all quads reads one of the indexes they are kept in: the files' hashes tell of the others."""
    try:
        written = json.loads((folder / f"{generation.number}.sums").read_text("utf-8"))
    except (OSError, ValueError):
        return ["has lost the hashes of its files"]
    now = generations.sums(folder / str(generation.number))
    wrong = sorted(name for name in written.keys() | now.keys() if written.get(name) != now.get(name))
    return [f"has changed files: {', '.join(wrong[:5])}"] if wrong else []


def backup(folder: Path, target: Path) -> None:
    """Copy the current generation into a new folder, or as N-Quads into a new file that ends in .nq.

    A folder on the same disk costs nothing (hard links), and is a store itself.

    Raises InputError when the target is there already.
    """
    if target.exists():
        raise InputError(f"{target} is there already. Name a new place for the backup.")
    with open_store(folder) as store:
        generation = _current(folder)
        if target.suffix == ".nq":
            target.parent.mkdir(parents=True, exist_ok=True)
            store.dump(target)
            return
        target.mkdir(parents=True)
        store.inner.backup(str(target / "1.part"))
    marks = generations.marks(folder, generation)
    if marks is not None:
        (target / "1.graphs").write_text(json.dumps(marks, indent=0), "utf-8")
    generations.switch(target, Generation(1, generation.base, generation.quads))


def restore(folder: Path, source: Path) -> Generation:
    """Make a backup the current generation; what was current before is kept as the one before.

    Args:
        folder: the store's folder; made when missing, and also when what is there is damaged.
        source: a folder that `backup` made, or a file in N-Quads or TriG.

    Raises InputError when the source is neither, and StoreError when the store is being written.
    """
    if source.is_dir():
        origin = _current(source)

        def fill(place: Path) -> Generation:
            with open_store(source) as store:
                store.inner.backup(str(place))
            return origin

        return _new(folder, fill, generations.marks(source, origin))
    if not source.is_file():
        raise InputError(f"{source} is no backup: name a folder or file that `kg store backup` made.")

    def load(place: Path) -> Generation:
        inner = ox.Store(str(place))
        try:
            inner.bulk_load(path=str(source))
        except (SyntaxError, ValueError) as error:
            raise InputError(f"{source} cannot be read: {error}") from error
        inner.flush()
        return Generation(0, _base(inner), len(inner))

    return _new(folder, load, None)


def compact(folder: Path) -> tuple[int, int]:
    """Write the current generation anew, without what updates have left, and drop the one before.

    Returns the sizes of the store's folder in bytes, before and after.
    """
    before = size(folder)
    old = _current(folder)

    def fill(place: Path) -> Generation:
        inner = ox.Store(str(place))
        with open_store(folder) as store:
            inner.bulk_extend(store.inner)
        inner.flush()
        return Generation(0, old.base, len(inner))

    new = _new(folder, fill, generations.marks(folder, old))
    generations.clean(folder, keep={new.number})
    return before, size(folder)


def size(folder: Path) -> int:
    """The bytes of all files under a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def _new(folder: Path, fill: Callable[[Path], Generation], marks: dict[str, str] | None) -> Generation:
    with generations.writing(folder), _place(folder) as (number, place):
        filled = fill(place)
        new = Generation(number, filled.base, filled.quads)
        if marks is not None:
            (folder / f"{number}.graphs").write_text(json.dumps(marks, indent=0), "utf-8")
        generations.switch(folder, new)
    return new


@contextmanager
def _place(folder: Path) -> Iterator[tuple[int, Path]]:
    number = generations.following(folder)
    place = folder / f"{number}.part"
    shutil.rmtree(place, ignore_errors=True)
    try:
        yield number, place
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _current(folder: Path) -> Generation:
    generation = generations.current(folder)
    if generation is None:
        raise StoreError(f"There is no graph in {folder}. Make one with `kg build`.")
    return generation


def _base(inner: ox.Store) -> str:
    """The base IRI of a graph read from a file: the place of its dataset's description."""
    dataset = ox.NamedNode(VOCABULARIES["void"] + "Dataset")
    for quad in inner.quads_for_pattern(None, None, dataset, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            return quad.subject.value.removesuffix("dataset")
    return BASE
