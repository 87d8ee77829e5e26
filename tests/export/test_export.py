"""What other tools get: complete, in the tool's own form, the same bytes every time."""

import csv
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
import rustworkx as rx
from click.testing import CliRunner
from lxml import etree

import kg
from kg.api import Graph
from kg.cli import cli
from kg.errors import KgError
from kg.export import gexf, neo4j, network, tables
from kg.export.facts import COLUMNS, facts

# The part of the schema of GEXF 1.3 that a static network uses, after https://gexf.net/schema.html.
GEXF = """<grammar ns="http://gexf.net/1.3" xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="gexf"><attribute name="version"><value>1.3</value></attribute>
  <element name="meta"><element name="creator"><text/></element></element>
  <element name="graph">
   <attribute name="defaultedgetype"><value>directed</value></attribute><attribute name="idtype"><value>string</value></attribute>
   <zeroOrMore><element name="attributes"><attribute name="class"><choice><value>node</value><value>edge</value></choice></attribute>
    <zeroOrMore><element name="attribute"><attribute name="id"/><attribute name="title"/><attribute name="type">
     <choice><value>integer</value><value>double</value><value>string</value></choice></attribute></element></zeroOrMore>
   </element></zeroOrMore>
   <element name="nodes"><attribute name="count"><data type="nonNegativeInteger"/></attribute><zeroOrMore><element name="node">
    <attribute name="id"/><attribute name="label"><data type="token"/></attribute><ref name="values"/></element></zeroOrMore></element>
   <element name="edges"><attribute name="count"><data type="nonNegativeInteger"/></attribute><zeroOrMore><element name="edge">
    <attribute name="id"/><attribute name="source"/><attribute name="target"/><attribute name="kind"><data type="token"/></attribute>
    <attribute name="label"><data type="token"/></attribute><ref name="values"/></element></zeroOrMore></element>
  </element></element></start>
 <define name="values"><element name="attvalues"><zeroOrMore><element name="attvalue"><attribute name="for"/><attribute name="value"/>
  </element></zeroOrMore></element></define>
</grammar>"""


@pytest.fixture(scope="module")
def graph(small_output: Path) -> Graph:
    return kg.open(small_output)


def test_gexf_follows_its_schema(graph: Graph, tmp_path: Path) -> None:
    net = graph.graph()
    gexf.write(net, tmp_path / "net.gexf")
    tree = etree.parse(tmp_path / "net.gexf")
    etree.RelaxNG(etree.fromstring(GEXF)).assertValid(tree)
    space = {"g": "http://gexf.net/1.3"}
    assert len(tree.findall(".//g:node", space)) == net.number_of_nodes()
    ids = {n.get("id") for n in tree.findall(".//g:node", space)}
    edges = tree.findall(".//g:edge", space)
    assert len(edges) == net.number_of_edges()
    assert all(e.get("source") in ids and e.get("target") in ids for e in edges)


def test_graphml_is_read_by_two_other_libraries(graph: Graph, tmp_path: Path) -> None:
    net = graph.graph()
    network.write_graphml(net, tmp_path / "net.graphml")
    read = nx.read_graphml(tmp_path / "net.graphml", force_multigraph=True)
    assert dict(read.nodes(data="label")) == dict(net.nodes(data="label"))
    assert sorted(d["confidence"] for *_, d in read.edges(data=True)) == sorted(
        d["confidence"] for *_, d in net.edges(data=True)
    )
    (other,) = rx.read_graphml(str(tmp_path / "net.graphml"))
    assert (other.num_nodes(), other.num_edges()) == (net.number_of_nodes(), net.number_of_edges())


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    net.add_node("a", label=network.clean('<x>&"\x00\ufffe\ud800'), kind="Person")
    net.add_edge("a", "a", key="meets", relation="meets", confidence=1.0, articles=1, first="", last="")
    gexf.write(net, tmp_path / "net.gexf")
    network.write_graphml(net, tmp_path / "net.graphml")
    labels = [n.get("label") for n in ET.parse(tmp_path / "net.gexf").iter("{http://gexf.net/1.3}node")]
    assert labels == ['<x>&"']
    assert nx.read_graphml(tmp_path / "net.graphml").nodes["a"]["label"] == '<x>&"'


def test_a_table_has_every_statement_with_its_sentence(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    assert tables.write_csv(facts(graph.store), path) == graph.stats().statements
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    row = next(r for r in rows if r["relation"] == "issuedOn" and r["subject_label"] == "Luật Đất đai")
    assert (row["object"], row["object_label"], row["object_class"]) == ("", "2024-01-18", "date")
    assert (row["article"], row["date"], row["confidence"], row["asserted"]) == (
        "luat-dat-dai",
        "2024-08-01",
        "0.9",
        "true",
    )
    assert all(len(r["sentence"]) == int(r["end"]) - int(r["start"]) for r in rows)


def test_parquet_holds_the_same_rows(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet as pq

    n = tables.write_parquet(facts(graph.store), tmp_path / "facts.parquet")
    table = pq.read_table(tmp_path / "facts.parquet")
    assert (table.num_rows, tuple(table.column_names)) == (n, COLUMNS)
    assert [f.sentence for f in facts(graph.store)] == table["sentence"].to_pylist()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(KgError, match=r"pip install 'vnkg\[parquet\]'"):
        tables.write_parquet(facts(graph.store), tmp_path / "again.parquet")


def test_neo4j_files_join(graph: Graph, tmp_path: Path) -> None:
    files = {p.name: p for p in neo4j.write(graph.store, graph.graph(), tmp_path)}
    rows = {
        name: list(csv.DictReader(p.open(encoding="utf-8", newline="")))
        for name, p in files.items()
        if name.endswith(".csv")
    }
    things = {r["iri:ID"] for r in rows["things.csv"]}
    told = {r["iri:ID"] for r in rows["articles.csv"]}
    assert all(r[":START_ID"] in things and r[":END_ID"] in things for r in rows["facts.csv"])
    assert all(r[":START_ID"] in things and r[":END_ID"] in told for r in rows["mentions.csv"])
    lao = next(r for r in rows["things.csv"] if r["name"] == "Lào")
    assert {"Thing", "Country", "Area"} <= set(lao[":LABEL"].split(";"))
    script = files["import.cypher"].read_text("utf-8")
    assert all(f"[r:{r[':TYPE']}]" in script for r in rows["facts.csv"])
    subprocess.run(["sh", "-n", str(files["import.sh"])], check=True)


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv", "parquet", "nq"])
def test_the_same_graph_gives_the_same_bytes(small_output: Path, tmp_path: Path, form: str) -> None:
    for name in ("a", "b"):
        result = CliRunner().invoke(cli, ["export", form, str(tmp_path / name), "-o", str(small_output)])
        assert result.exit_code == 0, result.output
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_neo4j_from_the_command_line(small_output: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["export", "neo4j", str(tmp_path / "neo"), "-o", str(small_output)])
    assert result.exit_code == 0
    assert json.dumps(sorted(p.name for p in (tmp_path / "neo").iterdir())) == json.dumps(
        ["articles.csv", "facts.csv", "import.cypher", "import.sh", "mentions.csv", "things.csv"]
    )
