"""An article on which the program itself fails costs the others nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from kg.errors import OntologyError
from kg.extract.reader import Reader
from kg.model import Article, Reading

TEXT = "Ngày 27/8/2018, Bí thư Tỉnh ủy Sơn La Lò Văn Hải thăm xã Mường Bằng."


@pytest.fixture
def three(tmp_path: Path) -> Path:
    file = tmp_path / "three.jsonl"
    rows = [{"id": f"a{n}", "text": TEXT, "date": "2018-08-27"} for n in range(3)]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return file


def fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    sound = Reader.read

    def read(self: Reader, article: Article, trace: object = None) -> Reading:
        if article.id == "a1":
            raise error
        return sound(self, article)

    monkeypatch.setattr(Reader, "read", read)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_costs_its_article_alone(
    three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    fails(monkeypatch, IndexError("list index out of range"))
    report = kg.build([three], tmp_path / "out", workers=workers, network=False)
    assert (report.articles, report.read) == (2, 2)
    (problem,) = report.problems
    assert problem.skipped
    assert str(problem).startswith("a1: this program fails on it (IndexError: list index out of range)")
    monkeypatch.undo()
    again = kg.build([three], tmp_path / "out", workers=workers, network=False)
    assert (again.articles, again.read, again.problems) == (3, 1, [])


def test_a_fault_of_the_ontology_ends_the_build(three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, OntologyError("no class kg:X"))
    with pytest.raises(OntologyError):
        kg.build([three], tmp_path / "out", workers=1, network=False)
