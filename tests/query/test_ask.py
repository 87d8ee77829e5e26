"""Questions in plain words: forty with their answers, and those that must be refused."""

from pathlib import Path

import pytest

import kg
from kg.api import Graph
from kg.errors import QueryError
from kg.query import lookup
from kg.query.ask import translate
from kg.query.names import Names

FILE = Path(__file__).parent.parent / "data" / "questions.tsv"
QUESTIONS = [
    tuple(line.split("\t")) for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def graph(small_output: Path) -> Graph:
    return kg.open(small_output)


def test_there_are_forty_and_twenty_came_before_the_translator() -> None:
    assert (len(QUESTIONS), sum(written == "first" for written, _, _ in QUESTIONS)) == (40, 20)


@pytest.mark.parametrize(("written", "question", "answers"), QUESTIONS, ids=[q for _, q, _ in QUESTIONS])
def test_a_question_gets_the_right_rows(graph: Graph, written: str, question: str, answers: str) -> None:
    understood = translate(question, graph.names, lookup.Kinds(graph.store))
    rows = graph.run(understood.sparql).rows
    found = {row.get(f"{understood.asked}Label", row.get(understood.asked)) for row in rows}
    assert found == (set() if answers == "-" else set(answers.split("|")))


@pytest.mark.parametrize(
    "question",
    [
        "Thời tiết hôm nay thế nào?",
        "Vì sao Cao Bằng giàu?",
        "How many people live in Hanoi?",
        "ai",
        "",
        "Lê Minh Hưng",
        "phát biểu",
        "???",
        "Ai có thể là Bí thư Tỉnh ủy Lạng Sơn?",
    ],
)
def test_what_is_not_understood_is_said(graph: Graph, question: str) -> None:
    with pytest.raises(QueryError, match="I do not understand"):
        graph.ask(question)


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Ai phát biểu tại hội nghị ở Sao Hỏa?", "sao hỏa"),
        ("Ai là Bí thư Tỉnh ủy Atlantis?", "bí thư tỉnh ủy atlantis"),
        # Negation, intention and possibility are no facts: the words that say so are no part of any name.
        ("Phan Đình Trạc không phát biểu ở đâu?", "phan đình trạc không"),
        ("Ai phát biểu tại hội nghị không ở Cao Bằng?", "hội nghị không"),
        ("Ai sẽ thăm Lào?", "ai sẽ"),
        # Accents are identity: there is a Lê Minh Hưng and a Lê Minh Hương, and no Lê Minh Hùng.
        ("Lê Minh Hùng chủ trì kỳ họp thứ 49?", "lê minh hùng"),
    ],
)
def test_what_the_graph_does_not_know_is_named(graph: Graph, question: str, unknown: str) -> None:
    with pytest.raises(QueryError, match="but nothing in the graph is called so") as refused:
        graph.ask(question)
    assert unknown in str(refused.value)


def test_names_without_accents_find_all_they_may_mean(graph: Graph) -> None:
    assert {e.label for e in graph.entities("le minh hung")} == {"Lê Minh Hưng"}
    assert {e.label for e in graph.entities("Lê Minh")} == {"Lê Minh Hưng", "Lê Minh Hương"}
    with pytest.raises(QueryError, match="did you mean"):
        graph.entities("Lê Minh Hùng")


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Ai phát biểu ở Yên Thế?", "yen-the"),
        ("Ai phát biểu ở Yên Thế năm 2018?", "yen-the"),
        ("Ai phát biểu ở Yên Thế vậy ?", "yen-the"),
        ("Ai phát biểu ở Yên thế nhỉ?", "yen-the"),
        ("Ai phát biểu ở Yên Bái thế?", "yen-bai"),
        ("Ai phát biểu ở Yên Bái thế ạ ?", "yen-bai"),
        ("Ai đã gặp Nguyễn Thị Hạ?", "ha"),
        ("Ai đã gặp Nguyễn Thị Hạ không?", "ha"),
    ],
)
def test_a_name_may_end_in_what_ends_a_question(question: str, thing: str) -> None:
    kinds = {"yen-the": "District", "yen-bai": "Province", "ha": "Person"}
    labels = {"yen-the": "Yên Thế", "yen-bai": "Yên Bái", "ha": "Nguyễn Thị Hạ"}
    names = Names.of([(f"http://x/{id_}", label, True, True) for id_, label in labels.items()])
    understood = translate(question, names, lambda iris: {i: kinds[i.rpartition("/")[2]] for i in iris})
    assert {i for i in kinds if f"<http://x/{i}>" in understood.sparql} == {thing}


def test_what_happened_in_a_year_is_neither_before_nor_after_it(graph: Graph) -> None:
    visits = "Ai đã thăm Lào {} năm {}?"
    asked = {(w, y): len(graph.ask(visits.format(w, y))) for w in ("trước", "sau") for y in (2018, 2019, 2020)}
    assert {place for place, count in asked.items() if count} == {("trước", 2020), ("sau", 2018)}
