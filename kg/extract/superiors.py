"""Which body a body belongs to, by their ranks where it is named just before it: "Trưởng phòng Tổ chức, Viện Kiểm sát
tỉnh X"; or by its name alone: Ban Nội chính Trung ương is of Trung ương Đảng."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.happenings import Accepted
from kg.extract.mentions import nested
from kg.extract.phrase import Line, Phrase
from kg.extract.profiles import Profile
from kg.extract.spelling import Speller
from kg.extract.tries import one_of
from kg.model import Entity
from kg.ontology import Ontology

_OF = re.compile(r" (?:của|thuộc|trực thuộc) | ?\(| [-–] ")  # of another one, whoever is named
_BEHIND = re.compile(r", ")  # of another one where the first is that of a post: else it may be a row


class SuperiorFinder:
    """Finds superiors by the ranks of an ontology: the word sets body-rank-N, 1 the lowest; those of body-apart, which
    have none of their own and are none of others', stand beside them only."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._ranks = [
            (int(name.rsplit("-", 1)[1]), one_of(forms))
            for name, forms in sorted(ontology.words.items())
            if name.startswith("body-rank-")
        ]
        self._apart = one_of(ontology.words.get("body-apart", ()))

    def find(self, text: str, lines: Sequence[Line]) -> Iterator[Accepted]:
        """The pairs that the lines of a text say."""
        for number, line in enumerate(lines):
            starts: dict[int, Phrase] = {}
            bodies: list[tuple[Phrase, bool]] = []
            for item in line.items:
                if not isinstance(item, Phrase):
                    continue
                for phrase in nested([item]):
                    if self._ontology.is_a(phrase.kind, "Organization"):
                        bodies.append((phrase, self._ontology.is_a(item.kind, "Post")))
                        starts.setdefault(phrase.core[0], phrase)
            for inner, of_post in bodies:
                for mark in (_OF, _BEHIND) if of_post else (_OF,):
                    gap = mark.match(text, inner.core[1])
                    outer = starts.get(gap.end()) if gap else None
                    if outer is not None and 0 < self._rank(text, inner) < self._rank(text, outer):
                        part, body = inner.root.entity, outer.root.entity
                        if part >= 0 and body >= 0 and part != body:
                            yield Accepted(part, "partOf", body, number, 0.9 if mark is _OF else 0.85, "superior")

    def _rank(self, text: str, body: Phrase) -> int:
        if self._apart.match(text, body.core[0]):
            return 0
        return max((rank for rank, heads in self._ranks if heads.match(text, body.core[0])), default=0)


class WholeFinder:
    """Finds what is part of what by names alone: the word sets parts-of-X and whole-of-X of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._spelled = Speller(ontology).spelled
        self._sets = [
            (frozenset(map(self._form, forms)), frozenset(map(self._form, ontology.words[f"whole-of-{name[9:]}"])))
            for name, forms in sorted(ontology.words.items())
            if name.startswith("parts-of-")
        ]

    def find(self, entities: Sequence[Entity], profiles: Sequence[Profile]) -> Iterator[Accepted]:
        """The pairs among the entities that an article names."""
        named = [i for i, p in enumerate(profiles) if p.kind == "Organization" and p.count]
        bodies = [(i, self._form(entities[i].name)) for i in named]
        for parts, wholes in self._sets:
            for part in (i for i, name in bodies if name in parts):
                for whole in (i for i, name in bodies if name in wholes and i != part):
                    yield Accepted(part, "partOf", whole, profiles[part].first, 0.85, "whole")

    def _form(self, name: str) -> str:
        return " ".join(self._spelled(name).split())
