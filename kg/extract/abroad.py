"""Which bodies that every state has are those of another state, though named without it.

"Chủ tịch Quốc hội Esteban Lazo" behind a word of Cuba is the chairman of Cuba's, as "Chính phủ nước này" is Cuba's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.extract.phrase import Phrase
from kg.extract.things import Things
from kg.extract.tries import any_of, one_of
from kg.language.normal import normal
from kg.language.syllables import strange
from kg.ontology import Ontology

UNSAID = -1  # for a body of a state that the text does not name


class Abroad:
    """Finds the bodies of other states by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._ontology = ontology
        self._state = one_of(normal(w) for w in words.get("body-of-the-state", ()))
        self._there = re.compile(rf" {any_of(words.get('that-state', ()))}(?!\w)")
        self._to = re.compile(rf" (?:{any_of(words.get('honorific', ()))} )?", re.IGNORECASE)
        self._home = words.get("own-state", ())

    def find(
        self, bodies: Iterable[Phrase], people: Sequence[Phrase], areas: Sequence[Phrase], things: Things
    ) -> Mapping[int, int]:
        """For the id of a body's phrase the place, or UNSAID; `areas`, which have their entities, are by place."""
        names = {p.core[0]: things.surface(p) for p in people}
        found = {}
        for body in bodies:
            start, end = body.core
            if not self._state.fullmatch(things.text, start, end):
                continue
            gap = self._to.match(things.text, end)
            holder = names.get(gap.end(), "") if gap else ""
            if strange(holder) or self._there.match(things.text, end):
                found[id(body)] = self._state_before(start, areas, things)
        return found

    def _state_before(self, at: int, areas: Sequence[Phrase], things: Things) -> int:
        """The other state that was named last before a place of the text."""
        for area in reversed(areas):
            other = self._ontology.is_a(area.kind, "Country") and area.known not in self._home
            if area.core[1] <= at and other and area.entity >= 0:
                return area.entity
        return UNSAID
