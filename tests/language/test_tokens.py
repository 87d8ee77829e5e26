"""The units that patterns count in."""

from __future__ import annotations

import pytest

from kg.language.tokens import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Lê Văn A.", ["Ông", "Lê", "Văn", "A", "."]),
        (
            "Nghị quyết số 28-NQ/TW, 202/2025/QH15; 661-QĐ/TU",
            ["Nghị", "quyết", "số", "28-NQ/TW", ",", "202/2025/QH15", ";", "661-QĐ/TU"],
        ),
        ("163/QĐ-UBND và 30/2014/TT-BCT", ["163/QĐ-UBND", "và", "30/2014/TT-BCT"]),
        ("T.Ư, TP.HCM", ["T.Ư", ",", "TP", ".", "HCM"]),
        ("37.000 và 11,5 ngày 27/8/2018", ["37.000", "và", "11,5", "ngày", "27/8/2018"]),
        ("H’Yim K'Bốt", ["H’Yim", "K'Bốt"]),
        ("Bắc - Nam: “tốt”...", ["Bắc", "-", "Nam", ":", "“", "tốt", "”", "..."]),
        ("Xi-xu-lít", ["Xi", "-", "xu", "-", "lít"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    found = list(tokens(text))
    assert [token.text for token in found] == expected
    assert all(text[token.start : token.end] == token.text for token in found)


def test_offsets_of_a_slice_count_in_the_whole() -> None:
    text = "một hai ba"
    assert [(t.start, t.end) for t in tokens(text, 4, 7)] == [(4, 7)]


def test_words_and_capitals() -> None:
    capital, word, number = tokens("Ủy ban 12")
    assert capital.capital and capital.word and word.word and not word.capital
    assert not number.word and not number.capital
