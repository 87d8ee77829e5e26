"""What keeps the readings says what is wrong with its file, and how an article is known again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import cache
from kg.cache import Readings, fingerprint
from kg.errors import StoreError
from kg.model import Article


@pytest.mark.parametrize("change", [lambda kept: kept.note("a", "b"), lambda kept: kept.forget(["a"])])
def test_a_lock_is_told_from_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Readings], object]
) -> None:
    monkeypatch.setattr(cache, "_WAIT", 0)
    file = tmp_path / "readings.sqlite"
    with Readings(file) as kept:
        other = sqlite3.connect(file)
        other.execute("BEGIN EXCLUSIVE")
        for attempt in (change, lambda kept: kept.hashes(), lambda _: Readings(file)):
            with pytest.raises(StoreError, match=r"another build is writing .*readings.sqlite; try again") as told:
                attempt(kept)
            assert "Delete" not in str(told.value)
        other.close()
        change(kept)


def test_damage_says_so(tmp_path: Path) -> None:
    file = tmp_path / "readings.sqlite"
    file.write_bytes(b"no database at all " * 100)
    with pytest.raises(StoreError, match=r"readings.sqlite: .*Delete the file and build again"):
        Readings(file)


def test_an_article_is_the_same_wherever_it_lies() -> None:
    one, two = (fingerprint(Article("a", "text", path=path), "1") for path in ("news/a.txt", "/data/news/a.txt"))
    assert one == two != fingerprint(Article("a", "texts", path="news/a.txt"), "1")
