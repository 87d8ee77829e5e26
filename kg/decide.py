"""What a person decides about an output folder's graph: who is who, and which statements do not belong.

Decisions stand in the folder's judgements.tsv, by what articles call things, so that they mean the same after any
rebuild and may be carried to another graph. Every one can be taken back.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.api import Graph, checked
from kg.build import Report
from kg.cache import Readings
from kg.errors import InputError, QueryError
from kg.identity import corrections, judgements
from kg.identity.judgements import DROP, Judgement
from kg.model import Reading
from kg.ontology import local
from kg.rebuild import rebuild

_NAMED = """SELECT DISTINCT ?id ?t { GRAPH ?g { ?m kg:refersTo <%s> ; oa:hasSource ?a ; oa:exact ?t .
    ?a dct:identifier ?id } }"""
_WAS = "; was same"  # ends the note of a split that an earlier decision gave way to


def file(output: str | Path) -> Path:
    """Where the decisions on an output folder stand."""
    return Path(output) / "judgements.tsv"


def one(graph: Graph, name: str) -> str:
    """The IRI of the one thing of a name, id or IRI.

    Raises QueryError when several things are called so, naming their ids.
    """
    found = meant(graph, name)
    if len(found) > 1:
        same = ", ".join(local(iri) for iri in found[:12])
        raise QueryError(f"several things are called {name!r}: say which by its id: {same}")
    return found[0]


def meant(graph: Graph, name: str) -> list[str]:
    """The IRIs that a name, id or IRI means."""
    if re.fullmatch(r"[a-z0-9-]+", name):
        iri = f"{graph.store.base}id/{name}"
        if graph.query(f"ASK {{ <{iri}> ?p ?o }}"):
            return [iri]
    return graph.iris(name)


def anchors(graph: Graph, iri: str) -> list[str]:
    """Every article that names a thing, as anchors "article#fullest name there"."""
    names: dict[str, str] = {}
    for article, name in _called(graph, iri):
        names[article] = min(names.get(article, name), name, key=lambda n: (-len(n), n))
    return [judgements.anchor(article, name) for article, name in sorted(names.items())]


def same(output: str | Path, left: str, right: str) -> Judgement:
    """Decide that two things, by name or id, are one."""
    return _named(output, left, right, "same")


def different(output: str | Path, left: str, right: str) -> Judgement:
    """Decide that two things, by name or id, are two."""
    return _named(output, left, right, "different")


def pair(graph: Graph, output: str | Path, left: str, right: str, verdict: str) -> Judgement:
    """Keep a verdict on two things, by IRI; that they are the same replaces whatever kept them apart."""
    sides = [(anchors(graph, iri) or [judgements.anchor("", local(iri))])[0] for iri in (left, right)]
    made = judgements.judgement(sides[0], sides[1], verdict, nodes=(local(left), local(right)))
    known = judgements.read(file(output)) if verdict == "same" else []
    one, two = ({judgements.anchor(*called) for called in _called(graph, iri)} for iri in (left, right))
    apart = _across([j for j in known if j.verdict == "different"], one, two)
    nodes = made.left_node, made.right_node
    over = [replace(j, verdict=verdict, left_node=nodes[0], right_node=nodes[1], note="") for j in apart]
    judgements.add(file(output), [*over, made])
    return made


def split(output: str | Path, name: str, articles: tuple[str, ...]) -> list[Judgement]:
    """Decide that what these articles call by a name is another thing than what the other articles do.

    Every earlier decision that one of these and one of the others are the same gives way.

    Raises QueryError when the articles do not name the thing, or nobody else does.
    """
    graph = checked(str(output))
    iri = one(graph, name)
    found = anchors(graph, iri)
    moved = [a for a in found if a.split("#")[0] in articles]
    kept = [a for a in found if a.split("#")[0] not in articles]
    missing = sorted(set(articles) - {a.split("#")[0] for a in moved})
    if missing:
        raise QueryError(f"{', '.join(missing)}: no such article names {local(iri)}; those that do: {_ids(found)}")
    if not moved or not kept:
        raise QueryError(f"name some of the articles of {local(iri)}, not all and not none: {_ids(found)}")
    nodes, note = (local(iri), local(iri)), f"split {local(iri)}"
    made = [
        judgements.judgement(side[0], other, "same", nodes=nodes, note=note)
        for side in (moved, kept)
        for other in side[1:]
    ]
    before = [j for j in judgements.read(file(output)) if j.verdict == "same"]
    there = {j.pair for j in before}
    made = [j for j in made if j.pair not in there]  # taking the split back is to leave them
    last = judgements.judgement(kept[0], moved[0], "different", nodes=nodes, note=note)
    called = [(article, judgements.anchor(article, text)) for article, text in _called(graph, iri)]
    sides = ({anchor for article, anchor in called if (article in articles) is side} for side in (True, False))
    over = [replace(last, left=j.left, right=j.right, note=note + _WAS) for j in _across(before, *sides)]
    made += over
    if not any({j.left, j.right} == {last.left, last.right} for j in over):
        made.append(last)
    judgements.add(file(output), made)
    return made


def drop(output: str | Path, statement: str) -> Judgement:
    """Decide that a statement, by its id or IRI, does not belong.

    Raises QueryError when the graph has no such statement.
    """
    graph = checked(str(output))
    iri = statement if "://" in statement else f"{graph.store.base}st/{local(statement)}"
    query = f"""SELECT ?id ?start ?p ?s ?o {{ GRAPH ?g {{ <{iri}> rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
        prov:wasDerivedFrom ?x . ?x oa:start ?start ; oa:hasSource ?a . ?a dct:identifier ?id }} }}"""
    rows = list(graph.query(query))
    if not rows:
        raise QueryError(f"there is no statement {statement!r}; `kg explain SUBJECT --json` shows their names")
    row = {name: str(value) for name, value in rows[0].items()}
    with Readings(Path(output) / "readings.sqlite") as kept:
        reading = kept.one(row["id"])
    called = _entities(graph, reading) if reading else {}
    for said in reading.statements if reading else ():
        ends = called.get(said.subject), called.get(said.object) if isinstance(said.object, int) else said.object.text
        at = reading.sentences[said.sentence].start if reading else -1
        if (said.predicate, str(at), *ends) == (local(row["p"]), row["start"], row["s"], row["o"]) and reading:
            left, right, note = corrections.key(reading, said)
            made = judgements.judgement(left, right, DROP, nodes=(local(iri), ""), note=note)
            judgements.add(file(output), [made])
            return made
    raise QueryError(f"{statement!r} is not what an article says, so it cannot be dropped")


def undo(output: str | Path, *, nodes: set[str], verdicts: tuple[str, ...], note: str = "") -> int:
    """Take back the decisions on these nodes, and let those hold that a split replaced; how many were taken back."""
    named = {node.removeprefix("id:") for node in nodes} | {""}
    gone = [
        j
        for j in judgements.read(file(output))
        if j.verdict in verdicts and {j.left_node, j.right_node} <= named and j.note.startswith(note)
    ]
    if not gone:
        return 0
    count = judgements.remove(file(output), gone)
    if again := [replace(j, verdict="same", note="") for j in gone if j.note.endswith(_WAS)]:
        judgements.add(file(output), again)
    return count


def apply(output: str | Path) -> Report:
    """Rebuild the graph of an output folder by its decisions."""
    folder = Path(output)
    if not (folder / "readings.sqlite").exists():
        raise InputError(f"{folder}: no graph here; run `kg build` first")
    report = Report(folder)
    with Readings(folder / "readings.sqlite") as kept:
        rebuild(folder, kept, report)
    return report


def _named(output: str | Path, left: str, right: str, verdict: str) -> Judgement:
    graph = checked(str(output))
    iris = one(graph, left), one(graph, right)
    if iris[0] == iris[1]:
        raise QueryError(f"{left!r} and {right!r} are one thing already: {local(iris[0])}")
    return pair(graph, output, *iris, verdict)


def _called(graph: Graph, iri: str) -> list[tuple[str, str]]:
    """What articles call a thing: (article, name)."""
    return [(str(row["id"]), str(row["t"])) for row in graph.query(_NAMED % iri)]


def _across(found: list[Judgement], one: set[str], two: set[str]) -> list[Judgement]:
    """The judgements on an anchor of the one and an anchor of the other."""
    return [j for j in found if (j.left in one and j.right in two) or (j.left in two and j.right in one)]


def _entities(graph: Graph, reading: Reading) -> dict[int, str]:
    """The IRI of every entity of a reading that the text names, by where it does."""
    query = f"""SELECT ?start ?end ?x {{ GRAPH ?g {{ ?m kg:refersTo ?x ; oa:start ?start ; oa:end ?end ;
        oa:hasSource ?a . ?a dct:identifier {ox.Literal(reading.article.id)} }} }}"""
    at = {(int(str(r["start"])), int(str(r["end"]))): str(r["x"]) for r in graph.query(query)}
    return {m.entity: at[m.start, m.end] for m in reading.mentions if (m.start, m.end) in at}


def _ids(found: list[str]) -> str:
    return ", ".join(a.split("#")[0] for a in found[:20])
