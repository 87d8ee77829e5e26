"""Foreigners behind a post and a country: where the post ends and the name begins."""

import pytest

from kg.extract.foreigners import Foreigners
from kg.extract.proposer import Proposal
from kg.ontology import load


@pytest.fixture(scope="module")
def foreigners() -> Foreigners:
    return Foreigners(load(), 0.6)


@pytest.mark.parametrize(
    ("text", "post", "expected"),
    [
        ("gặp Thư ký Hội đồng Hồ nước Nga Piotr Grekov ở Hà Nội", "Thư ký Hội đồng Hồ nước Nga Piotr Grekov",
         {"Thư ký Hội đồng Hồ nước Nga", "Piotr Grekov"}),
        ("gặp Bộ trưởng Bộ Hồ nước Qatar Mubarak bin Hadi Al Thawb sáng nay", "Bộ trưởng Bộ Hồ nước Qatar Mubarak",
         {"Bộ trưởng Bộ Hồ nước Qatar", "Mubarak bin Hadi Al Thawb"}),
        ("gặp Tổng thống Ireland Fintan D. Murphy", "Tổng thống Ireland",
         {"Tổng thống Ireland", "Fintan D. Murphy"}),
        ("gặp Giám đốc Công ty Hàn Quốc Hansu Electronics", "Giám đốc Công ty Hàn Quốc Hansu Electronics",
         {"Giám đốc Công ty Hàn Quốc Hansu Electronics"}),
        ("gặp Đại sứ Lào Lò Văn Minh", "Đại sứ Lào", {"Đại sứ Lào"}),
    ],
)  # fmt: skip
def test_a_post_and_a_foreigner(foreigners: Foreigners, text: str, post: str, expected: set[str]) -> None:
    start = text.index(post)
    found = foreigners.parted(text, [Proposal(start, start + len(post), "Post", 0.9, "post")])
    assert {text[p.start : p.end] for p in found} == expected
