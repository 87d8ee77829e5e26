"""The IRIs of one build: of its entities, articles, sentences, mentions, statements and happenings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph.reference import Reference, rebased
from kg.graph.terms import BASE, article_name, digest, iri, literal
from kg.identity import Node, Resolution
from kg.model import Happening, Reading, Value

# Told again by another article, these are one thing; two requests or speeches of the same people are two things.
_TOLD_AGAIN = {"Award", "Appointment", "Dismissal", "Tenure"}


@dataclass(frozen=True, slots=True)
class Names:
    """Where every thing of a build gets its IRI; all methods return N-Triples terms."""

    base: str
    nodes: Mapping[str, str]  # node id -> IRI
    node_of: Mapping[tuple[str, int], str]  # (article id, entity index) -> IRI

    def article(self, id_: str) -> str:
        """The IRI of an article."""
        return f"<{self.base}article/{article_name(id_)}>"

    def graph(self, id_: str) -> str:
        """The IRI of an article's named graph."""
        return f"<{self.base}graph/article/{article_name(id_)}>"

    def end(self, article: str, value: int | Value) -> str | None:
        """The term for an entity of a reading, or for a value; None for an entity that identity has put aside."""
        return literal(value) if isinstance(value, Value) else self.node_of.get((article, value))

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


def names(resolution: Resolution, reference: Reference, base: str = BASE) -> Names:
    """The IRIs of a build: known things keep the name that the ontology gives them, codes included."""
    nodes = {id_: _node(node, reference, base) for id_, node in resolution.nodes.items()}
    return Names(base, nodes, {k: nodes[v] for k, v in resolution.node_of.items() if v in nodes})


def _node(node: Node, reference: Reference, base: str) -> str:
    found = reference.find(node.id) if node.known else None
    return rebased(found, base) if found else iri(f"{base}id/{node.id}")
