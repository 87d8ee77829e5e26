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
        self._ontology, self._speller = ontology, speller
        self._state = {speller.plain(w) for w in ontology.words.get("body-of-the-state", ())}
        self._local = sorted(
            (
                *((speller.plain(w), (level,)) for n, level in _LEVEL_SETS.items() for w in ontology.words[f"body-of-a-{n}"]),
                *((speller.plain(w), ("tỉnh", "thành phố")) for w in ontology.words["body-of-any-area"]),
            ),
            key=lambda row: (-len(row[0]), row),
        )

    def resolve(self, phrases: Sequence[Phrase], things: Things, main: Mapping[str, int]) -> None:
        """Give the phrases (by place) their entities; `main` has the article's own place of each level."""
        names = {id(p): self._full(p, things, main) for p in phrases}
        plain = {id(p): self._known(p) or self._speller.plain(names[id(p)][0]) for p in phrases}
        alias = self._aliases(phrases, things, plain)
        plain = {i: alias.get(p, p) for i, p in plain.items()}
        places: dict[Plain, list[int]] = defaultdict(list)
        for phrase in phrases:
            places[plain[id(phrase)]].append(phrase.core[0])
        for phrase in phrases:
            mine = plain[id(phrase)]
            target = self._host(mine, phrase.core[0], places)
            name, area = names[id(phrase)]
            index = things.add(phrase, "Organization", target, name=name)
            if area is not None:
                things.all[index].area = area

    def _known(self, phrase: Phrase) -> Plain | None:
        known = self._ontology.known.get(phrase.known or "")
        return self._speller.plain(known.label) if known else None

    def _full(self, phrase: Phrase, things: Things, main: Mapping[str, int]) -> tuple[str, int | None]:
        """The name completed by the article's own place where a local body stands without one, and that place."""
        name = things.surface(phrase)
        area = self._missing(phrase, name, things, main)
        if area is None:
            return name, None
        bare = _LEVEL_WORD.sub("", name).strip()
        surfaces = things.all[area].surfaces
        return f"{bare} {max(surfaces, key=lambda s: (len(s), s))}", area

    def _missing(self, phrase: Phrase, name: str, things: Things, main: Mapping[str, int]) -> int | None:
        if phrase.known or any(things.type(p.kind) in ("Area", "Organization") and p.end == phrase.end for p in nested(phrase.parts)):
            inner = [p for p in nested(phrase.parts) if things.type(p.kind) == "Area"]
            if phrase.known or inner or not self._ends_local(phrase, things):
                return None
        words = self._speller.plain(name)
        for start, levels in self._local:
            if words[: len(start)] == start:
                word = _LEVEL_WORD.search(name)
                wanted = (_LEVELS.get(key(word.group(1)), key(word.group(1))),) if word else levels
                if not word and len(words) > len(start) and levels != ("tỉnh", "thành phố"):
                    return None
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
