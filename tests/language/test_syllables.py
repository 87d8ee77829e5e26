"""What could be a syllable of Vietnamese."""

from __future__ import annotations

import pytest

from kg.language.syllables import is_syllable


@pytest.mark.parametrize(
    "word", ["Nguyễn", "Hà", "Quỳnh", "Khuất", "Nghiêm", "Ưu", "oanh", "ĐÌNH", "Huỳnh", "Thuỷ", "xoong", "khuya"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Robert", "José", "Kđoh", "Xi-xu-lít", "Trump", "Fidel", "", "12", "UBND"])
def test_other_words(word: str) -> None:
    assert not is_syllable(word)
