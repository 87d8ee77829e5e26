"""The files: the same bytes whatever the order, the same graph whatever the form, whole or not there."""

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import write
from kg.model import Value

FORMS = ("nq", "jsonld", "ttl12")
NASTY = "Nói: \"a\\b\"\n<script>alert('x')</script>\t{{x}} \u2028 🎉 . ; , @vi"


@pytest.fixture
def readings(made):
    quote = [("Speech", {"agent": "An", "quotedText": Value(NASTY)})]
    award = [("Award", {"agent": "tỉnh ủy", "recipient": "An", "honour": "bằng khen"})]
    return [
        made(
            "a", [("An", "chairs", "hội nghị"), ("hội nghị", "heldOn", Value("--11-25", "gMonthDay"))], happenings=quote
        ),
        made("b", [("An", "holdsPost", "bí thư")], happenings=award, text=NASTY),
        made("c d", [("bí thư", "postIn", "tỉnh ủy"), ("nghị quyết", "number", Value("28-NQ/TW"))], date=None),
    ]


def triples(path: Path, form: ox.RdfFormat) -> set[str]:
    return {str(q) for q in ox.parse(path=str(path), format=form)}


def test_same_bytes_whatever_the_order(readings, joined, tmp_path) -> None:
    seen = set()
    for seed in range(4):
        random.Random(seed).shuffle(readings)
        paths = write(joined(*readings), tmp_path / str(seed), formats=FORMS)
        seen.add(hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest())
    assert len(seen) == 1


def test_same_bytes_whatever_the_process(tmp_path) -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1]); import conftest as c; from kg.graph import write; " \
        "write(c.dataset(c.reading('a', [('An', 'chairs', 'hội nghị')]), c.reading('b')), sys.argv[2])"  # fmt: skip
    seen = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path / seed)]
        subprocess.run(command, check=True, env=environment)
        seen.add((tmp_path / seed / "graph.trig").read_bytes())
    assert len(seen) == 1


def test_every_form_says_the_same(readings, joined, tmp_path) -> None:
    write(joined(*readings), tmp_path, formats=FORMS)
    trig = triples(tmp_path / "graph.trig", ox.RdfFormat.TRIG)
    assert trig == triples(tmp_path / "graph.nq", ox.RdfFormat.N_QUADS)
    assert trig == triples(tmp_path / "graph.jsonld", ox.RdfFormat.JSON_LD)
    default = {str(q) for q in ox.parse(path=str(tmp_path / "graph.trig")) if q.graph_name == ox.DefaultGraph()}
    assert default == triples(tmp_path / "graph.ttl", ox.RdfFormat.TURTLE)
    assert any(NASTY.split("\n", maxsplit=1)[0].replace("\\", "\\\\").replace('"', '\\"') in q for q in trig)


def test_rdf12_reifies_each_statement(readings, joined, tmp_path) -> None:
    dataset = joined(*readings)
    write(dataset, tmp_path, formats=["ttl12"])
    store = ox.Store()
    store.load(path=str(tmp_path / "graph-rdf12.ttl"), format=ox.RdfFormat.TURTLE)
    query = """PREFIX kg: <https://w3id.org/vnkg/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?s ?c { ?st rdf:reifies <<( ?s kg:chairs ?o )>> ; kg:confidence ?c }"""
    assert [row["s"].value for row in store.query(query)] == ["https://w3id.org/vnkg/id/an"]


def test_jsonld_has_a_context_and_a_node_a_line(readings, joined, tmp_path) -> None:
    write(joined(*readings), tmp_path, formats=["jsonld"])
    found = json.loads((tmp_path / "graph.jsonld").read_text("utf-8"))
    assert found["@context"]["kg"] == "https://w3id.org/vnkg/ontology#"
    assert {"@id": "id:an", "@type": ["kg:Agent", "kg:Person"]}.items() <= next(
        {**n, "@type": sorted(n["@type"])} for n in found["@graph"] if n["@id"] == "id:an"
    ).items()


def test_turtle_is_for_people(made, joined, tmp_path) -> None:
    write(joined(made("a", [("An", "chairs", "hội nghị"), ("An", "holdsPost", "bí thư")])), tmp_path)
    text = (tmp_path / "graph.ttl").read_text("utf-8")
    assert "id:an a kg:Agent, kg:Person ;\n    rdfs:label \"Nguyễn Văn An\"@vi ;\n    kg:attends id:hoi-nghi ;\n" in text  # fmt: skip
    assert text.startswith("@prefix art: <https://w3id.org/vnkg/article/> .\n")


def test_another_base_moves_the_instances_alone(readings, joined, tmp_path) -> None:
    from kg.graph import build
    from kg.identity import Resolution
    from kg.identity.resolution import Node

    node = {"cao-bang": Node("cao-bang", "Province", "Cao Bằng", known=True)}
    write(build([], Resolution(node), "https://bao.vn/kg/"), tmp_path)
    text = (tmp_path / "graph.ttl").read_text("utf-8")
    assert "@prefix id: <https://bao.vn/kg/id/>" in text
    assert "@prefix kg: <https://w3id.org/vnkg/ontology#>" in text
    assert "kg:within id:viet-nam" in text
    assert "<https://w3id.org/vnkg/id/" not in text


def test_a_file_is_whole_or_the_old_one(readings, joined, tmp_path, monkeypatch) -> None:
    write(joined(*readings), tmp_path)
    before = (tmp_path / "graph.trig").read_bytes()

    def breaks(parts):
        raise RuntimeError("killed")

    monkeypatch.setattr("kg.graph.reuse._bytes", breaks)
    with pytest.raises(RuntimeError):
        write(joined(*readings[:1]), tmp_path)
    assert (tmp_path / "graph.trig").read_bytes() == before


def test_graphs_are_copied_from_the_old_file_only_while_they_are_the_same(readings, joined, made, tmp_path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(joined(*readings[:-1]), old)
    write(joined(*readings), old)
    write(joined(*readings), new)
    assert (old / "graph.trig").read_bytes() == (new / "graph.trig").read_bytes()
    (old / "graph.trig").write_text("touched", "utf-8")
    write(joined(*readings), old)
    assert (old / "graph.trig").read_bytes() == (new / "graph.trig").read_bytes()


def test_half_a_surrogate_pair_keeps_the_offsets(made, joined, tmp_path) -> None:
    write(joined(made("a", [("An", "attends", "hội nghị")], text="\ud83d ")), tmp_path, formats=["nq"])
    assert triples(tmp_path / "graph.trig", ox.RdfFormat.TRIG) == triples(tmp_path / "graph.nq", ox.RdfFormat.N_QUADS)


def test_the_head_describes_the_dataset(readings, joined, tmp_path) -> None:
    write(joined(*readings), tmp_path)
    store = ox.Store()
    store.load(path=str(tmp_path / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    query = """PREFIX void: <http://rdfs.org/ns/void#> SELECT ?triples ?documents
        { ?d a void:Dataset ; void:triples ?triples ; void:documents ?documents }"""
    ((triples_, documents),) = [(int(r[0].value), int(r[1].value)) for r in store.query(query)]
    assert documents == 3
    head = sum(1 for q in store if q.subject.value.startswith("https://w3id.org/vnkg/dataset"))
    assert triples_ == len(store) - head
