"""The learned proposer: what it must see in plain sentences, and what it must refuse."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract import proposer
from kg.extract.proposer import Proposal, propose
from kg.extract.proposer_features import Tables, features, segments
from kg.extract.proposer_model import FORMAT, MODEL, load
from kg.language.tokens import tokens

ARTICLE = (
    "Tỉnh Cao Bằng sơ kết công tác nội chính\n"
    "Chiều 5/3, tại Cao Bằng, đồng chí Vương Văn Tình, Ủy viên Ban Thường vụ Tỉnh ủy, Phó Chủ tịch UBND tỉnh Cao Bằng, "
    "chủ trì Hội nghị sơ kết công tác phòng, chống tham nhũng. Dự hội nghị có ông Lò Thanh Bính, Giám đốc Sở Tư pháp."
)


def _proposals(text: str) -> list[Proposal]:
    return propose(text, list(tokens(text)))


def _seen(text: str) -> set[tuple[str, str]]:
    return {(text[p.start : p.end], p.kind) for p in _proposals(text)}


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        (ARTICLE, "Vương Văn Tình", "Person"),
        (ARTICLE, "Lò Thanh Bính", "Person"),
        (ARTICLE, "Cao Bằng", "Area"),
        (ARTICLE, "Phó Chủ tịch UBND tỉnh Cao Bằng", "Post"),
        (ARTICLE, "UBND tỉnh Cao Bằng", "Organization"),
        (ARTICLE, "Sở Tư pháp", "Organization"),
        ("Bộ trưởng Bộ Tài chính Lê Thị Bưởi tiếp Đại sứ Phần Lan.", "Bộ Tài chính", "Organization"),
        ("Bộ trưởng Bộ Tài chính Lê Thị Bưởi tiếp Đại sứ Phần Lan.", "Lê Thị Bưởi", "Person"),
        ("Thủ tướng ký Quyết định số 12/QĐ-TTg về việc bổ nhiệm cán bộ.", "Thủ tướng", "Post"),
    ],
)
def test_sees(text: str, surface: str, kind: str) -> None:
    assert (surface, kind) in _seen(text)


def test_mentions_nest() -> None:
    found = [p for p in _proposals(ARTICLE) if ARTICLE[p.start : p.end].endswith("tỉnh Cao Bằng")]
    kinds = {p.kind for p in found}
    assert {"Post", "Organization", "Area"} <= kinds


@pytest.mark.parametrize("text", ["", "  \n\n ", "...", "Trời hôm nay mưa to và gió thổi rất mạnh."])
def test_nothing_to_see(text: str) -> None:
    assert _proposals(text) == []


@pytest.mark.parametrize("text", [ARTICLE, ARTICLE.upper(), ARTICLE * 30, "(“" * 50 + ARTICLE, "ông " * 700])
def test_offsets_and_probabilities_hold(text: str) -> None:
    units = list(tokens(text))
    starts, ends = {t.start for t in units}, {t.end for t in units}
    for p in propose(text, units):
        assert p.start in starts and p.end in ends and p.start < p.end
        assert 0 <= p.probability <= 1
        assert "\n" not in text[p.start : p.end]


def test_same_text_same_proposals_and_order() -> None:
    found = _proposals(ARTICLE)
    assert found == _proposals(ARTICLE)
    assert found == sorted(found, key=lambda p: (p.start, -p.end, p.kind, p.layer))


def test_a_sentence_reads_the_same_beside_longer_ones() -> None:
    """Segments are computed together, padded to the longest; that may not leak from one to another."""
    model = load()
    alone = proposer.spans(model, ARTICLE, list(tokens(ARTICLE)))
    longer = ARTICLE + "\n" + "các đại biểu thảo luận và " * 40 + "ra về."
    beside = [s for s in proposer.spans(model, longer, list(tokens(longer))) if s.last <= len(list(tokens(ARTICLE)))]
    key = [(s.first, s.last, s.layer, s.kind, round(s.whole, 9), round(s.begin, 9)) for s in alone]
    assert sorted(key) == sorted(
        (s.first, s.last, s.layer, s.kind, round(s.whole, 9), round(s.begin, 9)) for s in beside
    )


def test_probability_of_a_span_is_no_more_than_that_of_its_beginning() -> None:
    for span in proposer.spans(load(), ARTICLE, list(tokens(ARTICLE))):
        assert 0 < span.whole <= span.begin + 1e-9 <= 1 + 2e-9


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ông A đến. Bà B về.", ["Ông A đến.", "Bà B về."]),
        ("Tiêu đề\nThân bài", ["Tiêu đề", "Thân bài"]),
        ("ông J. Biden thăm Hà Nội", ["ông J. Biden thăm Hà Nội"]),
        ("Ông nói: “Tốt.” Bà nghe.", ["Ông nói: “Tốt.”", "Bà nghe."]),
    ],
)
def test_segments(text: str, parts: list[str]) -> None:
    units = list(tokens(text))
    assert [text[units[a].start : units[b - 1].end] for a, b in segments(text, units)] == parts


@pytest.mark.parametrize(
    ("text", "token", "expected"),
    [
        ("Hội nghị ở Lào Cai bế mạc", 3, {"g=AB", "run=0/2", "w-1=ở", "head=ở/0"}),
        ("Hội nghị ở Lào Cai bế mạc", 4, {"g=AE", "run=1/1"}),
        ("Ông dự hội nghị sơ kết quý 1", 6, {"hd=hội nghị/3", "w+1=0"}),
        ("Ông nói: “Hội nghị tốt”", 5, {"q=10"}),
        ("HỘI NGHỊ TỐT\nHội nghị (lần 2)", 1, {"s=CU", "headline=C"}),
        ("HỘI NGHỊ TỐT\nHội nghị (lần 2)", 6, {"q=01"}),
        ("Bà Hoà gặp ông Hòa", 1, {"w=hòa", "e=ông/1"}),
    ],
)
def test_features(text: str, token: int, expected: set[str]) -> None:
    tables = Tables(names={"lào cai": "A"}, heads=frozenset({"hội nghị"}))
    rows = [row for part in features(text, list(tokens(text)), tables) for row in part]
    assert expected <= set(rows[token])


def test_a_model_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.model"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model.json", json.dumps({"format": 0}))
    with pytest.raises(InputError, match=r"old\.model.*reinstall"):
        load(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model.json", json.dumps({"format": FORMAT, "layers": []}))
        archive.writestr("features.txt", "b")
    with pytest.raises(InputError, match=r"old\.model.*reinstall"):
        load.__wrapped__(path)
    with pytest.raises(InputError, match="missing"):
        load(tmp_path / "missing.model")


def test_the_model_is_small() -> None:
    assert MODEL.stat().st_size <= 4_500_000
