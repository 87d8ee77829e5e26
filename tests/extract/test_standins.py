"""What is asked of sentences that name a thing only by a word for it, or not at all."""

from __future__ import annotations

import pytest

from tests.extract.asking import prepared, read

OPENING = "Sơn La: Bí thư Tỉnh ủy đi cơ sở\nÔng Lò Văn Hải, Bí thư Tỉnh ủy Sơn La, đến thăm xã Mường Bằng. "


def asked(text: str) -> set[tuple[str, str, str]]:
    """The relations that candidates offer."""
    reading = read(text)
    work, _ = prepared(reading)
    names = [e.name for e in reading.entities]
    return {
        (names[c.subject.entity], c.predicate, names[c.object.entity]) for c in work.candidates if c.object.entity >= 0
    }


@pytest.mark.parametrize(
    ("sentences", "relation"),
    [
        (
            "Nhiều hộ dân đã có nước sạch. Ông khen Ủy ban nhân dân tỉnh Sơn La.",
            ("Lò Văn Hải", "commends", "Ủy ban nhân dân tỉnh Sơn La"),
        ),
        (
            "Cùng đi có bà Cầm Thị Mai, Chủ tịch Ủy ban nhân dân tỉnh Sơn La.",
            ("Cầm Thị Mai", "visits", "xã Mường Bằng"),
        ),
        ("Buổi chiều, đoàn khảo sát tại xã Chiềng Mung.", ("Lò Văn Hải", "visits", "xã Chiềng Mung")),
        (
            "Xã đang triển khai Nghị quyết số 19-NQ/TW.",
            ("xã Mường Bằng", "implements", "Nghị quyết số 19-NQ/TW"),
        ),
        (
            "Hội nghị công bố quyết định của Ban Thường vụ Tỉnh ủy Sơn La. Bà Cầm Thị Mai được điều động giữ chức vụ mới.",
            ("Ban Thường vụ Tỉnh ủy Sơn La", "appoints", "Cầm Thị Mai"),
        ),
        (
            "Quốc hội thông qua Luật sửa đổi, bổ sung một số điều của Luật Báo chí.",
            ("Luật sửa đổi, bổ sung một số điều của Luật Báo chí", "amends", "Luật Báo chí"),
        ),
    ],
)
def test_stands_for_what_was_named_before(sentences: str, relation: tuple[str, str, str]) -> None:
    assert relation in asked(OPENING + sentences)


@pytest.mark.parametrize(
    ("sentences", "relation"),
    [
        ("Bà khen Ủy ban nhân dân tỉnh Sơn La.", ("Lò Văn Hải", "commends", "Ủy ban nhân dân tỉnh Sơn La")),
        ("Các ông ghi nhận xã Chiềng Mung.", ("xã Mường Bằng", "commends", "xã Chiềng Mung")),
        (
            "Quốc hội thông qua Luật sửa đổi, bổ sung một số điều của Luật Báo chí.",
            ("Quốc hội", "issues", "Luật Báo chí"),
        ),
    ],
)
def test_stands_for_no_other(sentences: str, relation: tuple[str, str, str]) -> None:
    opening = OPENING.replace("Ông Lò Văn Hải", "Tin trong ngày. Ông Lò Văn Hải")
    assert relation not in asked(opening + "Cùng đi có bà Cầm Thị Mai. " * relation[1].startswith("c") + sentences)


@pytest.mark.parametrize(
    "ending", ["Tỉnh ủy Sơn La biểu dương ông", "Quà tặng đồng chí", "Đó là vị này", "Và ông", "Ông"]
)
def test_a_pronoun_may_be_the_last_word(ending: str) -> None:
    assert asked(OPENING + ending)
