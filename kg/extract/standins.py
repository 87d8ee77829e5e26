"""What stands for a thing named before: "Ông đề nghị", "đoàn đến thăm", "Huyện đã triển khai", "theo quyết định đó"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.phrase import Line, Phrase, Site
from kg.extract.profiles import Profile
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


class StandIns:
    """Finds what stands for things named before, by the word sets of an ontology."""

    def __init__(self, ontology: Ontology, top: Callable[[str], str]) -> None:
        words = ontology.words
        self._top = top
        ranks = [s for k in ontology.known.values() if k.kind == "Rank" for s in (*k.spellings, *k.hidden)]
        self._pronouns: dict[tuple[str, ...], str] = {}
        for gender, forms in (
            ("", [*words.get("pronoun-person", ()), *ranks]),
            ("m", words.get("pronoun-he", ())),
            ("f", words.get("pronoun-she", ())),
        ):
            self._pronouns |= {tuple(w.lower() for w in tokenised(f)): gender for f in forms}
        self._plural = frozenset(words.get("pronoun-plural", ()))
        self._kin = frozenset(words.get("pronoun-kin", ()))
        self._listing = frozenset(words.get("pronoun-list", ()))
        self._groups = _rows(words.get("pronoun-group", ()))
        self._along = _rows(words.get("going-along", ()))
        self._going = _rows(words.get("verb-visits", ()))
        self._nouns = {n: n.split() for n in words.get("head-noun", ())}
        self._ranks = {f: n.removeprefix("area-") for n, forms in words.items() if n.startswith("area-") for f in forms}
        self._decisions = tuple(words.get("decision", ()))

    def sites(
        self, lines: Sequence[Line], own: Sequence[Sequence[Site]], profiles: Sequence[Profile], opens: Opens
    ) -> Iterator[list[Site]]:
        """For each line the sites that stand for something named in an earlier one (or, for deciders, in itself)."""
        memory = _Memory(areas=[s for sites in own for s in sites if s.kind == "Area"])
        for number, (line, found) in enumerate(zip(lines, own, strict=True)):
            row = ["" if isinstance(i, Phrase) else i.text.lower() for i in line.items]
            out = [] if number == 0 else list(self._told(line, row, number, found, memory, profiles, opens))
            self._remember(line, row, number, found, memory, out, opens, profiles)
            plain = {s.entity for s in found if s.depth == 0}
            deciders = {s.entity: s for part in memory.deciders.values() for s in part if s.entity not in plain}
            out += deciders.values()
            yield out

    def _told(
        self,
        line: Line,
        row: Sequence[str],
        number: int,
        found: Sequence[Site],
        memory: _Memory,
        profiles: Sequence[Profile],
        opens: Opens,
    ) -> Iterator[Site]:
        seen = {s.entity for s in found}
        for at, gender in self._persons(line, row):
            if any(s.kind == "Person" and s.depth == 0 and s.at < at and opens(line, s.at) for s in found):
                break
            meant = next(
                (
                    s
                    for k, s in reversed(memory.people)
                    if number - k <= _RECENT
                    and (not gender or memory.gender.get(s.entity, gender) == gender)
                    and s.entity not in seen
                ),
                None,
            )
            if meant is not None:
                seen.add(meant.entity)
                yield replace(meant, at=at, depth=0, parent=None, how="pronoun", back=0)
        for at in self._spans(row, self._groups):
            if opens(line, at) and not _named_next(line, at + 1):
                yield from (
                    replace(m, at=at, depth=0, parent=None, how="group")
                    for m in memory.members.values()
                    if m.entity not in seen
                )
                break
        if number - memory.went <= _SINCE and self._spans(row, self._along):
            yield from (
                replace(p, at=-1, depth=0, parent=None, how="visited") for p in memory.places if p.entity not in seen
            )
        for noun, words in self._nouns.items():
            for at in range(len(row) - len(words) + 1):
                last = at + len(words) - 1
                if row[at : last + 1] == words and opens(line, at) and not _named_next(line, last + 1):
                    meant = next(
                        (s for s in (*reversed(memory.heads), *memory.areas) if self._is(noun, profiles[s.entity])),
                        None,
                    )
                    if meant is not None and meant.entity not in seen:
                        seen.add(meant.entity)
                        yield replace(meant, at=at, depth=0, parent=None, how="head")
                    break

    def _is(self, noun: str, profile: Profile) -> bool:
        """Whether a noun alone may mean a thing: "xã" a commune, "nghị quyết" what is called Nghị quyết ..."""
        if profile.kind == "Area":
            return noun in self._ranks and self._ranks[noun] == profile.rank
        return f"{profile.name} ".startswith(f"{noun} ")

    def _persons(self, line: Line, row: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Where a pronoun for one person stands (its last syllable), and for a man or a woman if it says so."""
        i = 0
        while i < len(row):
            n = next((n for n in (3, 2, 1) if i + n <= len(row) and tuple(row[i : i + n]) in self._pronouns), 0)
            if not n:
                i += 1
                continue
            gender = self._pronouns[tuple(row[i : i + n])]
            before = row[i - 1] if i else ""
            after = row[i + n] if i + n < len(row) else ""
            if before not in self._plural and after not in self._kin and not _named_next(line, i + n, beside=True):
                yield i + n - 1, gender
            i += n

    def _spans(self, row: Sequence[str], forms: Sequence[tuple[str, ...]]) -> list[int]:
        return [i for i in range(len(row)) for f in forms if row[i] == f[0] and tuple(row[i : i + len(f)]) == f]

    def _remember(
        self,
        line: Line,
        row: Sequence[str],
        number: int,
        found: Sequence[Site],
        memory: _Memory,
        told: Sequence[Site],
        opens: Opens,
        profiles: Sequence[Profile],
    ) -> None:
        people = [s for s in found if s.kind == "Person" and s.depth == 0]
        for s in people:
            before = tuple(row[max(0, s.at - 1) : s.at])
            if self._pronouns.get(before):
                memory.gender[s.entity] = self._pronouns[before]
        subject = next((s for s in people if opens(line, s.at)), None) or next(iter(people), None)
        if subject is not None and self._word_before(line, subject.at) not in self._listing:
            memory.people.append((number, subject))
        memory.people.extend((number, s) for s in told if s.how == "pronoun" and opens(line, s.at))
        going = self._spans(row, self._going)
        along = self._spans(row, self._along)
        if going:
            places = [s for s in found if s.kind in _BODIES and s.depth == 0 and s.at > going[0]][:_PLACES]
            if places:
                memory.places, memory.went = places, number
        if along or going or "đoàn" in row:
            bodies = [s for s in found if s.kind == "Organization" and s.depth == 0 and opens(line, s.at)]
            for s in (*people, *bodies[:1]):
                if len(memory.members) < _MEMBERS:
                    memory.members.setdefault(s.entity, s)
        memory.heads.extend(s for s in found if s.kind in (*_BODIES, "Document"))
        deciding = list(self._deciding(line, row, found, profiles))
        if deciding:
            memory.deciders["decision"] = deciding
        holding = list(self._holding(line, row, found, opens))
        if holding:
            memory.deciders["session"] = holding

    def _deciding(
        self, line: Line, row: Sequence[str], found: Sequence[Site], profiles: Sequence[Profile]
    ) -> Iterator[Site]:
        """Whose decision a line tells of: "Quyết định của Bộ Nội vụ"."""
        for s in found:
            if s.kind != "Organization" or s.depth > 2:
                continue
            titles = [
                p for p in (s.parent, line.items[s.at]) if isinstance(p, Phrase) and self._top(p.kind) == "Document"
            ]
            if titles:
                decided = any(d in profiles[titles[0].entity].name[:25] for d in self._decisions)
            else:
                lead = " ".join(row[max(0, s.at - 8) : s.at])
                decided = lead.endswith(" của") and s.depth <= 1 and any(d in lead for d in self._decisions)
            if decided:
                yield _carried(s)

    def _holding(self, line: Line, row: Sequence[str], found: Sequence[Site], opens: Opens) -> Iterator[Site]:
        """Whose session a line tells of, or who calls people together to hear decisions on them."""
        inner = [s for s in found if s.kind == "Organization" and s.depth == 1 and s.parent is line.items[s.at]]
        held = [s for s in inner if s.parent is not None and self._top(s.parent.kind) == "Event"]
        subject = [s for s in found if s.kind in ("Organization", "Person") and s.depth == 0 and opens(line, s.at)]
        called = any(s.kind == "Event" for s in found) or any(d in " ".join(row) for d in self._decisions)
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


def _carried(site: Site) -> Site:
    return replace(site, at=-1, depth=0, parent=None, how="decider")


def _rows(forms: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(w.lower() for w in tokenised(f)) for f in forms]


def _named_next(line: Line, at: int, beside: bool = False) -> bool:
    """Whether a name follows, so that the word before it is part of how that is named."""
    if at >= len(line.items):
        return False
    item = line.items[at]
    if isinstance(item, Phrase):
        return item.kind != "DateSpan" and not (beside and item.kind in ("Honour",))
    return item.word and item.text[:1].isupper()
