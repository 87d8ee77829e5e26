"""Nobody visits the state where he lives: neither the host of a visitor, nor who is received abroad by his own embassy."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article
from tests.extract.asking import related

# (text, who is not said to visit what)
HOSTS = [
    (
        "Chiều 19/2, Thủ tướng Nguyễn Văn An tiếp Bộ trưởng Bộ Nội vụ Campuchia Sok Sambath đang thăm Việt Nam.",
        ("Nguyễn Văn An", "Việt Nam"),
    ),
    (
        "Sáng 8/4, Chủ tịch Quốc hội Nguyễn Văn An cùng đoàn đại biểu cấp cao Việt Nam đã đến thăm Đại sứ quán Việt Nam.",
        ("Nguyễn Văn An", "Việt Nam"),
    ),
    (
        "Trong chuyến thăm chính thức Cuba, ông Nguyễn Văn An và Chủ tịch Cuba Pedro Gomez chứng kiến lễ ký tại Cuba.",
        ("Pedro Gomez", "Cuba"),
    ),
]


@pytest.mark.parametrize(("text", "unsaid"), HOSTS)
def test_nobody_visits_where_he_lives(reader: Reader, text: str, unsaid: tuple[str, str]) -> None:
    assert unsaid not in _visits(reader, text)


def test_a_neighbour_of_a_name_like_ours_does(reader: Reader) -> None:
    who = "ông Trần Gia Minh, Bí thư Tỉnh ủy Vân Nam (Trung Quốc)"
    text = f"Chiều 5/3, Bộ trưởng Nguyễn Văn An tiếp {who} đang thăm và làm việc tại Việt Nam."
    assert ("Trần Gia Minh", "Việt Nam") in _visits(reader, text)


def _visits(reader: Reader, text: str) -> set[tuple[str, str]]:
    return related(reader.read(Article("a", f"Tin trong ngày\n{text}", date="2026-03-06")), "visits")
