"""What settled clause frames say: clauses so tightly knit that the arbiter need not be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.candidates import Candidate
from kg.extract.frames import Hit
from kg.extract.happenings import Accepted, Slot
from kg.extract.phrase import Phrase
from kg.language.dates import Date
from kg.model import Value
from kg.ontology import Ontology


class Settled:
    """Takes what the settled frames of one ontology say (lex:settled)."""

    def __init__(self, ontology: Ontology) -> None:
        self._frames = frozenset(frame.id for frame in ontology.frames if frame.settled)
        self._mutual = frozenset(ontology.words.get("mutual-relation", ()))

    def said(self, hits: Sequence[Hit], candidates: Sequence[Candidate], dates: Sequence[Date]) -> Iterator[Accepted]:
        """What hits of settled frames say, each with the candidate for it in its line."""
        found: dict[Slot, Hit] = {}
        for hit in hits:
            if hit.frame in self._frames:
                slot = self._slot(hit.subject.root.entity, hit.predicate, value_of(hit.object, dates))
                if slot[0] >= 0 and slot[2] not in (-1, slot[0]):
                    found.setdefault(slot, hit)
        if not found:
            return
        of: dict[tuple[Slot, int], Candidate] = {}
        for one in candidates:
            slot = self._slot(one.subject.entity, one.predicate, value_of(one.object.phrase, dates))
            if slot in found:
                of[slot, one.line] = one
        for slot, hit in found.items():
            yield Accepted(*slot, hit.line, hit.weight, hit.frame, of.get((slot, hit.line)))

    def _slot(self, subject: int, name: str, end: int | Value) -> Slot:
        if name in self._mutual and isinstance(end, int) and end < subject:
            return end, name, subject
        return subject, name, end


def value_of(end: Phrase | Value, dates: Sequence[Date]) -> int | Value:
    """The entity or the value that an end of a relation is."""
    if isinstance(end, Value):
        return end
    if end.kind == "DateSpan":
        date = dates[int(end.traits["date"])]
        return Value(date.value, date.datatype)
    return end.root.entity
