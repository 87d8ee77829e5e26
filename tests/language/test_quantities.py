"""What numbers amount to, and which numbers are names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.language.quantities import quantities


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        (
            "khen hơn 20 tập thể và cá nhân có công",
            "hơn 20 tập thể và cá nhân",
            ("20", "minimum", None, "tập thể và cá nhân"),
        ),
        ("gần 900 tổ.", "gần 900 tổ", ("900", "about", None, "tổ")),
        ("trên 460 tổ quần chúng.", "trên 460 tổ quần chúng", ("460", "minimum", None, "tổ quần chúng")),
        ("cho hơn 37.000 người.", "hơn 37.000 người", ("37000", "minimum", None, "người")),
        ("dành hơn 11,5 tỷ đồng để xây", "hơn 11,5 tỷ đồng", ("11500000000", "minimum", "VND", "")),
        ("có 38 loại mô hình về y tế", "38 loại mô hình", ("38", "exact", None, "loại mô hình")),
        ("vay 97.000 tỷ đồng", "97.000 tỷ đồng", ("97000000000000", "exact", "VND", "")),
        ("vay 1,2 nghìn tỷ đồng", "1,2 nghìn tỷ đồng", ("1200000000000", "exact", "VND", "")),
        ("nợ 5 tỷ 300 triệu đồng", "5 tỷ 300 triệu đồng", ("5300000000", "exact", "VND", "")),
        ("trị giá 150 triệu USD", "150 triệu USD", ("150000000", "exact", "USD", "")),
        ("không quá 300 m2", "không quá 300 m2", ("300", "maximum", "m2", "")),
        ("tăng 6,25% so với", "6,25%", ("6.25", "exact", "%", "")),
        ("trồng 45 ha rừng ở", "45 ha rừng", ("45", "exact", "har", "rừng")),
        ("dài 2,7km.", "2,7km", ("2.7", "exact", "km", "")),
        ("với 12 đồng chí trong", "12 đồng chí", ("12", "exact", None, "đồng chí")),
        ("từ 18 tuổi trở lên", "18 tuổi trở lên", ("18", "minimum", "tuổi", "")),
        ("năm 2017 có 2000 người", "2000 người", ("2000", "exact", None, "người")),
        ("hơn 3 vạn dân", "hơn 3 vạn dân", ("30000", "minimum", None, "dân")),
        ("sau 10 năm thực hiện", "10 năm", ("10", "exact", "năm", "")),
    ],
)
def test_amounts(text: str, surface: str, expected: tuple[str, str, str | None, str]) -> None:
    (found,) = quantities(text)
    assert text[found.start : found.end] == surface
    assert (found.value, found.bound, found.unit, found.measures) == (Decimal(expected[0]), *expected[1:])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("từ 3 đến 5 tỷ đồng", "3000000000", "5000000000"), ("5-6 người", "5", "6"), ("10 - 15%", "10", "15")],
)
def test_spans(text: str, low: str, high: str) -> None:
    (found,) = quantities(text)
    assert (found.value, found.most) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "Quân khu 1, Nghị quyết 28, khóa 14, kỳ họp thứ 5, Điều 7 khoản 2",
        "Quyết định 48/QĐ-TTg, Nghị quyết số 28-NQ/TW, Luật 12/2017/QH14",
        "ngày 5/6/2017, sáng 7-8, tháng 9 năm 2017",
        "U21, A4, điện thoại 0903123456",
        "không có số nào",
    ],
)
def test_names_and_dates_are_no_amounts(text: str) -> None:
    assert quantities(text) == []


def test_a_slice_of_the_text() -> None:
    text = "Có 5 người. Có 6 người."
    assert [text[q.start : q.end] for q in quantities(text, 12)] == ["6 người"]
