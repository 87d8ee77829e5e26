"""Meetings of two: whom the name says to have been met was there, and the only two who were there met."""

from __future__ import annotations

import pytest

from tests.extract.asking import read, related

# (text, who was there, who met)
ENCOUNTERS = [
    (
        "Tại cuộc hội kiến Chủ tịch Quốc hội Estonia Lauri Kallas, Thủ tướng Nguyễn Văn An cảm ơn sự giúp đỡ.",
        {"Lauri Kallas", "Nguyễn Văn An"},
        {frozenset({"Lauri Kallas", "Nguyễn Văn An"})},
    ),
    (
        "Phát biểu tại buổi làm việc với lãnh đạo Bộ Y tế, Thủ tướng Nguyễn Văn An đánh giá cao ngành y.",
        {"Bộ Y tế", "Nguyễn Văn An"},
        {frozenset({"Bộ Y tế", "Nguyễn Văn An"})},
    ),
]


@pytest.mark.parametrize(("text", "there", "met"), ENCOUNTERS)
def test_who_was_at_a_meeting(text: str, there: set[str], met: set[frozenset[str]]) -> None:
    reading = read(f"Tin trong ngày\n{text}")
    assert {one for one, _ in related(reading, "attends")} == there
    assert {*map(frozenset, related(reading, "meets"))} == met


def test_a_meeting_to_come_says_nothing_by_its_name() -> None:
    reading = read(
        "Tin trong ngày\nTuần tới, Thủ tướng Nguyễn Văn An sẽ có cuộc hội đàm với Thủ tướng Lào Sonexay Vilay."
    )
    assert any(e.name.startswith("cuộc hội đàm") for e in reading.entities)
    assert not [s for s in reading.statements if s.frame == "encounter"]


@pytest.mark.parametrize(
    ("sentence", "events"),
    [
        ("Chiều 3-8, Thủ tướng Nguyễn Văn An và Thủ tướng Lào Sonexay Vilay hội đàm tại Hà Nội.", 0),
        ("Tại cuộc hội đàm, Thủ tướng Nguyễn Văn An cảm ơn Thủ tướng Lào Sonexay Vilay.", 1),
    ],
)
def test_a_verb_of_meeting_alone_is_no_event(sentence: str, events: int) -> None:
    assert sum(e.kind in ("Event", "Meeting") for e in read(f"Tin trong ngày\n{sentence}").entities) == events


def test_who_is_welcomed_is_there() -> None:
    reading = read("Tin trong ngày\nSáng 12/5, lễ đón chính thức Tổng thống Lào Khăm Phon Vông diễn ra tại Hà Nội.")
    assert "Khăm Phon Vông" in {who for who, _ in related(reading, "attends")}
