"""Who is appointed, who leaves and who decides, in fixed forms."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article

A, B, C = "Nguyễn Văn Hòa", "Trần Thị Bích", "Lê Minh Quân"
HOA_BINH, BAC_KAN = "Bí thư Tỉnh ủy Hòa Bình", "Bí thư Tỉnh ủy Bắc Kạn"
# (sentence, the relations of the fixed forms in it)
SAID = [
    (
        f"Bộ Chính trị quyết định điều động, chỉ định ông {A}, nguyên Bộ trưởng Bộ Nội vụ, giữ chức {BAC_KAN}.",
        {("Bộ Chính trị", "appoints", A), (A, "appointedTo", BAC_KAN)},
    ),
    (
        f"Bà {B} trao Quyết định của Ban Bí thư về việc điều động đồng chí {A}, 50 tuổi, làm {BAC_KAN}.",
        {("Ban Bí thư", "appoints", A), (A, "appointedTo", BAC_KAN)},
    ),
    (
        f"Sáng nay, Quốc hội phê chuẩn chức vụ Bộ trưởng Bộ Tư pháp đối với ông {A}.",
        {("Quốc hội", "appoints", A), (A, "appointedTo", "Bộ trưởng Bộ Tư pháp")},
    ),
    (
        f"Ông {A}, {HOA_BINH}, được Bộ Chính trị, Ban Bí thư chỉ định tiếp tục giữ chức {BAC_KAN}.",
        {("Bộ Chính trị", "appoints", A), ("Ban Bí thư", "appoints", A), (A, "appointedTo", BAC_KAN)},
    ),
    (
        f"HĐND tỉnh Hòa Bình miễn nhiệm chức danh Chủ tịch HĐND tỉnh Hòa Bình đối với ông {A} "
        f"và Chủ tịch UBND tỉnh Hòa Bình đối với bà {B}.",
        {
            ("HĐND tỉnh Hòa Bình", "appoints", A),
            ("HĐND tỉnh Hòa Bình", "appoints", B),
            (A, "removedFrom", "Chủ tịch HĐND tỉnh Hòa Bình"),
            (B, "removedFrom", "Chủ tịch UBND tỉnh Hòa Bình"),
        },
    ),
    (
        f"Ông {A} thôi giữ chức {HOA_BINH} và được điều động, bổ nhiệm giữ chức Thứ trưởng Bộ Nội vụ.",
        {(A, "removedFrom", HOA_BINH), (A, "appointedTo", "Thứ trưởng Bộ Nội vụ")},
    ),
    (
        f"Ban Bí thư đồng ý để ông {A} thôi giữ chức {HOA_BINH} từ tháng sau.",
        {("Ban Bí thư", "appoints", A), (A, "removedFrom", HOA_BINH)},
    ),
    (
        f"Chiều nay, Bộ Nội vụ trao quyết định nghỉ hưu theo chế độ cho ông {A}, Thứ trưởng Bộ Nội vụ.",
        {(A, "removedFrom", "Thứ trưởng Bộ Nội vụ")},
    ),
    (
        f"Quốc hội bầu ông {A} làm Tổng Thư ký Quốc hội, ông {C} làm Tổng Kiểm toán Nhà nước.",
        {
            ("Quốc hội", "appoints", A),
            ("Quốc hội", "appoints", C),
            (A, "appointedTo", "Tổng Thư ký Quốc hội"),
            (C, "appointedTo", "Tổng Kiểm toán Nhà nước"),
        },
    ),
]
# (sentence, who held which post)
ONCE = [
    (f"Đoàn đã đến thăm nguyên Phó Chủ tịch nước {B} tại nhà riêng.", {(B, "Phó Chủ tịch nước")}),
    (
        f"Bài viết của ông {A}, 70 tuổi, nguyên {HOA_BINH}, nguyên Bộ trưởng Bộ Nội vụ.",
        {(A, HOA_BINH), (A, "Bộ trưởng Bộ Nội vụ")},
    ),
    (f"Ông {A} (em trai ông {C}), nguyên {HOA_BINH}, dự lễ.", {(A, HOA_BINH)}),
    (f"Bà {B} từng giữ chức {HOA_BINH}.", {(B, HOA_BINH)}),
]
# what is no fact yet, or long ago
UNSAID = [
    f"Bộ Chính trị sẽ điều động ông {A} giữ chức {BAC_KAN}.",
    f"Ban Thường vụ giới thiệu để HĐND tỉnh Bắc Kạn bầu ông {A} giữ chức Chủ tịch UBND tỉnh Bắc Kạn.",
    f"Ủy ban Thường vụ tiến cử ông {A}, hiện đang là Thứ trưởng Bộ Nội vụ.",
    f"Tháng 5/2009, ông {A} được bổ nhiệm làm Thứ trưởng Bộ Nội vụ.",
]


def said(reader: Reader, text: str) -> dict[tuple[str, str, str], str]:
    """Each relation of a text with the frame that says it."""
    reading = reader.read(Article("a", f"Công tác cán bộ\n{text}", date="2026-03-06"))
    names = [e.name for e in reading.entities]
    return {
        (names[s.subject], s.predicate, names[s.object]): s.frame
        for s in reading.statements
        if isinstance(s.object, int)
    }


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_an_appointment(reader: Reader, text: str, expected: set[tuple[str, str, str]]) -> None:
    assert {r for r in said(reader, text) if r[1] in ("appoints", "appointedTo", "removedFrom")} == expected


@pytest.mark.parametrize(("text", "expected"), ONCE)
def test_a_former_post(reader: Reader, text: str, expected: set[tuple[str, str]]) -> None:
    relations = said(reader, text)
    assert {(s, o) for s, p, o in relations if p == "heldPost"} == expected
    assert not [p for _, p, _ in relations if p == "holdsPost"]


@pytest.mark.parametrize("text", UNSAID)
def test_what_no_form_says(reader: Reader, text: str) -> None:
    assert "appointment" not in said(reader, text).values()


def test_who_hands_the_paper_over_does_not_decide(reader: Reader) -> None:
    text = f"Phó Thủ tướng {B} đã trao Quyết định của Ban Bí thư bổ nhiệm đồng chí {A} giữ chức {BAC_KAN}."
    assert {s for s, p, _ in said(reader, text) if p == "appoints"} == {"Ban Bí thư"}
