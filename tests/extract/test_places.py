"""Which place lies in the one named behind it."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article
from tests.extract.asking import related

# (sentence, what lies in what)
WITHIN = [
    ("Đoàn đã đến thành phố Lyon, Cộng hòa Pháp sáng nay.", {("thành phố Lyon", "Cộng hòa Pháp")}),
    (
        "Lễ khởi công diễn ra tại xã Minh Tân, huyện Lạc Hồng, tỉnh Hòa Bình.",
        {("xã Minh Tân", "huyện Lạc Hồng"), ("huyện Lạc Hồng", "tỉnh Hòa Bình")},
    ),
    ("Đoàn dừng chân tại đèo Ba Dốc (tỉnh Hòa Bình).", {("đèo Ba Dốc", "tỉnh Hòa Bình")}),
    ("Bão ảnh hưởng đến Quảng Trị, Nghệ An, Thanh Hóa.", set()),
]


@pytest.mark.parametrize(("text", "expected"), WITHIN)
def test_places_behind_one_another(reader: Reader, text: str, expected: set[tuple[str, str]]) -> None:
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}", date="2026-03-06"))
    assert related(reading, "partOf") == expected
