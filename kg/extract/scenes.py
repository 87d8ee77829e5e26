"""Events in sentences that do not name them, and the day and place of an event, told in a sentence before it.

"Ông A đã tiếp bà B. Tại buổi tiếp, ..." names the reception only in its second sentence, and tells who took part, when
and where only in its first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.phrase import Line, Phrase, Site
from kg.extract.profiles import Profile, contained
from kg.extract.standins import rows, spans
from kg.ontology import Ontology

_NEAR = 2  # lines between a verb and the noun for what it tells of
_FAR = 6  # the same, where a thing in the event's name stands beside the verb
_MOST = 2  # events that one line tells of without naming them
_AGO = 3  # lines after which a day or place is no longer meant
_PARTS = ("Person", "Organization", "Area", "Document")


class Scenes:
    """Finds them by the word sets of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._classifiers = rows(words.get("event-counter", ()))
        self._deeds = sorted(rows(words.get("event-deed", ())), key=lambda d: -len(d))
        self._places = frozenset(words.get("place-word", ()))

    def sites(
        self, lines: Sequence[Line], own: Sequence[Sequence[Site]], profiles: Sequence[Profile]
    ) -> Iterator[list[Site]]:
        """For each line the sites of how "deed", "when" and "where"."""
        told = self._told(own, profiles)
        seen: set[int] = set()
        days: list[Site] = []
        places: list[Site] = []
        when = where = -99
        for number, (line, found) in enumerate(zip(lines, own, strict=True)):
            out = list(self._deeds_of(line, found, number, told)) if told else []
            new = {s.entity for s in found if s.kind in ("Event", "Document") and s.depth == 0} - seen
            seen |= new
            dated = [
                s for s in found if s.kind == "DateSpan" and not s.phrase.traits["kind"].startswith(("term", "per"))
            ]
            placed = [s for s in found if s.kind == "Area" and s.depth == 0 and self._led(line, s.at)]
            if new and not dated and number - when <= _AGO:
                out += days
            if new and not placed and number - where <= _AGO:
                out += places
            if dated:
                days, when = [Site(-1, "DateSpan", dated[0].phrase, -1, how="when")], number
            if placed:
                places, where = [Site(s.entity, "Area", s.phrase, -1, how="where") for s in placed[:2]], number
            yield out

    def _told(
        self, own: Sequence[Sequence[Site]], profiles: Sequence[Profile]
    ) -> list[tuple[tuple[str, ...], Phrase, list[int], set[int]]]:
        """The events that a verb can tell of: the verb, a phrase, the lines that name it, the things in its name."""
        named: dict[int, list[int]] = {}
        phrases: dict[int, Phrase] = {}
        for number, sites in enumerate(own):
            for s in sites:
                if s.kind == "Event":
                    named.setdefault(s.entity, []).append(number)
                    phrases.setdefault(s.entity, s.phrase)
        out = []
        for entity, places in named.items():
            deed = self._deed(profiles[entity].name.split())
            if deed:
                parts = {i for i, p in enumerate(profiles) if p.kind in _PARTS and contained(profiles[entity], p)}
                out.append((deed, phrases[entity], places, parts))
        return out

    def _deed(self, words: Sequence[str]) -> tuple[str, ...]:
        """The verb of an event's name: "tiếp" of "buổi tiếp bà B", "hội đàm" of "hội đàm giữa A và B"."""
        n = next((len(c) for c in self._classifiers if tuple(words[: len(c)]) == c), 0)
        return next((d for d in self._deeds if tuple(words[n : n + len(d)]) == d), ())

    def _deeds_of(
        self,
        line: Line,
        found: Sequence[Site],
        number: int,
        told: Sequence[tuple[tuple[str, ...], Phrase, list[int], set[int]]],
    ) -> Iterator[Site]:
        here = {s.entity for s in found}
        chosen = []
        for deed, phrase, places, parts in told:
            away = min(abs(number - p) for p in places)
            if phrase.entity not in here and away <= (_FAR if parts & here else _NEAR):
                at = next(iter(spans(line.row, [deed])), None)
                if at is not None:
                    chosen.append((not parts & here, away, phrase.entity, at, phrase))
        for _, away, entity, at, phrase in sorted(chosen, key=lambda c: c[:3])[:_MOST]:
            yield Site(entity, "Event", phrase, at, how="deed", back=away)

    def _led(self, line: Line, at: int) -> bool:
        """Whether a word for where something happens stands before an area: "tại Hà Nội"."""
        before = line.items[at - 1] if at else None
        return before is not None and not isinstance(before, Phrase) and before.text.lower() in self._places
