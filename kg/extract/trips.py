"""Visits: who made one, where it was, and that who made it visited there; of these three, two tell the third.

"chuyến thăm Lào của Thủ tướng Nguyễn Văn A" says all of it in its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.extract.happenings import Accepted, Slot
from kg.extract.mentions import nested
from kg.extract.phrase import Item, Line, Phrase
from kg.extract.sites import honorifics
from kg.extract.tries import any_of, one_of
from kg.model import Entity
from kg.ontology import Ontology

_NAMED = 0.85  # how sure is what a visit's name says
_LESS = 0.95  # how sure what two relations tell is against the less sure of them
_AND = re.compile(r" và |, ")


class TripFinder:
    """Finds what visits say by one ontology: the word sets visit-head, visit-word, visit-of, visit-to-come."""

    def __init__(self, ontology: Ontology, top: Callable[[str], str]) -> None:
        words = ontology.words
        self._top = top
        self._head = one_of(words.get("visit-head", ()))
        self._of = re.compile(rf" {any_of(words.get('visit-of', ()))} ")
        self._lead = re.compile(rf"(?:,? {any_of(words.get('visit-word', ()))})* ")
        self._titles = honorifics(ontology)
        self._planned = re.compile(rf"(?<!\w){any_of(words.get('guard-plan', ()))}(?: \w+){{1,4}} $", re.IGNORECASE)
        self._to_come = to_come(ontology)

    def find(self, text: str, lines: Sequence[Line]) -> Iterator[Accepted]:
        """What the names of visits in a text's lines say."""
        for number, line in enumerate(lines):
            for at, item in enumerate(line.items):
                for visit in nested([item] if isinstance(item, Phrase) else []):
                    if self._top(visit.kind) == "Event" and self._head.match(text, visit.core[0]):
                        yield from self._named(text, line, number, visit, line.items[at + 1 :])

    def _named(self, text: str, line: Line, number: int, visit: Phrase, rest: Sequence[Item]) -> Iterator[Accepted]:
        of = self._of.search(text, *visit.core) or self._of.match(text, visit.core[1])
        end = of.start() if of else visit.core[1]
        inside = sorted((p for p in nested(visit.parts) if p.root.entity >= 0), key=lambda p: p.core)
        lead = self._head.match(text, visit.core[0])
        row, link = lead.end() if lead else end, self._lead
        for place in (p for p in inside if self._top(p.kind) == "Area" and p.core[1] <= end):
            if link.fullmatch(text, row, place.core[0]):
                yield Accepted(visit.root.entity, "heldIn", place.root.entity, number, _NAMED, "trip")
                row, link = place.core[1], _AND
        if of and not self._to_come.search(text, line.items[0].start, line.items[-1].end):
            named = inside if of.end() < visit.core[1] else self._behind(rest)
            people = [p for p in named if p.core[0] >= of.end() and self._top(p.kind) == "Person"]
            bodies = [p for p in named if p.core[0] == of.end() and self._top(p.kind) == "Organization"]
            for maker in people or bodies[:1]:
                yield Accepted(maker.root.entity, "attends", visit.root.entity, number, _NAMED, "trip")

    def _behind(self, rest: Sequence[Item]) -> list[Phrase]:
        """The person or body that is named right behind a visit, after posts and titles: của Thủ tướng, ông A."""
        for item in rest[1:]:
            if isinstance(item, Phrase) and self._top(item.kind) != "Post":
                return [item] if item.root.entity >= 0 else []
            if not isinstance(item, Phrase) and item.text != "," and item.text.lower() not in self._titles:
                return []
        return []

    def only_planned(self, said: Accepted, text: str, line: Line) -> bool:
        """Whether somebody is said to have made a visit that the line only plans: sẽ thực hiện chuyến thăm Lào."""
        if said.predicate != "attends":
            return False
        visits = [
            p
            for p in nested(i for i in line.items if isinstance(i, Phrase))
            if p.root.entity == said.object and self._head.match(text, p.core[0])
        ]
        return bool(visits) and all(
            self._planned.search(text, line.items[0].start, visit.core[0]) or self._to_come.search(text, *visit.core)
            for visit in visits
        )

    def completed(self, found: Mapping[Slot, Accepted], entities: Sequence[Entity]) -> Iterator[Accepted]:
        """The third relation of visits of which two are `found`."""
        trips = [i for i, e in enumerate(entities) if self._top(e.kind) == "Event" and self._head.match(e.name)]
        there = Counter(o for s, p, o in found if p == "heldIn" and s in trips)
        for visit in trips:
            places = {o: a for (s, p, o), a in found.items() if s == visit and p == "heldIn" and isinstance(o, int)}
            makers = {s: a for (s, p, o), a in found.items() if o == visit and p == "attends"}
            visits = [(s, o, a) for (s, p, o), a in found.items() if p == "visits" and o in places]
            for maker, attends in makers.items():
                for place, held in places.items():
                    yield third(maker, "visits", place, (attends, held))
            for maker, place, made in visits:
                if maker not in makers and isinstance(place, int) and there[place] == 1:
                    yield third(maker, "attends", visit, (made, places[place]))


def to_come(ontology: Ontology) -> re.Pattern[str]:
    """The words of a sentence that tells of a visit or meeting which is still to be: the word set visit-to-come."""
    return re.compile(rf"(?<!\w){any_of(ontology.words.get('visit-to-come', ()))}(?!\w)", re.IGNORECASE)


def third(subject: int, relation: str, thing: int, two: Iterable[Accepted]) -> Accepted:
    """What two relations tell of a third, a little less sure than the less sure of them."""
    less = min(two, key=lambda a: a.confidence)
    return Accepted(subject, relation, thing, less.line, round(less.confidence * _LESS, 3), "trip")
