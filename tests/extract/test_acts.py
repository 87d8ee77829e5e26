"""What fixed forms say of documents: amended by the next one named, based on the first, signed by whom."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article

# (text, the relation of the two, or None)
ACTS = [
    (
        "Chính phủ ban hành Nghị định 76/2026/NĐ-CP, sửa đổi, bổ sung một số điều của Nghị định số 125/2021/NĐ-CP.",
        ("Nghị định 76/2026/NĐ-CP", "amends", "Nghị định số 125/2021/NĐ-CP"),
    ),
    (
        "Thông tư số 5/2024/TT-BYT bãi bỏ Thông tư số 6/2020/TT-BYT.",
        ("Thông tư số 5/2024/TT-BYT", "amends", "Thông tư số 6/2020/TT-BYT"),
    ),
    (
        "Quốc hội thông qua Nghị quyết số 12/2025/QH15 về việc sửa đổi, bổ sung một số điều của Luật Đất đai.",
        (
            "Nghị quyết số 12/2025/QH15 về việc sửa đổi, bổ sung một số điều của Luật Đất đai",
            "amends",
            "Luật Đất đai",
        ),
    ),
    (
        "Hai bên đề nghị sớm ký Thỏa thuận số 12/TT-BTC, sửa đổi, bổ sung Thỏa thuận số 9/TT-BTC.",
        None,
    ),
    (
        "Căn cứ Nghị định số 21/2024/NĐ-CP, UBND tỉnh Nghệ An ban hành Quyết định số 12/QĐ-UBND.",
        ("Quyết định số 12/QĐ-UBND", "basedOn", "Nghị định số 21/2024/NĐ-CP"),
    ),
    (
        "Theo quyết định 178/2004/QĐ-UB do ông Nguyễn Văn Hòa, Phó chủ tịch UBND TP HCM ký, công ty được thu phí.",
        ("Nguyễn Văn Hòa", "signs", "quyết định 178/2004/QĐ-UB"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), ACTS)
def test_an_act_of_documents(reader: Reader, text: str, expected: tuple[str, str, str] | None) -> None:
    assert _said(reader, text, expected[1] if expected else "amends") == ({expected} if expected else set())


def test_what_is_said_of_a_row_of_documents(reader: Reader) -> None:
    text = "Nghị định số 232/2025/NĐ-CP sửa đổi bổ sung Nghị định số 24/2012/NĐ-CP và Nghị định số 50/2014/NĐ-CP."
    amended = {"Nghị định số 24/2012/NĐ-CP", "Nghị định số 50/2014/NĐ-CP"}
    assert {o for _, _, o in _said(reader, text, "amends")} == amended


def test_what_a_decree_rests_on_may_open_the_article(reader: Reader) -> None:
    text = "Căn cứ Luật Đất đai năm 2024, Chính phủ ban hành Nghị định số 102/2024/NĐ-CP."
    reading = reader.read(Article("a", text, date="2026-03-06"))
    assert [s.confidence >= 0.8 for s in reading.statements if s.predicate == "basedOn"] == [True]


def _said(reader: Reader, text: str, relation: str) -> set[tuple[str, str, str]]:
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}", date="2026-03-06"))
    names = [e.name for e in reading.entities]
    return {
        (names[s.subject], s.predicate, names[s.object])
        for s in reading.statements
        if isinstance(s.object, int) and s.predicate == relation
    }
