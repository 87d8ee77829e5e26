"""The bundled samples: what a new user builds first must be right."""

import csv
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.claims import LITERAL, Claims, claims
from kg.evaluate import SYMMETRIC
from kg.language.normal import key
from kg.ontology import load
from kg.read import articles, samples

FACTS = (
    Path(__file__).parent / "data" / "sample_facts.tsv"
)  # article, subject, relation, object (any of their surfaces)
ROWS = [tuple(row) for row in csv.reader(FACTS.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)]
PREFIXES = """
PREFIX kg: <https://w3id.org/vnkg/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""


@pytest.fixture(scope="module")
def found(samples_output: Path) -> dict[str, Claims]:
    return claims([samples_output / "graph.trig"], load())


@pytest.fixture(scope="module")
def graph(samples_output: Path) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(samples_output / "graph.trig"))
    return store


def called(graph: ox.Store, surface: str, article: str) -> set[str]:
    """The nodes that an article calls by a surface."""
    rows = graph.query(
        f"""{PREFIXES} SELECT DISTINCT ?node WHERE {{ GRAPH ?g {{
              ?m kg:refersTo ?node ; oa:exact "{surface}" ; oa:hasSource ?a . ?a dct:identifier "{article}" }} }}"""
    )
    assert isinstance(rows, ox.QuerySolutions)
    return {row["node"].value for row in rows}


def test_all_are_read_and_dated_where_they_carry_a_date() -> None:
    problems: list[object] = []
    read = list(articles(samples(), on_problem=problems.append))
    assert problems == []
    assert len(samples()) == 8
    assert len({path.suffix for path in samples()}) == 5
    assert [a.id for a in read if not a.date] == ["cao-bang-nghi-quyet-8"]
    assert all(a.title and a.source for a in read)
    assert "Danh sách đại biểu" not in "".join(a.text for a in read)  # a related headline on the sample page


@pytest.mark.parametrize(("article", "subject", "relation", "object_"), ROWS)
def test_fact(found: dict[str, Claims], article: str, subject: str, relation: str, object_: str) -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for (node, _), surfaces in found[article].surfaces.items():
        names[node] |= {key(text) for text in surfaces | found[article].names[node]}
    triples = list(found[article].relations)
    triples += [(o, p, s) for s, p, o in triples if p in SYMMETRIC]
    said = [(names[s], o) for s, p, o in triples if p == relation and key(subject) in names[s]]
    assert said, f"{subject} {relation} nothing"
    if any(o.startswith(LITERAL) for _, o in said):
        assert any(o[len(LITERAL) :].startswith(object_) for _, o in said), said
    else:
        assert any(key(object_) in names[o] for _, o in said), [sorted(names[o]) for _, o in said]


def test_two_resolutions_with_one_number_are_two(graph: ox.Store) -> None:
    rows = graph.query(f'{PREFIXES} SELECT ?doc ?day WHERE {{ ?doc kg:number "28-NQ/TW" ; kg:issuedOn ?day }}')
    assert isinstance(rows, ox.QuerySolutions)
    days = {(row["doc"].value, row["day"].value) for row in rows}
    assert sorted(day for _, day in days) == ["2008-09-22", "2013-10-25"]
    assert len({doc for doc, _ in days}) == 2


def test_two_people_with_one_name_are_two(graph: ox.Store) -> None:
    quang_tri, kon_tum = (called(graph, "Nguyễn Văn Hùng", a) for a in ("quang-tri-2016", "kon-tum-2017"))
    assert (len(quang_tri), len(kon_tum)) == (1, 1)
    assert quang_tri != kon_tum


def test_one_person_with_two_spellings_is_one(graph: ox.Store) -> None:
    old, new = called(graph, "Trương Hòa Bình", "nhan-su-2017"), called(graph, "Trương Hoà Bình", "phan-cong-2016")
    assert len(old) == 1
    assert old == new


def test_a_province_before_and_after_its_merger_is_two_units(graph: ox.Store) -> None:
    before, after = (
        called(graph, "tỉnh Bắc Ninh", "bac-ninh-truoc-sap-nhap"),
        called(graph, "Tỉnh Bắc Ninh", "bac-ninh-sau-sap-nhap"),
    )
    assert (len(before), len(after)) == (1, 1)
    assert before != after
    old, new = before.pop(), after.pop()
    assert graph.query(
        f"{PREFIXES} ASK {{ {{ <{old}> kg:succeededBy <{new}> }} UNION {{ GRAPH ?g {{ <{old}> kg:succeededBy <{new}> }} }} }}"
    )
