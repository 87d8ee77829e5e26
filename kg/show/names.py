"""Search by name as people type it: with or without accents, by any of a thing's names, from the first letters on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from kg.language.normal import key, unaccented
from kg.show import facts
from kg.show.facts import Queryable, Thing

_WORD = re.compile(r"\w+")
ENOUGH = 2000  # matches that are compared; of more, those that most articles name


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, and the name by which."""

    thing: Thing
    name: str
    told: int

    @property
    def shown(self) -> str:
        """Its label, and in brackets the other name by which it was found."""
        return called(self.thing, self.name)


def called(thing: Thing, name: str) -> str:
    """The label of a thing, with this name of it in brackets where that is another."""
    return thing.label if name == thing.label else f"{thing.label} ({name})"


def fold(text: str) -> str:
    """Text as a search compares it: without accents, case or double spaces."""
    return unaccented(key(text))


class Names:
    """All names of a graph, ready to be searched.

    Args:
        store: the graph.
    """

    def __init__(self, store: Queryable) -> None:
        self.things = facts.things(store)
        facts.aliases(store, self.things)
        count = "SELECT ?e (COUNT(DISTINCT ?a) AS ?n) { GRAPH ?g { ?m kg:refersTo ?e ; oa:hasSource ?a } } GROUP BY ?e"
        self.told: dict[str, int] = {iri: int(number) for iri, number in facts.rows(store, count)}
        # Most told first: what no article names is reference knowledge in use and found last.
        self._entries = sorted(
            (
                _Entry(fold(name), key(name), name, iri, min(self.told.get(iri, 0), 50) / 100)
                for iri, thing in self.things.items()
                for name in (thing.label, *thing.aliases)
            ),
            key=lambda e: (-e.worth, e.folded, e.iri, e.name),
        )
        words = sorted({(word, n) for n, entry in enumerate(self._entries) for word in _WORD.findall(entry.folded)})
        self._words, self._at = [word for word, _ in words], [n for _, n in words]
        self._whole: dict[str, list[int]] = {}
        for n, entry in enumerate(self._entries):
            self._whole.setdefault(entry.folded, []).append(n)

    def __len__(self) -> int:
        return len(self.things)

    def search(self, text: str, limit: int = 12, families: Iterable[str] = ()) -> list[Hit]:
        """The best matches: every word of `text` begins a word of the name; names with the accents as typed first.

        Args:
            text: what was typed.
            limit: how many at most.
            families: only things of these.
        """
        plain, typed, wanted = fold(text), key(text), set(families)
        found: set[int] | None = None
        for word in sorted(set(_WORD.findall(plain)), key=len, reverse=True)[:8]:
            matching = self._beginning(word)
            found = matching if found is None else found & matching
        best: dict[str, tuple[float, str]] = {}
        for n in sorted(found or ())[:ENOUGH] + self._whole.get(plain, []):
            entry = self._entries[n]
            if wanted and self.things[entry.iri].family not in wanted:
                continue
            score = entry.score(plain, typed)
            if entry.iri not in best or best[entry.iri][0] < score:
                best[entry.iri] = (score, entry.name)
        order = sorted(best, key=lambda iri: (-best[iri][0], -self.told.get(iri, 0), len(best[iri][1]), iri))
        return [Hit(self.things[iri], best[iri][1], self.told.get(iri, 0)) for iri in order[:limit]]

    def top(self, family: str, limit: int = 8) -> list[Hit]:
        """The things of a family that most articles name."""
        own = [iri for iri, thing in self.things.items() if thing.family == family and self.told.get(iri)]
        own.sort(key=lambda iri: (-self.told[iri], self.things[iri].label, iri))
        return [Hit(self.things[iri], self.things[iri].label, self.told[iri]) for iri in own[:limit]]

    def _beginning(self, word: str) -> set[int]:
        return set(self._at[bisect_left(self._words, word) : bisect_left(self._words, word + "\uffff")])


@dataclass(frozen=True, slots=True)
class _Entry:
    """One name of one thing."""

    folded: str
    keyed: str
    name: str
    iri: str
    worth: float

    def score(self, plain: str, typed: str) -> float:
        if self.folded == plain:
            place = 4.0
        elif self.folded.startswith(plain):
            place = 3.0
        else:
            place = 2.0 if plain in self.folded else 1.0
        return place + (1.5 if typed in self.keyed else 0.0) + self.worth
