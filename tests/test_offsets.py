"""Every sentence and mention is found again in the text by its offsets, to the character."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import build
from kg.model import Article
from kg.read import articles, samples

OA, DCT = "http://www.w3.org/ns/oa#", "http://purl.org/dc/terms/"
GOLD = Path(os.environ.get("KG_GOLD", Path(__file__).parents[2] / "shared" / "gold"))  # annotated articles, if any


def misplaced(trig: Path, read: Iterable[Article]) -> tuple[int, list[str]]:
    """How many spans the graph has, and those whose offsets do not give their words in the text that was read."""
    text_of = {article.id: article.text for article in read}
    store = ox.Store()
    store.bulk_load(path=str(trig))
    rows = store.query(
        f"""SELECT ?span ?id ?start ?end ?exact WHERE {{ GRAPH ?g {{
              ?span <{OA}hasSource> ?article ; <{OA}start> ?start ; <{OA}end> ?end ; <{OA}exact> ?exact .
              ?article <{DCT}identifier> ?id }} }}"""
    )
    wrong, count = [], 0
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        count += 1
        span, id_, start, end, exact = (row[n].value for n in ("span", "id", "start", "end", "exact"))
        if text_of[id_][int(start) : int(end)] != exact:
            wrong.append(span)
    return count, wrong


def test_samples(samples_output: Path) -> None:
    count, wrong = misplaced(samples_output / "graph.trig", articles(samples(), on_problem=lambda problem: None))
    assert count > 200
    assert wrong == []


# Decomposed letters, exotic spaces, Windows line ends, quotes that nest, furniture in the middle: what shifts offsets.
HARD = (
    "Cao Ba\u0306\u0300ng\u00a0tổng kết công tác năm\r\n\r\n>> Xem thêm: Lạng Sơn họp báo\r\n"
    "Ngày 5/3, tại Hội nghị, ông Ðỗ Văn Tám, Chủ tịch UBND tỉnh Cao Bằng nói: “Phải làm “thật” ngay”.\r\n"
    "(Ảnh: Lê Nam) Bí thư Tỉnh uỷ Hà Văn Hoà dự Hội nghị.\u200b Hội nghị bế mạc chiều cùng ngày 🎉 tại Cao Bằng.\r\n"
    "Tin liên quan\r\nKhai mạc kỳ họp thứ nhất\r\n"
)


def test_text_that_shifts_offsets(tmp_path: Path) -> None:
    source = tmp_path / "kho.txt"
    source.write_bytes(HARD.encode("utf-16"))
    build([source], tmp_path / "output", workers=1, network=False)
    count, wrong = misplaced(tmp_path / "output" / "graph.trig", articles([source], on_problem=lambda problem: None))
    assert count > 8
    assert wrong == []


@pytest.mark.skipif(not (GOLD / "dev").is_dir(), reason="no annotated articles here")
def test_annotated_articles(tmp_path: Path) -> None:
    source = GOLD / "dev" / "articles.jsonl"
    build([source], tmp_path, workers=1, network=False)
    read = list(articles([source], on_problem=lambda problem: None))
    assert len(read) == len([json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()])
    count, wrong = misplaced(tmp_path / "graph.trig", read)
    assert count > 3000
    assert wrong == []
