"""What settled frames say needs no arbiter, unless somebody only asks for it or it is a clause of its own."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article
from tests.extract.asking import related

# (text, relation, who and whom)
SAID = [
    (
        "Nghị định số 24/2024/NĐ-CP vừa được Chính phủ ban hành.",
        "issues",
        {("Chính phủ", "Nghị định số 24/2024/NĐ-CP")},
    ),
    (
        "Văn bản số 24/UBND-KT, ngày 12/3/2024, của UBND tỉnh Cao Bằng giao các sở rà soát.",
        "issues",
        {("UBND tỉnh Cao Bằng", "Văn bản số 24/UBND-KT")},
    ),
    (
        "Bà Trần Thị Bích đề nghị Chính phủ ban hành Nghị định số 24/2024/NĐ-CP.",
        "issues",
        set(),
    ),
    (
        "Thủ tướng Nguyễn Văn An vừa ký ban hành Quyết định số 163/QĐ-TTg và Chỉ thị số 15/CT-TTg.",
        "signs",
        {
            ("Nguyễn Văn An", "Quyết định số 163/QĐ-TTg"),
            ("Nguyễn Văn An", "Chỉ thị số 15/CT-TTg"),
        },
    ),
    (
        "Ông Nguyễn Văn An đã gửi điện mừng tới ông Kim Min Su, bà Trần Thị Bích đã gửi điện mừng tới bà Park Ji Won.",
        "commends",
        {("Nguyễn Văn An", "Kim Min Su"), ("Trần Thị Bích", "Park Ji Won")},
    ),
    (
        "Ông Nguyễn Văn An đã tới thăm, động viên công nhân, người lao động tại Nhà máy Đường Tân Giang.",
        "visits",
        {("Nguyễn Văn An", "Nhà máy Đường Tân Giang")},
    ),
    (
        "Bộ trưởng Nguyễn Văn An tiếp Đoàn đại biểu Bộ Nội vụ Lào do ông Bun Thong, Thứ trưởng Bộ Nội vụ dẫn đầu.",
        "meets",
        {("Nguyễn Văn An", "Bun Thong")},
    ),
    (
        "Ông Nguyễn Văn An yêu cầu Sở Y tế tỉnh Cao Bằng rà soát; giao Công an tỉnh Cao Bằng kiểm tra.",
        "directs",
        {("Nguyễn Văn An", "Sở Y tế tỉnh Cao Bằng"), ("Nguyễn Văn An", "Công an tỉnh Cao Bằng")},
    ),
    (
        "Sở Y tế tỉnh Cao Bằng vừa báo cáo kết quả. Ông Nguyễn Văn An yêu cầu Sở rà soát lại.",
        "directs",
        {("Nguyễn Văn An", "Sở Y tế tỉnh Cao Bằng")},
    ),
    (
        "Công ty Tân Giang đã ký kết biên bản ghi nhớ với Tập đoàn Hòa An.",
        "cooperatesWith",
        {("Công ty Tân Giang", "Tập đoàn Hòa An")},
    ),
]


@pytest.mark.parametrize(("text", "relation", "expected"), SAID)
def test_a_settled_clause(reader: Reader, text: str, relation: str, expected: set[tuple[str, str]]) -> None:
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}", date="2026-03-06"))
    said = related(reading, relation)
    mutual = {(b, a) for a, b in said} if relation in ("meets", "cooperatesWith") else set()
    assert said >= expected - mutual and (expected or not said)
