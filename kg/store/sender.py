"""A built store to a SPARQL server: only what the server does not have yet, so that an interrupted sending goes on."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pyoxigraph as ox

from kg.graph.terms import KG, Triple, iri, text
from kg.store.base import GraphStore
from kg.store.embedded import Embedded

BATCH = 50  # graphs between two notes of how far the sending is


def send(
    source: Embedded,
    target: GraphStore,
    marks: dict[str, str],
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Make the target's graphs those of the source; how many had to be sent.

    The target keeps the fingerprint of each graph that it has received whole in its graph `graph/sent`; graphs that
    have the right one are not sent again. The facts go last, so that they never lack their evidence.

    Args:
        source: an opened store.
        target: where to.
        marks: IRI of each of the source's graphs, "" for the default graph, to its fingerprint: `kg.store.marks`.
        progress: called with the number of graphs done and of all.
    """
    there = _there(target)
    for gone in sorted(set(there) - set(marks)):
        _forget(target, [gone])
        target.delete_graph(gone)
    wanted = sorted((g for g, mark in marks.items() if there.get(g) != mark), key=lambda g: (g == "", g))
    done = 0
    while batch := list(itertools.islice(wanted, done, done + BATCH)):
        _forget(target, [g for g in batch if g in there])
        for name in batch:
            target.put_graph(name, _triples(source, name))
            progress(done := done + 1, len(wanted))
        _note(target, {g: marks[g] for g in batch})
    return len(wanted)


def _sent(target: GraphStore) -> str:
    return f"{target.base}graph/sent"


def _name(target: GraphStore, graph: str) -> str:
    return iri(graph or f"{target.base}graph/facts")


def _there(target: GraphStore) -> dict[str, str]:
    rows = target.query(f"SELECT ?graph ?mark {{ GRAPH <{_sent(target)}> {{ ?graph <{KG}mark> ?mark }} }}")
    if not isinstance(rows, ox.QuerySolutions):
        return {}
    facts = f"{target.base}graph/facts"
    return {"" if row["graph"].value == facts else row["graph"].value: row["mark"].value for row in rows}


def _forget(target: GraphStore, graphs: list[str]) -> None:
    if graphs:
        names = " ".join(_name(target, g) for g in graphs)
        where = f"GRAPH <{_sent(target)}> {{ ?graph <{KG}mark> ?mark }}"
        target.update(f"DELETE {{ {where} }} WHERE {{ {where} VALUES ?graph {{ {names} }} }}")


def _note(target: GraphStore, marks: dict[str, str]) -> None:
    lines = " ".join(f"{_name(target, g)} <{KG}mark> {text(mark)} ." for g, mark in marks.items())
    target.update(f"INSERT DATA {{ GRAPH <{_sent(target)}> {{ {lines} }} }}")


def _triples(source: Embedded, name: str) -> Iterator[Triple]:
    graph = ox.NamedNode(name) if name else ox.DefaultGraph()
    for quad in source.inner.quads_for_pattern(None, None, None, graph):
        yield str(quad.subject), str(quad.predicate), str(quad.object)
