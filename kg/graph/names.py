"""The IRIs of one build: of its entities, articles, sentences, mentions, statements and happenings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph.reference import Reference, rebased
from kg.graph.terms import BASE, article_name, digest, iri, literal
from kg.identity import Resolution
from kg.model import Happening, Reading, Value
from kg.ontology import Ontology

# Told again by another article, these are one thing; two requests or speeches of the same people are two things.
_TOLD_AGAIN = {"Award", "Appointment", "Dismissal", "Tenure"}


@dataclass(frozen=True, slots=True)
class Names:
    """Where every thing of a build gets its IRI; all methods return N-Triples terms."""

    base: str
    nodes: Mapping[str, str]  # node id -> IRI
    node_of: Mapping[tuple[str, int], str]  # (article id, entity index) -> IRI
    kinds: Mapping[str, frozenset[str]]  # IRI -> local names of its class and of those above it
    ontology: Ontology

    def article(self, id_: str) -> str:
        """The IRI of an article."""
        return f"<{self.base}article/{article_name(id_)}>"

    def graph(self, id_: str) -> str:
        """The IRI of an article's named graph."""
        return f"<{self.base}graph/article/{article_name(id_)}>"

    def sentence(self, id_: str, start: int) -> str:
        """The IRI of the sentence of an article that begins at a character of its text."""
        return f"<{self.base}sentence/{article_name(id_)}-{start}>"

    def end(self, article: str, value: int | Value) -> str | None:
        """The term for an entity of a reading, or for a value; None for an entity that identity has put aside."""
        return literal(value) if isinstance(value, Value) else self.node_of.get((article, value))

    def fits(self, subject: str, predicate: str, object_: str | None) -> bool:
        """Whether a relation's domain and range allow these things; an object of None is a literal."""
        relation = self.ontology.relations.get(predicate)
        if relation is None:
            return False
        return self._is(subject, relation.domain) and (object_ is None or self._is(object_, relation.range))

    def may_be(self, role: str, thing: str) -> bool:
        """Whether a thing is of the classes that may play a role."""
        relation = self.ontology.relations.get(role)
        return relation is None or self._is(thing, relation.range)

    def _is(self, thing: str, classes: frozenset[str]) -> bool:
        return not classes or not classes.isdisjoint(self.kinds[thing])

    def happening(self, reading: Reading, happening: Happening) -> str:
        """The IRI of a happening.

        An award or appointment is named by what it is and by the year of its article, so that two articles that tell
        it meet in one node; anything else by its sentence.
        """
        article = reading.article
        ends = sorted(f"{n} {self.end(article.id, v)}" for n, v in happening.roles)
        if happening.kind in _TOLD_AGAIN:
            place = (article.date or "")[:4]
        else:
            place = f"{article.id} {reading.sentences[happening.sentence].start}"
        return f"<{self.base}id/{happening.kind.lower()}-{digest(happening.kind, place, *ends)}>"


def names(resolution: Resolution, ontology: Ontology, reference: Reference, base: str = BASE) -> Names:
    """The IRIs of a build: known things keep the name and the class that the ontology gives them."""
    nodes: dict[str, str] = {}
    kinds: dict[str, frozenset[str]] = {}
    above: dict[str, frozenset[str]] = {}
    for id_, node in resolution.nodes.items():
        found = reference.find(id_) if node.known else None
        nodes[id_] = rebased(found, base) if found else iri(f"{base}id/{id_}")
        kind = (reference.kind(found) if found else None) or node.kind
        if kind not in above:
            above[kind] = ontology.ancestors(kind)
        kinds[nodes[id_]] = above[kind]
    node_of = {place: nodes[id_] for place, id_ in resolution.node_of.items() if id_ in nodes}
    return Names(base, nodes, node_of, kinds, ontology)
