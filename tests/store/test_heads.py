"""The prefixes at the head of a query."""

from __future__ import annotations

import pytest

from kg.store.heads import declared, own

KNOWN = {"kg": "http://k/", "rdfs": "http://r/", "id": "http://i/"}

# (query, the prefixes that it declares, those that are declared for it)
QUERIES = [
    ("SELECT ?x WHERE { ?x a kg:Person ; rdfs:label ?l }", set(), ["kg", "rdfs"]),
    ("PREFIX kg: <http://other/> SELECT * { ?x a kg:Person, id:a }", {"kg"}, ["id"]),
    ("prefix kg: <http://other/>\nSELECT * { ?x a kg:Person }", {"kg"}, []),
    ("SELECT * { ?x kg:name 'id:a' } # rdfs:label", set(), ["kg"]),  # neither in strings nor in comments
    ("SELECT * { ?id <http://x/rdfs:label> ?kg }", set(), []),
    ("ASK { ?x unknown:name ?y }", set(), []),
]


@pytest.mark.parametrize(("query", "has", "wanted"), QUERIES)
def test_what_is_used_and_not_declared_is_declared(query: str, has: set[str], wanted: list[str]) -> None:
    assert own(query) == has
    assert declared(query, KNOWN) == "".join(f"PREFIX {n}: <{KNOWN[n]}>\n" for n in wanted) + query
    assert declared(query, KNOWN, end=" ").count("\n") == query.count("\n")
