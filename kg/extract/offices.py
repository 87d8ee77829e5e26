"""A line in which people and posts stand, as a row of words and letters in which fixed forms are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.phrase import Line, Phrase
from kg.extract.sites import honorifics
from kg.extract.tries import tokenised
from kg.language.tokens import tokens
from kg.ontology import Ontology

_LETTER = {"Person": "P", "Post": "C", "Organization": "O", "Area": "A"}


class OfficeRow:
    """The words of a line in lower case, each with a space after it; phrases are a letter and their number: P0, C1.

    P is a person, C a post, O a body, A a place, T a date. The phrases within the name of an event or document stand
    for themselves.
    """

    def __init__(self, text: str, line: Line, found: Sequence[Phrase], letters: Sequence[str]) -> None:
        self.found = found
        self.text = "".join(_words(text, line, found, letters))

    def named(self, piece: str, letter: str) -> list[Phrase]:
        """The phrases of a letter in a piece of the row, those of a Reading."""
        named = (self.found[int(n)] for n in re.findall(rf"(?<!\S){letter}(\d+)(?!\S)", piece))
        return [p for p in named if letter == "T" or p.root.entity >= 0]


class OfficeRows:
    """Makes rows by the classes and honorifics of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self.person = rf"(?:{any_row(honorifics(ontology))}){{0,7}}P\d+ "  # an expression for a named person

    def row(self, text: str, line: Line, needed: str = "PC") -> OfficeRow | None:
        """The row of a line with a person and a post in it (or others, by their letters), None of other lines."""
        found = list(self._phrases(i for i in line.items if isinstance(i, Phrase)))
        letters = [next((x for kind, x in _LETTER.items() if self._ontology.is_a(p.kind, kind)), "T") for p in found]
        return OfficeRow(text, line, found, letters) if set(needed) <= set(letters) else None

    def _phrases(self, phrases: Iterable[Phrase]) -> Iterator[Phrase]:
        """The people, posts, bodies, places and dates, also those in the name of an event or document."""
        for phrase in phrases:
            if phrase.kind == "DateSpan" or any(self._ontology.is_a(phrase.kind, kind) for kind in _LETTER):
                yield phrase
            else:
                yield from self._phrases(phrase.parts)


def any_row(words: Iterable[str]) -> str:
    """An expression for any of the words as a row writes them, the longest first."""
    rows = sorted({" ".join(tokenised(w)).lower() + " " for w in words}, key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(map(re.escape, rows))})" if rows else "(?!)"


def _words(text: str, line: Line, found: Sequence[Phrase], letters: Sequence[str]) -> Iterator[str]:
    at, end = line.items[0].start, line.items[-1].end
    for n, (phrase, letter) in enumerate(zip(found, letters, strict=True)):
        for token in tokens(text, at, phrase.start):
            yield token.text.lower() + " "
        yield f"{letter}{n} "
        at = max(at, phrase.end)
    for token in tokens(text, at, end):
        yield token.text.lower() + " "
