"""Who holds a post named beside the name."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article

A, B, C = "Nguyễn Văn Hòa", "Trần Thị Bích", "Lê Minh Quân"
# (sentence, who holds which post by the form)
BESIDE = [
    (f"Ông {A} - Giám đốc Sở Y tế tỉnh Hòa Bình nói về kế hoạch mới.", {(A, "Giám đốc Sở Y tế tỉnh Hòa Bình")}),
    (f"Có mặt còn có bà {B} (Thứ trưởng Bộ Nội vụ).", {(B, "Thứ trưởng Bộ Nội vụ")}),
    (
        f"Dự lễ có các đồng chí Ủy viên Trung ương Đảng: {A}, {B}, {C}, Thứ trưởng Bộ Y tế.",
        {(C, "Thứ trưởng Bộ Y tế")} | {(x, "Ủy viên Trung ương Đảng") for x in (A, B, C)},
    ),
    (
        f"Dự lễ có các đồng chí Ủy viên Trung ương Đảng: {A}, Thứ trưởng Bộ Nội vụ; {B}, Thứ trưởng Bộ Y tế.",
        {(A, "Thứ trưởng Bộ Nội vụ"), (B, "Thứ trưởng Bộ Y tế")} | {(x, "Ủy viên Trung ương Đảng") for x in (A, B)},
    ),
]
# what the form does not say: the post is the next person's, or of several
OTHERS = [
    f"Đoàn đã gặp ông {A}, Bộ trưởng Bộ Nội vụ {B}.",
    f"Trả lời về trường hợp ông {A}, Tổng Bí thư cho hay đã xử lý nghiêm.",
    f"Quốc hội nghe bà {B}, Bộ trưởng các bộ báo cáo.",
]


def said(reader: Reader, text: str, frame: str) -> set[tuple[str, str]]:
    """Who holds which post by a text, in so far as the frame says it."""
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}", date="2026-03-06"))
    names = [e.name for e in reading.entities]
    return {
        (names[s.subject], names[s.object])
        for s in reading.statements
        if s.predicate == "holdsPost" and isinstance(s.object, int) and s.frame.startswith(frame)
    }


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_a_post_beside_a_name(reader: Reader, text: str, expected: set[tuple[str, str]]) -> None:
    assert said(reader, text, "") == expected


@pytest.mark.parametrize("text", OTHERS)
def test_no_post_of_that_name(reader: Reader, text: str) -> None:
    assert said(reader, text, "apposition") == set()
