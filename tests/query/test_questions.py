"""The named questions: each is SPARQL as it stands, its head is complete, its parameters do what they say."""

from pathlib import Path
from typing import Any

import pytest

import kg
from kg.api import Graph
from kg.errors import OntologyError, QueryError
from kg.query.question import questions, read

QUESTIONS = questions()


@pytest.fixture(scope="module")
def graph(small_output: Path) -> Graph:
    return kg.open(small_output)


def test_there_are_at_least_the_questions_people_need() -> None:
    wanted = {
        "about", "appointments", "awards", "changes", "directives", "documents", "holder", "holders", "implementers",
        "meetings", "met", "speakers", "visits",
    }  # fmt: skip
    assert wanted <= set(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_says_what_it_is(name: str) -> None:
    question = QUESTIONS[name]
    assert question.title and question.title_vi and question.examples
    assert all(f"kg query {name}" in example for example in question.examples)
    assert all(parameter.help for parameter in question.parameters)
    for parameter in question.parameters:
        assert f"#?{parameter.name} " in question.text


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_runs_with_and_without_its_parameters(graph: Graph, name: str) -> None:
    question = QUESTIONS[name]
    everything: dict[str, Any] = {
        "about": "Cao Bằng", "on": "2018", "since": "2018", "until": "2018-12", "min-confidence": 0.5, "limit": 2,
    }  # fmt: skip
    values = {p.name: everything[p.name] for p in question.parameters}
    assert len(graph.query(name, **values)) <= 2
    needed = {p.name: everything[p.name] for p in question.parameters if p.required}
    assert len(graph.query(name, **needed)) >= len(graph.query(name, **values))


@pytest.mark.parametrize(
    ("name", "parameters", "column", "answers"),
    [
        ("speakers", {}, "speaker", {"Phan Đình Trạc", "Hoàng Công Hàm", "Trần Quốc Khải", "Lê Minh Hương", "Hoàng Văn Định"}),
        ("speakers", {"about": "cao bang"}, "speaker", {"Phan Đình Trạc", "Hoàng Công Hàm"}),
        ("speakers", {"about": "Tỉnh ủy Cao Bằng"}, "speaker", {"Phan Đình Trạc"}),
        ("speakers", {"since": "2019", "until": "2020"}, "speaker", {"Trần Quốc Khải", "Lê Minh Hương"}),
        ("speakers", {"on": "2021-11-20"}, "speaker", {"Hoàng Văn Định"}),  # "in November" may be that day
        ("holders", {"about": "Tỉnh ủy Lạng Sơn"}, "person", {"Trần Quốc Khải", "Vũ Ngọc Lan"}),
        ("holder", {"about": "Bí thư Tỉnh ủy Lạng Sơn", "on": "20/2/2018"}, "person", {"Vũ Ngọc Lan"}),
        ("implementers", {"about": "Nghị quyết 28-NQ/TW"}, "agent", {"Cao Bằng"}),
        ("implementers", {"min-confidence": 0.8}, "document", {"Nghị quyết Trung ương 8 (khóa XI)", "Luật Đất đai"}),
        ("meetings", {"about": "Lạng Sơn"}, "place", {"Lạng Sơn"}),
        ("awards", {"about": "Bằng khen"}, "recipient", {"Công an tỉnh Cao Bằng"}),
        ("appointments", {"since": "2019"}, "person", {"Trần Quốc Khải", "Vũ Ngọc Lan"}),
        ("appointments", {"about": "Bộ Chính trị"}, "person", {"Trần Quốc Khải"}),
        ("documents", {"about": "Chính phủ"}, "document", {"Nghị định 102/2024/NĐ-CP"}),
        ("documents", {"on": "2008"}, "number", {"28-NQ/TW"}),
        ("about", {"about": "Trần Hồng Hà"}, "relation", {"signs", "holdsPost", "directs"}),
        ("changes", {"since": "2019-01-01", "until": "2019-12-31"}, "change", {"appointedTo", "removedFrom"}),
        ("met", {"about": "Thongloun Sisoulith"}, "who", {"Nguyễn Xuân Phúc"}),
        ("visits", {"about": "Lào"}, "visitor", {"Nguyễn Xuân Phúc"}),
        ("directives", {"about": "Hoàng Công Hàm"}, "content", {"chọn một huyện làm trọng điểm"}),
        ("quotes", {"about": "Phan Đình Trạc"}, "words", {"Cao Bằng cần xây dựng biên giới hòa bình, hữu nghị"}),
        ("disciplines", {}, "person", {"Đỗ Trọng Nghĩa"}),
    ],
)  # fmt: skip
def test_answers(graph: Graph, name: str, parameters: dict[str, Any], column: str, answers: set[str]) -> None:
    rows = graph.query(name, **parameters).rows
    assert {row.get(f"{column}Label", row[column]) for row in rows} == answers


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"holder", "meetings", "documents"}))
def test_every_row_of_what_an_article_says_has_its_sentence(graph: Graph, name: str) -> None:
    rows = graph.query(name, **({"about": "Cao Bằng"} if name == "about" else {})).rows
    assert rows
    assert all(row["text"] and row["article"] for row in rows)


def test_wrong_parameters_are_named(graph: Graph) -> None:
    with pytest.raises(QueryError, match="takes no --place"):
        graph.query("speakers", place="Cao Bằng")
    with pytest.raises(QueryError, match="needs --about"):
        graph.query("holder")
    with pytest.raises(QueryError, match="only those take parameters"):
        graph.query("SELECT * WHERE { ?s ?p ?o }", about="x")


def test_an_unsure_statement_is_no_answer(tmp_path: Path, graph: Graph) -> None:
    rows = graph.query("implementers", about="Luật Đất đai", min_confidence=0.8).rows
    assert {row["agentLabel"] for row in rows} == {"Lạng Sơn"}


def test_a_name_cannot_break_out_of_the_query(graph: Graph) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called"):
        graph.query("speakers", about='"} UNION { ?s ?p ?o } #')


def test_a_head_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("# param about: thing: what\nASK {}", "utf-8")
    with pytest.raises(OntologyError, match=r"mine\.rq.*KIND"):
        read(file)


@pytest.mark.parametrize(
    ("day", "holders"), [("2017-03-15", {("Nguyễn Xuân Phúc", "inferred")}), ("2022-03-15", set())]
)
def test_the_holder_of_a_post_named_alone_is_inferred(tmp_path: Path, day: str, holders: set[tuple[str, str]]) -> None:
    article = tmp_path / "bai.txt"
    article.write_text(
        "Thủ tướng chỉ đạo\nSáng 15-3, Thủ tướng đã yêu cầu Bộ Y tế báo cáo về dịch.\n", encoding="utf-8"
    )
    kg.build([str(article)], tmp_path / "out", date="2017-03-15", network=False, workers=1)
    rows = kg.open(tmp_path / "out").query("holder", about="Thủ tướng", on=day)
    assert {(row["personLabel"], row["basis"]) for row in rows} == holders
