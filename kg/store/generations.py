"""The store's folder: numbered generations, one of which is current, so that a rebuild is a switch.

    store/CURRENT    which generation is the store's, and what it holds (JSON)
    store/3/         an Oxigraph database; never changed once CURRENT has named it by a build
    store/3.graphs   a fingerprint of each of its graphs, by which the next build knows what changed
    store/3.facts    the triples of the graphs that are of no article, of which the next build writes the changed ones
    store/3.sums     a hash of each file of the database, by which `kg store check` knows that none has changed
    store/LOCK       held by the one writer

A writer fills 4.part, renames it to 4, and replaces CURRENT, so that a killed writer leaves the old store as it was.
The generation before the current one is kept: readers that opened it read on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from kg.errors import StoreError

FORMAT = 1  # raise when the layout, or what a graph means, changes


@dataclass(frozen=True, slots=True)
class Generation:
    """What CURRENT says."""

    number: int
    base: str
    quads: int
    format: int = FORMAT


def current(folder: Path) -> Generation | None:
    """The current generation; None when there is no store.

    Raises StoreError when the folder holds something else, or a store of another version.
    """
    file = folder / "CURRENT"
    try:
        found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{file} cannot be read ({error}). The store is damaged: build again, or `kg store restore`."
        ) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        version = found.get("format", "unknown") if isinstance(found, dict) else "unknown"
        raise StoreError(f"{folder} is a store of version {version}; this program reads version {FORMAT}. Build again.")
    try:
        return Generation(**found)
    except TypeError as error:
        raise StoreError(f"{file} is not what this program wrote ({error}). Build again.") from error


def following(folder: Path) -> int:
    """The number for a new generation: above all that are or were there."""
    try:
        now = current(folder)
    except StoreError:  # damaged or old: a new generation is the cure
        now = None
    there = (path.name.split(".")[0] for path in folder.iterdir())
    return max([now.number if now else 0, *(int(n) for n in there if n.isdigit())]) + 1


def before(folder: Path, number: int) -> int:
    """The number of the newest generation below a number, 0 for none: what killed writers left makes gaps."""
    there = (int(path.name) for path in folder.iterdir() if path.name.isdigit())
    return max((n for n in there if n < number), default=0)


def marks(folder: Path, generation: Generation) -> dict[str, str] | None:
    """The fingerprints of a generation's graphs by IRI, "" for the default graph; None when they are lost."""
    try:
        found: dict[str, str] = json.loads((folder / f"{generation.number}.graphs").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if (folder / str(generation.number)).is_dir() else None


def switch(folder: Path, generation: Generation) -> None:
    """Make a filled generation current, and remove those before the last."""
    number = generation.number
    try:
        now = current(folder)
    except StoreError:  # damaged or old: the newest that is whole stays
        now = None
    last = now.number if now else before(folder, number)
    hashes = sums(folder / f"{number}.part", folder / str(last))
    (folder / f"{number}.sums").write_text(json.dumps(hashes, indent=0), "utf-8")
    (folder / f"{number}.part").rename(folder / str(number))
    beside = folder / "CURRENT.part"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(asdict(generation), file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / "CURRENT")
    clean(folder, keep={number, last})


def sums(place: Path, before: Path | None = None) -> dict[str, str]:
    """A hash of each file of a database but its lock and its log of messages.

    before: the database that this one was made of; what is the same file there is not hashed again.
    """
    known = _known_sums(before) if before else {}
    out = {}
    for path in sorted(place.iterdir()):
        if path.name not in ("LOCK", "LOG") and path.is_file():
            old = before / path.name if before else None
            if old is not None and path.name in known and old.exists() and old.samefile(path):
                out[path.name] = known[path.name]
                continue
            with path.open("rb") as file:
                digest = hashlib.blake2b(digest_size=16)
                while block := file.read(1 << 20):
                    digest.update(block)
            out[path.name] = digest.hexdigest()
    return out


def _known_sums(place: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(place.with_name(place.name + ".sums").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def clean(folder: Path, keep: set[int]) -> None:
    """Remove generations that nobody needs, and what killed writers left."""
    for path in folder.iterdir():
        number = path.name.split(".")[0]
        if number.isdigit() and (path.name.endswith(".part") or int(number) not in keep):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the store's lock; the system lets go of it even when the process is killed.

    Raises StoreError when another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "LOCK").open("a+b") as file:
        try:
            _lock(file)
        except OSError as error:
            raise StoreError(f"{folder} is being written by another process. Try again when it is done.") from error
        yield


def _lock(file: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
