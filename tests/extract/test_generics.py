"""What is no name of one thing: many of a kind, bodies of every level, the beginning of a clause."""

import pytest

from kg.extract.generics import Generics
from kg.extract.proposer import Proposal
from kg.ontology import load


@pytest.fixture(scope="module")
def generics() -> Generics:
    return Generics(load())


@pytest.mark.parametrize(
    ("kind", "text", "proposed", "expected"),
    [
        ("Post", "nhiều đại biểu vắng mặt", "đại biểu", True),
        ("Post", "ông An là đại biểu Quốc hội", "đại biểu Quốc hội", False),
        ("Post", "các phó chủ tịch Lò Văn Minh, Lò Văn Nam", "phó chủ tịch", False),
        ("Post", "hai nguyên giám đốc bị kỷ luật", "giám đốc", True),
        ("Post", "giao chủ tịch UBND các xã, phường", "chủ tịch UBND các xã", True),
        ("Area", "khu nhà ở xã hội Tân Giang", "xã hội Tân Giang", True),
        ("Area", "ở xã Hội Sơn", "xã Hội Sơn", False),
        ("Programme", "các dự án nhà ở cho công nhân", "dự án nhà ở cho công nhân", True),
        ("Programme", "các dự án cầu Tân Giang, cầu Kim Sơn", "dự án cầu Tân Giang", False),
        ("Programme", "dự án bị bỏ hoang nhiều năm", "dự án bị bỏ hoang", True),
        ("Organization", "bầu đại biểu HĐND các cấp", "HĐND", True),
        ("Organization", "UBND cấp xã được giao thêm việc", "UBND cấp xã", True),
        ("Organization", "quan hệ giữa Quốc hội hai nước", "Quốc hội", True),
        ("Organization", "quan hệ giữa hai Đảng, hai nước", "Đảng", True),
        ("Organization", "nhờ các Bộ Ngoại giao, Tài chính", "Bộ Ngoại giao", False),
        ("Organization", "HĐND tỉnh Thanh Hóa họp", "HĐND tỉnh Thanh Hóa", False),
    ],
)
def test_what_is_named_in_general(generics: Generics, kind: str, text: str, proposed: str, expected: bool) -> None:
    start = text.index(proposed)
    assert generics.is_general(text, Proposal(start, start + len(proposed), kind, 0.9, "outer")) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội thi cấy lúa bắt đầu. Ban Tổ chức trao giải.", True),
        ("Ông An chuyển về Ban Tổ chức từ tháng 5.", False),
    ],
)
def test_the_committee_of_a_contest(generics: Generics, text: str, expected: bool) -> None:
    start = text.index("Ban Tổ chức")
    assert generics.is_general(text, Proposal(start, start + 11, "Organization", 0.9, "outer")) is expected
