"""What is worked out once and kept in the user's cache folder, and a hash of the program that worked it out."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from platformdirs import user_cache_path

T = TypeVar("T")
_MOST = 8  # versions of one thing in the cache: who edits the lexicon goes back and forth


def kept(family: str, version: str, make: Callable[[], T], *, most: int = _MOST) -> T:
    """What was made of these files before, from the user's cache folder; made and kept when it is not there.

    Args: what it is a version of, a hash of all that the value follows from, what makes it, and how many versions of
    the family stay. Nothing is raised for a cache that cannot be read or written: a read-only home
    costs only the time.
    """
    folder = user_cache_path("vnkg")
    path = folder / f"{family}-{version}.pickle"
    with contextlib.suppress(Exception):  # damaged bytes, and classes that have moved, raise nearly anything
        found: T = pickle.loads(path.read_bytes())
        return found
    value = make()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as handle:
            pickle.dump(value, handle)
        Path(handle.name).replace(path)
        for old in sorted(folder.glob(f"{family}-*.pickle"), key=lambda p: p.stat().st_mtime)[:-most]:
            old.unlink()
    return value


@cache
def program(*parts: str) -> str:
    """A hash of the program's own files: of all, or of these files and folders of the package."""
    root = Path(__file__).parent
    found: set[Path] = set()
    for part in parts or (".",):
        path = root / part
        found |= {path} if path.is_file() else {p for p in path.rglob("*") if p.is_file()}
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(found):
        if file.suffix != ".pyc" and "_ontology" not in file.parts:
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
