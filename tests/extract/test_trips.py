"""What visits say: who made one, where it was, and that who made it visited there."""

from __future__ import annotations

import pytest

from kg.extract.happenings import Accepted
from kg.extract.trips import TripFinder
from tests.extract.asking import read, related

# (sentence, who made the visit, where to): none made one that is only announced
TRIPS = [
    (
        "Chuyến công tác tại Brazil và Chile của Thủ tướng Nguyễn Văn An khẳng định vai trò của Việt Nam.",
        {"Nguyễn Văn An"},
        {"Brazil", "Chile"},
    ),
    (
        "Chuyến thăm hữu nghị chính thức Việt Nam của Chủ tịch Quốc hội Cuba Esteban Lazo Hernández diễn ra từ ngày 3 đến 5-8.",
        {"Esteban Lazo Hernández"},
        {"Việt Nam"},
    ),
    ("Báo chí đưa tin đậm nét về chuyến thăm Lào của Thủ tướng Nguyễn Văn An.", {"Nguyễn Văn An"}, {"Lào"}),
    ("Hai bên chuẩn bị cho chuyến thăm Lào sắp tới của Thủ tướng Nguyễn Văn An.", set(), {"Lào"}),
    ("Thủ tướng Nguyễn Văn An sẽ thực hiện chuyến thăm cấp Nhà nước tới Lào từ ngày 5-9.", set(), {"Lào"}),
]


@pytest.mark.parametrize(("sentence", "makers", "places"), TRIPS)
def test_a_visit_and_who_made_it(sentence: str, makers: set[str], places: set[str]) -> None:
    reading = read(f"Tin trong ngày\n{sentence}")
    assert {place for _, place in related(reading, "heldIn")} == places
    assert {maker for maker, _ in related(reading, "attends")} == makers
    assert related(reading, "visits") == {(m, o) for m in makers for o in places}


def test_a_visit_told_by_its_verb_is_the_one_told_by_its_noun() -> None:
    reading = read(
        "Chủ tịch Quốc hội Cuba thăm chính thức Việt Nam\n"
        "Chuyến thăm cấp Nhà nước tới Việt Nam của Chủ tịch Quốc hội Cuba Esteban Lazo Hernández diễn ra từ ngày 2 đến "
        "5-8. Nhân dịp thăm chính thức Việt Nam, ông thăm tỉnh Bắc Ninh. Trước đó ông đã có chuyến thăm chính thức Lào."
    )
    visits = [e.name for e in reading.entities if e.kind in ("Event", "Visit")]
    assert sorted("Lào" in name for name in visits) == [False, True]


@pytest.mark.parametrize(("confidence", "said"), [(0.49, False), (0.5, True)])
def test_what_two_unsure_relations_tell_is_not_said(
    monkeypatch: pytest.MonkeyPatch, confidence: float, said: bool
) -> None:
    third = Accepted(0, "meets", 1, 1, confidence, "trip")
    monkeypatch.setattr(TripFinder, "completed", lambda *_: [third])
    statements = read(f"Tin trong ngày\n{TRIPS[2][0]}").statements
    assert any(s.predicate == "meets" for s in statements) is said
