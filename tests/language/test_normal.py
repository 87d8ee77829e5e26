"""One spelling for what is the same, different spellings for what is not."""

from __future__ import annotations

import unicodedata

import pytest

from kg.language.normal import UPPER, key, normal, slug, unaccented


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoà", "Hòa"),
        ("hoà bình, hoạ, loè, tuý, thuỷ, UỶ BAN, KHÁNH HOÀ", "hòa bình, họa, lòe, túy, thủy, ỦY BAN, KHÁNH HÒA"),
        ("toàn, hoàng, thuyền, khuỷu, quý, quỳ, Quỳnh, thuở", "toàn, hoàng, thuyền, khuỷu, quý, quỳ, Quỳnh, thuở"),
        ("Ðà Nẵng, ðất", "Đà Nẵng, đất"),
        ("Lê Minh Hưng", "Lê Minh Hưng"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_normal_form(text: str, expected: str, form: str) -> None:
    result = normal(unicodedata.normalize(form, text))  # type: ignore[arg-type]
    assert result == expected
    assert len(result) == len(unicodedata.normalize("NFC", text))
    assert normal(result) == result


def test_keys_ignore_case_and_spaces_but_not_accents() -> None:
    assert key("  NGUYỄN  Hoà\nBình ") == key("nguyễn Hòa Bình")
    assert key("Lê Minh Hưng") != key("Lê Minh Hương")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ủy ban nhân dân tỉnh Đắk Lắk", "uy-ban-nhan-dan-tinh-dak-lak"), ("28-NQ/TW", "28-nq-tw"), ("…", "x"), ("", "x")],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_unaccented_keeps_case() -> None:
    assert unaccented("Đỗ Hữu Ước") == "Do Huu Uoc"


def test_upper_holds_vietnamese_capitals_only() -> None:
    assert set("ÂĂĐÊÔƠƯẢỆỮ") <= set(UPPER) and not set("âđưa1") & set(UPPER)
