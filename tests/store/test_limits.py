"""The most that a query may give."""

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.store.limits import Sink, limited, rows


@pytest.mark.parametrize(
    ("query", "bounded"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }\nLIMIT 5"),
        ("SELECT * { ?s ?p ?o } # end", "SELECT * { ?s ?p ?o } # end\nLIMIT 5"),
        ("SELECT * { ?s ?p ?o } LIMIT 3", "SELECT * { ?s ?p ?o } LIMIT 3"),
        ("SELECT * { ?s ?p ?o } limit 30", "SELECT * { ?s ?p ?o } limit 5"),
        ("SELECT * { ?s ?p ?o } LIMIT 30 OFFSET 2", "SELECT * { ?s ?p ?o } LIMIT 5 OFFSET 2"),
        ("SELECT * { ?s ?p ?o } OFFSET 2 LIMIT 30", "SELECT * { ?s ?p ?o } OFFSET 2 LIMIT 5"),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 30 } }", "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 30 } }\nLIMIT 5"),
        ("SELECT * { ?s ?p ?o } VALUES ?s { <a> }", "SELECT * { ?s ?p ?o } \nLIMIT 5\nVALUES ?s { <a> }"),
        ("SELECT * { ?s ?p 'LIMIT 9' }", "SELECT * { ?s ?p 'LIMIT 9' }\nLIMIT 5"),
        ("ASK { ?s ?p ?o }", "ASK { ?s ?p ?o }"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"),
        ("PREFIX a: <b> SELECT ?x WHERE { } ORDER BY ?x", "PREFIX a: <b> SELECT ?x WHERE { } ORDER BY ?x\nLIMIT 5"),
    ],
)
def test_limited(query, bounded) -> None:
    assert limited(query, 5) == bounded


FORMS = [
    ox.QueryResultsFormat.JSON,
    ox.QueryResultsFormat.XML,
    ox.QueryResultsFormat.CSV,
    ox.QueryResultsFormat.TSV,
]
CELLS = ['"},{"', "a\r\nb,c", '"<result>"', "}},{", "", 'x"y\n']


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.file_extension)
@pytest.mark.parametrize("count", [0, 1, 2, 6])
@pytest.mark.parametrize("bind", ["", "?b"])
def test_rows_are_counted_whatever_is_in_them(form, count, bind) -> None:
    cells = " ".join("(" + ox.Literal(c).__str__() + " UNDEF)" for c in CELLS[:count])
    query = f"SELECT ?a {bind} {{ VALUES (?a ?b) {{ {cells} }} }}"
    assert rows(ox.Store().query(query).serialize(format=form), form) == count


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.file_extension)
def test_rows_without_any_cell(form) -> None:
    body = ox.Store().query("SELECT ?x { VALUES (?y) { (1) (2) (3) } }").serialize(format=form)
    assert rows(body, form) == 3


def test_a_sink_is_full_at_its_size() -> None:
    sink = Sink(10)
    sink.file.write(b"12345")
    with pytest.raises(QueryError, match="larger than 10 bytes"):
        sink.file.write(b"123456")
    assert sink.body() == b"12345"
