"""What classes and relations are called, in Vietnamese and English, and the family by which each class is drawn.

The names are the labels of `ontology/kg.ttl`. A family is one of the classes that other tools count, so that a
Meeting and a Session are both drawn as an Event.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.ontology import RDFS, folder, local

KG = "https://w3id.org/vnkg/ontology#"
FAMILIES = ("Person", "Post", "Organization", "Area", "Document", "Programme", "Event", "Honour", "Group")
NOT_THINGS = frozenset({"SpeechAct", "Award", "Participation", "Tenure", "Quantity", "Quote"})  # records about things


@dataclass(frozen=True, slots=True)
class Name:
    """What a term is called."""

    vi: str
    en: str


@dataclass(frozen=True)
class Vocabulary:
    """Names and hierarchy of the ontology's terms, by local name."""

    names: dict[str, Name]
    parents: dict[str, frozenset[str]]  # of classes and of properties

    def name(self, term: str) -> Name:
        """Its labels; the local name itself where the ontology has none."""
        return self.names.get(term) or Name(term, term)

    def above(self, term: str) -> frozenset[str]:
        """The term and everything that it specialises."""
        seen: set[str] = set()
        todo = [term]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo.extend(self.parents.get(at, ()))
        return frozenset(seen)

    def family(self, kind: str) -> str | None:
        """The family of a class; None for what is a record about things and not a thing."""
        above = self.above(kind)
        if above & NOT_THINGS:
            return None
        return next((family for family in FAMILIES if family in above), None)

    def most_special(self, terms: frozenset[str]) -> list[str]:
        """The terms that no other of them specialises, sorted: `speaksAt` without its `attends`."""
        return sorted(t for t in terms if not any(t != other and t in self.above(other) for other in terms))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the shipped ontology."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    parents: dict[str, set[str]] = defaultdict(set)
    for triple in ox.parse(path=str(folder() / "kg.ttl"), format=ox.RdfFormat.TURTLE):
        if not isinstance(triple.subject, ox.NamedNode) or not triple.subject.value.startswith(KG):
            continue
        term = local(triple.subject.value)
        if triple.predicate.value == RDFS + "label" and isinstance(triple.object, ox.Literal):
            labels[term][triple.object.language or "en"] = triple.object.value
        elif (
            triple.predicate.value in (RDFS + "subClassOf", RDFS + "subPropertyOf")
            and isinstance(triple.object, ox.NamedNode)
            and triple.object.value.startswith(KG)
        ):
            parents[term].add(local(triple.object.value))
    names = {t: Name(names.get("vi") or names.get("en") or t, names.get("en") or t) for t, names in labels.items()}
    return Vocabulary(names, {t: frozenset(up) for t, up in parents.items()})
