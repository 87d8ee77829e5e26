"""Events that the words before them announce: "chủ trì (Hội nghị ...)", "diễn ra (lễ ...)", "dự (phiên họp ...)".

The proposer leaves some of them out whose descriptions are of a kind it has seldom met; a verb that only events follow
makes up for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.phrase import Phrase
from kg.extract.proposer import Proposal
from kg.ontology import Ontology

_LEAST = 0.25  # how probable a proposal must be at least
_LAYER = "announced"


class Announced:
    """Finds them, by the word sets of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        words = ontology.words
        self._before = re.compile(rf"(?<!\w){_any(words.get('event-announcer', ()))}[ \n]*$", re.IGNORECASE)
        self._head = re.compile(
            rf"{_any([*words.get('event-head', ()), *words.get('event-counter', ())])}(?!\w)", re.IGNORECASE
        )
        self._partner = re.compile(rf"(?<!\w){_any(words.get('event-partner', ()))}(?!\w)", re.IGNORECASE)
        self._loose = re.compile(rf"{_any(words.get('loose-event-head', ()))}(?!\w)", re.IGNORECASE)
        self._undone = re.compile(rf" ?{_any(words.get('event-undone', ()))}(?!\w)", re.IGNORECASE)

    def events(
        self, text: str, seen: Sequence[Phrase], proposals: Sequence[Proposal], chosen: Sequence[Proposal]
    ) -> Iterator[Proposal]:
        """Further events: those that frames see and those proposed with less certainty, where a verb announces them."""
        taken = [p for p in chosen if p.kind == "Event"]
        people = [p.start for p in chosen if p.kind == "Person"]
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
            named = next((at for at in people if one.start < at < one.end), None)
            if named is not None and not self._partner.search(text, one.start, named):
                continue  # "tại (buổi tiếp xúc) hôm nay Phó Trưởng đoàn A": who speaks there is not in its name
            taken.append(one)
            yield Proposal(one.start, one.end, "Event", max(one.probability, 0.5), _LAYER)


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))})" if words else "(?!)"
