"""Which bodies of an article are one: the full name, its abbreviation, and what is left of it the second time.

"Hội Nông dân Việt Nam" becomes "Hội Nông dân", "UBND tỉnh Vĩnh Phúc" becomes "UBND tỉnh", "Tổng công ty Xây lắp Dầu
khí Việt Nam (PVC)" becomes "PVC"; "Quốc hội khóa XIV" is "Quốc hội", but "Quốc hội" is not "Quốc hội Campuchia".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.extract.aliases import HOME, Aliases, named
from kg.extract.areas import LEVEL_WORDS, LEVELS, level_of, level_word, untyped
from kg.extract.mentions import nested
from kg.extract.phrase import Phrase
from kg.extract.spelling import Speller, untermed
from kg.extract.things import Things
from kg.extract.tries import any_of, one_of
from kg.keeping import kept, program
from kg.language.normal import key
from kg.ontology import Ontology

Plain = tuple[str, ...]
_LEVEL_SETS = {"province": "tỉnh", "city": "thành phố", "district": "huyện", "commune": "xã"}
_LEVEL_WORD = re.compile(rf"\s(?:của\s)?({LEVEL_WORDS})$", re.IGNORECASE)
_ROLE = 24  # characters of the role before the committee that it is in


class Bodies:
    """Finds the bodies of articles by one ontology."""

    def __init__(self, ontology: Ontology, speller: Speller) -> None:
        self._speller = speller
        self._aliases = Aliases(ontology, speller)
        self._known = _remembered(ontology, speller)
        self._state = {speller.plain(w) for w in ontology.words.get("body-of-the-state", ())}
        self._levelled = {speller.plain(w)[-1:] for w in ontology.words.get("named-by-its-place", ())}
        self._open = {speller.plain(w) for w in ontology.words["body-of-an-area-and-field"]}
        self._local = sorted(
            (
                *(
                    (speller.plain(w), (level,))
                    for n, level in _LEVEL_SETS.items()
                    for w in ontology.words[f"body-of-a-{n}"]
                ),
                *((speller.plain(w), ("tỉnh", "thành phố")) for w in ontology.words["body-of-any-area"]),
            ),
            key=lambda row: (-len(row[0]), row),
        )
        self._seats = {speller.plain(w) for w in ontology.words.get("seats-of-a-committee", ())}
        given = any_of(ontology.words.get("given-a-post", ()))
        self._given = re.compile(
            rf"(?:,? (?:và )?(?:Ban Thường vụ|BTV))?,? (?:và )?(?:[^,.;\n]{{1,30}} )?{given} ", re.I
        )
        self._heads = one_of(ontology.words.get("body-that-heads-a-place", ()))
        self._with_level = re.compile(rf"{any_of(ontology.words.get('named-with-its-level', ()))}\s*$", re.IGNORECASE)
        rows = {speller.plain(w): self._levels(speller.plain(w)) for w in ontology.words.get("body-in-a-row", ())}
        self._in_a_row = rows | {(*words, *HOME): levels for words, levels in rows.items()}
        between = "|".join(map(re.escape, ontology.words.get("between-bodies-in-a-row", ("",))))
        self._between = re.compile(rf"\s*(?:,|và|cùng|[-–])(?:\s+(?:{between}))?\s*", re.IGNORECASE)

    def _levels(self, words: Plain) -> tuple[str, ...]:
        """Of which places a body can be."""
        named = next((levels for start, levels in self._local if start == words and len(levels) == 1), None)
        return named or ("tỉnh", "thành phố", "huyện", "xã")

    def resolve(
        self, phrases: Sequence[Phrase], things: Things, main: Mapping[str, int], abroad: Mapping[int, int]
    ) -> None:
        """Give the phrases (by place) their entities.

        Args: `main` has the article's own place of each level; `abroad`, for the id of a phrase, its other state.
        """
        plain = {id(p): self._comparable(p, things) for p in phrases}
        alias = self._aliases.find(phrases, things, plain)
        plain = {i: alias.get(p, p) for i, p in plain.items()}
        owned = {p for p in plain.values() if any(p != q and p[: len(q)] == q for q in plain.values())}
        names: dict[int, tuple[str, int | None]] = {}
        for phrase in phrases:
            mine = plain[id(phrase)]
            state = abroad.get(id(phrase))
            if state is not None:
                names[id(phrase)], plain[id(phrase)] = self._of_a_state(phrase, state, things)
                continue
            committee = self._joined(phrase, phrases, things)
            if committee is not None and not any(p != mine and p[: len(mine)] == mine for p in owned):
                name = f"{named(phrase, things)} {things.surface(committee)}"
                names[id(phrase)], plain[id(phrase)] = (name, None), self._alike(self._speller.plain(name))
                continue
            area = self._of_the_row(phrase, phrases, things)
            area = self._missing(phrase, things, main) if area is None else area
            surface = named(phrase, things)
            level = _level(surface)
            bare = level == ""
            if area is None and level and not phrase.known:
                # "UBND thành phố" is not short for the "UBND quận Hoàn Kiếm" that the article names too
                plain[id(phrase)] = (*mine, f"({level})")
            if area is None or (bare and any(p[: len(mine)] == mine for p in owned if p != mine)):
                names[id(phrase)] = surface, None
                continue
            surfaces = things.all[area].surfaces
            name = _LEVEL_WORD.sub("", surface).strip()
            place = max(surfaces, key=lambda s: (len(s), s))
            levelled = self._speller.plain(name)[-1:] in self._levelled
            names[id(phrase)] = f"{name} {untyped(place) if levelled else place}", area
            whole = self._alike(self._speller.plain(f"{name} {things.bare[area]}"))
            plain[id(phrase)] = alias.get(whole, whole)
        places: dict[Plain, list[int]] = defaultdict(list)
        for phrase in phrases:
            places[plain[id(phrase)]].append(phrase.core[0])
        for phrase in phrases:
            target = self._host(plain[id(phrase)], phrase.core[0], places)
            full, area = names[id(phrase)]
            index = things.add(phrase, "Organization", target, name=full)
            if area is not None:
                things.all[index].area = area

    def _of_a_state(self, phrase: Phrase, state: int, things: Things) -> tuple[tuple[str, int | None], Plain]:
        """The name, the place and the comparable words of a body of another state."""
        phrase.known = None
        name = named(phrase, things)
        if state < 0:
            return (name, None), (*self._speller.plain(name), "(abroad)")
        place = min(things.all[state].surfaces, key=lambda s: (len(s), s))
        return (f"{name} {place}", state), self._alike(self._speller.plain(f"{name} {things.bare[state]}"))

    def _comparable(self, phrase: Phrase, things: Things) -> Plain:
        """The words of a name, with each place in it by the name that its spellings share."""
        text, at = "", phrase.core[0]
        for place in nested(phrase.parts):
            if things.type(place.kind) == "Area" and place.core[0] >= at and place.entity in things.bare:
                gap = things.text[at : place.core[0]]
                level = f"{level_word(things.surface(place))} " if self._with_level.search(gap) else ""
                text += f"{gap} {level}{things.bare[place.entity]} "
                at = place.core[1]
        head = phrase.traits.get("head", "")
        return self._alike(self._speller.plain(f"{head} {text}{things.text[at : phrase.core[1]]}".strip()))

    def _alike(self, words: Plain) -> Plain:
        words = self._known.get(words, words)
        at = next((i for i in range(1, len(words) - 2) if words[i : i + 2] == HOME), None)
        # "Ủy ban MTTQ Việt Nam tỉnh Hưng Yên" is "Ủy ban MTTQ tỉnh Hưng Yên"
        return words if at is None else (*words[:at], *words[at + 2 :])

    def _joined(self, phrase: Phrase, phrases: Sequence[Phrase], things: Things) -> Phrase | None:
        """The committee whose seats one is given with a post: "tham gia (Ban Thường vụ), giữ chức Bí thư (...)"."""
        end = phrase.core[1]
        if phrase.known or self._speller.plain(things.surface(phrase)) not in self._seats:
            return None
        lead = self._given.match(things.text, end)
        after = (p for p in phrases if lead and lead.end() < p.core[0] <= lead.end() + _ROLE)
        return next((p for p in after if self._heads.match(things.text, *p.core)), None)

    def _of_the_row(self, phrase: Phrase, phrases: Sequence[Phrase], things: Things) -> int | None:
        """The place that a row of local bodies names at its end: "Đảng ủy, HĐND và UBND (xã Tân Lập)"."""
        words = self._speller.plain(named(phrase, things))
        if phrase.known or words not in self._in_a_row:
            return None
        at = phrase.core[1]
        for other in phrases[phrases.index(phrase) + 1 :]:
            if other.core[0] < at:
                continue
            if not self._between.fullmatch(things.text, at, other.core[0]):
                return None
            place = next((p for p in nested(other.parts) if p.end == other.end and things.type(p.kind) == "Area"), None)
            if place is not None and self._speller.plain(things.surface(place)) != HOME:
                return place.entity if level_of(things.surface(place)) in self._in_a_row[words] else None
            at = other.core[1]
        return None

    def _missing(self, phrase: Phrase, things: Things, main: Mapping[str, int]) -> int | None:
        """The article's own place for a local body that stands without one."""
        name = untermed(named(phrase, things))
        if phrase.known or any(
            things.type(p.kind) in ("Area", "Organization") and p.end == phrase.end for p in nested(phrase.parts)
        ):
            inner = [p for p in nested(phrase.parts) if things.type(p.kind) == "Area"]
            if phrase.known or inner or not self._ends_local(phrase, things):
                return None
        words, level = self._speller.plain(name), _level(name)
        for start, levels in self._local:
            if words[: len(start)] == start:
                wanted = (level,) if level else levels
                if not level and len(words) > len(start) and start not in self._open:
                    return None  # "Ban Chấp hành" is the province's; "Ban Chấp hành Trung ương" is not
                return next((main[level] for level in wanted if level in main), None)
        return main.get(level) if level and len(words) > 1 else None

    def _ends_local(self, phrase: Phrase, things: Things) -> bool:
        """Whether the body that ends the name is itself a local one without its place ("Ban Tổ chức Tỉnh ủy")."""
        last = [p for p in phrase.parts if p.end == phrase.end and things.type(p.kind) == "Organization"]
        words = self._speller.plain(things.surface(last[0])) if last else ()
        return any(words == start for start, _ in self._local)

    def _host(self, mine: Plain, at: int, places: Mapping[Plain, Sequence[int]]) -> Plain:
        """The longer name in the article that a name is short for, or the name itself."""
        for _ in range(3):
            longer = [p for p in places if len(p) > len(mine) and p[: len(mine)] == mine]
            if mine in self._state:
                longer = [p for p in longer if p[-2:] == HOME]
            before = {p: max((i for i in places[p] if i <= at), default=-1) for p in longer}
            near = max(longer, key=lambda p: (before[p], -places[p][0], -len(p), p), default=None)
            if near is None:
                return mine
            mine = near
        return mine


