"""Real SPARQL servers: what is sent is there, what broke off goes on, and what is refused says so."""

import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import QueryError, StoreError
from kg.store import generations, remote
from kg.store.sender import BATCH, send
from kg.store.servers import server


@pytest.fixture(params=["oxigraph", "virtuoso"])
def address(request, monkeypatch):
    """The address of a real server, emptied."""
    found = request.getfixturevalue(f"{request.param}_at")
    if request.param == "virtuoso":
        monkeypatch.setenv("KG_STORE_USER", "dba")
        monkeypatch.setenv("KG_STORE_PASSWORD", "dba")
    with store.Remote(found) as there:
        for name in ("", "https://w3id.org/vnkg/graph/sent", *there.graphs()):
            there.delete_graph(name)
    return found


def test_what_is_sent_is_there(made, address, tmp_path) -> None:
    store.write(made("a", "b"), tmp_path / "s")
    assert store.publish(tmp_path / "s", address) == 2 + 4 + 1  # articles, other graphs, facts
    with store.connect(address) as there, store.open_store(tmp_path / "s") as here:
        there.delete_graph("https://w3id.org/vnkg/graph/sent")
        there.dump(tmp_path / "there.nq")
        here.dump(tmp_path / "here.nq")
        assert there.graphs() == here.graphs()
    assert lines(tmp_path / "there.nq") == lines(tmp_path / "here.nq")


def lines(path) -> set[str]:
    return {str(q) for q in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)}


def test_queries(made, address, tmp_path) -> None:
    store.write(made("a", "b"), tmp_path)
    store.publish(tmp_path, address)
    with store.connect(address) as there:
        assert [r["l"].value for r in there.query("SELECT ?l { id:an kg:attends/rdfs:label ?l }")] == ["Hội nghị"]
        assert bool(there.query("ASK { id:an a kg:Person }")) is True
        assert bool(there.query("ASK { id:an a kg:Area }")) is False
        assert len(list(there.query("CONSTRUCT { ?s a kg:Person } WHERE { ?s a kg:Person }"))) == 1
        rows = there.query("SELECT ?id { GRAPH ?g { ?a a kg:Article ; dct:identifier ?id } } ORDER BY ?id")
        assert [r["id"].value for r in rows] == ["a", "b"]
        # A triple that both an article and the facts have is counted once.
        rows = there.query("SELECT (COUNT(*) AS ?n) { ?s a kg:Person }")
        assert [int(r["n"].value) for r in rows] == [1]
        with pytest.raises(QueryError):
            there.query("SELECT * {")
        with pytest.raises(QueryError, match="SERVICE"):
            there.query("SELECT * { SERVICE <http://x/> { } }")


def test_changes_alone_are_sent(made, address, tmp_path) -> None:
    store.write(made(*"abcdefgh"), tmp_path)
    store.publish(tmp_path, address)
    assert store.publish(tmp_path, address) == 0
    store.write(made(*"abcdefgi"), tmp_path)
    assert store.publish(tmp_path, address) == 1  # the facts are the same
    with store.connect(address) as there, store.open_store(tmp_path) as here:
        found = [g for g in there.graphs() if not g.endswith("/sent")]
        assert found == here.graphs()


def test_what_broke_off_goes_on(made, address, tmp_path) -> None:
    store.write(made(*(f"a{i}" for i in range(2 * BATCH))), tmp_path)
    marks = generations.marks(tmp_path, generations.current(tmp_path))

    def breaks(done: int, of: int) -> None:
        if done == BATCH + 3:
            raise KeyboardInterrupt

    with store.open_store(tmp_path) as here, store.Remote(address) as there:
        with pytest.raises(KeyboardInterrupt):
            send(here, there, marks, breaks)
        assert send(here, there, marks) == len(marks) - BATCH
        assert send(here, there, marks) == 0


def test_large_graphs_go_in_parts(address, monkeypatch) -> None:
    monkeypatch.setattr(remote, "CHUNK", 10)
    triples = [(f"<http://e/{i}>", "<http://e/p>", '"Thường trực \\"Tỉnh ủy\\""@vi') for i in range(35)]
    with store.Remote(address) as there:
        there.put_graph("https://w3id.org/vnkg/graph/x", triples)
        count = "SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/vnkg/graph/x> { ?s ?p ?o } }"
        assert [int(r["n"].value) for r in there.query(count)] == [35]
        there.put_graph("https://w3id.org/vnkg/graph/x", triples[:3])
        assert [int(r["n"].value) for r in there.query(count)] == [3]
        there.put_graph("https://w3id.org/vnkg/graph/x", [])
        assert [int(r["n"].value) for r in there.query(count)] == [0]
        there.delete_graph("https://w3id.org/vnkg/graph/x")


def test_a_wrong_password_says_which_variables(virtuoso_at, monkeypatch) -> None:
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", "wrong")
    with store.Remote(virtuoso_at) as there, pytest.raises(StoreError, match="KG_STORE_PASSWORD"):
        there.put_graph("https://w3id.org/vnkg/graph/x", [("<http://e/s>", "<http://e/p>", "<http://e/o>")])


def test_a_server_that_comes_late_is_waited_for(late_oxigraph, monkeypatch) -> None:
    import socket

    monkeypatch.setattr(remote, "PAUSE", 0.1)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with late_oxigraph(port, 0.3), store.Remote(f"http://127.0.0.1:{port}") as there:
        there.put_graph("", [("<http://e/s>", "<http://e/p>", "<http://e/o>")])
        assert there.query("ASK { ?s ?p ?o }")


def test_a_server_that_never_comes(monkeypatch) -> None:
    monkeypatch.setattr(remote, "PAUSE", 0.001)
    with store.Remote("http://127.0.0.1:9") as there, pytest.raises(StoreError, match="does not answer"):
        there.query("ASK {}")


@pytest.mark.parametrize(
    ("url", "query", "update", "data"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h/sparql", "http://h/sparql", "http://h/sparql-auth", "http://h/sparql-graph-crud-auth"),
        ("http://h/repositories/a/", "http://h/repositories/a", "http://h/repositories/a/statements",
         "http://h/repositories/a/rdf-graphs/service"),
        ("https://h/ds", "https://h/ds/query", "https://h/ds/update", "https://h/ds/data"),
    ],
)  # fmt: skip
def test_where_servers_keep_their_doors(url, query, update, data) -> None:
    found = server(url, {})
    assert (found.query, found.update, found.data) == (query, update, data)
    assert server(url, {"KG_STORE_DATA": "http://other"}).data == "http://other"


@pytest.mark.parametrize("url", ["ftp://h/x", "http://", "http://user:pass@h/x"])
def test_addresses_that_are_none(url) -> None:
    with pytest.raises(StoreError):
        server(url, {})


def test_a_build_sends_its_graph(oxigraph_at, tmp_path) -> None:
    from click.testing import CliRunner

    from kg.cli import cli

    (tmp_path / "a.txt").write_text(
        "Ông Nguyễn Văn An, Bí thư Tỉnh ủy Cao Bằng, dự hội nghị của tỉnh Cao Bằng.\n", "utf-8"
    )
    words = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "o"), "--no-network", "--store", oxigraph_at]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    assert f"{oxigraph_at} has the graph" in result.output
    with store.connect(oxigraph_at) as there:
        assert there.query("ASK { GRAPH ?g { ?a dct:identifier 'a' } ?p a kg:Person }")
