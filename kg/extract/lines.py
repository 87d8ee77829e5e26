"""Sentences as lines: tokens, with what is found by looking (known things, full names, dates) as phrases."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.gazetteer import Gazetteer
from kg.extract.phrase import Item, Line, Phrase
from kg.language.dates import Date
from kg.language.names import full_name
from kg.language.tokens import Token, cut
from kg.model import Sentence
from kg.ontology import Known, Ontology


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be one thing."""

    start: int
    end: int
    kind: str
    rank: int  # the lower wins among equally long ones
    known: tuple[Known, ...] = ()
    value: str = ""


class LineReader:
    """Makes the lines of an article."""

    def __init__(self, ontology: Ontology, classes: dict[str, str]) -> None:
        self._ontology = ontology
        self._classes = classes
        self._gazetteer = Gazetteer(ontology)

    def lines(self, text: str, sentences: list[Sentence], dates: list[Date]) -> list[Line]:
        """One line a sentence; `text` is normalised."""
        hits = sorted(self._gazetteer.hits(text), key=lambda h: (h.start, -h.end))
        out = []
        at = day = 0
        for sentence in sentences:
            found: list[Candidate] = []
            row = list(cut(text, sentence.start, sentence.end))
            while at < len(hits) and hits[at].start < sentence.end:
                hit = hits[at]
                if hit.start >= sentence.start and hit.end <= sentence.end:
                    found.append(Candidate(hit.start, hit.end, hit.known[0].kind, self._rank(hit.known[0]), hit.known))
                at += 1
            while day < len(dates) and dates[day].start < sentence.end:
                date = dates[day]
                if date.start >= sentence.start and date.end <= sentence.end:
                    found.append(Candidate(date.start, date.end, "DateSpan", -1, value=str(day)))
                day += 1
            found.extend(self._names(row))
            out.append(self._line(row, found))
        return out

    def _rank(self, known: Known) -> int:
        return 0 if self._ontology.is_a(known.kind, "Organization") else 1

    def _names(self, row: list[Token]) -> list[Candidate]:
        found, i = [], 0
        while i < len(row):
            end = full_name(row, i) if row[i].capital else None
            if end is None:
                i += 1
                continue
            found.append(Candidate(row[i].start, row[end - 1].end, "Person", 2))
            i = end
        return found

    def _line(self, row: list[Token], found: list[Candidate]) -> Line:
        found.sort(key=lambda c: (c.start - c.end, c.rank, c.start))
        taken: list[Candidate] = []
        inner: list[Candidate] = []
        for candidate in found:
            over = [t for t in taken if candidate.start < t.end and t.start < candidate.end]
            if not over:
                taken.append(candidate)
            elif all(t.start <= candidate.start and candidate.end <= t.end for t in over):
                inner.append(candidate)
        taken.sort(key=lambda c: c.start)
        items: list[Item] = []
        i = 0
        for candidate in taken:
            while i < len(row) and row[i].end <= candidate.start:
                items.append(row[i])
                i += 1
            if i < len(row) and row[i].start < candidate.start:
                continue  # begins inside a token: not a word of its own
            j = i
            while j < len(row) and row[j].end <= candidate.end:
                j += 1
            if j == i or row[j - 1].end != candidate.end:
                continue
            phrase = self._phrase(candidate)
            self._nest(phrase, [c for c in inner if c.kind not in ("Person", "DateSpan") and _inside(c, candidate)])
            items.append(phrase)
            i = j
        items.extend(row[i:])
        return Line(items, self._classes)

    def _nest(self, phrase: Phrase, inner: list[Candidate]) -> None:
        """Names inside a known name are parts of it, the longest first: (Ủy ban Trung ương (MTTQ (Việt Nam)))."""
        if phrase.kind == "DateSpan" or not self._ontology.is_a(phrase.kind, "Organization"):
            return
        for candidate in inner:  # sorted by length
            host = phrase
            while nested := [p for p in host.parts if p.start <= candidate.start and candidate.end <= p.end]:
                host = nested[0]
            if candidate.known and {k.id for k in candidate.known} <= set(host.traits.get("candidates", "").split(" ")):
                continue  # a shorter name of the same body: "Mặt trận Tổ quốc" in "Mặt trận Tổ quốc Việt Nam"
            if not any(candidate.start < p.end and p.start < candidate.end for p in host.parts):
                host.parts.append(self._phrase(candidate))

    def _phrase(self, candidate: Candidate) -> Phrase:
        kind = candidate.kind
        phrase = Phrase(kind, candidate.start, candidate.end, (candidate.start, candidate.end), "gazetteer", 0.97)
        if candidate.known:
            phrase.known = candidate.known[0].id if len(candidate.known) == 1 else None
            phrase.traits["candidates"] = " ".join(k.id for k in candidate.known)
        if candidate.value:
            phrase.traits["date"] = candidate.value
        if kind == "Person":
            phrase.frame, phrase.weight = "name", 0.9
        return phrase


def _inside(inner: Candidate, outer: Candidate) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and inner != outer