def _level(name: str) -> str:
    """The level at the end of a name that goes without its place: "HĐND tỉnh khóa XVIII" is a province's."""
    word = _LEVEL_WORD.search(untermed(name))
    return LEVELS[key(word.group(1))] if word else ""


def _remembered(ontology: Ontology, speller: Speller) -> dict[Plain, Plain]:
    """The names of known bodies, kept from one run to the next: spelling five thousand takes as long as an article."""
    if not ontology.version:
        return _known(ontology, speller)
    version = f"{ontology.version}{program('extract/bodies.py', 'extract/spelling.py', 'extract/tries.py', 'language')}"
    return kept("bodies", version, lambda: _known(ontology, speller))


def _known(ontology: Ontology, speller: Speller) -> dict[Plain, Plain]:
    """For the words of each other name of a known body, the words of its own; where they mean one body only."""
    found: dict[Plain, set[Plain]] = defaultdict(set)
    for known in ontology.known.values():
        if ontology.is_a(known.kind, "Organization"):
            own = speller.plain(known.label)
            for spelling in (*known.spellings, *known.hidden):
                words = speller.plain(spelling)
                # "Trung ương Hội Nông dân Việt Nam" is a body of Hội Nông dân Việt Nam, though lists give it as a name.
                if len(words) <= len(own) or words[-len(own) :] != own:
                    found[words].add(own)
    return {words: next(iter(own)) for words, own in found.items() if len(own) == 1}
