"""Bodies of a row whose head is said once: "các bộ Y tế, Quốc phòng và Tài chính" are three ministries."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from kg.extract.patterns import compiled
from kg.extract.proposer import Proposal
from kg.extract.tries import any_of, one_of
from kg.language.normal import UPPER, normal
from kg.ontology import Ontology

_SURE = 0.97
_LINK = r"(?:\s?[,;]\s|\s(?:và|cùng)\s|\s?,\svà\s)"


@dataclass(frozen=True, slots=True)
class Shortened:
    """A name in text[start:end] that lacks the head it shares with those before it."""

    start: int
    end: int
    head: str

    def proposal(self) -> Proposal:
        """It, as a body."""
        return Proposal(self.start, self.end, "Organization", _SURE, "row")


class Ellipses:
    """Finds the names of rows that lack their head, by one ontology.

    Args:
        names: (class, spelling) of the known things.
    """

    def __init__(self, ontology: Ontology, names: Container[tuple[str, str]]) -> None:
        self._names = names
        words = ontology.words
        fields = {normal(s) for k in ontology.known.values() if k.kind == "Field" for s in k.spellings}
        # The first letter tells a body from a field of work; after a level's word it is another's: "Công an tỉnh".
        levels = one_of(words.get("word-of-area", ())).pattern
        self._field = compiled(rf"(?-i:(?=[{UPPER}])){any_of(fields)}(?!\w)(?!\s{levels})", re.IGNORECASE)
        heads = one_of(words.get("shared-head", ())).pattern
        self._opens = re.compile(rf"(?<!\w)(?P<many>các\s)?(?P<head>{heads})(?P<mark>\s?:)?\s", re.IGNORECASE)
        self._link = re.compile(rf"{_LINK}(?P<head>{heads}\s)?", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Shortened]:
        """The names, by place."""
        for opening in self._opens.finditer(text):
            first = self._field.match(text, opening.end())
            items = [*self._items(text, first.end())] if first else []
            if first is None or not items:
                continue
            head = opening["head"].capitalize()
            spans = [span for headed, span in items if not headed]
            known = [("Organization", normal(f"{head} {text[a:b]}")) in self._names for a, b in spans]
            if not (opening["many"] or opening["mark"]) and not all(known):
                continue  # "Bộ Y tế, Công an" are a ministry and the police of the place
            for start, end in [first.span(), *spans] if opening["mark"] else spans:
                yield Shortened(start, end, head)

    def _items(self, text: str, at: int) -> Iterator[tuple[bool, tuple[int, int]]]:
        """What goes on the row from a place: whether it has the head, and where it stands without."""
        link = self._link.match(text, at)
        while link:
            item = self._field.match(text, link.end())
            if item is None:
                return
            yield bool(link["head"]), item.span()
            link = self._link.match(text, item.end())
