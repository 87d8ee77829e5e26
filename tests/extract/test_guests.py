"""Lists of guests: who of a list is at which event."""

from __future__ import annotations

import pytest

from kg.extract.guests import GuestFinder
from kg.ontology import load
from tests.extract.asking import prepared, read, readers

NAMED = "Tin trong ngày\nSáng 5/6, tỉnh Sơn La tổ chức Hội thảo về rừng.\n"


def guests(text: str) -> set[str]:
    """The names of those whom the lists of a text put at an event."""
    reading = read(text)
    work, _ = prepared(reading)
    finder = GuestFinder(load(), readers()[1]._finder.top)
    return {reading.entities[a.subject].name for a in finder.find(work.lines, work.sites, reading.entities)}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (
            "Dự hội thảo có ông Lò Văn Hải - nguyên Chủ tịch nước, bà Cầm Thị Mai - Bí thư Tỉnh ủy Sơn La; đại diện lãnh "
            "đạo Sở Y tế, Hội Phụ nữ tỉnh.",
            {"Lò Văn Hải", "Cầm Thị Mai", "Sở Y tế tỉnh Sơn La", "Hội Phụ nữ tỉnh Sơn La"},
        ),
        (
            "Về phía tỉnh Sơn La có ông Lò Văn Hải - Phó Chủ tịch Ủy ban nhân dân tỉnh; bà Cầm Thị Mai.",
            {"Lò Văn Hải", "Cầm Thị Mai"},
        ),
        ("Tới dự, chỉ đạo hội thảo có các đồng chí: Lò Văn Hải, Ủy viên Trung ương Đảng.", {"Lò Văn Hải"}),
        ("Cùng dự có Bí thư Tỉnh ủy Sơn La Lò Văn Hải và lãnh đạo Tỉnh ủy.", {"Lò Văn Hải"}),
        ("Cùng dự có bà Cầm Thị Mai và gia đình ông Lò Văn Hải.", {"Cầm Thị Mai"}),
        ("Cùng dự có bà Cầm Thị Mai, phu nhân của Bí thư Tỉnh ủy Lò Văn Hải.", {"Cầm Thị Mai"}),
        (
            "Hội thảo diễn ra hôm qua với sự có mặt của Bí thư Tỉnh ủy Sơn La Lò Văn Hải, đại diện Sở Y tế.",
            {"Lò Văn Hải", "Sở Y tế tỉnh Sơn La"},
        ),
        ("Tới dự có bà Cầm Thị Mai cùng nhiều lãnh đạo Đảng, Nhà nước.", {"Cầm Thị Mai"}),
        ("Tham dự sẽ có bà Cầm Thị Mai.", set()),
        ("Hội thảo sẽ có sự tham dự của bà Cầm Thị Mai.", set()),
        ("Tham gia tổ công tác là việc của bà Cầm Thị Mai.", set()),
    ],
)
def test_who_is_in_a_list_of_guests(listed: str, expected: set[str]) -> None:
    assert guests(NAMED + listed) == expected


def test_guests_without_an_event_are_nowhere() -> None:
    assert not guests("Tin trong ngày\nCùng dự có bà Cầm Thị Mai.")
