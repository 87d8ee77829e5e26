"""graph/inferred: what follows from the facts by the rules of `ontology/rules/`, and no sentence says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg import ontology
from kg.errors import OntologyError
from kg.graph.facts import ordered
from kg.graph.terms import Triple, nquads


def inferred(facts: Sequence[Triple], root: Path | None = None) -> list[Triple]:
    """The triples that the rules add to the facts, until they add no more.

    A rule is a CONSTRUCT query over the facts and what other rules have added. What it gives stays out of the default
    graph, where every fact has its sentence.

    Raises OntologyError, naming the file, when a rule is wrong.
    """
    rules = sorted(((root or ontology.folder()) / "rules").glob("*.rq"))
    store = ox.Store()
    lines = nquads(facts)
    store.bulk_load(lines.encode("utf-8", "replace"), ox.RdfFormat.N_TRIPLES, lenient=True)
    added: set[ox.Triple] = set()
    while True:
        new = {triple for rule in rules for triple in _apply(rule, store)} - added
        new = {t for t in new if ox.Quad(t.subject, t.predicate, t.object) not in store}
        if not new:
            return ordered((str(t.subject), str(t.predicate), str(t.object)) for t in added)
        added |= new
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in new)


def _apply(rule: Path, store: ox.Store) -> list[ox.Triple]:
    try:
        found = store.query(rule.read_text("utf-8"))
    except (SyntaxError, ValueError, OSError) as error:
        raise OntologyError(f"{rule}: {error}") from error
    if not isinstance(found, ox.QueryTriples):
        raise OntologyError(f"{rule}: a rule is a CONSTRUCT query")
    return list(found)
