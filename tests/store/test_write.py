"""Writing a store: all or nothing, the changes alone, one writer and readers that are not disturbed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import StoreError
from kg.store import generations
from kg.store.writer import marks

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a kg:Article } }"


def articles(opened: store.Embedded) -> int:
    return int(next(iter(opened.query(COUNT)))["n"].value)


def test_what_is_written_can_be_asked(made, tmp_path) -> None:
    store.write(made("a", "b"), tmp_path)
    with store.open_store(tmp_path) as opened:
        assert articles(opened) == 2
        rows = opened.query("SELECT ?l { id:an kg:attends/rdfs:label ?l }")
        assert [row["l"].value for row in rows] == ["Hội nghị"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("abcdefghij", "abcdefghijk"),  # one more
        ("abcdefghij", "abcdefghi"),  # one less
        ("abcdefghij", "abcdefghiX"),  # one for another
        ("abcdefghij", "abcdefghij"),
        ("ab", "cdefgh"),  # so much that all is loaded anew
        ("abcdefghij", ""),
    ],
)
def test_a_change_gives_what_a_fresh_build_gives(made, tmp_path, before, after) -> None:
    store.write(made(*before), tmp_path)
    store.write(made(*after), tmp_path)
    with store.open_store(tmp_path) as opened, store.memory(made(*after)) as fresh:
        assert set(opened.inner) == set(fresh.inner)
        assert generations.current(tmp_path).quads == len(opened.inner)
    assert generations.marks(tmp_path, generations.current(tmp_path)) == marks(made(*after))


def test_a_changed_reading_is_a_changed_graph(made, tmp_path) -> None:
    store.write(made(*"abcdefgh", says="attends"), tmp_path)
    store.write(made(*"abcdefgh", says="chairs"), tmp_path)
    with store.open_store(tmp_path) as opened:
        assert opened.query("ASK { id:an kg:chairs id:hoi-nghi }")
        assert not opened.query("ASK { GRAPH ?g { ?st rdf:predicate kg:attends } }")


def test_readers_read_on_while_the_store_is_rebuilt(made, tmp_path) -> None:
    store.write(made("a"), tmp_path)
    with store.open_store(tmp_path) as reader:
        store.write(made("a", "b"), tmp_path)
        assert articles(reader) == 1
        with store.open_store(tmp_path) as second:
            assert articles(second) == 2


def test_only_the_last_two_generations_are_kept(made, tmp_path) -> None:
    for count in range(1, 5):
        store.write(made(*"abcd"[:count]), tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "3",
        "3.facts",
        "3.graphs",
        "3.sums",
        "4",
        "4.facts",
        "4.graphs",
        "4.sums",
        "CURRENT",
        "LOCK",
    ]


@pytest.mark.parametrize("left", ["{}.part", "{}"])
def test_what_a_killed_writer_left_costs_readers_nothing(made, tmp_path, left) -> None:
    store.write(made(*"abcdefgh"), tmp_path)
    store.write(made(*"abcdefghi"), tmp_path)
    for number in (3, 5):
        (tmp_path / left.format(number)).mkdir()
        before = generations.current(tmp_path).number
        sums = tmp_path / f"{before}.sums"
        sums.write_text(json.dumps(dict.fromkeys(json.loads(sums.read_text("utf-8")), f"of {before}")), "utf-8")
        store.write(made(*"abcdefghij", f"k{number}"), tmp_path)
        assert sorted(int(p.name) for p in tmp_path.iterdir() if p.name.isdigit()) == [before, number + 1]
        assert f"of {before}" in json.loads((tmp_path / f"{number + 1}.sums").read_text("utf-8")).values()
        with store.open_store(tmp_path) as opened:
            assert articles(opened) == 11


def test_a_writer_keeps_what_readers_have_until_it_is_done(made, tmp_path, monkeypatch) -> None:
    store.write(made("a"), tmp_path)
    (tmp_path / "3.part").mkdir()
    store.write(made("a", "b"), tmp_path)
    there = []
    switch = generations.switch
    monkeypatch.setattr(
        generations, "switch", lambda *args: (there.extend(p.name for p in tmp_path.iterdir()), switch(*args))
    )
    store.write(made("a", "b", "c"), tmp_path)
    assert {"1", "4", "5.part"} <= set(there)


WRITER = """
import sys, time; sys.path.insert(0, sys.argv[1]); import conftest as c
from kg import store
from kg.store import generations
data = c.dataset(*(f"b{i}" for i in range(int(sys.argv[3]))))
if sys.argv[4] == "slow":
    switch = generations.switch
    generations.switch = lambda *args: (print("filled", flush=True), time.sleep(60), switch(*args))
