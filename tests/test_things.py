"""What results say of themselves, in the standard forms."""

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.api import Graph
from kg.errors import QueryError
from kg.query.answer import ROWS, TRIPLES


@pytest.fixture(scope="module")
def graph(small_output: Path) -> Graph:
    return kg.open(small_output)


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_neighbours_are_written_with_all_their_columns(graph: Graph, form: str) -> None:
    near = graph.neighbours("Cao Bằng")
    body = near.serialize(form)
    for row in near:
        assert row["thing"].encode() in body
    assert len(near) > 3
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(body.decode())))
        assert rows == near.rows
        assert {row["kind"] for row in rows} >= {"Meeting"}


TERMS = """
SELECT ?x (1 AS ?n) (0.5 AS ?d) (true AS ?t) ("ừ"@vi AS ?l) ("2018"^^xsd:gYear AS ?y) (BNODE() AS ?b) ?no
WHERE { VALUES ?x { id:cao-bang "a\\"b" } }
"""


@pytest.mark.parametrize("form", sorted(ROWS))
@pytest.mark.parametrize(
    "query", [TERMS.replace(" (BNODE() AS ?b)", ""), "ASK { ?x a kg:Meeting }", "ASK { ?x a kg:Nothing }"]
)
def test_an_answer_is_written_as_the_store_writes_it(graph: Graph, query: str, form: str) -> None:
    assert graph.query(query).serialize(form) == graph.store.query(query).serialize(format=ROWS[form])


def test_blank_nodes_and_triples_are_written(graph: Graph) -> None:
    result = graph.query(TERMS)
    back = ox.parse_query_results(result.serialize("json"), ox.QueryResultsFormat.JSON)
    assert [tuple(row) for row in back] == list(result.answer.rows)
    made = graph.query("CONSTRUCT { ?x a kg:Post } WHERE { ?x a kg:Post }")
    assert {q.triple for q in ox.parse(made.serialize("nt"), format=TRIPLES["nt"])} == set(made.triples)
    assert len(made.triples) > 3


def test_a_form_that_is_not_there_is_named(graph: Graph) -> None:
    with pytest.raises(QueryError, match="rows cannot be written as ttl; choose from csv"):
        graph.neighbours("Cao Bằng").serialize("ttl")
    with pytest.raises(QueryError, match="triples cannot be written as csv; choose from ttl"):
        graph.query("CONSTRUCT WHERE { ?x a kg:Post }").serialize("csv")
