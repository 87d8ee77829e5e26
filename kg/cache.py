"""The readings of an output folder, kept so that a build reads only what is new or changed.

One SQLite file: article id, a hash of what was read and by which knowledge, the reading, its digest for identity, and
what identity finds of that digest alone.
SQLite's journal makes every change atomic, so a build that is killed goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import kg
from kg.errors import StoreError
from kg.identity import Digest, Prepared, prepared, preparer
from kg.keeping import program
from kg.model import Article, Reading
from kg.ontology import load
from kg.packing import pack, pack_digest, unpack, unpack_digest

_FORMAT = 4  # raise when the tables change
_READS = (
    "read",
    "language",
    "extract",
    "identity/digest.py",
    "identity/copies.py",
    "model.py",
    "ontology.py",
    "packing.py",
)
_KEPT = "digest, identity, prepared"
_WAIT = 30  # seconds for another process to finish a change
_TABLES = """
CREATE TABLE IF NOT EXISTS reading (
    id TEXT PRIMARY KEY, hash TEXT, version TEXT, data BLOB, digest BLOB, identity TEXT, prepared BLOB
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


def version(ontology: str) -> str:
    """What a reading depends on apart from its article: the ontology and the code that reads."""
    return _digest(kg.__version__, ontology, program(*_READS))


def fingerprint(article: Article, version: str) -> str:
    """A hash of everything that a reading depends on: the article, wherever it lies, and the version of what reads."""
    return _digest(version, repr(replace(article, path=None)))


class Readings:
    """The kept readings of one output folder.

    Args:
        path: the SQLite file; made when missing.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        # Article id -> hash, and what it unpacks to.
        self._memory: dict[str, tuple[str, Reading, Digest, Prepared]] = {}
        # A cycle is left to the garbage collector: a command ends before, and saves 0.2 s of taking readings apart.
        self._self = self
        with self._explained():
            self._db = sqlite3.connect(path, timeout=_WAIT)
            (found,) = self._db.execute("PRAGMA user_version").fetchone()
            if found != _FORMAT:
                self._db.executescript("DROP TABLE IF EXISTS reading; DROP TABLE IF EXISTS state;")
                self._db.executescript(_TABLES + f"PRAGMA user_version = {_FORMAT};")

    def __enter__(self) -> Readings:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def hashes(self) -> dict[str, str]:
        """The hash of every kept reading by article id."""
        with self._explained():
            return dict(self._db.execute("SELECT id, hash FROM reading ORDER BY id"))

    def put(self, rows: Iterable[tuple[str, str, Reading, Digest]]) -> None:
        """Keep readings (hash, version, reading, digest), replacing those of the same article, in one transaction."""
        with self._explained(), self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (r.article.id, h, v, pack(r), pack_digest(d), self._identity, prepared.pack(self._prepare(d)))
                    for h, v, r, d in rows
                ),
            )

    def forget(self, ids: Iterable[str]) -> int:
        """Take articles out whole; how many there were."""
        with self._explained(), self._db:
            return sum(self._db.execute("DELETE FROM reading WHERE id = ?", (i,)).rowcount for i in ids)

    def stale(self, version: str) -> list[Article]:
        """The articles whose readings another version made, ordered by id."""
        rows = self._db.execute("SELECT data FROM reading WHERE version != ? ORDER BY id", (version,))
        return [unpack(data).article for (data,) in rows]

    def all(self) -> Iterator[Reading]:
        """Every kept reading, ordered by article id."""
        for id_, known, data in self._db.execute("SELECT id, hash, data FROM reading ORDER BY id"):
            here = self._memory.get(id_)
            yield here[1] if here and here[0] == known else unpack(data)

    def remember(self, but: Container[str]) -> None:
        """Unpack what is kept of all articles but these, for `all` and `digests` later."""
        for id_, known, data, *kept in self._db.execute(f"SELECT id, hash, data, {_KEPT} FROM reading ORDER BY id"):
            if id_ not in but:
                self._memory[id_] = known, unpack(data), *self._unpacked(*kept)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """The errors of SQLite as errors that say what to do."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                reason = f"another build is writing {self._path}; try again when it is done"
            else:
                advice = "" if isinstance(error, sqlite3.OperationalError) else ". Delete the file and build again."
                reason = f"{self._path}: {error}{advice}"
            raise StoreError(reason) from error

    @cached_property
    def _identity(self) -> str:
        """What the findings of identity depend on apart from the digest."""
        return _digest(load().version, program("identity", "language", "ontology.py"))

    @cached_property
    def _prepare(self) -> Callable[[Digest], Prepared]:
        return preparer()

    def _unpacked(self, data: bytes, version: str, found: bytes) -> tuple[Digest, Prepared]:
        digest = unpack_digest(data)
        return digest, prepared.unpack(found, digest) if version == self._identity else self._prepare(digest)

    def one(self, id_: str) -> Reading | None:
        """The reading of one article."""
        row = self._db.execute("SELECT data FROM reading WHERE id = ?", (id_,)).fetchone()
        return unpack(row[0]) if row else None

    def digests(self) -> list[tuple[Digest, Prepared]]:
        """The digest of every kept reading and what identity finds of it alone, ordered by article id."""
        out = []
        for id_, known, *kept in self._db.execute(f"SELECT id, hash, {_KEPT} FROM reading ORDER BY id"):
            here = self._memory.get(id_)
            out.append(here[2:] if here and here[0] == known else self._unpacked(*kept))
        return out

    def state(self, name: str) -> str | None:
        """A note that an earlier run left, such as what the files of the folder were made of."""
        row = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str | None) -> None:
        """Leave a note for a later run, or take it away."""
        with self._explained(), self._db:
            if value is None:
                self._db.execute("DELETE FROM state WHERE name = ?", (name,))
            else:
                self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))


def _digest(*parts: str) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()
