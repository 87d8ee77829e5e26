"""Where full names begin and end, how they are written, and what only looks like one."""

from __future__ import annotations

import pytest

from kg.language.names import full_name, names, proper_case, short_forms
from kg.language.tokens import tokens


def found(text: str) -> list[str]:
    return [name.text for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Thào A Phềnh và bà Hà Thị Nga dự họp", ["Thào A Phềnh", "Hà Thị Nga"]),
        ("Đồng chí Nông Đức Mạnh, đồng chí Lò Văn Muôn", ["Nông Đức Mạnh", "Lò Văn Muôn"]),
        ("bà H'Yim Kđoh, ông Y Thanh Hà Niê Kđăm và ông A Pớt", ["H'Yim Kđoh", "Y Thanh Hà Niê Kđăm", "A Pớt"]),
        ("Rơ Chăm Khir, Ksor Phước và Điểu Kré", ["Rơ Chăm Khir", "Ksor Phước", "Điểu Kré"]),
        ("Thiền sư Thích Nhất Hạnh", ["Thích Nhất Hạnh"]),
        ("đồng chí NGUYỄN NAM KHÁNH, Phó Trưởng Ban", ["Nguyễn Nam Khánh"]),
        ("Bí thư Thành ủy Hà Nội Hoàng Trung Hải", ["Hoàng Trung Hải"]),
        ("Bí thư Tỉnh ủy Bạc Liêu Dương Thành Trung", ["Dương Thành Trung"]),
        ("Chủ tịch UBND TP HCM Nguyễn Thành Phong nói", ["Nguyễn Thành Phong"]),
        ("ông Nguyễn Văn Được và bà Nguyễn Thị Quyết Tâm", ["Nguyễn Văn Được", "Nguyễn Thị Quyết Tâm"]),
        ("Thứ trưởng Trần Văn An Sáng 5/7, tại Hà Nội", ["Trần Văn An"]),
        ("Phó Thủ tướng Trương Hòa Bình Ảnh: Minh Đức", ["Trương Hòa Bình"]),
        ("Bộ Tài nguyên và Môi trường Trần Hồng Hà", ["Trần Hồng Hà"]),
        ("Tô Lâm, Phan Diễn và Tập Cận Bình", ["Tô Lâm", "Phan Diễn", "Tập Cận Bình"]),
        ("ông Vũ Quang ở huyện Vũ Quang", ["Vũ Quang"]),
        ("Bộ trưởng Robert Kalinak và José Martí", ["Robert Kalinak", "José Martí"]),
        ("Shaikh Salman bin Khalifa Al Khalifa thăm", ["Shaikh Salman bin Khalifa Al Khalifa"]),
        ("Kim Jong-un và Thông-luông Xi-xu-lít", ["Kim Jong-un", "Thông-luông Xi-xu-lít"]),
        ("Tổng thống Belarus Alexander Lukashenko", ["Alexander Lukashenko"]),
        ("Thủ tướng Campuchia Hun Sen", ["Hun Sen"]),
    ],
)
def test_names_in_running_text(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nam Định, Thái Nguyên, Hà Giang, Lý Sơn, Cao Bằng, Lạng Sơn, Kiên Giang",
        "đường Võ Thị Sáu, trường Lê Quý Đôn, Trường Tiểu học Nguyễn Bá Ngọc, giải Trần Hữu Trang",
        "Thái Lan, Hàn Quốc, Sri Lanka và New Zealand",
        "xuân Đinh Dậu, Tết Mậu Thân",
        "Đoàn Thanh niên, Đoàn Đại biểu Quốc hội",
        "Ngân hàng Standard Chartered Bank",
        "TOÀN VĂN BÁO CÁO CỦA CHÍNH PHỦ",
        "không có tên ai ở đây",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert found(text) == []


def test_a_name_tells_its_origin_and_title() -> None:
    native, foreign, bare = names("Ông Lê Văn An và Tổng thống Vladimir Putin gặp Trần Văn Bình")
    assert (native.origin, native.titled) == ("vietnamese", True)
    assert (foreign.origin, foreign.titled) == ("foreign", True)
    assert not bare.titled


def test_full_name_counts_tokens() -> None:
    items = list(tokens("ông Nguyễn Văn An, Phó Chủ tịch"))
    assert [full_name(items, i) for i in range(5)] == [None, 4, None, None, None]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NGUYỄN NAM KHÁNH", "Nguyễn Nam Khánh"),
        ("H'YIM KĐOH", "H'Yim Kđoh"),
        ("XI-XU-LÍT", "Xi-xu-lít"),
        ("Salman bin Khalifa", "Salman bin Khalifa"),
        ("Nguyễn  Hoà", "Nguyễn Hòa"),
    ],
)
def test_proper_case(name: str, expected: str) -> None:
    assert proper_case(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Đinh La Thăng", ("La Thăng", "Thăng")),
        ("Nguyễn Thị Kim Ngân", ("Kim Ngân", "Ngân")),
        ("Nguyễn Văn An", ("An",)),
        ("Tô Lâm", ("Lâm",)),
        ("Robert Kalinak", ("Kalinak",)),
        ("Tập Cận Bình", ("Cận Bình", "Tập")),
        ("Thăng", ()),
    ],
)
def test_short_forms(name: str, expected: tuple[str, ...]) -> None:
    assert short_forms(name) == expected
