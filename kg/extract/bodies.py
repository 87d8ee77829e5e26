"""Which bodies of an article are one: the full name, its abbreviation, and what is left of it the second time.

"Hội Nông dân Việt Nam" becomes "Hội Nông dân", "UBND tỉnh Vĩnh Phúc" becomes "UBND tỉnh", "Tổng công ty Xây lắp Dầu
khí Việt Nam (PVC)" becomes "PVC"; "Quốc hội khóa XIV" is "Quốc hội", but "Quốc hội" is not "Quốc hội Campuchia".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.extract.mentions import nested
from kg.extract.phrase import Phrase
from kg.extract.spelling import Speller
from kg.extract.things import Things
from kg.language.normal import key
from kg.ontology import Ontology

Plain = tuple[str, ...]
_LEVEL_SETS = {"province": "tỉnh", "city": "thành phố", "district": "huyện", "commune": "xã"}
_LEVEL_WORD = re.compile(r"\s(?:của\s)?(tỉnh|thành phố|TP|huyện|quận|thị xã|xã|phường|thị trấn)$", re.IGNORECASE)
_LEVELS = {"quận": "huyện", "thị xã": "huyện", "phường": "xã", "thị trấn": "xã", "tp": "thành phố"}
_BRACKET = re.compile(r"\(\s*(?:gọi tắt là\s+)?([^()]{2,25}?)\s*\)")
_HOME = ("việt", "nam")


class Bodies:
    """Finds the bodies of articles by one ontology."""

    def __init__(self, ontology: Ontology, speller: Speller) -> None:
        self._speller = speller
        self._known = _known(ontology, speller)
        self._state = {speller.plain(w) for w in ontology.words.get("body-of-the-state", ())}
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

    def resolve(self, phrases: Sequence[Phrase], things: Things, main: Mapping[str, int]) -> None:
        """Give the phrases (by place) their entities; `main` has the article's own place of each level."""
        plain = {id(p): self._comparable(p, things) for p in phrases}
        alias = self._aliases(phrases, things, plain)
        plain = {i: alias.get(p, p) for i, p in plain.items()}
        owned = {p for p in plain.values() if any(p != q and p[: len(q)] == q for q in plain.values())}
        names: dict[int, tuple[str, int | None]] = {}
        for phrase in phrases:
            mine = plain[id(phrase)]
            area = self._missing(phrase, things, main)
            bare = _LEVEL_WORD.search(things.surface(phrase)) is None
            if area is None or (bare and any(p[: len(mine)] == mine for p in owned if p != mine)):
                names[id(phrase)] = things.surface(phrase), None
                continue
            surfaces = things.all[area].surfaces
            name = _LEVEL_WORD.sub("", things.surface(phrase)).strip()
            names[id(phrase)] = f"{name} {max(surfaces, key=lambda s: (len(s), s))}", area
            plain[id(phrase)] = self._alike(self._speller.plain(f"{name} {things.bare[area]}"))
        places: dict[Plain, list[int]] = defaultdict(list)
        for phrase in phrases:
            places[plain[id(phrase)]].append(phrase.core[0])
        for phrase in phrases:
            target = self._host(plain[id(phrase)], phrase.core[0], places)
            full, area = names[id(phrase)]
            index = things.add(phrase, "Organization", target, name=full)
            if area is not None:
                things.all[index].area = area

    def _comparable(self, phrase: Phrase, things: Things) -> Plain:
        """The words of a name, with each place in it by the name that its spellings share."""
        text, at = "", phrase.core[0]
        for place in nested(phrase.parts):
            if things.type(place.kind) == "Area" and place.core[0] >= at and place.entity in things.bare:
                text += things.text[at : place.core[0]] + " " + things.bare[place.entity] + " "
                at = place.core[1]
        return self._alike(self._speller.plain(text + things.text[at : phrase.core[1]]))

    def _alike(self, words: Plain) -> Plain:
        return self._known.get(words, words)

    def _missing(self, phrase: Phrase, things: Things, main: Mapping[str, int]) -> int | None:
        """The article's own place for a local body that stands without one."""
        name = things.surface(phrase)
        if phrase.known or any(
            things.type(p.kind) in ("Area", "Organization") and p.end == phrase.end for p in nested(phrase.parts)
        ):
            inner = [p for p in nested(phrase.parts) if things.type(p.kind) == "Area"]
            if phrase.known or inner or not self._ends_local(phrase, things):
                return None
        words = self._speller.plain(name)
        for start, levels in self._local:
            if words[: len(start)] == start:
                word = _LEVEL_WORD.search(name)
                wanted = (_LEVELS.get(key(word.group(1)), key(word.group(1))),) if word else levels
                if not word and len(words) > len(start) and start not in self._open:
                    return None  # "Ban Chấp hành" is the province's; "Ban Chấp hành Trung ương" is not
                return next((main[level] for level in wanted if level in main), None)
        return None

    def _ends_local(self, phrase: Phrase, things: Things) -> bool:
        """Whether the body that ends the name is itself a local one without its place ("Ban Tổ chức Tỉnh ủy")."""
        last = [p for p in phrase.parts if p.end == phrase.end and things.type(p.kind) == "Organization"]
        words = self._speller.plain(things.surface(last[0])) if last else ()
        return any(words == start for start, _ in self._local)

    def _aliases(self, phrases: Sequence[Phrase], things: Things, plain: Mapping[int, Plain]) -> dict[Plain, Plain]:
        """Short names that the article gives in brackets, or that are the initials of a longer name."""
        alias: dict[Plain, Plain] = {}
        full = {p for p in plain.values() if len(p) > 1}
        for phrase in phrases:
            mine = plain[id(phrase)]
            inside = _BRACKET.search(things.surface(phrase))
            after = _BRACKET.match(things.text[phrase.core[1] : phrase.core[1] + 32].lstrip())
            for match in (inside, after):
                if match and len(mine) > 1 and (match.group(1).isupper() or match is inside):
                    alias.setdefault(self._speller.plain(match.group(1)), mine)
            surface = things.surface(phrase)
            if len(mine) == 1 and surface.isupper() and 2 <= len(surface) <= 8:
                hosts = sorted(f for f in full if "".join(w[0] for w in f).startswith(surface.lower()))
                if len(hosts) == 1:
                    alias.setdefault(mine, hosts[0])
        return {short: long for short, long in alias.items() if short != long and alias.get(long) != short}

    def _host(self, mine: Plain, at: int, places: Mapping[Plain, Sequence[int]]) -> Plain:
        """The longer name in the article that a name is short for, or the name itself."""
        for _ in range(3):
            longer = [p for p in places if len(p) > len(mine) and p[: len(mine)] == mine]
            if mine in self._state:
                longer = [p for p in longer if p[-2:] == _HOME]
            before = {p: max((i for i in places[p] if i <= at), default=-1) for p in longer}
            near = max(longer, key=lambda p: (before[p], -places[p][0], -len(p), p), default=None)
            if near is None:
                return mine
            mine = near
        return mine


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
