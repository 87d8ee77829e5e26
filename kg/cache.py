"""The readings of an output folder, kept so that a build reads only what is new or changed.

One SQLite file: article id, a hash of what was read and by which knowledge, and the reading. SQLite's journal makes
every change atomic, so a build that is killed goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import kg
from kg.errors import StoreError
from kg.model import Article, Reading


def fingerprint(article: Article, version: str) -> str:
    """A hash of everything that a reading depends on: the article, the ontology and this program's version."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (kg.__version__, version, repr(article)):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


class Readings:
    """The kept readings of one output folder.

    Args:
        path: the SQLite file; made when missing.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(path, timeout=30)
            self._db.execute("CREATE TABLE IF NOT EXISTS reading (id TEXT PRIMARY KEY, hash TEXT, data BLOB) WITHOUT ROWID")
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path}: {error}. Delete the file and build again.") from error

    def __enter__(self) -> Readings:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def hashes(self) -> dict[str, str]:
        """The hash of every kept reading by article id."""
        return dict(self._db.execute("SELECT id, hash FROM reading"))

    def put(self, rows: Iterable[tuple[str, Reading]]) -> None:
        """Keep readings with their hashes, replacing those of the same article, in one transaction."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?)",
                ((r.article.id, h, pickle.dumps(r, protocol=5)) for h, r in rows),
            )

    def forget(self, ids: Iterable[str]) -> int:
        """Take articles out whole; how many there were."""
        with self._db:
            return sum(self._db.execute("DELETE FROM reading WHERE id = ?", (i,)).rowcount for i in ids)

    def articles(self) -> list[Article]:
        """The kept articles."""
        return [r.article for r in self.all()]

    def all(self) -> Iterator[Reading]:
        """Every kept reading, ordered by article id."""
        for (data,) in self._db.execute("SELECT data FROM reading ORDER BY id"):
            reading: Reading = pickle.loads(data)
            yield reading
