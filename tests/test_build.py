"""What a build keeps: the articles beside one on which the program fails, and the folder when nothing can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg import decide
from kg.cache import Readings
from kg.cli import cli
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


def kept(output: Path) -> list[str]:
    with Readings(output / "readings.sqlite") as readings:
        return list(readings.hashes())


@pytest.mark.parametrize("workers", [1, 2])
def test_fresh_forgets_only_when_something_was_read(three: Path, tmp_path: Path, workers: int) -> None:
    output = tmp_path / "out"
    kg.build([three], output, workers=workers, network=False)
    before = (output / "graph.ttl").read_bytes()
    report = kg.build([tmp_path / "missing"], output, fresh=True, workers=workers, network=False)
    assert [p.skipped for p in report.problems] == [True]
    assert (report.articles, report.read) == (3, 0)
    assert kept(output) == ["a0", "a1", "a2"]
    assert (output / "graph.ttl").read_bytes() == before
    one = tmp_path / "one.jsonl"
    one.write_text(three.read_text("utf-8").splitlines()[2], "utf-8")
    report = kg.build([one], output, fresh=True, workers=workers, network=False)
    assert (report.articles, report.read) == (1, 1)
    assert kept(output) == ["a2"]
    assert "a0" not in (output / "graph.trig").read_text("utf-8")


def test_files_of_a_form_no_longer_asked_for_go(three: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([three], output, workers=1, formats=["nq"])
    (output / "graph.jsonld").write_text("the user's own")
    kg.build([three], output, workers=1, network=False)
    there = {path.name for path in output.iterdir()}
    assert there >= {"graph.ttl", "graph.trig", "graph.jsonld"}
    assert not there & {"graph.nq", "network.html"}


def test_decisions_and_forgetting_keep_base_formats_and_network(three: Path, tmp_path: Path) -> None:
    output, base = tmp_path / "out", "https://example.org/k/"
    kg.build([three], output, workers=1, network=False, base=base, formats=["nq"])
    decide.apply(output)
    done = CliRunner().invoke(cli, ["forget", "a1", "-o", str(output)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    quads = (output / "graph.nq").read_text("utf-8")
    assert base in quads and "article/a0" in quads and "article/a1" not in quads
    assert base in (output / "graph.ttl").read_text("utf-8")
    assert not (output / "network.html").exists()


def test_a_further_form_that_is_gone_is_written_again(three: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([three], output, workers=1, network=False, formats=["nq"])
    (output / "graph.nq").unlink()
    report = kg.build([three], output, workers=1, network=False, formats=["nq"])
    assert report.read == 0
    assert (output / "graph.nq").stat().st_size > 0


def test_a_folder_by_another_path_is_not_read_again(
    three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg.build([three], tmp_path / "out", workers=1, network=False)
    monkeypatch.chdir(tmp_path)
    assert kg.build([three.name], tmp_path / "out", workers=1, network=False).read == 0
