"""Events that the words before them announce: "chủ trì (Hội nghị ...)", "diễn ra (lễ ...)", "dự (phiên họp ...)".

The proposer leaves some of them out whose descriptions are of a kind it has seldom met; a verb that only events follow
makes up for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.phrase import Phrase
from kg.extract.proposer import Proposal
from kg.extract.tries import any_of
from kg.ontology import Ontology

_LEAST = 0.25  # how probable a proposal must be at least
_SURE = 0.7  # how probable a person or post must be that ends an event
_LAYER = "announced"


class Announced:
    """Finds them, by the word sets of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        words = ontology.words
        self._before = re.compile(rf"(?<!\w){any_of(words.get('event-announcer', ()))}[ \n]*$", re.IGNORECASE)
        self._head = re.compile(
            rf"{any_of([*words.get('event-head', ()), *words.get('event-counter', ())])}(?!\w)", re.IGNORECASE
        )
        titles = [*words.get("honorific", ()), *words.get("list-title", ())]
        self._partner = re.compile(
            rf"(?<!\w){any_of(words.get('event-partner', ()))}(?: {any_of(titles)})* ?$", re.IGNORECASE
        )
        self._meeting = re.compile(any_of(words.get("verb-of-meeting", ())))
        self._loose = re.compile(rf"{any_of(words.get('loose-event-head', ()))}(?!\w)", re.IGNORECASE)
        self._undone = re.compile(rf" ?{any_of(words.get('event-undone', ()))}(?!\w)", re.IGNORECASE)

    def cut(self, text: str, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The proposals, each event without who acts at it: "tại (buổi tiếp xúc) Phó Trưởng đoàn A cho biết"."""
        people = [p for p in proposals if p.kind == "Person" and p.probability >= _SURE]
        posts = {p.end: p.start for p in proposals if p.kind == "Post" and p.probability >= _SURE}
        return [
            replace(p, end=self._end(text, p, people, posts)) if p.kind == "Event" else p
            for p in proposals
            if p.kind != "Event" or not self._only_verb(text, p)
        ]

    def _only_verb(self, text: str, event: Proposal) -> bool:
        """Whether it is a verb of meeting and no noun: "A và B hội đàm", but "tại hội đàm"."""
        verb = self._meeting.fullmatch(text, event.start, event.end)
        return verb is not None and not self._before.search(text, max(0, event.start - 30), event.start)

    def _end(self, text: str, event: Proposal, people: Sequence[Proposal], posts: Mapping[int, int]) -> int:
        named = next((p.start for p in people if event.start < p.start < event.end), event.end)
        end = named
        while (at := len(text[:end].rstrip(" ,"))) in posts:  # "Tổng Bí thư, Chủ tịch nước A"
            end = posts[at]
        lead = text[event.start : end].rstrip(" ,")
        whole = named in (event.end, end) or not lead[-1:].isalnum()
        return event.end if whole or self._partner.search(text, event.start, end) else event.start + len(lead)

    def events(
        self, text: str, seen: Sequence[Phrase], proposals: Sequence[Proposal], chosen: Sequence[Proposal]
    ) -> Iterator[Proposal]:
        """Further events: those that frames see and those proposed with less certainty, where a verb announces them."""
        taken = [p for p in chosen if p.kind == "Event"]
        named = [p for p in chosen if p.kind in ("Person", "Post")]
        doubtful = [p for p in proposals if p.kind == "Event" and p.probability >= _LEAST]
        for phrase in seen:
            if self._ontology.is_a(phrase.kind, "Event") and phrase.same is None:
                start, end = phrase.core
                crossed = [p.end for p in chosen if start < p.start < end < p.end]
                doubtful.append(Proposal(start, max(crossed, default=end), "Event", 0.55, _LAYER))
        for one in sorted(doubtful, key=lambda p: (p.start, -p.end)):
            if any(one.start < p.end and p.start < one.end for p in taken):
                continue
            if not self._before.search(text, max(0, one.start - 30), one.start):
                continue
            if not self._head.match(text, one.start) or self._loose.match(text, one.start):
                continue
            if self._undone.search(text, one.start, one.end + 8):
                continue
            taken.append(one)
            yield from self.cut(
                text, [*named, Proposal(one.start, one.end, "Event", max(one.probability, 0.5), _LAYER)]
            )[len(named) :]
