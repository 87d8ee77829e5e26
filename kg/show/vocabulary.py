"""What classes and relations are called, in Vietnamese and English, and the family by which each class is drawn.

The names are the labels of `ontology/kg.ttl` and `ontology/display.ttl`. A family is one of the classes that other
tools count, so that a Meeting and a Session are both drawn as an Event.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.ontology import OWL, RDFS, SCHEMA, above, folder, local

KG = "https://w3id.org/vnkg/ontology#"
FILES = ("kg.ttl", "display.ttl")
FAMILIES = ("Person", "Post", "Organization", "Area", "Document", "Programme", "Event", "Honour", "Group")
_ABOVE = (RDFS + "subClassOf", RDFS + "subPropertyOf")
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
    inverse: dict[str, Name]  # how a relation reads from its object's side
    symmetric: frozenset[str]  # relations that read the same from both

    def name(self, term: str) -> Name:
        """Its labels; the local name itself where the ontology has none."""
        return self.names.get(term) or Name(term, term)

    def heading(self, relation: str, outward: bool) -> Name:
        """A relation as it reads from its subject's side, or from its object's."""
        if outward or relation in self.symmetric:
            return self.name(relation)
        name = self.name(relation)
        return self.inverse.get(relation) or Name(f"… {name.vi}", f"… {name.en}")

    def above(self, term: str) -> frozenset[str]:
        """The term and everything that it specialises."""
        return above(term, self.parents)

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
    inverse: dict[str, dict[str, str]] = defaultdict(dict)
    symmetric: set[str] = set()
    triples = [t for name in FILES for t in ox.parse(path=str(folder() / name), format=ox.RdfFormat.TURTLE)]
    for triple in triples:
        if not isinstance(triple.subject, ox.NamedNode) or not triple.subject.value.startswith((KG, SCHEMA)):
            continue
        term = local(triple.subject.value)
        if isinstance(triple.object, ox.Literal):
            kept = {RDFS + "label": labels, KG + "inverseLabel": inverse}.get(triple.predicate.value)
            if kept is not None:
                kept[term][triple.object.language or "en"] = triple.object.value
        elif not isinstance(triple.object, ox.NamedNode):
            continue
        elif triple.object.value == OWL + "SymmetricProperty":
            symmetric.add(term)
        elif triple.predicate.value in _ABOVE and triple.object.value.startswith(KG):
            parents[term].add(local(triple.object.value))
    return Vocabulary(
        {term: _name(term, found) for term, found in labels.items()},
        {term: frozenset(up) for term, up in parents.items()},
        {term: _name(term, found) for term, found in inverse.items()},
        frozenset(symmetric),
    )


def _name(term: str, found: dict[str, str]) -> Name:
    return Name(found.get("vi") or found.get("en") or term, found.get("en") or term)
