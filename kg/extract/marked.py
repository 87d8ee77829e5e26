"""Sentences as lines again, once the mentions are known: the outermost ones are phrases, the others inside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.extract.phrase import Item, Line, Phrase
from kg.language.dates import Date
from kg.language.tokens import Token, cut
from kg.model import Mention, Reading
from kg.ontology import Ontology

_DASH = re.compile(r"\s?[-–]\s?")


def characters(ontology: Ontology) -> dict[str, str]:
    """The private-use character that a line writes each class with."""
    kinds = sorted(set(ontology.parents) | {p for up in ontology.parents.values() for p in up})
    return {kind: chr(0xE000 + i) for i, kind in enumerate(kinds)}


class Marker:
    """Makes lines from the mentions of a Reading; its `classes` give each class the character a line writes it with."""

    def __init__(self, ontology: Ontology) -> None:
        self.classes = characters(ontology)

    def lines(self, reading: Reading, text: str, dates: Sequence[Date]) -> list[Line]:
        """One line a sentence of the Reading.

        text: the article's text in normal form; dates: the dates of that text, of which phrases of the class DateSpan
        are made, with the date's place in `dates` as the trait "date".
        """
        phrases = [self._phrase(reading, m) for m in reading.mentions]
        years = _anniversaries(text, dates)
        phrases += [
            Phrase(
                "DateSpan",
                d.start,
                d.end,
                (d.start, d.end),
                "date",
                traits={"date": str(i), "kind": _kind(d) if i not in years else "period"},
            )
            for i, d in enumerate(dates)
        ]
        phrases.sort(key=lambda p: (p.start, -p.end, p.kind == "DateSpan"))
        out, at = [], 0
        for sentence in reading.sentences:
            inside: list[Phrase] = []
            while at < len(phrases) and phrases[at].start < sentence.end:
                if phrases[at].start >= sentence.start and phrases[at].end <= sentence.end:
                    inside.append(phrases[at])
                at += 1
            out.append(Line(_items(list(cut(text, sentence.start, sentence.end)), _nested(inside)), self.classes))
        return out

    def _phrase(self, reading: Reading, mention: Mention) -> Phrase:
        kind = reading.entities[mention.entity].kind
        phrase = Phrase(kind, mention.start, mention.end, (mention.start, mention.end), "mention")
        phrase.entity = mention.entity
        return phrase


def _kind(date: Date) -> str:
    return date.kind + ("+" if date.until else "") + ("~" if date.bare else "")


def _anniversaries(text: str, dates: Sequence[Date]) -> set[int]:
    """The places of days that only say since when another is kept: "Ngày thành lập (30/4/1975 - 30/4/2025)"."""
    found = set()
    for i, (one, two) in enumerate(pairwise(dates)):
        same = one.datatype == two.datatype == "date" and one.value[4:] == two.value[4:] and one.value != two.value
        if same and _DASH.fullmatch(text, one.end, two.start):
            found.add(i)
    return found


def _nested(phrases: list[Phrase]) -> list[Phrase]:
    """The outermost phrases, each with those inside it as parts; one that crosses another is left out."""
    outer: list[Phrase] = []
    stack: list[Phrase] = []
    for phrase in phrases:
        while stack and stack[-1].end <= phrase.start:
            stack.pop()
        if stack and phrase.end > stack[-1].end:
            continue
        if phrase.kind == "DateSpan" and stack and (stack[-1].start, stack[-1].end) == (phrase.start, phrase.end):
            continue
        (stack[-1].parts if stack else outer).append(phrase)
        stack.append(phrase)
    return outer


def _items(row: list[Token], phrases: list[Phrase]) -> list[Item]:
    items: list[Item] = []
    i = 0
    for phrase in phrases:
        while i < len(row) and row[i].end <= phrase.start:
            items.append(row[i])
            i += 1
        items.append(phrase)
        while i < len(row) and row[i].start < phrase.end:
            i += 1
    items.extend(row[i:])
    return items
