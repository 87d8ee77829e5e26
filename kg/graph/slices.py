"""A store in pieces that can be validated alone, each with the classes and names of what it points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.graph.terms import KG, VOCABULARIES, term

SIZE = 10_000  # triples; pyshacl's time grows faster than its data

_DEFAULT = ox.DefaultGraph()
_RDF = VOCABULARIES["rdf"]
_TYPE = ox.NamedNode(term("rdf:type")[1:-1])
_POST = ox.NamedNode(term("opengov:post")[1:-1])
_HELD = ox.NamedNode(KG + "heldPost")
_SUCCEEDED = ox.NamedNode(KG + "succeededBy")
_STATEMENT = [ox.NamedNode(_RDF + name) for name in ("subject", "predicate", "object")]
# What is copied of a thing that a slice only points at.
_CONTEXT = [_TYPE, _SUCCEEDED, *(ox.NamedNode(term(p)[1:-1]) for p in ("rdfs:label", "skos:prefLabel", "kg:single"))]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Triples = set[ox.Triple]


def articles(store: ox.Store, graphs: Iterable[ox.NamedNode]) -> Iterator[Triples]:
    """The evidence of articles, a slice for as many of them as fit.

    With each statement comes the fact it supports, where the default graph has it, and with each thing its classes and
    names.
    """
    out: Triples = set()
    for graph in graphs:
        found = [q.triple for q in store.quads_for_pattern(None, None, None, graph)]
        ends: dict[ox.NamedNode | ox.BlankNode | ox.Triple, dict[str, Term]] = {}
        for triple in found:
            if triple.predicate in _STATEMENT:
                ends.setdefault(triple.subject, {})[triple.predicate.value[len(_RDF) :]] = triple.object
        for end in ends.values():
            if (
                len(end) == 3
                and isinstance(end["subject"], ox.NamedNode)
                and isinstance(end["predicate"], ox.NamedNode)
            ):
                fact = ox.Quad(end["subject"], end["predicate"], end["object"])
                if fact in store:
                    out.add(fact.triple)
        out.update(found)
        _context(store, out, (t.object for t in found))
        if len(out) >= SIZE:
            yield out
            out = set()
    if out:
        yield out


def facts(store: ox.Store) -> Iterator[Triples]:
    """The default graph, a slice for as many things as fit; a post comes with all its tenures and former holders."""
    subjects = sorted({str(q.subject): q.subject for q in store.quads_for_pattern(None, None, None, _DEFAULT)}.items())
    out: Triples = set()
    for _, subject in subjects:
        found = [q.triple for q in store.quads_for_pattern(subject, None, None, _DEFAULT)]
        for tenure in list(store.quads_for_pattern(None, _POST, subject, _DEFAULT)):
            found += [q.triple for q in store.quads_for_pattern(tenure.subject, None, None, _DEFAULT)]
        found += [q.triple for q in store.quads_for_pattern(None, _HELD, subject, _DEFAULT)]
        if any(t.predicate == _POST for t in found) and not any(t.object == subject for t in found):
            continue  # a tenure: it comes with its post
        out.update(found)
        _context(store, out, [x for t in found for x in (t.subject, t.object) if x != subject])
        if len(out) >= SIZE:
            yield out
            out = set()
    if out:
        yield out


def spread(names: Sequence[ox.NamedNode], most: int | None) -> Sequence[ox.NamedNode]:
    """At most `most` of the names, evenly spread; all when None."""
    if most is None or len(names) <= most:
        return names
    return [names[i * len(names) // most] for i in range(most)]


def _context(store: ox.Store, out: Triples, things: Iterable[Term]) -> None:
    todo = {t for t in things if isinstance(t, ox.NamedNode)}
    seen: set[ox.NamedNode] = set()
    while todo:
        thing = todo.pop()
        seen.add(thing)
        for predicate in _CONTEXT:
            for quad in store.quads_for_pattern(thing, predicate, None, _DEFAULT):
                out.add(quad.triple)
                if predicate == _SUCCEEDED and isinstance(quad.object, ox.NamedNode) and quad.object not in seen:
                    todo.add(quad.object)
