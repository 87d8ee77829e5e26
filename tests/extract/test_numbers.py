"""Numbers of documents, from their names."""

from __future__ import annotations

import pytest

from kg.extract.numbers import document_number

KINDS = frozenset({"nghị quyết", "quyết định", "nghị định", "luật"})


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Nghị quyết số 28 - NQ/TW", "28-NQ/TW"),
        ("Nghị quyết 28", "28"),
        ("Quyết định số 163/QĐ-UBND ngày 5/6/2018", "163/QĐ-UBND"),
        ("Luật số 202/2025/QH15", "202/2025/QH15"),
        ("Nghị định 24 về dạy thêm", "24"),
        ("Quyết định khởi tố bị can số 363/C46 (P12)", "363/C46 (P12)"),
        ("Nghị quyết Trung ương 8 (khóa XI)", None),
        ("dự thảo Quyết định thi hành Nghị định số 24/2014/NĐ-CP", None),
        ("Nghị quyết 5 năm của tỉnh", None),
        ("Nghị định 24/2014/NĐ-CP ngày 3/2/2014", "24/2014/NĐ-CP"),
        ("Nghị quyết 36a/NQ-CP", "36a/NQ-CP"),
    ],
)
def test_number(name: str, number: str | None) -> None:
    assert document_number(name, KINDS) == number
