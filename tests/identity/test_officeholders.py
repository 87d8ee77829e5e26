"""The table of who held which office, as it is kept."""

from pathlib import Path

import pytest

from kg.identity import officeholders
from kg.identity.officeholders import Holders


def test_another_program_or_table_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions: list[str] = []
    monkeypatch.setattr(officeholders, "kept", lambda family, version, make: versions.append(version) or Holders())
    table = tmp_path / "reference" / officeholders.FILE
    table.parent.mkdir()
    for content, program in (("", "p"), ("", "p"), ("", "q"), ("# new", "q")):
        table.write_text(content, "utf-8")
        monkeypatch.setattr(officeholders, "program", lambda *parts, now=program: now)
        assert officeholders.load(None, None, "v", tmp_path) == Holders()  # type: ignore[arg-type]
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3
