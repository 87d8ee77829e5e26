import os
import tempfile
from pathlib import Path

import pytest

from tests.read.reading import BODY, TEXT, Write, read


def test_folders_are_read_deep_and_in_order(write: Write, tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/3.txt", "1.txt", ".git/x.txt", "README.md", "b/.hidden.txt"):
        write(name, f"{TEXT} Số {name}.")
    found, problems = read(tmp_path)
    assert problems == []
    assert [a.id for a in found] == ["1", "3", "2"]
    again, _ = read(tmp_path / "b", tmp_path / "1.txt", tmp_path)
    assert [a.id for a in again] == ["1", "3", "2"]


def test_what_is_no_file_in_a_folder_does_not_stop_it(write: Write, tmp_path: Path) -> None:
    write("b.txt", TEXT)
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "vong").symlink_to(tmp_path)
    (tmp_path / "gay.txt").symlink_to(tmp_path / "khong-co.txt")
    found, problems = read(tmp_path)
    assert [a.id for a in found] == ["b"]
    assert [Path(p.path).name for p in problems if p.skipped] == ["gay.txt"]


def test_links_to_folders_are_followed_once(write: Write, tmp_path: Path) -> None:
    write("ngoai/xa.txt", f"{TEXT} Xa.")
    write("trong/b/gan.txt", f"{TEXT} Gần.")
    folder = tmp_path / "trong"
    (folder / "a").symlink_to(folder / "b")
    (folder / "c").symlink_to(tmp_path / "ngoai")
    (tmp_path / "ngoai" / "ve").symlink_to(folder)
    (folder / "len").symlink_to(tmp_path)
    found, problems = read(folder)
    assert problems == []
    assert [a.path for a in found] == [(folder / "b/gan.txt").as_posix(), (folder / "c/xa.txt").as_posix()]


@pytest.mark.parametrize("mark", ["readings.sqlite", "store/CURRENT"])
def test_the_output_of_a_build_is_no_article(write: Write, tmp_path: Path, mark: str) -> None:
    page = f"<!doctype html><html><body><article>{f'<p>{BODY}</p>' * 5}</article></body></html>"
    write("bai.txt", TEXT)
    for name in (f"output/{mark}", mark):
        write(name, "{}")
    for name in ("output/network.html", "output/khac.txt", "network.html", "graph.ttl", "store/1/tep.txt"):
        write(name, page if name.endswith("html") else f"{TEXT} {name}")
    found, problems = read(tmp_path)
    assert problems == []
    assert [a.id for a in found] == ["bai"]


def test_a_folder_that_may_be_listed_but_not_entered_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "kin").mkdir()
        for file in (folder / "kin/a.txt", folder / "mo.txt"):
            file.write_text(TEXT)
        folder.chmod(0o755)
        (folder / "kin").chmod(0o644)
        user = os.geteuid()
        if user == 0:  # nothing is locked for root
            os.seteuid(65534)
        try:
            found, problems = read(folder)
            _, given = read(folder / "kin" / "a.txt")
        finally:
            os.seteuid(user)
            (folder / "kin").chmod(0o755)
    assert [a.id for a in found] == ["mo"]
    assert [(Path(p.path).name, p.reason) for p in problems] == [("a.txt", "cannot be opened (Permission denied)")]
    assert [(Path(p.path).name, p.reason) for p in given] == [("a.txt", "cannot be opened (Permission denied)")]
