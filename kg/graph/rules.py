"""graph/inferred: what follows from the facts by the rules of `ontology/rules/`, and no sentence says."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg import ontology
from kg.errors import OntologyError
from kg.graph.facts import ordered
from kg.graph.terms import Triple, nquads, term
from kg.ontology import local

_TYPE = term("rdf:type")
_NAME = re.compile(r"[\w-]+")
_ANY = re.compile(r"(?:[?$]\w+|\ba|type>?)\s+[?$]\w+")  # a variable where a property or class stands: anything may fit


def inferred(facts: Sequence[Triple], root: Path | None = None) -> list[Triple]:
    """The triples that the rules add to the facts, until they add no more.

    A rule is a CONSTRUCT query over the facts and what other rules have added. What it gives stays out of the default
    graph, where every fact has its sentence.

    Raises OntologyError, naming the file, when a rule is wrong.
    """
    rules = {path: _text(path) for path in sorted(((root or ontology.folder()) / "rules").glob("*.rq"))}
    store = ox.Store()
    lines = nquads(_looked_at(facts, rules.values()))
    store.bulk_load(lines.encode("utf-8", "replace"), ox.RdfFormat.N_TRIPLES, lenient=True)
    added: set[ox.Triple] = set()
    while True:
        new = {triple for path, rule in rules.items() for triple in _apply(path, rule, store)} - added
        new = {t for t in new if ox.Quad(t.subject, t.predicate, t.object) not in store}
        if not new:
            return ordered((str(t.subject), str(t.predicate), str(t.object)) for t in added)
        added |= new
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in new)


def _looked_at(facts: Sequence[Triple], rules: Collection[str]) -> Sequence[Triple]:
    """The facts whose property a rule names, and of the classes those that one names: a quarter, and loaded so soon."""
    if any(_ANY.search(rule) for rule in rules):
        return facts
    named = {name for rule in rules for name in _NAME.findall(rule)}
    wanted = {p for p in {t[1] for t in facts} if local(p[1:-1]) in named}
    return [t for t in facts if t[1] in wanted or (t[1] == _TYPE and local(t[2][1:-1]) in named)]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (ValueError, OSError) as error:
        raise OntologyError(f"{path}: {error}") from error


def _apply(path: Path, rule: str, store: ox.Store) -> list[ox.Triple]:
    try:
        found = store.query(rule)
    except (SyntaxError, ValueError) as error:
        raise OntologyError(f"{path}: {error}") from error
    if not isinstance(found, ox.QueryTriples):
        raise OntologyError(f"{path}: a rule is a CONSTRUCT query")
    return list(found)
