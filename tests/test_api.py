"""The graph in Python: the examples of the docstrings run, and what they leave out."""

import doctest
import importlib
import os
import sys
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.api import Graph
from kg.errors import KgError, StoreError


@pytest.fixture(scope="module")
def graph(small_output: Path) -> Graph:
    return kg.open(small_output)


@pytest.mark.parametrize("name", ["kg.api", "kg.things"])
def test_the_examples_in_docstrings_run(small_output: Path, name: str) -> None:
    before = Path.cwd()
    os.chdir(small_output.parent)
    try:
        module = importlib.import_module(name)
        opened = kg.open("output")
        found = doctest.testmod(module, extraglobs={"graph": opened}, optionflags=doctest.NORMALIZE_WHITESPACE)
    finally:
        os.chdir(before)
    assert found.attempted > 3
    assert found.failed == 0


def test_build_and_open_are_the_librarys_verbs(tmp_path: Path) -> None:
    file = tmp_path / "bai.txt"
    file.write_text("Ngày 5/3/2024, Tỉnh ủy Lạng Sơn tổ chức Hội nghị tổng kết.", "utf-8")
    report = kg.build([file], tmp_path / "out", workers=1, network=False)
    assert report.articles == 1
    assert kg.open(tmp_path / "out").stats().articles == 1


def test_a_missing_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        kg.open(tmp_path / "nothing")


def test_rows_are_python_values(graph: Graph) -> None:
    row = graph.query("SELECT ?x (1 AS ?n) (0.5 AS ?d) (true AS ?t) ?no WHERE { VALUES ?x { id:cao-bang } }")[0]
    assert row == {"x": f"{graph.store.base}id/cao-bang", "n": 1, "d": 0.5, "t": True, "no": None}


def test_an_entity_knows_its_neighbours_and_its_sentences(graph: Graph) -> None:
    person = graph.entity("Trần Hồng Hà")
    near = {(row["direction"], row["relation"], row["thingLabel"]) for row in person.neighbours()}
    assert ("->", "signs", "Nghị định 102/2024/NĐ-CP") in near
    assert {e.predicate for e in person.explain("Nghị định 102/2024/NĐ-CP")} == {"signs"}
    assert person == graph.entity(person.iri)
    assert person in {graph.entity("tran hong ha")}


def test_every_mark_is_a_mention_of_one_of_the_ends(graph: Graph) -> None:
    found = graph.explain("Cao Bằng")
    assert len(found) > 5
    for item in found:
        assert item.text
        for start, end, iri in item.marks:
            assert iri in (item.subject, item.object)
            assert 0 <= start < end <= len(item.text)


def test_explaining_two_ends_works_both_ways(graph: Graph) -> None:
    forward = graph.explain("Phan Đình Trạc", "Cao Bằng")
    assert forward == graph.explain("Cao Bằng", "Phan Đình Trạc")
    assert {e.predicate for e in forward} == {"commends", "directs", "visits"}


def test_networkx_has_labels_confidence_and_articles(graph: Graph) -> None:
    net = graph.graph()
    assert isinstance(net, nx.MultiDiGraph)
    iri = graph.entity("Bí thư Tỉnh ủy Lạng Sơn").iri
    body = graph.entity("Tỉnh ủy Lạng Sơn").iri
    assert net.nodes[iri]["label"] == "Bí thư Tỉnh ủy Lạng Sơn"
    edge = net.edges[iri, body, "postIn"]
    assert (edge["articles"], edge["first"], edge["last"]) == (2, "2018-02-10", "2019-03-06")


def test_rdflib_sees_the_same_store(graph: Graph) -> None:
    rows = graph.rdflib().query("SELECT (COUNT(*) AS ?n) WHERE { ?p kg:holdsPost ?post }")
    assert [int(row[0]) for row in rows] == [graph.stats().relations["holdsPost"]]  # type: ignore[index,arg-type]


def test_html_is_harmless(graph: Graph) -> None:
    html = graph.query('SELECT ("<script>x</script>" AS ?bad) (<javascript:alert(1)> AS ?iri) WHERE {}')._repr_html_()
    assert "<script>" not in html
    assert 'href="javascript' not in html
    assert "Phan Đình Trạc" in graph.query("speakers")._repr_html_()
    assert graph.entity("Cao Bằng")._repr_html_()
    assert "8 articles" in graph._repr_html_()


def test_pandas_is_asked_for_by_name(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = graph.query("speakers").to_pandas()
    assert list(frame["speakerLabel"])[:1] == ["Phan Đình Trạc"]
    triples = graph.query("CONSTRUCT { ?x a kg:Post } WHERE { ?x a kg:Post }").to_pandas()
    assert list(triples.columns) == ["subject", "predicate", "object"]
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"pip install 'vnkg\[pandas\]'"):
        graph.query("speakers").to_pandas()


def test_stats_add_up(graph: Graph) -> None:
    stats = graph.stats()
    assert stats.articles == sum(stats.years.values()) == 8
    assert sum(stats.confidence.values()) == stats.statements
    assert sum(a.statements for a in stats.by_article) == stats.statements
    assert stats.classes["Person"] == 12
