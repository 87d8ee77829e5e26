"""What is wrong with a query is said in plain words, with a caret under the place."""

from pathlib import Path

import pytest

import kg
from kg.api import Graph
from kg.errors import QueryError
from kg.store.heads import declared


@pytest.fixture(scope="module")
def graph(small_output: Path) -> Graph:
    return kg.open(small_output)


@pytest.mark.parametrize(
    ("query", "place", "message", "under"),
    [
        ("SELECT ?x WHERE { ?x a foo:Bar }", (1, 24), "the prefix foo: is not declared", "foo:"),
        ("SELECT * WHERE { ?s ?p ?o . FILTER(?x = ) }", (1, 41), "this is not SPARQL", ")"),
        ("SELECT ?x WHERE {\n ?x kg:speaksAt ?y\n ?y a kg:Meeting }", (3, 2), "this is not SPARQL", "?y a"),
        ("SELECT ?x WHER { ?x a kg:Person }", (1, 11), "this is not SPARQL", "WHER"),
        ("SELCT ?x { }", (1, 1), "this is not SPARQL", "SELCT"),
        ("SELECT ?x { ?x kg:holdsPost id:a b }", (1, 34), "this is not SPARQL", "b }"),
        ("SELECT ?x WHERE { ?x a kg:Person ", (1, 33), "the query ends here, too early", ""),
        ('SELECT ?x { ?x rdfs:label "abc }', (1, 33), "too early", ""),
        ("SELECT ?x ?n { ?x ?p ?n } GROUP BY ?x", (1, 38), "must stand in GROUP BY", ""),
        ("SELECT ?x { SERVICE <http://x> {} }", (1, 13), "SERVICE is not allowed", "SERVICE"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", (1, 1), "INSERT is an update", "INSERT"),
        ("", (1, 1), "too early", ""),
    ],
)
def test_errors_point_at_their_place(
    graph: Graph, query: str, place: tuple[int, int], message: str, under: str
) -> None:
    with pytest.raises(QueryError) as wrong:
        graph.query(query)
    first, line, caret = str(wrong.value).split("\n")
    assert first.startswith(f"line {place[0]}, column {place[1]}: ")
    assert message in first
    assert line[caret.index("^") :].startswith(under)


def test_words_in_strings_comments_and_names_are_no_alarm(graph: Graph) -> None:
    query = """# SERVICE LOAD INSERT
    SELECT ?service WHERE { ?service rdfs:label ?load FILTER(?load != "SERVICE <x> INSERT") } LIMIT 1"""
    assert len(graph.query(query)) == 1


def test_a_query_can_be_taken_elsewhere(graph: Graph) -> None:
    text = declared("SELECT ?x WHERE { ?x a kg:Person ; rdfs:label ?l }", graph.prefixes)
    assert [line.split(" <")[0] for line in text.splitlines()[:-1]] == ["PREFIX kg:", "PREFIX rdfs:"]
