"""The same bytes whatever the order, the processes, the steps, and whoever pulled the plug."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import kg.build as building
from kg import read
from kg.build import Report, build
from kg.cache import Readings
from kg.rebuild import rebuild
from kg.store import open_store

FILES = ("graph.ttl", "graph.trig", "network.html")
STAGES = ("read", "graph", "network")  # where a build is killed


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The bundled sample articles as a file each."""
    folder = tmp_path_factory.mktemp("news")
    problems: list[read.Problem] = []
    for article in read.articles(read.samples(), on_problem=problems.append):
        text = f"---\ntitle: {article.title}\ndate: {article.date or ''}\n---\n{article.text}\n"
        (folder / f"{article.id.replace('/', '-')}.md").write_text(text, "utf-8")
    assert not problems
    return sorted(folder.iterdir())[:6]


@pytest.fixture(scope="module")
def clean(news: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a clean build of all gives."""
    return content(made(news, tmp_path_factory.mktemp("clean") / "output"))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings are kept two at a time, so that a kill falls between."""
    monkeypatch.setattr(building, "BATCH", 2)


def made(paths: list[Path], output: Path, workers: int = 1) -> Path:
    report = build(paths, output, workers=workers)
    assert report.problems == []
    return output


def content(output: Path) -> dict[str, bytes]:
    found = {name: (output / name).read_bytes() for name in FILES}
    with open_store(output / "store") as store:
        rows = store.query("SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
        found["store"] = "\n".join(sorted(" ".join(map(str, row)) for row in rows)).encode()
    return found


@pytest.mark.parametrize(("seed", "workers"), [(1, 1), (2, 2), (3, 2)])
def test_order_and_processes_change_nothing(
    news: list[Path], clean: dict[str, bytes], tmp_path: Path, seed: int, workers: int
) -> None:
    shuffled = random.Random(seed).sample(news, len(news))
    assert content(made(shuffled, tmp_path / "output", workers)) == clean


def test_three_steps_give_what_one_gives(news: list[Path], clean: dict[str, bytes], tmp_path: Path) -> None:
    for part in (news[4:], news[:2], news[2:4]):
        output = made(part, tmp_path / "output")
    assert content(output) == clean


def test_only_what_is_new_is_read(news: list[Path], tmp_path: Path) -> None:
    assert build(news[:4], tmp_path / "output", workers=1).read == 4
    assert build(news, tmp_path / "output", workers=1).read == 2
    assert build(news, tmp_path / "output", workers=1).read == 0


def test_a_changed_article_replaces_itself(news: list[Path], clean: dict[str, bytes], tmp_path: Path) -> None:
    other = tmp_path / news[0].name
    other.write_text("Hôm nay trời đẹp.\nTại Hà Nội, trời nắng và gió nhẹ suốt cả ngày.\n", "utf-8")
    output = made([other, *news[1:]], tmp_path / "output")
    assert content(output) != clean
    assert build(news, output, workers=1).read == 1
    # the path of a file is where an article was read from, not what it says
    assert content(output) == clean


def test_what_is_forgotten_was_never_there(news: list[Path], tmp_path: Path) -> None:
    output = made(news, tmp_path / "output")
    with Readings(output / "readings.sqlite") as kept:
        gone = [id_ for id_ in kept.hashes() if id_ == news[2].stem]
        assert kept.forget(gone) == 1
        rebuild(output, kept, Report(output))
    assert content(output) == content(made([*news[:2], *news[3:]], tmp_path / "other"))


def test_nothing_changed_writes_nothing(news: list[Path], tmp_path: Path) -> None:
    output = made(news[:2], tmp_path / "output")
    before = {name: (output / name).stat().st_mtime_ns for name in FILES}
    made(news[:2], output)
    assert {name: (output / name).stat().st_mtime_ns for name in FILES} == before


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_any_stage_the_next_run_ends_in_the_same_bytes(
    news: list[Path], clean: dict[str, bytes], tmp_path: Path, stage: str, workers: int
) -> None:
    output = made(news[:4], tmp_path / "output")
    before = content(output)
    assert killed(news, output, stage, workers) == -signal.SIGKILL
    with open_store(output / "store") as store:  # the old graph, whole, until the new one is
        assert next(iter(store.query("SELECT * { ?s ?p ?o } LIMIT 1")), None)
    if stage in ("read", "identity"):
        assert content(output) == before
    assert content(made(news, output, workers)) == clean


CHILD = """
import sys, kg.build
kg.build.BATCH = 2
kg.build.build(sys.argv[3:], sys.argv[1], workers=int(sys.argv[2]), progress=lambda stage, *_: print(stage, flush=True))
"""


def killed(paths: list[Path], output: Path, stage: str, workers: int) -> int:
    """Start a build in another process and kill -9 it as it comes to a stage; how it ended."""
    command = [sys.executable, "-c", CHILD, str(output), str(workers), *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            if line.strip() == stage:
                child.kill()
                break
    return child.returncode
