"""What legal style says of documents in fixed forms: what amends what, what one is based on, who has signed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.happenings import Accepted
from kg.extract.mentions import nested
from kg.extract.phrase import Line, Phrase
from kg.extract.tries import any_of
from kg.ontology import Ontology

_DATE = r"(?:,? ngày [\d/.-]+)?"
_ROW = re.compile(r"(?:,|;)?\s(?:và\s)?")  # between documents of which the same is said
_SIGNED = 160  # characters from a document to who has signed it


class ActFinder:
    """Finds what fixed forms say of documents, by the words of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        word = {
            name: any_of(ontology.words.get(name, ()))
            for name in ("amending", "amended-by", "amended-part", "on-the-basis", "issuing", "by-whom", "signing")
        }
        part = rf"(?:\s(?:{word['amended-part']}|\d+))*"
        self._amends = re.compile(rf"{_DATE}[,\s]*\s{word['amending']}{part}\s", re.IGNORECASE)
        self._amended = re.compile(
            rf"{_DATE}[,\s(]*\s(?:được\s)?{word['amending']}{part}\s{word['amended-by']}\s", re.IGNORECASE
        )
        wishes = any_of((*ontology.words.get("guard-wish", ()), *ontology.words.get("guard-plan", ())))
        self._wished = re.compile(rf"(?<!\w){wishes}(?!\w)", re.IGNORECASE)
        self._basis = re.compile(rf"{word['on-the-basis']}\s", re.IGNORECASE)
        self._issued = re.compile(rf"(?<!\w){word['issuing']}\s$", re.IGNORECASE)
        self._signed = re.compile(rf"{_DATE},?\s{word['by-whom']}\s(.{{2,140}}?)\s{word['signing']}(?!\w)")

    def find(self, text: str, lines: Sequence[Line]) -> Iterator[Accepted]:
        """What the lines of a text say."""
        for number, line in enumerate(lines):
            inside = [p for p in nested(i for i in line.items if isinstance(i, Phrase)) if p.root.entity >= 0]
            documents = sorted((p for p in inside if self._ontology.is_a(p.kind, "Document")), key=lambda p: p.core)
            people = [p for p in inside if p.kind == "Person"]
            for one in documents:
                for other in documents:
                    said = self._said(text, one, other) if one.root.entity != other.root.entity else None
                    if said:
                        subject, thing = (one, other) if said[1] > 0 else (other, one)
                        things = self._row(text, thing, documents) if thing is other else [thing]
                        for each in things:
                            yield Accepted(subject.root.entity, said[0], each.root.entity, number, abs(said[1]), "act")
                signed = self._signed.match(text, one.core[1], one.core[1] + _SIGNED)
                by = [p for p in people if signed and signed.start(1) <= p.core[0] and p.core[1] <= signed.end(1)]
                if len({p.root.entity for p in by}) == 1:
                    yield Accepted(by[0].root.entity, "signs", one.root.entity, number, 0.85, "act")

    def _row(self, text: str, first: Phrase, documents: Sequence[Phrase]) -> Iterator[Phrase]:
        """The documents of a row that one begins: "sửa đổi Nghị định A, Nghị định B và Nghị định C"."""
        yield first
        last = first
        for one in documents:
            if one.core[0] > last.core[1] and _ROW.fullmatch(text, last.core[1], one.core[0]):
                yield one
                last = one

    def _said(self, text: str, one: Phrase, other: Phrase) -> tuple[str, float] | None:
        """The relation of a document to one named after it, with its confidence; below zero where it is the reverse."""
        gap = text[one.core[1] : other.core[0]]
        if other.core[0] < one.core[1] or "\n" in gap:
            return None
        opening = text.rfind("\n", 0, one.core[0]) + 1
        stop = text.rfind(". ", opening, one.core[0])
        start = stop + 2 if stop >= 0 else opening
        if self._amends.fullmatch(gap):
            asked = gap.startswith(",") and self._wished.search(text, start, one.core[0])
            return None if asked else ("amends", 0.9)
        if self._amended.fullmatch(gap):
            return "amends", -0.85
        if self._basis.fullmatch(text, start, one.core[0]) and self._issued.search(gap):
            return "basedOn", -0.8
        return None
