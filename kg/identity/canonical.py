"""Comparison keys: one text for all the ways in which news writes the name of one body, post or place.

"UBND TP. Hà Nội" and "Ủy ban nhân dân thành phố Hà Nội" get one key. Accents are kept; the words that are dropped,
spelled out or read as others stand in `ontology/lexicon/identity.ttl` and `abbreviations.ttl`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import cache

from kg.language.normal import key, unaccented
from kg.language.syllables import is_syllable
from kg.ontology import Ontology

Words = tuple[str, ...]
_LEVELS = frozenset({"tỉnh", "huyện", "quận", "xã", "phường"})
_ABBREVIATED = re.compile(r"(?<=\w)\s*\((?=[^()]*[A-ZĐƯ][^()a-zà-ỹ]*[A-ZĐƯ])[\w&.,\- ]{2,14}\)")  # "(VCCI)"
_TOWNS = (("thị", "xã"), ("thị", "trấn"), ("thành", "phố"), ("thủ", "đô"), ("đặc", "khu"))


class Table:
    """Runs of words that are read as others."""

    def __init__(self, rows: Mapping[Words, Words]) -> None:
        self._rows = rows
        lengths: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            if row:
                lengths[row[0]].add(len(row))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def applied(self, found: Words, but: Container[Words] = ()) -> Words:
        """The words with every longest run that the table knows replaced, from left to right, once; `but` stays."""
        if self._lengths.keys().isdisjoint(found):
            return found
        out: list[str] = []
        i = 0
        while i < len(found):
            for n in self._lengths.get(found[i], ()):
                run = found[i : i + n]
                new = self._rows.get(run)
                if new is not None:
                    out.extend(run if run in but else new)
                    i += n
                    break
            else:
                out.append(found[i])
                i += 1
        return tuple(out)


class Canonical:
    """Makes comparison keys by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        spelled: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._acronyms: set[tuple[str, ...]] = set()
        for known in sorted(ontology.known.values(), key=lambda k: k.id):
            if known.kind in ("Abbreviation", "Field"):
                for form in (known.label, *known.spellings):
                    spelled.setdefault(words(form), words(known.label))
                    if form.isupper() and len(words(form)) == 1:
                        self._acronyms.add(words(form))  # TƯ is Trung ương, tư is a word
        dropped: dict[tuple[str, ...], tuple[str, ...]] = {
            words(f): () for f in ontology.words.get("successor-forms", ())
        }
        same = {words(a): words(b) for a, b in pairs(ontology, "same-post") if words(a)}
        for kept in [*same, *(words(f) for f in ontology.words.get("national-post", ()))]:
            if kept[-1:] not in dropped:
                dropped.setdefault(kept, kept)  # the "tỉnh" of "Tỉnh ủy" stays
        self._spelled, self._dropped, self._same = Table(spelled), Table(dropped), Table(same)
        self._post_of_area = {words(a): words(b) for a, b in pairs(ontology, "post-of-area")}
        self._cache: dict[str, tuple[str, ...]] = {}
        self._sames: dict[tuple[str, ...], tuple[str, ...]] = {}

    def plain(self, text: str) -> tuple[str, ...]:
        """The words of a name with abbreviations spelled out, without words that say nothing of identity."""
        found = self._cache.get(text)
        if found is None:
            found = words(_ABBREVIATED.sub("", text))
            upper = {words(w) for w in text.replace(".", " ").split() if w.isupper()}
            hidden = {(w,) for w in found if (w,) in self._acronyms and (w,) not in upper}
            found = self._cache[text] = self._dropped.applied(self._spelled.applied(found, but=hidden))
        return found

    def name(self, text: str) -> tuple[str, ...]:
        """The key of a name, as words."""
        return self.same(self.plain(text))

    def same(self, found: tuple[str, ...]) -> tuple[str, ...]:
        """The words with names of one thing read as one: "thủ tướng" for "thủ tướng chính phủ"."""
        known = self._sames.get(found)
        if known is None:
            known = self._sames[found] = _once(self._same.applied(found))
        return known

    def post_of_area(self, head: tuple[str, ...]) -> tuple[str, ...]:
        """The full post of which only role and place are named: "chủ tịch" of a province is of its UBND."""
        return self._post_of_area.get(head, head)


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, tones in their normal place, without punctuation."""
    return tuple(re.findall(r"\w+", key(text).replace("&", " và ")))


@cache
def place(text: str) -> tuple[str, ...]:
    """The words of a place's name without the word for its level: ("thạch", "thành") of "huyện Thạch Thành"."""
    found = words(text)
    if found[:1] == ("tp",) and len(found) > 1:
        return found[1:]
    if found[:1] in {("tphcm",), ("hcm",)}:
        return ("hồ", "chí", "minh")
    for town in _TOWNS:
        if found[:2] == town and len(found) > 2:
            return found[2:]
    return found[1:] if found and found[0] in _LEVELS and len(found) > 1 else found


@cache
def personal(text: str) -> tuple[str, ...]:
    """The words of a person's name; accents count in Vietnamese syllables alone: Raúl and Rául are one word."""
    return tuple(w if w.isascii() or is_syllable(w) else unaccented(w) for w in words(text))


def _once(found: tuple[str, ...]) -> tuple[str, ...]:
    """The words without a run of two or more that follows itself: a post says its body, and so does the body."""
    if len(set(found)) == len(found):
        return found
    for n in range(len(found) // 2, 1, -1):
        for i in range(len(found) - 2 * n + 1):
            if found[i : i + n] == found[i + n : i + 2 * n]:
                return _once(found[: i + n] + found[i + 2 * n :])
    return found


def without_level(head: tuple[str, ...]) -> tuple[str, ...]:
    """A body's name whose place was cut off, without the level word that stood before the place."""
    if head[-2:] in _TOWNS:
        return head[:-2]
    if head and head[-1] in _LEVELS | {"tp"} and len(head) > 1:
        return head[:-1]
    return head


def pairs(ontology: Ontology, name: str) -> list[tuple[str, str]]:
    """The forms of a word set that are written "form=meaning"."""
    return [(a, b) for a, _, b in (form.partition("=") for form in ontology.words.get(name, ()))]


def begins(name: str, beginnings: Iterable[tuple[str, ...]]) -> bool:
    """Whether the words of a joined name begin with those of one of these."""
    head = tuple(name.split(" "))
    return any(head[: len(start)] == start for start in beginnings)


def joined(parts: Iterable[str]) -> str:
    """Words as one text."""
    return " ".join(parts)
