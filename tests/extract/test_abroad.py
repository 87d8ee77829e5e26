"""Bodies that every state has: whose they are, where the text does not say."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Nhân Quốc khánh Bulgaria, Chủ tịch Quốc hội Trần Thanh Mẫn gửi điện mừng Chủ tịch Quốc hội Vasilka Grudeva.",
            {"Quốc hội", "Quốc hội Bulgaria"},
        ),
        ("Bộ trưởng Bộ Thể thao Malaysia cho biết Chính phủ nước này sẽ họp.", {"Bộ Thể thao Malaysia", "Chính phủ Malaysia"}),
        ("Sau chuyến thăm Lào, Chủ tịch Quốc hội Lê Văn An đã về nước.", {"Quốc hội"}),
    ],
)  # fmt: skip
def test_whose_body_it_is(reader: Reader, text: str, bodies: set[str]) -> None:
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}", date="2025-09-06"))
    found = {e.name for e in reading.entities if e.name.startswith(("Quốc hội", "Chính phủ", "Bộ Thể"))}
    assert found == bodies
    assert {e.known for e in reading.entities if e.name == "Quốc hội Bulgaria"} <= {None}
