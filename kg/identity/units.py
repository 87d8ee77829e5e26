"""Things of the reference files that share a name and follow one another in time: which is meant on which day.

"Bắc Ninh" is a province until 2025-06-30 and another from the day after; a ministry of one name may be two bodies.
Neither name nor code is identity: name and date are.
"""

from __future__ import annotations

from collections import defaultdict

from kg.identity.canonical import place, words
from kg.identity.digest import Span
from kg.ontology import Known, Ontology

_START, _END = "0000-00-00", "9999-99-99"


class Units:
    """The known areas and bodies of an ontology by name and date."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self.known = ontology.known
        self._types: dict[str, str | None] = {}
        self._facts = {id_: _facts(known) for id_, known in ontology.known.items()}
        self._siblings: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._named: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for id_, known in sorted(ontology.known.items()):
            type_ = self._type(known.kind)
            if type_:
                self._siblings[self._family(id_)].append(id_)
                for form in sorted({words(f) for f in (*known.spellings, known.label)}):
                    self._named[form].append(id_)
        self._provinces: dict[tuple[str, ...], str] = {}
        for id_ in sorted(i for i in ontology.known if self.is_province(i)):
            for spelling in (self.known[id_].label, *self.known[id_].spellings):
                self._provinces.setdefault(place(spelling), id_)
        self._next = {i: tuple(sorted(f.get("succeededBy", ()))) for i, f in self._facts.items() if "succeededBy" in f}
        self._tops: dict[str, str] = {}
        self._later: dict[str, frozenset[str]] = {}

    def at(self, id_: str, span: Span | None, *, then: bool = False, now: bool = False) -> str:
        """The unit with the name of the unit `id_` that existed on the days of `span`.

        `then` and `now` are what the text says: "Bắc Ninh (cũ)" is the last that ended, "(sau sáp nhập)" the newest.
        Without a date, and where no unit or more than one fits, `id_` is kept.
        """
        known = self.known.get(id_)
        type_ = self._type(known.kind) if known else None
        if known is None or type_ is None:
            return id_
        family = self._siblings[self._family(id_)]
        if len(family) < 2:
            return id_
        if then:
            ended = sorted((self.validity(i)[1], i) for i in family if self.validity(i)[1] != _END)
            before = [i for until, i in ended if span is None or until < span[1]]
            return (before or [i for _, i in ended] or [id_])[-1]
        if now:
            return max(family, key=lambda i: (self.validity(i)[0], i))
        if span is None:
            return id_
        valid = [i for i in family if self.validity(i)[0] <= span[1] and span[0] <= self.validity(i)[1]]
        return valid[0] if len(valid) == 1 else id_

    def find(self, name: str, kind: str, span: Span | None) -> str | None:
        """The one known thing of that type and spelling, or None."""
        type_ = self._type(kind)
        found = [i for i in self._named.get(words(name), ()) if type_ and self._type(self.known[i].kind) == type_]
        families = {self._family(i) for i in found}
        return self.at(found[0], span) if len(families) == 1 else None

    def province(self, name: str, span: Span | None) -> str:
        """The province of that name on those days, or ""."""
        found = self._provinces.get(place(name))
        return self.at(found, span) if found else ""

    def era(self, id_: str) -> str:
        """The unit itself where others of its name came before or after it, else ""."""
        return id_ if self._type(self.known[id_].kind) and len(self._siblings[self._family(id_)]) > 1 else ""

    def validity(self, id_: str) -> tuple[str, str]:
        """First and last day of a unit, far away where it has none."""
        facts = self._facts.get(id_, {})
        start = min(facts.get("validFrom", {_START}))
        end = max(facts.get("validThrough", {_END}))
        return start, end + "-99" if len(end) == 4 else end

    def successors(self, id_: str) -> tuple[str, ...]:
        """The units that took the place of a unit, one step on."""
        return self._next.get(id_, ())

    def later(self, id_: str) -> frozenset[str]:
        """A unit and all that followed it."""
        found = self._later.get(id_)
        if found is None:
            seen, todo = set(), [id_]
            while todo:
                one = todo.pop()
                if one not in seen:
                    seen.add(one)
                    todo.extend(self._next.get(one, ()))
            found = self._later[id_] = frozenset(seen)
        return found

    def kin(self, one: str, two: str) -> bool:
        """Whether the units are one, or one of them became the other."""
        return one == two or two in self.later(one) or one in self.later(two)

    def within(self, id_: str) -> tuple[str, ...]:
        """The units around a unit, one step out."""
        return tuple(sorted(self._facts.get(id_, {}).get("within", ())))

    def top(self, area: str) -> str:
        """The province around an area of a key, or what else stands outermost; "" where it is not known."""
        found = self._tops.get(area)
        if found is None:
            found = area.split("/", maxsplit=1)[0]
            if found[:1] in ("?", "@"):
                found = ""
            seen = {found}
            while found and not self.is_province(found) and (around := self.within(found)):
                if around[0] in seen or self.is_country(around[0]):
                    break
                found = around[0]
                seen.add(found)
            self._tops[area] = found
        return found

    def is_inner(self, area: str) -> bool:
        """Whether an area of a key is a district or a commune."""
        return "/" in area or self.top(area) != area

    def is_province(self, id_: str) -> bool:
        """Whether a unit stands right below the country."""
        level = self._facts.get(id_, {}).get("level", set())
        return bool(level & {"tinh", "thanh-pho-tw"})

    def is_country(self, id_: str) -> bool:
        """Whether it is a country."""
        known = self.known.get(id_)
        return known is not None and known.kind == "Country"

    def _type(self, kind: str) -> str | None:
        if kind not in self._types:
            found = (t for t in ("Area", "Organization") if self._ontology.is_a(kind, t))
            self._types[kind] = next(found, None)
        return self._types[kind]

    def _family(self, id_: str) -> tuple[str, ...]:
        """What the things share that can be one another's forerunner: sort, level, what they are in, and name."""
        known = self.known[id_]
        if self._type(known.kind) != "Area":
            return ("Organization", *words(known.label))
        around = "" if self.is_province(id_) else f"{known.kind} {min(self.within(id_), default='')}"
        return ("Area", around, *place(known.label))


def _facts(known: Known) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for prop, value in known.facts:
        found[prop].add(value)
    return found
