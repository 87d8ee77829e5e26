"""Where titles end: behind a quotation, a row of words, the person they are about."""

import pytest

from kg.extract.proposer import Proposal
from kg.extract.reader import Reader
from kg.extract.titles import Titles
from kg.model import Article
from kg.ontology import load


@pytest.fixture(scope="module")
def titles() -> Titles:
    return Titles(load())


# (kind, text, proposed, what it is made of it)
ENDS = [
    ("Document", "trình dự án Luật Quản lý, sử dụng rừng trồng, hôm nay", "dự án Luật Quản lý",
     "dự án Luật Quản lý, sử dụng rừng trồng"),
    ("Document", "ra Nghị quyết 9 về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số ngày 3/2",
     "Nghị quyết 9 về khoa học", "Nghị quyết 9 về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số"),
    ("Programme", "khởi công dự án nâng cấp, mở rộng cầu Tân Giang để giảm ùn tắc", "dự án nâng cấp",
     "dự án nâng cấp, mở rộng cầu Tân Giang"),
    ("Document", "ra Nghị quyết về cây chè, yêu cầu các xã làm ngay", "Nghị quyết về cây chè", "Nghị quyết về cây chè"),
    ("Document", "theo Luật Hồ nước quy định rõ việc này", "Luật Hồ nước quy định rõ việc này", "Luật Hồ nước"),
    ("Document", "trình Luật sửa đổi Luật Hồ nước", "Luật sửa đổi Luật Hồ nước", "Luật sửa đổi Luật Hồ nước"),
    ("Programme", 'làm dự án "Nhà máy nước sạch" ở đó', 'dự án "', 'dự án "Nhà máy nước sạch"'),
    ("Organization", "Ban Quản lý, sử dụng rừng", "Ban Quản lý", "Ban Quản lý"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "proposed", "expected"), ENDS)
def test_where_a_title_ends(titles: Titles, kind: str, text: str, proposed: str, expected: str) -> None:
    start = text.index(proposed)
    one = Proposal(start, start + len(proposed), kind, 0.9, "outer")
    assert text[start : titles.end(text, one, one.end)] == expected


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("quyết định kỷ luật đối với Lò Văn Minh", True),
        ("công điện truyền đạt ý kiến của Thủ tướng Lò Văn Minh", True),
        ("báo cáo giám sát tài chính Lò Văn Minh", False),
    ],
)
def test_a_title_is_about_a_person(titles: Titles, text: str, about: bool) -> None:
    one = Proposal(0, len(text), "Document", 0.9, "outer")
    assert titles.of_person(text, one, text.index("Lò Văn")) is about


@pytest.mark.parametrize(
    ("text", "surface", "named"),
    [
        ("UBND tỉnh Thanh Hóa ban hành văn bản hướng dẫn 4 xã ven biển nuôi tôm.", "văn bản hướng dẫn 4", False),
        ("Ban Bí thư ban hành Kết luận 126 của Ban Bí thư về nuôi tôm.", "Kết luận 126", True),
        ("Ông Lò Văn Hải quán triệt Nghị quyết Trung ương 8 khóa XI về chiến lược bảo vệ Tổ quốc.",
         "Nghị quyết Trung ương 8 khóa XI", True),
    ],
)  # fmt: skip
def test_a_number_shortens_a_name(reader: Reader, text: str, surface: str, named: bool) -> None:
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}"))
    assert (surface in {reading.article.text[m.start : m.end] for m in reading.mentions}) is named
