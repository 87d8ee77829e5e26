"""The public name pairs, and that nobody is joined by a chain."""

import itertools
import sys
from pathlib import Path

import pytest

from kg.identity import resolve
from kg.model import Reading

sys.path.insert(0, str(Path(__file__).parent))
import said
from pairs import joined, reading, scores


def test_no_false_merge_and_nine_of_ten_found() -> None:
    recall, different, unknown, wrong = scores(joined)
    assert [p for p in wrong if p.verdict != "same"] == []
    assert (different, unknown) == (0, 0)
    assert recall >= 0.9


def people(readings: list[Reading]) -> list[set[str]]:
    """The articles of each person, entity 0 of every reading."""
    found = resolve(readings)
    by: dict[str, set[str]] = {}
    for r in readings:
        by.setdefault(found.node_of[r.article.id, 0], set()).add(r.article.id)
    return sorted(by.values(), key=sorted)


NAME = "Nguyễn Văn Hùng"


def test_a_chain_joins_nobody_who_conflicts() -> None:
    # b would fit a (the body) and c (the post), which exclude each other
    chain = [
        reading("a", NAME, "2017-03-01; Phó Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La; sinh 1960"),
        reading("b", NAME, "2017-04-01; cùng Sơn La, Cà Mau"),
        reading("c", NAME, "2017-05-01; Giám đốc @ Sở Y tế tỉnh Cà Mau @ tỉnh Cà Mau; sinh 1971"),
    ]
    found = people(chain)
    assert not any({"a", "c"} <= group for group in found)
    assert {"b"} in found


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_order_of_articles_changes_nothing(order: tuple[int, ...]) -> None:
    readings = [
        reading("a", NAME, "2017-03-01; Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La"),
        reading("b", NAME, "2017-04-01; Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La; cùng Cà Mau"),
        reading("c", NAME, "2017-05-01; Giám đốc @ Sở Nội vụ tỉnh Cà Mau @ tỉnh Cà Mau"),
        reading("d", "Nguyễn Văn Hưng", "2017-05-01; Giám đốc @ Sở Nội vụ tỉnh Cà Mau @ tỉnh Cà Mau"),
    ]
    assert resolve([readings[i] for i in order]) == resolve(readings)


def test_homonyms_are_labelled_by_what_tells_them_apart() -> None:
    found = resolve(
        [
            reading("a", NAME, "2017-03-01; Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La"),
            reading("b", NAME, "2017-05-01; Giám đốc @ Sở Y tế tỉnh Cà Mau @ tỉnh Cà Mau"),
            reading("c", NAME, "2018-05-01"),
        ]
    )
    labels = {found.nodes[found.node_of[a, 0]].label for a in "abc"}
    assert labels == {f"{NAME} (Sơn La)", f"{NAME} (Cà Mau)", f"{NAME} (bài c)"}
    assert all(NAME in found.nodes[found.node_of[a, 0]].aliases for a in "abc")


def test_undecided_pairs_have_reasons() -> None:
    found = resolve(
        [
            reading("a", "Trần Văn Minh", "2017-03-01; Phó Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La"),
            reading("b", "Trần Văn Minh", "2018-05-01; Chủ tịch @ UBND huyện Mộc Châu @ huyện Mộc Châu @ tỉnh Sơn La"),
        ]
    )
    (pair,) = found.pairs
    assert pair.verdict == "undecided"
    assert any("place" in reason for reason in pair.reasons)


def test_a_person_of_the_table_is_linked() -> None:
    found = resolve([reading("a", "Trịnh Văn Chiến", "2017-03-01; Bí thư @ Tỉnh ủy Thanh Hóa @ tỉnh Thanh Hóa")])
    node = found.nodes[found.node_of["a", 0]]
    assert node.id == "trinh-van-chien"
    assert node.same_as and node.same_as[0].startswith("https://vi.wikipedia.org/wiki/")


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Đại biểu {} (Cà Mau) góp ý.", "Theo ĐB {} (Cà Mau), luật cần rõ.", True),
        ("Các đại biểu Đỗ Thị Xim (Lào Cai), {} (Cà Mau) góp ý.", "ĐBQH {} (đoàn Cà Mau) hỏi.", True),
        ("Đại biểu {} (Cà Mau) góp ý.", "Đại biểu {} (Lào Cai) góp ý.", False),
        ("Ông {} (Cà Mau) góp ý.", "Ông {} (Cà Mau) góp ý.", False),
    ],
)
def test_deputies_are_told_by_their_delegations(one: str, two: str, same: bool) -> None:
    texts = [text.format(NAME) for text in (one, two)]
    found = people(
        [said.reading(id_, kinds={NAME: "Person"}, text=text) for id_, text in zip("ab", texts, strict=True)]
    )
    assert (len(found) == 1) == same


@pytest.mark.parametrize(
    ("contexts", "expected"),
    [
        # whoever bears a rare name and is named alone is the one in office
        (["2017-03-01; Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La", "2017-06-01"], [{"a", "b"}]),
        (["2017-03-01; Đại biểu Quốc hội @ tỉnh Cà Mau", "2017-06-01; Chủ nhiệm @ Ủy ban Xã hội"], [{"a", "b"}]),
        # two posts of two worlds are two people, and nobody knows whose the name alone is
        (
            [
                "2017-03-01; Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La",
                "2017-04-01; Tổng giám đốc @ Ngân hàng Thương mại Bình Minh",
                "2017-05-01",
            ],
            [{"a"}, {"b"}, {"c"}],
        ),
        (
            ["2017-03-01; Đại biểu Quốc hội @ tỉnh Cà Mau", "2017-06-01; Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La"],
            [{"a"}, {"b"}],
        ),
    ],
)
def test_a_rare_name_is_one_persons_unless_posts_are_unlike(contexts: list[str], expected: list[set[str]]) -> None:
    readings = [reading(id_, "Khuất Bình Nhưỡng", context) for id_, context in zip("abc", contexts, strict=False)]
    assert people(readings) == expected
    assert people(readings[::-1]) == expected
