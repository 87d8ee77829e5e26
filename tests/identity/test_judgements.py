"""What people decide always wins, survives, and can be taken back."""

import sys
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.identity import judgements, resolve
from kg.identity.judgements import Judgement, anchor, judgement
from kg.model import Reading

sys.path.insert(0, str(Path(__file__).parent))
from pairs import reading

NAME = "Trần Văn Minh"


@pytest.fixture
def readings() -> list[Reading]:
    """Three articles: two of one post, and one that only gives the name."""
    return [
        reading("a", NAME, "2017-03-01; Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La"),
        reading("b", NAME, "2017-06-01; Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La"),
        reading("c", NAME, "2018-03-01"),
    ]


def groups(readings: list[Reading], file: Path) -> set[frozenset[str]]:
    found = resolve(readings, file)
    by: dict[str, set[str]] = {}
    for r in readings:
        by.setdefault(found.node_of[r.article.id, 0], set()).add(r.article.id)
    return {frozenset(g) for g in by.values()}


def decide(file: Path, left: str, right: str, verdict: str) -> Judgement:
    made = judgement(anchor(left, NAME), anchor(right, NAME), verdict)
    judgements.add(file, [made])
    return made


def test_same_and_different_win_over_the_program(readings: list[Reading], tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    assert groups(readings, file) == {frozenset("ab"), frozenset("c")}
    decide(file, "c", "a", "same")
    assert groups(readings, file) == {frozenset("abc")}
    decide(file, "a", "b", "different")
    assert frozenset("ac") in groups(readings, file)


def test_people_of_different_names_are_one_where_somebody_says_so(readings: list[Reading], tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    other = reading("d", "Lê Văn Tám", "2017-03-01; Bí thư @ Tỉnh ủy Thanh Hóa @ tỉnh Thanh Hóa")
    third = reading("e", "Hà Thị Mai", "2017-03-01; Bí thư @ Tỉnh ủy Nghệ An @ tỉnh Nghệ An")
    for left, right in ((anchor("d", "Lê Văn Tám"), anchor("a", NAME)), (anchor("e", "Hà Thị Mai"), anchor("b", NAME))):
        judgements.add(file, [judgement(left, right, "same")])
    assert groups([*readings, other, third], file) == {frozenset("abde"), frozenset("c")}
    judgements.add(file, [judgement(anchor("a", NAME), anchor("b", NAME), "different")])
    assert groups([*readings, other, third], file) == {frozenset("ad"), frozenset("be"), frozenset("c")}


def test_a_judgement_taken_back_leaves_no_trace(readings: list[Reading], tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    made = decide(file, "c", "a", "same")
    assert judgements.remove(file, [made]) == 1
    assert groups(readings, file) == {frozenset("ab"), frozenset("c")}
    assert resolve(readings, file) == resolve(readings)


def test_a_later_judgement_on_a_pair_replaces_the_earlier(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    decide(file, "a", "b", "same")
    decide(file, "b", "a", "different")
    (kept,) = judgements.read(file)
    assert kept.verdict == "different"


def test_pairs_tell_the_verdict(readings: list[Reading], tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    decide(file, "a", "c", "unsure")
    verdicts = {p.verdict for p in resolve(readings, file).pairs}
    assert verdicts == {"unsure"}


def test_a_judgement_of_another_graph_holds_by_the_nodes(readings: list[Reading], tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    found = resolve(readings)
    nodes = found.node_of["a", 0], found.node_of["c", 0]
    judgements.add(file, [judgement("elsewhere-1#x", "elsewhere-2#y", "same", nodes=nodes)])
    assert groups(readings, file) == {frozenset("abc")}


def test_the_file_is_sorted_and_named_when_wrong(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    decide(file, "z", "y", "same")
    decide(file, "b", "a", "same")
    lefts = [line.split("\t")[0] for line in file.read_text("utf-8").splitlines()[1:]]
    assert lefts == sorted(lefts)
    file.write_text("left\tright\tverdict\na#x\tb#x\tmaybe\n", "utf-8")
    with pytest.raises(InputError, match=r"judgements.tsv:2: .maybe. is no verdict"):
        judgements.read(file)


def test_a_table_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    file.write_text("left\tright\tverdict\r\na#x\tb#x\tsame\r\n", "utf-8-sig")
    assert judgements.read(file) == [Judgement("a#x", "b#x", "same")]


@pytest.mark.parametrize(("row", "column"), [("\tb#x\tsame", "left"), ("a#x\t\tdifferent", "right")])
def test_an_empty_side_is_named(tmp_path: Path, row: str, column: str) -> None:
    file = tmp_path / "judgements.tsv"
    file.write_text(f"left\tright\tverdict\n{row}\n", "utf-8")
    with pytest.raises(InputError, match=rf"judgements.tsv:2: the column .{column}. is empty"):
        judgements.read(file)


def test_a_table_that_is_no_utf_8_is_named(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    file.write_text("left\tright\tverdict\na#x\tb#x\tsame\n", "utf-16")
    with pytest.raises(InputError, match=r"judgements.tsv: this is no UTF-8. Save the table as UTF-8"):
        judgements.read(file)
