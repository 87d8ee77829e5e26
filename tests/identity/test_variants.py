"""Spellings of one name."""

import pytest

from kg.identity.variants import folded


@pytest.mark.parametrize(
    ("word", "same"),
    [("lý", "lí"), ("kỳ", "kì"), ("quý", "quí"), ("thy", "thi"), ("nghỹ", "nghĩ"), ("y", "i"), ("mỹ", "mĩ")],
)
def test_y_and_i_are_one_where_vietnamese_allows_either(word: str, same: str) -> None:
    assert folded((word,)) == folded((same,)) == (same,)


@pytest.mark.parametrize("word", ["huy", "thúy", "thầy", "uy", "tây", "duỳ", "quỳnh", "kelly"])
def test_y_stays_where_i_would_be_another_syllable(word: str) -> None:
    assert folded((word,)) == (word,)
