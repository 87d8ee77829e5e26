"""A time limit at the terminal, and commands that ask a real server instead of a folder."""

import json
import socket
import threading

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg
from kg import store
from kg.cli import cli
from kg.errors import QueryError, StoreError

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def test_a_query_is_stopped_at_its_limit_and_the_next_is_answered(small_output) -> None:
    with kg.open(small_output, timeout=0.5) as graph, pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        graph.query(ENDLESS)
    with kg.open(small_output, timeout=60) as graph:
        assert graph.query("ASK { ?x a kg:Person }").answer.truth is True
        assert len(graph.query("SELECT ?x { ?x a kg:Person }")) == len(
            kg.open(small_output).query("SELECT ?x { ?x a kg:Person }")
        )
        assert len(graph.query("CONSTRUCT { ?x a kg:Person } WHERE { ?x a kg:Person } LIMIT 2")) == 2


def test_a_store_in_memory_has_no_limit(made) -> None:
    with pytest.raises(StoreError, match="in a folder"):
        store.Limited(store.memory(made("a")), 1)


def test_the_terminal_says_that_it_was_too_long(small_output) -> None:
    done = CliRunner().invoke(cli, ["query", "-o", str(small_output), "--timeout", "0.5", ENDLESS])
    assert isinstance(done.exception, QueryError)
    assert "took longer than 0.5 s" in str(done.exception)


@pytest.fixture
def served(oxigraph_at, small_output):
    """The address of a real server that holds the small graph."""
    with store.Remote(oxigraph_at) as there:
        for name in ("", "https://w3id.org/vnkg/graph/sent", *there.graphs()):
            there.delete_graph(name)
    store.publish(small_output / "store", oxigraph_at)
    return oxigraph_at


@pytest.mark.parametrize(
    "command",
    [
        ["query", "speakers", "--format", "csv"],
        ["query", "holder", "--about", "bi thu tinh uy lang son", "--on", "2018-02-20"],
        ["query", "CONSTRUCT { ?s kg:meets ?o } WHERE { ?s kg:meets ?o }", "--format", "nt"],
        ["query", "ASK { ?s kg:meets ?o }"],
        ["ask", "Ai thăm Lào?"],
        ["explain", "phan dinh trac"],
        ["timeline", "Bí thư Tỉnh ủy Lạng Sơn"],
        ["conflicts"],
        ["stats", "--json"],
    ],
    ids=lambda command: command[0],
)
def test_a_server_answers_as_the_folder_does(served, small_output, command) -> None:
    runner = CliRunner()
    here = runner.invoke(cli, [*command, "-o", str(small_output)], catch_exceptions=False)
    there = runner.invoke(cli, [*command, "--store", served], catch_exceptions=False)
    assert here.exit_code == there.exit_code == 0
    assert sorted(there.output.splitlines()) == sorted(here.output.splitlines())
    assert here.output.strip()


def test_a_server_exports_as_the_folder_does(served, small_output, tmp_path) -> None:
    for arguments, name in ((["-o", str(small_output)], "here.csv"), (["--store", served], "there.csv")):
        done = CliRunner().invoke(cli, ["export", "csv", str(tmp_path / name), *arguments], catch_exceptions=False)
        assert done.exit_code == 0
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()


def test_the_api_opens_an_address(served, small_output) -> None:
    with kg.open(served) as graph:
        assert repr(graph) == repr(kg.open(small_output)).replace(str(small_output), served)
        assert graph.entity("phan dinh trac").label == "Phan Đình Trạc"
        with pytest.raises(StoreError, match="SPARQLStore"):
            graph.rdflib()


def test_the_base_of_the_graph_is_asked_for(oxigraph_at, tmp_path) -> None:
    text = tmp_path / "bai.txt"
    text.write_text("Ngày 5/3/2024, đồng chí Lý Thị Mây thăm tỉnh Lạng Sơn.", encoding="utf-8")
    kg.build([text], tmp_path / "out", base="http://example.org/", workers=1, network=False)
    with store.Remote(oxigraph_at) as there:
        there.delete_graph("")
    store.publish(tmp_path / "out" / "store", oxigraph_at)
    with kg.open(oxigraph_at) as graph:
        assert graph.query("ASK { id:lang-son a kg:Area }").answer.truth is True
        assert graph.entity("Lạng Sơn").iri == "http://example.org/id/lang-son"
    with store.Remote(oxigraph_at, "http://example.org/") as there:
        for name in ("", "http://example.org/graph/sent", *there.graphs()):
            there.delete_graph(name)


def test_a_server_without_a_graph_of_ours_says_so(oxigraph_at) -> None:
    with store.Remote(oxigraph_at) as there:
        there.delete_graph("")
    with pytest.raises(StoreError, match="kg build --store"):
        kg.open(oxigraph_at)


def test_a_query_that_takes_too_long_is_not_asked_again() -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def silent() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                asked.append(connection.recv(10_000))
                kept.append(connection)

        kept: list[socket.socket] = []
        threading.Thread(target=silent, daemon=True).start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with store.Remote(address, timeout=0.3) as there, pytest.raises(QueryError, match=r"longer than 0\.3 s"):
            there.query("ASK {}")
    assert len(asked) == 1


def test_bodies_of_results() -> None:
    rows = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}})
    media = "application/sparql-results+json"
    assert [r["x"].value for r in store.bodies.results(rows.encode(), media)] == ["1"]
    assert bool(store.bodies.results(rows.encode(), media, ask=True)) is True  # as Virtuoso answers an ASK
    triples = store.bodies.results(b"<a:b> <a:c> <a:d> .", "application/n-triples")
    assert [t.object for t in triples] == [ox.NamedNode("a:d")]
    with pytest.raises(StoreError, match="text/html"):
        store.bodies.results(b"<p>no</p>", "text/html")
