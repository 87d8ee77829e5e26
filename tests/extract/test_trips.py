"""What visits say: who made one, where it was, and that who made it visited there."""

from __future__ import annotations

import pytest

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
