"""Who is disciplined, prosecuted or arrested by which body, in forms without doubt: "A bị Ban Bí thư khai trừ"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.happenings import Accepted
from kg.extract.offices import OfficeRows, any_row
from kg.extract.phrase import Line
from kg.ontology import Ontology

_BEFORE = 6  # words before it among which one says that it is only asked for


class PenaltyFinder:
    """Finds them by the word sets of an ontology that begin with "office-punish", and those of appointments."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._rows = OfficeRows(ontology)
        self._told = words.get("office-punish", ())
        guards = [w for n in ("guard-plan", "guard-wish", "guard-negation") for w in words.get(n, ())]
        self._planned = re.compile(rf"(?<!\S){any_row(guards)}")
        person = self._rows.person
        verb = any_row(self._told)
        adverb = rf"(?:{any_row((*words.get('office-adverb', ()), *words.get('office-punish-adverb', ())))})*"
        says = rf"(?!{any_row(words.get('office-punish-not', ()))})"
        aside = rf"(?:(?:[COAT]\d+|[,;:()–-]|\d+|và) |{any_row(words.get('office-beside', ()))}){{0,24}}?"
        people = rf"(?P<who>{person}(?:{aside}{person}{says})*)"
        by = r"(?P<by>O\d+ (?:(?:, |và )O\d+ )*)(?:\( [^)]{1,20}\) )?"
        to = rf"(?:{verb}|{any_row(words.get('office-punish-to', ()))}|[OCT]\d+ |\d+ |[,:] |và ){{0,16}}?"
        self._forms = [
            re.compile(rf"(?<!\S){by}{adverb}{verb}{to}{people}"),
            re.compile(rf"(?<!\S){people}{aside}{adverb}bị {by}{adverb}{verb}"),
        ]

    def find(self, text: str, lines: Sequence[Line]) -> Iterator[Accepted]:
        """What the lines of a text say."""
        for number, line in enumerate(lines):
            said = text[line.items[0].start : line.items[-1].end].lower() if line.items else ""
            row = self._rows.row(text, line, "PO") if any(verb in said for verb in self._told) else None
            if row is None:
                continue
            for form in self._forms:
                for match in form.finditer(row.text):
                    before = " ".join(row.text[: match.start("by")].split()[-_BEFORE:]) + " "
                    if self._planned.search(before):
                        continue
                    for body in row.named(match["by"], "O"):
                        for person in row.named(match["who"], "P"):
                            entities = (body.root.entity, person.root.entity)
                            yield Accepted(entities[0], "disciplines", entities[1], number, 0.88, "penalty")
