"""Direct quotations given to those who spoke them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.phrase import Line, Site
from kg.extract.tries import any_of
from kg.language.normal import UPPER, key
from kg.language.quotes import Quotation, quotations
from kg.language.tokens import tokens
from kg.language.words import alternatives
from kg.ontology import Ontology

_REACH = 130  # characters after a quotation in which its speaker may be named
_CLOSED = re.compile(r"\.\s*[-–—]\s*")  # “...”. – ông A nói
_MARKS = " \t\xa0,.–—-"
_ANONYMOUS = re.compile(r"[\s,.–-]*(?:một|nhiều|các|những)\s")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One quotation with its speaker."""

    quotation: Quotation
    speaker: int  # entity
    confidence: float


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    entity: int
    kind: str
    line: int
    opens: bool


def _place(line: Line, site: Site, number: int, opens: frozenset[int]) -> _Place:
    """Where a site is named, or the word that stands for it."""
    named = line.items[site.at] if site.how in ("holder", "pronoun") else site.phrase
    return _Place(named.start, named.end, site.entity, site.kind, number, site.at in opens)


class SpeakerFinder:
    """Finds the speaker of every quotation."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._verbs = {key(w) for w in (*words.get("speech-verb", ()), *words.get("saying-word", ()))}
        self._asking = re.compile(rf"\b{alternatives('interview-word')}\b", re.IGNORECASE)
        self._according = re.compile(rf"\b{alternatives('according-to')}\b[^.;:]*,\s*$", re.IGNORECASE)
        self._naming = re.compile(rf"{alternatives('title-beginning')}\b", re.IGNORECASE)
        kinds = "|".join(map(re.escape, sorted(words.get("numbered-document", ()), key=lambda w: (-len(w), w))))
        self._writing = re.compile(rf"[\s,.–-]*(?:{kinds})\b(?!\s+sư\b)", re.IGNORECASE)
        self._titled = re.compile(rf"[{_MARKS}]*(?:{any_of(words.get('speaker-word', ()))}|theo)(?!\w)", re.IGNORECASE)
        pronouns = any_of([w for n in ("person", "he", "she") for w in words.get(f"pronoun-{n}", ())])
        self._pronoun = re.compile(rf"[{_MARKS}]*(?i:{pronouns})\s+(?![{UPPER}])")

    def spoken(
        self, text: str, lines: Sequence[Line], sites: Sequence[Sequence[Site]], opens: Sequence[frozenset[int]]
    ) -> Iterator[Spoken]:
        """The attributed quotations, in order."""
        here = [(k, s) for k, found in enumerate(sites) for s in found if s.at >= 0]
        places = [
            _place(lines[k], s, k, opens[k])
            for k, s in here
            if s.how not in ("group", "head")
            and s.kind in ("Person", "Organization", "Document")
            and s.depth <= (s.how != "") + 0
        ]
        places.sort(key=lambda p: (p.start, p.kind != "Person"))
        last: tuple[int, int] | None = None  # the speaker before and where his words ended
        quoted = [q for q in quotations(text) if q.kind != "scare"]
        outside = [p for p in places if not any(r.start <= p.start < r.end for r in quoted)]
        # Those too with whom a conversation is that is an event: "cuộc trao đổi với ông A".
        told = [_place(lines[k], s, k, opens[k]) for k, s in here if s.kind == "Person" and s.depth == 1 and not s.how]
        people = sorted([*outside, *told], key=lambda p: (p.start, p.end, p.entity))
        answers = [q for q in quoted if q.kind == "answer" and q.who is None]
        asked = self._interviewed(text, people, answers)
        for q in quoted:
            if not text[: q.start].strip() and text.startswith("\n", q.end):
                speaker, confidence = self._headlined(text, q, outside)
            elif q in answers and asked is not None and not text[: q.start].rstrip().endswith(":"):
                speaker, confidence = asked
            else:
                speaker, confidence = self._speaker(text, q, outside, last)
            if speaker is not None:
                last = (speaker, q.end)
                yield Spoken(q, speaker, confidence)

    def _headlined(self, text: str, q: Quotation, places: Sequence[_Place]) -> tuple[int | None, float]:
        """Whose words are the whole headline: the first of the people in the next line whom a sentence is about."""
        end = text.find("\n", q.end + 1)
        people = [p for p in places if q.end < p.start < (end if end >= 0 else len(text)) and p.kind == "Person"]
        about = [p for p in people if p.opens] or people
        return (about[0].entity, 0.85) if about else (None, 0.0)

    def _interviewed(
        self, text: str, places: Sequence[_Place], answers: Sequence[Quotation]
    ) -> tuple[int | None, float] | None:
        """Who gives the answers of an interview: who is said to be asked, or whom the text before them names most."""
        if not answers:
            return None
        until = answers[0].start
        people = [p for p in places if p.kind == "Person" and p.start < until]
        for cue in self._asking.finditer(text, 0, until):
            low, high = text.rfind("\n", 0, cue.start()), text.find("\n", cue.end())
            near = [p for p in people if low < p.start < (high if high >= 0 else len(text))]
            before = [p for p in near if p.start < cue.start()]
            if near:
                return (before[-1] if before else near[0]).entity, 0.85
        if len(answers) > 1 and people:
            named = Counter(p.entity for p in people)
            return max(sorted(named), key=lambda e: named[e]), 0.6
        return None

    def _speaker(
        self, text: str, q: Quotation, places: Sequence[_Place], last: tuple[int, int] | None
    ) -> tuple[int | None, float]:
        if q.who is not None:
            named = [p for p in places if q.who[0] <= p.start < q.who[1] and p.kind == "Person"]
            if named:
                return named[-1].entity, 0.95
        closed = _CLOSED.match(text, q.end)
        end = closed.end() - 1 if closed else q.end
        stop = text.find("\n", end)
        after = text[end : min(end + _REACH, stop if stop >= 0 else len(text))]
        cut = min((i for i in (after.find("“"), after.find(". "), after.find(': "')) if i >= 0), default=len(after))
        after = after[:cut]
        lead = text[max(0, q.start - 220) : q.start]
        if lead.rstrip().endswith(":"):  # "Ông A nói:" in the line before
            lead = lead.rstrip()
        lead = lead.rpartition("\n")[2]
        lead = re.split(rf"[.!?…]\s+(?=[{UPPER}\d\W])", lead)[-1]
        colon = lead.rstrip().endswith(":")
        before = [p for p in places if q.start - len(lead) <= p.start < q.start]
        if _ANONYMOUS.match(after) or self._written(text, q, before, after, colon):
            return None, 0.0
        if not colon and (self._says(after) or self._titled.match(after)):
            pronoun = self._pronoun.match(after)
            if not pronoun:
                for p in places:
                    if end <= p.start < end + cut and p.kind == "Person":
                        return p.entity, 0.93
                head = end + len(after) - len(after.lstrip(_MARKS))
                body = next((p for p in places if p.start == head and p.kind == "Organization"), None)
                if body is not None:
                    return body.entity, 0.75
            if not pronoun or self._says(after[:40]):
                found = self._topic(q, places, last)
                if found is not None:
                    return found, 0.8
        said = self._according.search(lead)
        if said and any(p.start >= q.start - len(lead) + said.start() and p.kind != "Document" for p in before):
            spoke = [p for p in before if p.kind != "Document"]
            return spoke[-1].entity, 0.85 if spoke[-1].kind == "Person" else 0.75
        if colon or self._says(lead):
            for wanted in ("Person", "Organization"):
                subjects = [p for p in before if p.kind == wanted and p.opens] or [
                    p for p in before if p.kind == wanted
                ]
                if subjects:
                    return subjects[-1].entity, 0.93 if wanted == "Person" else 0.75
        found = self._topic(q, places, last)
        return found, 0.4

    def _written(self, text: str, q: Quotation, before: Sequence[_Place], after: str, colon: bool) -> bool:
        """Whether no person says it: a document does ("Công văn nêu rõ: ..."), or it is a document's name."""
        if not colon:
            named = self._naming.match(text, q.first) and not (self._says(after) or self._titled.match(after))
            return bool(named or self._writing.match(after))
        opening = [p for p in before if p.opens]
        return bool(opening) and opening[-1].kind == "Document"

    def _topic(self, q: Quotation, places: Sequence[_Place], last: tuple[int, int] | None) -> int | None:
        """Whom the sentences before are about: the last subject, or whoever spoke last if nobody was named since."""
        before = [p for p in places if p.start < q.start and p.kind == "Person"]
        if last is not None and not any(p.start >= last[1] for p in before):
            return last[0]
        near = [p for p in before if p.start > q.start - 700]
        subjects = [p for p in near if p.opens]
        chosen = subjects or near
        return chosen[-1].entity if chosen else None

    def _says(self, text: str) -> bool:
        words = [t.text.lower() for t in tokens(text)]
        return any(w in self._verbs or " ".join(words[i : i + 2]) in self._verbs for i, w in enumerate(words))