print("ready", flush=True)
store.write(data, sys.argv[2])
"""


def writer(folder: Path, articles: int = 1, how: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(Path(__file__).parent), str(folder), str(articles), how]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "ready\n"
    return process


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
@pytest.mark.parametrize("pause", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_a_killed_writer_leaves_the_old_store(made, tmp_path, pause) -> None:
    store.write(made("a"), tmp_path)
    process = writer(tmp_path, 400)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with store.open_store(tmp_path) as opened:
        assert articles(opened) in (1, 400)  # whole before or whole after
    store.write(made("a", "b"), tmp_path)
    with store.open_store(tmp_path) as opened:
        assert articles(opened) == 2
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_one_writer_at_a_time(made, tmp_path) -> None:
    store.write(made("a"), tmp_path)
    process = writer(tmp_path, 1, "slow")
    try:
        assert process.stdout and process.stdout.readline() == "filled\n"
        with pytest.raises(StoreError, match="is being written by another process"):
            store.write(made("c"), tmp_path)
        with store.open_store(tmp_path) as opened:
            assert articles(opened) == 1
    finally:
        process.kill()
        process.wait()
    store.write(made("c", "d"), tmp_path)  # the system lets go of a dead writer's lock


@pytest.mark.parametrize(
    ("current", "says"),
    [
        (None, "There is no graph in"),
        ("{", "The store is damaged"),
        (json.dumps({"format": 99}), "a store of version 99; this program reads version 1"),
        (json.dumps({"format": 1, "number": 7, "base": "b", "quads": 1}), "7 is missing. The store is damaged"),
        (json.dumps({"format": 1, "number": 1}), "is not what this program wrote"),
        ("[]", "version unknown"),
    ],
)
def test_what_cannot_be_opened_says_why(made, tmp_path, current, says) -> None:
    if current is not None:
        store.write(made("a"), tmp_path)
        (tmp_path / "CURRENT").write_text(current)
    with pytest.raises(StoreError, match=says):
        store.open_store(tmp_path)
    store.write(made("a", "b"), tmp_path)  # building again is the cure
    with store.open_store(tmp_path) as opened:
        assert articles(opened) == 2


def test_a_database_in_ruins_says_so(made, tmp_path) -> None:
    store.write(made("a"), tmp_path)
    (tmp_path / "1" / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(StoreError, match="cannot be opened"):
        store.open_store(tmp_path)


def test_the_interface(made, tmp_path) -> None:
    with store.memory(made("a")) as opened:
        opened.put_graph("http://e/g", [("<http://e/s>", "<http://e/p>", '"một"@vi')])
        assert "http://e/g" in opened.graphs()
        opened.put_graph("http://e/g", [("<http://e/s>", "<http://e/p>", '"hai"@vi')])
        assert [r["o"].value for r in opened.query("SELECT ?o { GRAPH <http://e/g> { ?s ?p ?o } }")] == ["hai"]
        opened.update("DELETE WHERE { GRAPH <http://e/g> { ?s ?p ?o } }")
        assert not opened.query("ASK { GRAPH <http://e/g> { ?s ?p ?o } }")
        opened.delete_graph("http://e/g")
        opened.delete_graph("")
        assert not opened.query("ASK { ?s ?p ?o }")
        opened.dump(tmp_path / "all.nq")
        assert {str(q) for q in ox.parse(path=str(tmp_path / "all.nq"))} == {str(q) for q in opened.inner}


def test_an_opened_store_is_not_written(made, tmp_path) -> None:
    store.write(made("a"), tmp_path)
    with store.open_store(tmp_path) as opened, pytest.raises(StoreError, match="for reading only"):
        opened.update("DROP ALL")
