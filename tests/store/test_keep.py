"""Looking after a store."""

import shutil

import pytest
from click.testing import CliRunner

from kg import store
from kg.cli import cli
from kg.errors import InputError, StoreError
from kg.store import generations, keep


@pytest.fixture
def folder(made, tmp_path):
    place = tmp_path / "output" / "store"
    store.write(made("a", "b"), place)
    return place


def content(place):
    with store.open_store(place) as opened:
        return set(opened.inner)


def test_a_whole_store(folder) -> None:
    health = keep.check(folder)
    assert health.problems == ()
    assert health.graphs == 3  # nobody had to be told apart, and nothing known is named: only graph/ontology is there
    assert health.quads == len(content(folder)) == health.generation.quads


@pytest.mark.parametrize("which", [0, 5, -1])
def test_one_bit_of_one_file(folder, which) -> None:
    table = sorted((folder / "1").glob("*.sst"))[which]
    data = bytearray(table.read_bytes())
    data[len(data) // 3] ^= 1
    table.write_bytes(data)
    try:
        assert table.name in " ".join(keep.check(folder).problems)
    except StoreError as error:
        assert "damaged" in str(error)


@pytest.mark.parametrize("name", ["copy", "copy.nq"])
def test_back_from_a_copy(folder, made, tmp_path, name) -> None:
    before = content(folder)
    keep.backup(folder, tmp_path / name)
    store.write(made("c"), folder)
    assert content(folder) != before
    keep.restore(folder, tmp_path / name)
    assert content(folder) == before
    assert keep.check(folder).problems == ()
    store.write(made("a", "b", "c"), folder)
    with store.memory(made("a", "b", "c")) as fresh:
        assert content(folder) == set(fresh.inner)


def test_a_copy_is_a_store_of_its_own(folder, made, tmp_path) -> None:
    keep.backup(folder, tmp_path / "copy")
    before = content(tmp_path / "copy")
    store.write(made(), folder)
    store.write(made(), folder)
    shutil.rmtree(folder)
    assert content(tmp_path / "copy") == before


def test_restoring_over_a_ruin(folder, tmp_path) -> None:
    keep.backup(folder, tmp_path / "copy")
    (folder / "CURRENT").write_text("{")
    keep.restore(folder, tmp_path / "copy")
    assert keep.check(folder).problems == ()


@pytest.mark.parametrize("ruined", [False, True])
def test_restoring_keeps_what_was_current_before(folder, tmp_path, ruined) -> None:
    keep.backup(folder, tmp_path / "copy")
    before = generations.current(folder).number
    (folder / f"{before + 4}.part").mkdir()
    if ruined:
        (folder / "CURRENT").write_text("{")
    keep.restore(folder, tmp_path / "copy")
    assert {int(p.name) for p in folder.iterdir() if p.name.isdigit()} == {before, before + 5}


def test_compacting_keeps_everything(folder, made) -> None:
    for count in range(1, 9):
        store.write(made(*"abcdefgh"[:count], *"ijklmnop"), folder)
    before = content(folder)
    was, now = keep.compact(folder)
    assert now < was
    assert content(folder) == before
    assert keep.check(folder).problems == ()


@pytest.mark.parametrize("text", [None, "kein N-Quads"])
def test_what_is_no_backup(folder, tmp_path, text) -> None:
    before = content(folder)
    if text:
        (tmp_path / "x.nq").write_text(text)
    with pytest.raises(InputError):
        keep.restore(folder, tmp_path / "x.nq")
    assert content(folder) == before
    assert not list(folder.glob("*.part"))


def test_a_backup_overwrites_nothing(folder, tmp_path) -> None:
    with pytest.raises(InputError, match="is there already"):
        keep.backup(folder, tmp_path)


def test_the_commands(folder, tmp_path) -> None:
    output = str(folder.parent)

    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, ["store", *words, "-o", output])
        assert result.exit_code == 0, result.output
        return result.output

    assert "Whole." in run("check")
    assert "is copied to" in run("backup", str(tmp_path / "copy"))
    assert "quads from" in run("restore", str(tmp_path / "copy"))
    assert "before," in run("compact")


def test_the_send_command(folder, oxigraph_at) -> None:
    result = CliRunner().invoke(cli, ["store", "send", oxigraph_at, "-o", str(folder.parent)])
    assert result.exit_code == 0, result.output
    assert "has the graph" in result.output
