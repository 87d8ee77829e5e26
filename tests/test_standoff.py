"""Articles annotated by position: what is kept of an article gives its annotation back, and nothing of its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.claims import TYPES
from kg.evaluate import RELATIONS
from tests.benchmarks import standoff

ARTICLE = {
    "id": "news-1",
    "title": "Ông An làm Chủ tịch UBND tỉnh",
    "text": "Sáng 5/3, ông Lò Văn An nói: “Phải làm ngay”.",
    "date": "06/03/2025 08:00",
}
RECORD = {
    "id": "news-1",
    "entities": [
        {"id": "p", "type": "Person", "name": "Lò Văn An", "mentions": ["Lò Văn An", "An"]},
        {"id": "c", "type": "Post", "name": "Chủ tịch UBND tỉnh Sơn La", "mentions": ["Chủ tịch UBND tỉnh"]},
    ],
    "relations": [
        {"s": "p", "p": "holdsPost", "o": "c", "quote": "Ông An làm Chủ tịch UBND tỉnh"},
        {"s": "p", "p": "says", "o": "literal:Phải làm ngay", "quote": ""},
    ],
}


def corpus(folder: Path, article: dict[str, str]) -> Path:
    (folder / "corpus").mkdir(exist_ok=True)
    (folder / "corpus" / "news.jsonl").write_text(json.dumps(article, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder / "corpus"


def test_an_annotation_goes_and_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "standoff.jsonl"
    texts = standoff.texts(corpus(tmp_path, ARTICLE))
    assert standoff.write([texts["news-1"] | RECORD], file) == 1
    kept = file.read_text(encoding="utf-8")
    assert "Lò Văn An" not in kept and "Phải" not in kept
    (back,) = standoff.records(tmp_path / "corpus", file)
    assert (back["text"], back["date"]) == (f"{ARTICLE['title']}\n{ARTICLE['text']}\n", "2025-03-06")
    assert [(e["type"], e["name"], e["mentions"]) for e in back["entities"]] == [
        (e["type"], e["name"], e["mentions"]) for e in RECORD["entities"]
    ]
    assert [(r["s"], r["p"], r["o"], r["quote"]) for r in back["relations"]] == [
        ("e0", "holdsPost", "e1", "Ông An làm Chủ tịch UBND tỉnh"),
        ("e0", "says", "literal:Phải làm ngay", ""),
    ]


def test_another_text_is_left_out_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "standoff.jsonl"
    standoff.write([standoff.texts(corpus(tmp_path, ARTICLE))["news-1"] | RECORD], file)
    corpus(tmp_path, ARTICLE | {"text": "Đã đổi."})
    assert not list(standoff.records(tmp_path / "corpus", file))
    assert "news-1" in capsys.readouterr().err


def test_words_that_do_not_stand_in_the_text_are_an_error(tmp_path: Path) -> None:
    texts = standoff.texts(corpus(tmp_path, ARTICLE))
    record = RECORD | {"entities": [{"id": "p", "type": "Person", "name": "Lò Văn Ân", "mentions": ["Lò Văn Ân"]}]}
    with pytest.raises(ValueError, match="Lò Văn Ân"):
        standoff.line(texts["news-1"] | record)


def test_every_line_of_the_file_is_whole() -> None:
    lines = [json.loads(line) for line in standoff.FILE.read_text(encoding="utf-8").splitlines()]
    assert len({kept["id"] for kept in lines}) == len(lines) > 500
    for kept in lines:
        assert {kind for kind, *_ in kept["entities"]} <= set(TYPES)
        assert all(a < b for _, places, *_ in kept["entities"] for a, b in places)
        for s, p, o, quote in kept["relations"]:
            assert p in RELATIONS and 0 <= s < len(kept["entities"]) and len(quote) == 2
            assert not isinstance(o, int) or 0 <= o < len(kept["entities"])
