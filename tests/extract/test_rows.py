"""How a post stands beside a person in a line of words and letters: P for a person, C for a post, O for a body."""

import pytest

from kg.extract.rows import Row


def row(text: str) -> Row:
    words = text.split()
    return Row(words, [w in "PCOAEDGHT" for w in words], [w in ("đồng", "chí", "ông") for w in words])


# (line, item of the person, item of the post, the feature that tells most)
BESIDE = [
    ("C , C P họp", 3, 0, "app<1@^"),  # "Phó Bí thư, Chủ tịch A họp": both are hers
    ("C , C P họp", 3, 2, "app<0@^"),
    ("P , C ; C P", 5, 4, "app<0@w"),
    ("ông P , C , C .", 1, 5, "app>1@."),
    ("P , C , C P", 0, 4, "app>1@own"),  # the last one stands before the next person
    ("P , C , C P", 0, 2, "app>0@near"),
    ("C , đồng chí P nói", 4, 0, "app<|,"),
]


@pytest.mark.parametrize(("line", "person", "post", "wanted"), BESIDE)
def test_apposition(line: str, person: int, post: int, wanted: str) -> None:
    assert wanted in row(line).apposition(person, post)


@pytest.mark.parametrize(("line", "person", "post"), [("P gặp C", 0, 2), ("P dự E cùng C", 0, 4)])
def test_other_words_part_them(line: str, person: int, post: int) -> None:
    assert row(line).apposition(person, post) == []


def test_after_a_semicolon_the_next_one_begins() -> None:
    assert row("P , C ; C P").apposition(0, 4) == ["app;"]


def test_lists() -> None:
    first, last = row("P , C ; P , C và P nói").lists()
    assert [first[i] for i in (0, 4, 8)] == [0, 0, 0]
    assert [last[i] for i in (0, 4, 8)] == [8, 8, 8]
