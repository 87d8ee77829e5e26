import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.claims import Claims, claims
from kg.cli import cli
from kg.errors import InputError
from kg.evaluate import Evaluation, Gold, annotated, evaluate
from kg.ontology import load

MADE_UP = Path(__file__).parent / "data" / "made_up_gold"

# (right, found, gold) of the small made-up gold set by the scorer that the annotation guide comes with
OFFICIAL = {
    "things": {
        "Person": (2, 3, 3), "Organization": (2, 2, 2), "Area": (1, 1, 1), "Post": (3, 3, 3), "Event": (2, 3, 2),
        "Document": (1, 1, 1), "Honour": (1, 1, 1), "Programme": (0, 0, 1),
    },
    "relations": {
        "directs": (0, 1, 0), "meets": (0, 1, 1), "attends": (1, 2, 2), "says": (1, 1, 1), "postIn": (1, 1, 1),
        "holdsPost": (2, 2, 2), "partOf": (1, 1, 1), "number": (1, 1, 1), "chairs": (1, 1, 1), "heldOn": (2, 2, 2),
        "cooperatesWith": (1, 1, 1), "issues": (1, 1, 1), "speaksAt": (0, 2, 1), "issuedOn": (0, 1, 1),
        "implements": (0, 0, 1), "heldPost": (1, 1, 1), "receives": (1, 1, 1), "appointedTo": (1, 1, 1),
        "about": (1, 1, 1), "removedFrom": (0, 0, 1),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def outcome() -> Evaluation:
    return evaluate(annotated(MADE_UP), claims([MADE_UP / "graph.trig"], load()))


def test_figures_are_those_of_the_official_scorer(outcome: Evaluation) -> None:
    assert {k: (s.right, s.found, s.gold) for k, s in outcome.entities.items()} == OFFICIAL["things"]
    assert {k: (s.right, s.found, s.gold) for k, s in outcome.relations.items()} == OFFICIAL["relations"]
    things, relations = outcome.total(relations=False), outcome.total(relations=True)
    assert (things.right, things.found, things.gold) == (12, 14, 14)
    assert (round(relations.precision, 3), round(relations.recall, 3), round(relations.f1, 3)) == (0.727, 0.727, 0.727)


def test_every_error_is_named_once(outcome: Evaluation) -> None:
    scores = [*outcome.entities.items(), *outcome.relations.items()]
    for name, score in scores:
        wrong = [m for m in outcome.misses if m.name == name and m.wrong]
        missed = [m for m in outcome.misses if m.name == name and not m.wrong]
        assert (len(wrong), len(missed)) == (score.found - score.right, score.gold - score.right)
    assert "Lê Văn Bình -> Phó Giám đốc Sở Y tế" in {m.text for m in outcome.misses if m.name == "removedFrom"}


def test_reliability_counts_every_relation_in_one_bin_by_its_best_statement(outcome: Evaluation) -> None:
    rows = outcome.reliability()
    assert sum(count for _, _, count, _ in rows) == 22
    assert sum(right for *_, right in rows) == 16
    by_bin = {low: (count, right) for low, _, count, right in rows}
    assert by_bin[0.0] == (1, 0)  # directs, at 0.4
    assert by_bin[0.6] == (3, 2)  # cooperatesWith and about (0.3 and 0.66: the better one counts) are right
    assert by_bin[0.95] == (5, 5)  # 1.0 belongs to the last bin


PLACE = Gold("x", {"a": ("Area", "tỉnh Thanh Hoá", ("tỉnh Thanh Hoá",))}, frozenset())


@pytest.mark.parametrize(
    ("kind", "surface", "right"),
    [
        ("Area", "Thanh Hóa", True),
        ("Area", "THANH HÓA", True),
        ("Area", "Thanh Hoa", False),
        ("Area", "thành phố Thanh Hóa", True),
        ("Area", "Thanh Hóa và Nghệ An", False),
        ("Organization", "Thanh Hóa", False),
    ],
)
def test_what_counts_as_one_surface(kind: str, surface: str, right: bool) -> None:
    outcome = evaluate([PLACE], {"x": Claims(surfaces={("n", kind): {surface}})})
    assert outcome.entities["Area"].right == right


@pytest.mark.parametrize(
    ("relation", "ours", "gold", "right"),
    [
        ("heldOn", "2023-12-05", "2023-12-05", True),
        ("heldOn", "2023-12", "2023-12-05", True),
        ("heldOn", "2023-12-05/2023-12-07", "2023-12-05", True),
        ("heldOn", "XXXX-12-05", "2023-12-05", True),
        ("heldOn", "2023-11-05", "2023-12-05", False),
        ("number", "28 - NQ/TW", "28-NQ/TW", True),
        ("number", "29-NQ/TW", "28-NQ/TW", False),
        ("says", "Phải làm ngay, làm thật, làm đến nơi đến chốn", "Phải làm ngay làm thật làm đến nơi", True),
        ("says", "Không ai bị bỏ lại phía sau trong cuộc này", "Phải làm ngay làm thật làm đến nơi", False),
        ("about", "2023-12", "2023-12-05", False),
    ],
)
def test_literals(relation: str, ours: str, gold: str, right: bool) -> None:
    annotation = Gold("x", {"a": ("Area", "Huế", ("Huế",))}, frozenset({("a", relation, f"literal:{gold}")}))
    found = Claims(surfaces={("n", "Area"): {"Huế"}}, relations={("n", relation, f"literal:{ours}"): 0.9})
    assert evaluate([annotation], {"x": found}).relations[relation].right == right


def test_an_article_without_claims_counts_as_missed() -> None:
    assert evaluate([PLACE], {}).entities["Area"].gold == 1


def test_what_is_no_gold_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no gold/\*\.json"):
        annotated(tmp_path)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text('{"id": "a"}')
    with pytest.raises(InputError, match=r"a\.json: not an annotation"):
        annotated(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        claims([tmp_path / "graph.trig"], load())
    (tmp_path / "graph.trig").write_text("<a> <b> ")
    with pytest.raises(InputError, match="not a graph"):
        claims([tmp_path / "graph.trig"], load())


def test_command_prints_tables_and_json(tmp_path: Path) -> None:
    table = CliRunner().invoke(cli, ["eval", str(MADE_UP), "-o", str(MADE_UP), "--errors", "2"])
    assert table.exit_code == 0
    assert "removedFrom" in table.output
    assert "0.95 - 1.00" in table.output
    assert table.output.count("\tmissed\t") + table.output.count("\twrong\t") == 2
    aside = tmp_path / "held.json"
    aside.write_text('{"dev": ["a"], "rule": "any"}')
    held = CliRunner().invoke(
        cli, ["eval", str(MADE_UP), "-o", str(MADE_UP), "--errors", "99", "--held-out", str(aside)]
    )
    assert "held out (1 articles)" in held.output
    assert "a\t" not in held.output  # no error of an article that is set aside is shown
    assert "b\tmissed\tProgramme" in held.output
    figures = json.loads(CliRunner().invoke(cli, ["eval", str(MADE_UP), "-o", str(MADE_UP), "--json"]).output)
    assert figures["all"]["relations"]["ALL"]["right"] == 16


@pytest.mark.parametrize("listed", [True, False], ids=["articles.jsonl", "text/"])
def test_command_builds_the_articles_itself(tmp_path: Path, listed: bool) -> None:
    text = "Ngày 5/3/2024, tại Lạng Sơn, ông Nguyễn Văn An dự Hội nghị tổng kết công tác năm."
    things = [{"id": "e1", "type": "Person", "name": "Nguyễn Văn An", "mentions": ["Nguyễn Văn An"]}]
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "bai.json").write_text(json.dumps({"id": "bai", "entities": things, "relations": []}))
    if listed:
        (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "bai", "text": text}))
    else:
        (tmp_path / "text").mkdir()
        (tmp_path / "text" / "bai.txt").write_text(text)
    done = CliRunner().invoke(cli, ["eval", str(tmp_path), "--json", "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["all"]["entities"]["Person"]["right"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "articles.jsonl" if listed else "gold",
        "gold" if listed else "text",
    ]
