"""What dates say, at the granularity they say it, and what only looks like a date."""

from __future__ import annotations

import pytest

from kg.language.dates import dates, year_hint


def read(text: str, published: str | None = None) -> list[str]:
    return [date.literal for date in dates(text, published=published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày 27/8/2018, 27-8-2018 hay 27.8.2018", ["2018-08-27"] * 3),
        ("ngày 27 tháng 8 năm 2018", ["2018-08-27"]),
        ("ngày 7 tháng 8 năm 2018 và tháng 8 năm 2018", ["2018-08-07", "2018-08"]),
        ("Từ ngày 27 đến ngày 30-6-2017, tại Hà Nội", ["2017-06-27/2017-06-30"]),
        ("ngày 27 và 28/8", ["--08-27/--08-28"]),
        ("ngày 25-27/9 và từ ngày 10 - 16/5", ["--09-25/--09-27", "--05-10/--05-16"]),
        ("trong các ngày 25, 26 và 27/9/2014", ["2014-09-25/2014-09-27"]),
        ("trong 2 ngày (27 và 28-2)", ["--02-27/--02-28"]),
        ("ngày 3 và 9/5/2017", ["2017-05-03", "2017-05-09"]),
        ("từ 28/5 đến 2/6/2017", ["2017-05-28/2017-06-02"]),
        ("từ ngày 30/12 đến 2/1/2018", ["2017-12-30/2018-01-02"]),
        ("kỷ niệm 70 năm (27/2/1955 – 27/2/2025)", ["1955-02-27", "2025-02-27"]),
        ("tháng 8/2018, tháng 10.2016, tháng 11-2016", ["2018-08", "2016-10", "2016-11"]),
        ("quý II/2017 và quý 4 năm 2016", ["2017-04/2017-06", "2016-10/2016-12"]),
        ("năm 2017, xuân 1969, Hội nghị APEC 2024.", ["2017", "1969", "2024"]),
        ("Ngày Thầy thuốc Việt Nam (27/2), Quốc khánh 2/9", ["--02-27", "--09-02"]),
        ("sáng nay 12/6", ["--06-12"]),
        ("Họp ngày 27. 8. 2018. Ngày 5/6! Chiều qua; tháng\n8/2018? Năm 2017.", ["2018-08-27", "--06-05", "2017"]),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_capitals_hide_no_day() -> None:
    assert read("SÁNG NAY, HỘI NGHỊ KHAI MẠC", "2024-08-27") == ["2024-08-27"]


@pytest.mark.parametrize(
    "text",
    [
        "được 4/5 đại biểu tán thành, trên 2/3 số phiếu, đến 4/5 thành viên",
        "thắng 2-1 rồi hòa 3-3",
        "số 0903.123.456 và (024) 3845.1234",
        "Nghị định số 12/2017/NĐ-CP, Quyết định 48/QĐ-TTg, Nghị quyết 28-NQ/TW",
        "hơn 11,5 tỷ đồng cho 2000 người",
        "ngày 31/2/2017",
        "ngày 10-3 âm lịch",
        "phiên bản 2.1.10 và 24/24 giờ",
        "chưa ai biết hôm qua là ngày nào",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("sáng 27/8", "2018-08-28", ["2018-08-27"]),
        ("ngày 20/12", "2018-01-05", ["2017-12-20"]),
        ("Nhân ngày 27/2", "2024-02-22", ["2024-02-27"]),
        ("Hội nghị sẽ họp ngày 5/1", "2017-12-20", ["2018-01-05"]),
        ("Đại hội sẽ khai mạc ngày 20-10", "2017-03-01", ["2017-10-20"]),
        ("Vụ việc xảy ra ngày 20-10", "2017-03-01", ["2016-10-20"]),
        ("Năm 1968, sáng 30/1 quân ta ra quân", "2017-03-01", ["1968", "1968-01-30"]),
        ("ngày 4/6", "2025", ["2025-06-04"]),
        ("Hôm nay và chiều qua", "2017-05-23", ["2017-05-23", "2017-05-22"]),
        ("Ngày mai (24/5)", "2017-05-23", ["2017-05-24"]),
        ("sáng 5/6. Chiều cùng ngày", "2017-06-07", ["2017-06-05", "2017-06-05"]),
        ("tháng 12 vừa qua", "2018-01-05", ["2017-12"]),
        ("ngày 29/2", "2024-03-01", ["2024-02-29"]),
    ],
)
def test_years_come_from_the_article(text: str, published: str, expected: list[str]) -> None:
    assert read(text, published) == expected


def test_day_written_beside_nay_serves_the_whole_article() -> None:
    assert read("Sáng nay (23/5), hội nghị khai mạc. Chiều nay, hội nghị bế mạc.") == ["--05-23", "--05-23"]


@pytest.mark.parametrize(
    ("text", "surface", "kind", "datatype", "part"),
    [
        ("Vào sáng ngày 27/8/2018 tại", "sáng ngày 27/8/2018", "day", "date", "sáng"),
        ("Sáng nay (23/5), tại", "Sáng nay (23/5)", "day", "gMonthDay", "sáng"),
        ("nhiệm kỳ 2016-2021", "nhiệm kỳ 2016-2021", "term", "gYear", None),
        ("giai đoạn 2016 – 2020", "giai đoạn 2016 – 2020", "period", "gYear", None),
        ("chiều tối 12/6,", "chiều tối 12/6", "day", "gMonthDay", "chiều tối"),
        ("quý I/2017", "quý I/2017", "quarter", "gYearMonth", None),
    ],
)
def test_span_and_kind(text: str, surface: str, kind: str, datatype: str, part: str | None) -> None:
    (date,) = dates(text)
    assert (text[date.start : date.end], date.kind, date.datatype, date.part) == (surface, kind, datatype, part)


def test_offsets_count_in_the_whole_text() -> None:
    text = "Ngày 1/1/2017.\nNgày 2/2/2017."
    (date,) = dates(text, 15)
    assert text[date.start : date.end] == "Ngày 2/2/2017"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Họp báo sáng 20/6 về 6 tháng đầu năm 2017.", "2017"),
        ("Chiều 15.5, Ủy ban họp. Ông thôi nhiệm vụ từ 15/5/2017.", "2017"),
        ("Chiều 15.5, Ủy ban họp về Luật năm 2013.", None),
        ("Sáng 20/6 bàn 6 tháng đầu năm 2017, kế hoạch từ ngày 1/1/2018.", None),
        ("", None),
    ],
)
def test_year_hint(text: str, year: str | None) -> None:
    assert year_hint(text) == year
