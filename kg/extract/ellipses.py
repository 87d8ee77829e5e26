"""Bodies of a row whose head is said once: "các bộ Y tế, Quốc phòng và Tài chính" are three ministries."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from kg.extract.proposer import Proposal
from kg.extract.template import UPPER
from kg.extract.tries import one_of
from kg.language.normal import normal
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
        longest = sorted(fields, key=lambda f: (-len(f), f))
        # The first letter tells a body from a field of work; after a level's word it is another's: "Công an tỉnh".
        levels = "|".join(map(re.escape, words.get("area-word", ()))) or "(?!)"
        field = rf"(?-i:(?=[{UPPER}]))(?:{'|'.join(map(re.escape, longest))})(?!\w)(?!\s(?:{levels})(?!\w))"
        heads = one_of(words.get("shared-head", ())).pattern
        self._row = re.compile(
            rf"(?<!\w)(?P<many>các\s)?(?P<head>{heads})(?P<mark>\s?:)?\s(?P<first>{field})"
            rf"(?P<rest>(?:{_LINK}(?:{heads}\s)?{field})+)",
            re.IGNORECASE,
        )
        self._item = re.compile(rf"{_LINK}(?P<head>{heads}\s)?(?P<item>{field})", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Shortened]:
        """The names, by place."""
        for row in self._row.finditer(text):
            head = row["head"].capitalize()
            items = [m for m in self._item.finditer(text, row.end("first"), row.end()) if not m["head"]]
            said = row["many"] or row["mark"]
            if not said and not all(("Organization", normal(f"{head} {m['item']}")) in self._names for m in items):
                continue  # "Bộ Y tế, Công an" are a ministry and the police of the place
            spans = [m.span("item") for m in items]
            if row["mark"]:
                spans.insert(0, row.span("first"))
            for start, end in spans:
                yield Shortened(start, end, head)
