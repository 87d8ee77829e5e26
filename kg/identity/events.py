"""Events: one that several articles tell, on one day, in one place, of one purpose, is one event."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from kg.identity.canonical import Canonical, joined
from kg.identity.digest import Digest
from kg.identity.kinds import Kinds
from kg.identity.persons import Ref, province
from kg.identity.places import Key, Place
from kg.identity.units import Units
from kg.language.words import alternatives, mapping
from kg.model import Value
from kg.ontology import Ontology

_ALIKE = 0.6  # share of words in common from which on two names can be one purpose
_NUMBERED = re.compile(
    rf"\b{alternatives('word-of-an-ordinal')}\s+(?:\d+|[ivxl]+|{alternatives('ordinal')})\b"
    rf"|\b{alternatives('numbered-by-roman')}\s+[ivxl]+\b"  # "vi phạm" is no number
)
_LOCAL = tuple(f"body-of-{of}" for of in ("a-province", "a-city", "a-district", "a-commune", "any-area"))
_TERM = re.compile(r"\bkhóa\s+[ivxl]+\b|\bnhiệm kỳ\b|\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Happening:
    """What an article says of one event."""

    ref: Ref
    name: tuple[str, ...]
    days: frozenset[str]  # of which it was one, ISO
    places: frozenset[str]  # units in which it was held
    agents: frozenset[str]  # who took part, organised or chaired; and what it was about


class Events:
    """Identifies the events of all digests together."""

    def __init__(self, ontology: Ontology, units: Units, canonical: Canonical) -> None:
        self._kinds, self._units, self._canonical = Kinds(ontology), units, canonical
        bodies = [w for n in _LOCAL for w in ontology.words.get(n, ())]
        self._behind = frozenset(ontology.words.get("behind-whose-event", ()))
        levels = [form for form in mapping("level-of-a-place") if not form.endswith(".")]
        self._placed = frozenset(canonical.plain(w) for w in (*bodies, *levels))  # what has its place behind it

    def happenings(self, digest: Digest, places: Mapping[int, Place], names: Mapping[int, str]) -> list[Happening]:
        """The events of one article; `names` gives what any entity is called among articles."""
        days: dict[int, set[str]] = defaultdict(set)
        where: dict[int, set[str]] = defaultdict(set)
        agents: dict[int, set[str]] = defaultdict(set)
        for subject, predicate, object_ in digest.says:
            if predicate == "heldOn" and isinstance(object_, Value):
                days[subject] |= _days(object_.text, digest)
            elif predicate == "heldIn" and isinstance(object_, int):
                if object_ in places and places[object_].area:
                    where[subject].add(places[object_].area)
            elif predicate == "about" and isinstance(object_, int):
                agents[subject].add(names.get(object_, ""))
            elif predicate in ("attends", "chairs", "speaksAt", "organizes") and isinstance(object_, int):
                agents[object_].add(names.get(subject, ""))
        return [
            Happening(
                (digest.article, i),
                self._canonical.plain(entity.name),
                frozenset(days[i]),
                frozenset(where[i]),
                frozenset(agents[i] - {""}),
            )
            for i, entity in enumerate(digest.entities)
            if self._kinds.under(entity.kind, "Event")
        ]

    def keys(self, happenings: Sequence[Happening], story_of: Mapping[str, str]) -> dict[Ref, Key]:
        """What every event is; happenings with one key are one event.

        story_of: article id to the first article of its story.
        """
        keys: dict[Ref, Key] = {}
        group: dict[Ref, Ref] = {h.ref: h.ref for h in happenings}
        articles: dict[Ref, set[str]] = {h.ref: {h.ref[0]} for h in happenings}
        by_ref = {h.ref: h for h in happenings}
        where = {h.ref: {province(p) for p in h.places} - {""} for h in happenings}

        def root(ref: Ref) -> Ref:
            while group[ref] != ref:
                ref = group[ref]
            return ref

        def join(one: Happening, two: Happening) -> None:
            a, b = sorted((root(one.ref), root(two.ref)))
            # One article that tells two events apart knows better; and none is held in two provinces.
            if a != b and not articles[a] & articles[b] and not self._apart(where[a], where[b]):
                group[b] = a
                articles[a] |= articles.pop(b)
                where[a] |= where.pop(b)

        buckets: dict[tuple[str, ...], list[Happening]] = defaultdict(list)
        for one in sorted(happenings, key=lambda h: h.ref):
            if self._unique(one):
                buckets["name", joined(one.name)].append(one)
            buckets["story", story_of.get(one.ref[0], one.ref[0]), joined(one.name)].append(one)
            for day in sorted(one.days):
                buckets["day", day].append(one)
        for key in sorted(buckets):
            members = buckets[key]
            if key[0] != "day":
                for other in members[1:]:
                    join(members[0], other)
                continue
            for n, other in enumerate(members):
                for one in members[:n]:
                    if self._one(one, other):
                        join(one, other)
        for ref in by_ref:
            first = by_ref[root(ref)]
            keys[ref] = ("event", joined(first.name), min(first.days, default=""), *map(str, first.ref))
        return keys

    def _unique(self, one: Happening) -> bool:
        """Whether its name is that of no other event: its number, its term, and whose it is."""
        text = joined(one.name)
        numbered = len(one.name) >= 5 and _NUMBERED.search(text) and _TERM.search(text)
        return bool(numbered) and not self._anywhere(one.name)

    def _anywhere(self, name: tuple[str, ...]) -> bool:
        """Whether the name leaves it to the article of which place a body in it is: "kỳ họp thứ 11 HĐND tỉnh"."""
        ends = (i for i in range(1, len(name) + 1) if i == len(name) or name[i] in self._behind or name[i].isdigit())
        return any(name[max(0, i - n) : i] in self._placed for i in ends for n in (1, 2, 3, 4))

    def _apart(self, mine: Set[str], theirs: Set[str]) -> bool:
        """Whether two sets of provinces are known and have none in common, by whatever name."""
        return bool(mine and theirs) and not any(self._units.kin(a, b) for a in mine for b in theirs)

    def _one(self, one: Happening, two: Happening) -> bool:
        if one.ref[0] == two.ref[0]:
            return False
        mine, theirs = {province(p) for p in one.places} - {""}, {province(p) for p in two.places} - {""}
        if self._apart(mine, theirs):
            return False
        together = bool(mine and theirs)
        words, others = set(one.name), set(two.name)
        common = len(words & others)
        alike = common / max(1, min(len(words), len(others)))
        shared = len(one.agents & two.agents)
        short = min(len(words), len(others)) < 3
        if not short and alike >= _ALIKE:
            return shared > 0 or together
        return shared >= 2 and one.name[:2] == two.name[:2] and (together or shared >= 3)


def _days(text: str, digest: Digest) -> set[str]:
    text = text.split("/", maxsplit=1)[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return {text}
    month = re.fullmatch(r"--(\d\d-\d\d)", text)
    if month and digest.span and digest.span[0][:4] == digest.span[1][:4]:
        return {f"{digest.span[0][:4]}-{month[1]}"}
    return set()
