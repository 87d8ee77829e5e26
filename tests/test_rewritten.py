"""The annotated articles in our own words convert, and say what they are to say."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "data"))

import rewritten

ARTICLE = """# x-1 | 2025-08-12
[P1 Nguyễn Văn An], [C1 Chủ tịch [O1 UBND [A1 tỉnh Cao Bằng]]] chủ trì [E1 hội nghị]. Ông nói: “Phải làm ngay”.
--
P1 holdsPost C1; chairs E1
P1 says Phải làm
"""


def read(tmp_path: Path, content: str) -> rewritten.Draft:
    path = tmp_path / "batch-01.txt"
    path.write_text(content, encoding="utf-8")
    return next(rewritten.drafts(path))


def test_all_batches_convert_and_every_relation_is_there() -> None:
    found = list(rewritten.articles())
    relations = Counter(relation["p"] for article in found for relation in article["relations"])
    assert len(found) >= 170
    assert set(relations) == set(rewritten.RELATIONS)
    for article in found:
        for entity in article["entities"]:
            assert all(mention in article["text"] for mention in entity["mentions"])
        for relation in article["relations"]:
            assert relation["quote"] in article["text"]


def test_nesting_and_implied_relations_are_read_from_the_markup(tmp_path: Path) -> None:
    assert read(tmp_path, ARTICLE).relations == [
        ("C1", "postIn", "O1"),
        ("O1", "partOf", "A1"),
        ("P1", "holdsPost", "C1"),
        ("P1", "chairs", "E1"),
        ("P1", "says", "Phải làm ngay"),
        ("P1", "attends", "E1"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("tỉnh Cao Bằng]]]", "tỉnh Cao Bằng]]", "never closed"),
        ("chairs E1", "chairs E2", "unknown entity E2"),
        ("chairs E1", "chairs O1", "chairs cannot end at O1"),
        ("chairs E1", "leads E1", "no known predicate"),
        ("says Phải", "says Nên", "0 quotations begin with"),
        ("\n--\n", "\n", "no line --"),
        ("[E1 hội nghị]", "[hội nghị]", "opens no mention"),
    ],
)
def test_what_is_wrong_is_refused_and_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(rewritten.MarkupError, match=message):
        read(tmp_path, ARTICLE.replace(old, new))


def test_the_gold_layout_is_written(tmp_path: Path) -> None:
    count = rewritten.write(tmp_path)
    assert len(list((tmp_path / "gold").glob("*.json"))) == len(list((tmp_path / "text").glob("*.txt"))) == count
    assert len((tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()) == count
