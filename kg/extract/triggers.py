"""Words that make a reader think of a relation, and where they stand in a line.

They are the lex:WordSets verb-RELATION (words that say it) and trigger-RELATION (words that go with it)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.phrase import Line, Phrase, Site
from kg.extract.tries import tokenised
from kg.language.normal import normal
from kg.language.tokens import tokens
from kg.ontology import Ontology

_PREFIXES = ("verb-", "trigger-")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger at items first to last (exclusive); `inside` a phrase where its words are part of a name."""

    first: int
    last: int
    text: str
    strong: bool  # says the relation by itself
    inside: bool = False


class TriggerFinder:
    """Finds the triggers of every relation in a line."""

    def __init__(self, ontology: Ontology) -> None:
        self._table: dict[str, list[tuple[tuple[str, ...], str, tuple[tuple[str, bool], ...]]]] = {}
        by: dict[tuple[str, ...], set[tuple[str, bool]]] = {}
        read = set(ontology.words.get("read-relation", ()))
        for name, forms in ontology.words.items():
            relation = name.partition("-")[2]
            if name.startswith(_PREFIXES) and relation in read:
                strong = name.startswith("verb-")
                for form in forms:
                    by.setdefault(tuple(t.lower() for t in tokenised(form)), set()).add((relation, strong))
        for words, relations in by.items():
            self._table.setdefault(words[0], []).append((words, " ".join(words), tuple(sorted(relations))))
        for entries in self._table.values():
            entries.sort(key=lambda e: -len(e[0]))

    def find(self, line: Line, text: str) -> dict[str, list[Trigger]]:
        """For each relation its triggers in the line, in order; of overlapping ones the longest."""
        row = ["" if isinstance(i, Phrase) else normal(i.text).lower() for i in line.items]
        found: dict[str, list[Trigger]] = {}
        self._scan(row, found, None)
        for at, item in enumerate(line.items):
            if isinstance(item, Phrase) and item.kind != "DateSpan" and item.end - item.start > 12:
                self._scan([t.text.lower() for t in tokens(text, item.start, item.end)], found, at)
        return found

    def last(self, row: Sequence[str], relations: Sequence[str]) -> tuple[str, str] | None:
        """The one of the relations whose trigger stands last in a row of words, with that trigger."""
        found: dict[str, list[Trigger]] = {}
        self._scan(list(row), found, None)
        ends = [(t.last, t.strong, name, t.text) for name in relations for t in found.get(name, ())]
        return max(ends)[2:] if ends else None

    def _scan(self, row: list[str], found: dict[str, list[Trigger]], inside: int | None) -> None:
        ends: dict[str, int] = {}
        for i, word in enumerate(row):
            for words, text, relations in self._table.get(word, ()):
                if len(words) > 1 and tuple(row[i : i + len(words)]) != words:
                    continue
                for relation, strong in relations:
                    if ends.get(relation, 0) <= i:
                        ends[relation] = i + len(words)
                        trigger = (
                            Trigger(i, i + len(words), text, strong)
                            if inside is None
                            else Trigger(inside, inside + 1, text, strong, True)
                        )
                        found.setdefault(relation, []).append(trigger)


def nearest(triggers: Sequence[Trigger], s: Site, o: Site) -> Trigger | None:
    """The trigger nearest to two sites: between them if one is, else before both, else after."""
    if not triggers:
        return None
    low, high = min(s.at, o.at), max(s.at, o.at)

    def cost(t: Trigger) -> tuple[int, int, int]:
        weak = 0 if t.strong else 3
        if low <= t.first <= high:
            return (0, weak, abs(o.at - t.first) if o.at >= 0 else abs(t.first - s.at))
        return (1, weak, low - t.first) if t.first < low else (2, weak, t.first - high)

    return min(triggers, key=cost)
