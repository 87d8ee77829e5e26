"""Whom a body disciplines, prosecutes or arrests."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article
from tests.extract.asking import related

A, B, C = "Nguyễn Văn Hòa", "Trần Thị Bích", "Lê Minh Quân"
# (sentence, who disciplines whom by the form)
PENALTIES = [
    (
        f"Ban Bí thư quyết định khai trừ ra khỏi Đảng đối với các ông {A} (Giám đốc Sở Y tế), {C}, bà {B}.",
        {("Ban Bí thư", A), ("Ban Bí thư", B), ("Ban Bí thư", C)},
    ),
    (
        f"Ông {A}, nguyên Chủ tịch UBND tỉnh Hòa Bình, vừa bị Tỉnh ủy Hòa Bình thi hành kỷ luật cảnh cáo.",
        {("Tỉnh ủy Hòa Bình", A)},
    ),
    (
        f"Công an tỉnh Hòa Bình đã ra quyết định khởi tố bị can, bắt tạm giam đối với ông {A}.",
        {("Công an tỉnh Hòa Bình", A)},
    ),
    (f"Bộ Chính trị đề nghị Trung ương Đảng kỷ luật ông {A}.", set()),
]


@pytest.mark.parametrize(("text", "expected"), PENALTIES)
def test_a_penalty(reader: Reader, text: str, expected: set[tuple[str, str]]) -> None:
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}", date="2026-03-06"))
    assert related(reading, "disciplines") == expected
