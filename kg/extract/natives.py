"""Who lives in the state whose news this is, and so does not visit it: hosts, and those who come home.

"Thủ tướng tiếp ông A đang thăm Việt Nam": only ông A visits it. Names of neighbours look like ours, so that a person
beside whom one of their states is named may be a visitor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.phrase import Line, Phrase
from kg.extract.tries import any_of
from kg.language.normal import normal
from kg.language.syllables import is_syllable
from kg.model import Entity
from kg.ontology import Ontology

_BESIDE = 130  # characters after a person, or before, in which the state of a visitor is named


class Natives:
    """Tells by one ontology who does not visit the own state: own-state, surname, state-of-like-names."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._home = {
            normal(spelling).lower()
            for known in ontology.known.values()
            if known.id in words.get("own-state", ())
            for spelling in (*known.spellings, *known.hidden)
        }
        self._nowhere = frozenset(words.get("no-destination", ()))
        self._surnames = frozenset(normal(w).partition("=")[0] for w in words.get("surname", ()))
        self._alike = re.compile(rf"(?<!\w){any_of(words.get('state-of-like-names', ()))}(?!\w)")

    def at_home(self, text: str, lines: Sequence[Line], who: Entity, index: int, where: Entity) -> bool:
        """Whether an entity with its index lives where it would have come to, or that is no place to come to."""
        if where.name in self._nowhere:
            return True
        if normal(where.name).lower() not in self._home:
            return False
        if who.kind != "Person":
            return any(f" {home}" in f" {normal(who.name).lower()}" for home in self._home)
        return self.named_like_us(who) and not any(
            self._neighbour(text, line, at) for line in lines for at in _places(line, index)
        )

    def named_like_us(self, who: Entity) -> bool:
        """Whether a person's name could be one of the own state."""
        parts = normal(who.name).split()
        return len(parts) > 1 and parts[0] in self._surnames and all(is_syllable(p) for p in parts)

    def _neighbour(self, text: str, line: Line, at: int) -> bool:
        """Whether a state of like names is named around the person at an item, up to the next person."""
        people = [i for i, x in enumerate(line.items) if isinstance(x, Phrase) and x.kind == "Person"]
        before = max((line.items[i].end for i in people if i < at), default=line.items[0].start)
        after = min((line.items[i].start for i in people if i > at), default=line.items[-1].end)
        start, end = line.items[at].start, line.items[at].end
        low, high = max(before, start - _BESIDE), min(after, end + _BESIDE)
        return bool(self._alike.search(text, low, start) or self._alike.search(text, end, high))


def _places(line: Line, person: int) -> list[int]:
    return [i for i, x in enumerate(line.items) if isinstance(x, Phrase) and x.root.entity == person]
