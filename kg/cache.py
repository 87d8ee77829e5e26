"""The readings of an output folder, kept so that a build reads only what is new or changed.

One SQLite file: article id, a hash of what was read and by which knowledge, the reading, and its digest for identity.
SQLite's journal makes every change atomic, so a build that is killed goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

import kg
from kg.errors import StoreError
from kg.identity import Digest
from kg.keeping import program
from kg.model import Article, Reading
from kg.packing import pack, pack_digest, unpack, unpack_digest

_FORMAT = 2  # raise when the tables change
_READS = ("read", "language", "extract", "identity/digest.py", "identity/copies.py", "model.py", "ontology.py")
_TABLES = """
CREATE TABLE IF NOT EXISTS reading (id TEXT PRIMARY KEY, hash TEXT, version TEXT, data BLOB, digest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


def version(ontology: str) -> str:
    """What a reading depends on apart from its article: the ontology and the code that reads."""
    return _digest(kg.__version__, ontology, program(*_READS))


def fingerprint(article: Article, version: str) -> str:
    """A hash of everything that a reading depends on: the article, and the version of what reads it."""
    return _digest(version, repr(article))


class Readings:
    """The kept readings of one output folder.

    Args:
        path: the SQLite file; made when missing.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._memory: dict[str, tuple[str, Reading, Digest]] = {}  # article id -> hash, and what it unpacks to
        try:
            self._db = sqlite3.connect(path, timeout=30)
            (found,) = self._db.execute("PRAGMA user_version").fetchone()
            if found != _FORMAT:
                self._db.executescript("DROP TABLE IF EXISTS reading; DROP TABLE IF EXISTS state;")
                self._db.executescript(_TABLES + f"PRAGMA user_version = {_FORMAT};")
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path}: {error}. Delete the file and build again.") from error

    def __enter__(self) -> Readings:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def hashes(self) -> dict[str, str]:
        """The hash of every kept reading by article id."""
        return dict(self._db.execute("SELECT id, hash FROM reading ORDER BY id"))

    def put(self, rows: Iterable[tuple[str, str, Reading, Digest]]) -> None:
        """Keep readings (hash, version, reading, digest), replacing those of the same article, in one transaction."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?)",
                ((r.article.id, h, v, pack(r), pack_digest(d)) for h, v, r, d in rows),
            )

    def forget(self, ids: Iterable[str]) -> int:
        """Take articles out whole; how many there were."""
        with self._db:
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

    def remember(self, but: Container[str]) -> list[Digest]:
        """Unpack what is kept of all articles but these, for `all` and `digests` later; the digests."""
        for id_, known, data, digest in self._db.execute("SELECT id, hash, data, digest FROM reading ORDER BY id"):
            if id_ not in but:
                self._memory[id_] = known, unpack(data), unpack_digest(digest)
        return [digest for _, _, digest in self._memory.values()]

    def one(self, id_: str) -> Reading | None:
        """The reading of one article."""
        row = self._db.execute("SELECT data FROM reading WHERE id = ?", (id_,)).fetchone()
        return unpack(row[0]) if row else None

    def digests(self) -> list[Digest]:
        """The digest of every kept reading, ordered by article id."""
        out = []
        for id_, known, data in self._db.execute("SELECT id, hash, digest FROM reading ORDER BY id"):
            here = self._memory.get(id_)
            out.append(here[2] if here and here[0] == known else unpack_digest(data))
        return out

    def state(self, name: str) -> str | None:
        """A note that an earlier run left, such as what the files of the folder were made of."""
        row = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str | None) -> None:
        """Leave a note for a later run, or take it away."""
        with self._db:
            if value is None:
                self._db.execute("DELETE FROM state WHERE name = ?", (name,))
            else:
                self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))


def _digest(*parts: str) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()
