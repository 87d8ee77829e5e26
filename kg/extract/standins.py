"""What stands for a thing named before: "Ông đề nghị", "đoàn đến thăm", "Huyện đã triển khai", "theo quyết định đó"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from kg.extract.phrase import Line, Phrase, Site
from kg.extract.profiles import Profile, area_ranks
from kg.extract.tries import tokenised
from kg.language.tokens import Token
from kg.ontology import Ontology

_RECENT = 12  # lines after which a person is no longer meant by a pronoun
_SINCE = 4  # lines after which those who come along no longer go where the others went
_MEMBERS = 12  # of a delegation
_PLACES = 4  # that one sentence has visited
_BODIES = ("Organization", "Area")

Opens = Callable[[Line, int], bool]


@dataclass
class _Memory:
    """What the lines read so far have named."""

    people: list[tuple[int, Site]] = field(default_factory=list)  # who was spoken of, with the line
    gender: dict[int, str] = field(default_factory=dict)
    members: dict[int, Site] = field(default_factory=dict)  # of the delegation
    places: list[Site] = field(default_factory=list)  # where it went last
    went: int = -99  # in which line
    heads: list[Site] = field(default_factory=list)  # things that a bare noun may mean
    areas: list[Site] = field(default_factory=list)  # those of the whole article: "tỉnh" may come before its name
    deciders: dict[str, list[Site]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Here:
    """A line, and what stands in it."""

    line: Line
    number: int
    found: Sequence[Site]
    profiles: Sequence[Profile]  # of the article's entities
    opens: Callable[[int], bool]  # whether an item may be the subject

    @property
    def row(self) -> list[str]:
        """The words of the line, "" for a phrase."""
        return self.line.row


class StandIns:
    """Finds what stands for things named before, by the word sets of an ontology."""

    def __init__(self, ontology: Ontology, top: Callable[[str], str]) -> None:
        words = ontology.words
        self._top = top
        self._pronouns: dict[tuple[str, ...], str] = {}
        for gender, forms in (
            ("", [*words.get("pronoun-person", ()), *ontology.spelled("Rank")]),
            ("m", words.get("pronoun-he", ())),
            ("f", words.get("pronoun-she", ())),
        ):
            self._pronouns |= {tuple(w.lower() for w in tokenised(f)): gender for f in forms}
        self._plural = frozenset(words.get("pronoun-plural", ()))
        self._kin = frozenset(words.get("pronoun-kin", ()))
        self._listing = frozenset(words.get("pronoun-list", ()))
        self._groups = rows(words.get("pronoun-group", ()))
        self._along = rows(words.get("going-along", ()))
        self._going = rows(words.get("verb-visits", ()))
        self._delegation = frozenset(words.get("delegation", ()))
        self._nouns = {n: tuple(n.split()) for n in words.get("head-noun", ())}
        self._named: dict[str, tuple[str, ...]] = {}  # what the names of things begin with that such a noun means
        for name, forms in sorted(words.items()):
            if name.startswith("noun-of-"):
                starts = tuple(f"{w} " for w in words.get(name.replace("noun-of-", "named-", 1), ()))
                self._nouns |= {n: tuple(n.split()) for n in forms}
                self._named |= dict.fromkeys(forms, starts)
        self._asking = tuple(f" {w}" for w in words.get("asking-verb", ()))
        self._ranks = area_ranks(ontology)
        self._decisions = tuple(words.get("decision", ()))
        self._decision_of = frozenset(words.get("decision-of", ()))

    def sites(
        self, lines: Sequence[Line], own: Sequence[Sequence[Site]], profiles: Sequence[Profile], opens: Opens
    ) -> Iterator[list[Site]]:
        """For each line the sites that stand for something named in an earlier one (or, for deciders, in itself)."""
        memory = _Memory(areas=[s for sites in own for s in sites if s.kind == "Area"])
        for number, (line, found) in enumerate(zip(lines, own, strict=True)):
            here = _Here(line, number, found, profiles, partial(opens, line))
            out = [] if number == 0 else list(self._told(here, memory))
            self._remember(here, memory, out)
            plain = {s.entity for s in found if s.depth == 0}
            deciders = {s.entity: s for part in memory.deciders.values() for s in part if s.entity not in plain}
            out += deciders.values()
            yield out

    def _told(self, here: _Here, memory: _Memory) -> Iterator[Site]:
        seen = {s.entity for s in here.found}
        for at, gender in self._persons(here):
            if any(s.kind == "Person" and s.depth == 0 and s.at < at and here.opens(s.at) for s in here.found):
                break
            meant = next(
                (
                    s
                    for k, s in reversed(memory.people)
                    if here.number - k <= _RECENT
                    and (not gender or memory.gender.get(s.entity, gender) == gender)
                    and s.entity not in seen
                ),
                None,
            )
            if meant is not None:
                seen.add(meant.entity)
                yield replace(meant, at=at, depth=0, parent=None, how="pronoun", back=0)
        for at in spans(here.row, self._groups):
            if here.opens(at) and not _named_next(here.line, at + 1):
                yield from (
                    replace(m, at=at, depth=0, parent=None, how="group")
                    for m in memory.members.values()
                    if m.entity not in seen
                )
                break
        if here.number - memory.went <= _SINCE and spans(here.row, self._along):
            yield from (
                replace(p, at=-1, depth=0, parent=None, how="visited") for p in memory.places if p.entity not in seen
            )
        said = set(here.row)
        for noun, words in self._nouns.items():
            if words[0] not in said:
                continue
            places = (i for i in spans(here.row, [words]) if here.opens(i))
            place = next((i for i in places if not _named_next(here.line, i + len(words))), None)
            things = (*reversed(memory.heads), *memory.areas) if place is not None else ()
            meant = next((s for s in things if self._is(noun, here.profiles[s.entity])), None)
            if place is not None and meant is not None and meant.entity not in seen:
                seen.add(meant.entity)
                yield replace(meant, at=place, depth=0, parent=None, how="head")
            yield from self._asked(here, memory, noun, words)

    def _asked(self, here: _Here, memory: _Memory, noun: str, words: tuple[str, ...]) -> Iterator[Site]:
        """The body or area that a bare noun right after a verb of asking or praising means: "đề nghị tỉnh"."""
        for i in spans(here.row, [words]):
            before = f" {' '.join(here.row[max(0, i - 3) : i])}"
            after = here.row[i + len(words)] if i + len(words) < len(here.row) else ""
            if before.endswith(self._asking) and after != "trưởng" and not _named_next(here.line, i + len(words)):
                things = (s for s in (*reversed(memory.heads), *memory.areas) if s.kind in _BODIES)
                meant = next((s for s in things if self._is(noun, here.profiles[s.entity])), None)
                if meant is not None:
                    yield replace(meant, at=i, depth=0, parent=None, how="asked")
                return

    def _is(self, noun: str, profile: Profile) -> bool:
        """Whether a noun alone may mean a thing: "xã" a commune, "nghị quyết" what is called Nghị quyết ..."""
        if profile.kind == "Area":
            return noun in self._ranks and self._ranks[noun] == profile.rank
        if noun in self._ranks and profile.kind == "Organization":
            return False  # "tỉnh" is no Tỉnh ủy
        if noun in self._named:
            return profile.kind == "Organization" and f"{profile.name} ".startswith(self._named[noun])
        return f"{profile.name} ".startswith(f"{noun} ")

    def _persons(self, here: _Here) -> Iterator[tuple[int, str]]:
        """Where a pronoun for one person stands (its last syllable), and for a man or a woman if it says so."""
        row, i = here.row, 0
        while i < len(row):
            n = next((n for n in (3, 2, 1) if i + n <= len(row) and tuple(row[i : i + n]) in self._pronouns), 0)
            if not n:
                i += 1
                continue
            gender = self._pronouns[tuple(row[i : i + n])]
            before = row[i - 1] if i else ""
            after = row[i + n] if i + n < len(row) else ""
            if before not in self._plural and after not in self._kin and not _named_next(here.line, i + n, beside=True):
                yield i + n - 1, gender
            i += n

    def _remember(self, here: _Here, memory: _Memory, told: Sequence[Site]) -> None:
        row, found = here.row, here.found
        people = [s for s in found if s.kind == "Person" and s.depth == 0]
        for s in people:
            before = tuple(row[max(0, s.at - 1) : s.at])
            if self._pronouns.get(before):
                memory.gender[s.entity] = self._pronouns[before]
        subject = next((s for s in people if here.opens(s.at)), None) or next(iter(people), None)
        if subject is not None and self._word_before(here.line, subject.at) not in self._listing:
            memory.people.append((here.number, subject))
        memory.people.extend((here.number, s) for s in told if s.how == "pronoun" and here.opens(s.at))
        going = spans(row, self._going)
        if going:
            after = (s for s in found if s.kind in _BODIES and s.at > going[0])
            places = [s for s in after if s.depth == 0 or (s.depth == 1 and s.kind == "Area" and self._body(s))][
                :_PLACES
            ]
            if places:
                memory.places, memory.went = places, here.number
        if going or spans(row, self._along) or not self._delegation.isdisjoint(row):
            bodies = [s for s in found if s.kind == "Organization" and s.depth == 0 and here.opens(s.at)]
            for s in (*people, *bodies[:1]):
                if len(memory.members) < _MEMBERS:
                    memory.members.setdefault(s.entity, s)
        memory.heads.extend(s for s in found if s.kind in (*_BODIES, "Document", "Programme"))
        for how, deciding in (("decision", [*self._deciding(here)]), ("session", [*self._holding(here)])):
            if deciding:
                memory.deciders[how] = deciding

    def _body(self, site: Site) -> bool:
        """Whether an area is that of a body: who works with a commune's committee goes to the commune."""
        return site.parent is not None and self._top(site.parent.kind) == "Organization"

    def _deciding(self, here: _Here) -> Iterator[Site]:
        """Whose decision a line tells of: "Quyết định của Bộ Nội vụ"."""
        for s in here.found:
            if s.kind != "Organization" or s.depth > 2:
                continue
            around = (s.parent, here.line.items[s.at])
            title = next((p for p in around if isinstance(p, Phrase) and self._top(p.kind) == "Document"), None)
            if title is not None:
                decided = any(d in here.profiles[title.entity].name[:25] for d in self._decisions)
            else:
                lead = here.row[max(0, s.at - 8) : s.at]
                of = s.depth <= 1 and not self._decision_of.isdisjoint(lead[-1:])
                decided = of and any(d in " ".join(lead) for d in self._decisions)
            if decided:
                yield _carried(s)

    def _holding(self, here: _Here) -> Iterator[Site]:
        """Whose session a line tells of, or who calls people together to hear decisions on them."""
        found = here.found
        inner = [s for s in found if s.kind == "Organization" and s.depth == 1 and s.parent is here.line.items[s.at]]
        held = [s for s in inner if s.parent is not None and self._top(s.parent.kind) == "Event"]
        subject = [s for s in found if s.kind in ("Organization", "Person") and s.depth == 0 and here.opens(s.at)]
        called = any(s.kind == "Event" for s in found) or any(d in " ".join(here.row) for d in self._decisions)
        yield from (_carried(s) for s in (held or (subject if called else []))[:1])

    def _word_before(self, line: Line, at: int) -> str:
        """The word before a person, past honorifics and posts."""
        i = at - 1
        while i >= 0:
            item = line.items[i]
            if isinstance(item, Token) and (item.text.lower(),) not in self._pronouns:
                return item.text.lower()
            i -= 1
        return ""


def spans(row: Sequence[str], forms: Sequence[tuple[str, ...]]) -> list[int]:
    """Where any of these runs of words begins."""
    said = set(row)
    here = [f for f in forms if f[0] in said]
    return [i for i in range(len(row)) for f in here if row[i] == f[0] and tuple(row[i : i + len(f)]) == f]


def _carried(site: Site) -> Site:
    return replace(site, at=-1, depth=0, parent=None, how="decider")


def rows(forms: Sequence[str]) -> list[tuple[str, ...]]:
    """Each form as its words in lower case."""
    return [tuple(w.lower() for w in tokenised(f)) for f in forms]


def _named_next(line: Line, at: int, beside: bool = False) -> bool:
    """Whether a name follows, so that the word before it is part of how that is named."""
    if at >= len(line.items):
        return False
    item = line.items[at]
    if isinstance(item, Phrase):
        return item.kind != "DateSpan" and not (beside and item.kind == "Honour")
    return item.word and item.text[:1].isupper()
