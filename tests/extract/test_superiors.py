"""Which bodies are of which, by their ranks, and by their names alone."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article
from tests.extract.asking import related

# (sentence, every body or place that lies in another)
PARTS = [
    (
        "Bà Trần Thị Bích, Ủy viên Trung ương Đảng, Phó Trưởng Ban Nội chính T.Ư, dự lễ.",
        {("Trung ương Đảng", "Đảng"), ("Ban Nội chính T.Ư", "Trung ương Đảng")},
    ),
    (
        "Bà Trần Thị Bích, Ủy viên T.Ư Đảng, Phó trưởng ban Tổ chức T.Ư, dự lễ.",
        {("T.Ư Đảng", "Đảng"), ("ban Tổ chức T.Ư", "T.Ư Đảng")},
    ),
    ("Hội Hữu nghị Việt Nam - Cuba gặp mặt hội viên.", set()),
    (
        "Thành ủy - HĐND - UBND thành phố Huế gặp mặt báo chí.",
        {(f"{body} Huế", "thành phố Huế") for body in ("Thành ủy", "HĐND thành phố", "UBND thành phố")},
    ),
    (
        "Ủy ban MTTQ Việt Nam tỉnh Hòa Bình tổ chức hội nghị.",
        {
            ("Ủy ban MTTQ Việt Nam tỉnh Hòa Bình", "tỉnh Hòa Bình"),
            ("Ủy ban MTTQ Việt Nam tỉnh Hòa Bình", "MTTQ Việt Nam"),
            ("MTTQ Việt Nam", "Việt Nam"),
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_parts_of_bodies(reader: Reader, text: str, expected: set[tuple[str, str]]) -> None:
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}", date="2026-03-06"))
    assert related(reading, "partOf") == expected
