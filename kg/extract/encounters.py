"""Meetings of two: whom the name says to have been met was there, and the only two who were there met."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.extract.happenings import Accepted, Slot
from kg.extract.mentions import nested
from kg.extract.phrase import Line, Phrase
from kg.extract.tries import any_of
from kg.extract.trips import third, to_come
from kg.model import Entity
from kg.ontology import Ontology

_NAMED = 0.85  # how sure it is that one was there whom the meeting's name says to have been met
_BOTH = 2


class EncounterFinder:
    """Finds what the names of meetings say by one ontology: event-counter, verb-of-meeting, welcome-verb and others."""

    def __init__(self, ontology: Ontology, top: Callable[[str], str]) -> None:
        words = ontology.words
        self._top = top
        counter, verb = any_of(words.get("event-counter", ())), any_of(words.get("verb-of-meeting", ()))
        self._head = re.compile(rf"(?:{counter} )?{verb}(?: {verb})?(?!\w)", re.IGNORECASE)
        welcome = any_of(words.get("welcome-verb", ()))
        self._welcome = re.compile(rf"{counter} {welcome}(?: {welcome})*(?!\w)", re.IGNORECASE)
        hosts = any_of(words.get("encounter-host", ()))
        self._with = re.compile(rf" {any_of(words.get('encounter-with', ()))} (?:{hosts} )?")
        self._to_come = to_come(ontology)

    def find(self, text: str, lines: Sequence[Line]) -> Iterator[Accepted]:
        """Who was there by the names of meetings in a text's lines."""
        for number, line in enumerate(lines):
            for meeting in nested(i for i in line.items if isinstance(i, Phrase)):
                if self._top(meeting.kind) != "Event":
                    continue
                head = self._head.match(text, *meeting.core) or self._welcome.match(text, *meeting.core)
                if head and not self._to_come.search(text, line.items[0].start, line.items[-1].end):
                    for one in self._partners(text, meeting, head.end()):
                        yield Accepted(one.root.entity, "attends", meeting.root.entity, number, _NAMED, "encounter")

    def _partners(self, text: str, meeting: Phrase, start: int) -> Iterator[Phrase]:
        inside = sorted((p for p in nested(meeting.parts) if p.root.entity >= 0), key=lambda p: p.core)
        people = [p for p in inside if self._top(p.kind) == "Person"]
        if people:
            yield from people
            return
        behind = {m.end() for m in self._with.finditer(text, start, meeting.core[1])}
        yield from (p for p in inside if self._top(p.kind) == "Organization" and p.core[0] in behind)

    def completed(self, found: Mapping[Slot, Accepted], entities: Sequence[Entity]) -> Iterator[Accepted]:
        """That the only two who were at a meeting met, and that who met one of its partners alone was there."""
        meetings = {i for i, e in enumerate(entities) if self._top(e.kind) == "Event" and self._head.match(e.name)}
        there: dict[int, dict[int, Accepted]] = {m: {} for m in sorted(meetings)}
        for (subject, relation, thing), accepted in found.items():
            if relation == "attends" and thing in meetings and isinstance(thing, int):
                there[thing][subject] = accepted
        met = {(s, o): a for (s, p, o), a in found.items() if p == "meets" and isinstance(o, int)}
        for meeting, present in there.items():
            if len(present) == _BOTH:
                one, two = sorted(present)
                yield third(one, "meets", two, present.values())
            elif len(present) == 1:
                (one, seen), *_ = present.items()
                others = {b if a == one else a: m for (a, b), m in met.items() if one in (a, b)}
                if len(others) == 1 and sum(one in p for p in there.values()) == 1:
                    (other, accepted), *_ = others.items()
                    yield third(other, "attends", meeting, (seen, accepted))
