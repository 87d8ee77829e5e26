"""Spellings of one name: which two different names may be one person's, and how."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from kg.language.normal import unaccented
from kg.language.syllables import is_syllable
from kg.ontology import Ontology

Name = tuple[str, ...]

_LIKE = 66  # likeness of sounds, of 100, from which on two holders of one foreign post at one time are one
_VOWELS = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_FREE = re.compile(r"(?:[bcdđghklmnpqrstvx]|th|tr|ch|nh|kh|ph|gh|ngh?|qu)?[yýỳỷỹỵ]")  # y after its consonant, or qu


class Variants:
    """Compares names by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        rows = [form.partition("=") for form in ontology.words.get("sound-alike", ())]
        self._sounds = {a: b for a, _, b in rows}
        self._pattern = re.compile(
            "|".join(sorted(map(re.escape, self._sounds), key=lambda s: (-len(s), s))) or r"(?!)"
        )

    def how(self, one: Name, two: Name, *, abroad: bool = False) -> str:
        """How two different names can be one person's, in English, or "" when they cannot.

        `abroad`: both hold one post of another country, so that a likeness of sounds is enough.
        """
        if one == two:
            return ""
        if folded(one) == folded(two):
            return "i or y"
        if one[-1:] == two[-1:] and _middle(one, two):
            return "a middle name left out"
        if plain(one) == plain(two) and (_ascii(one) or _ascii(two)):
            return "written without marks"
        if _short(one, two) or _short(two, one):
            return "a short name"
        if native(one) and native(two) and not abroad:
            return ""
        if sorted(one) == sorted(two):
            return "surname first or last"
        mine, theirs = self.sound(one), self.sound(two)
        if len(mine) > 2 and (mine == theirs or _short_sound(mine, theirs)):
            return "another transcription"
        if abroad and min(len(mine), len(theirs)) > 2:
            last = fuzz.ratio(self.sound(one[-1:]), theirs[-8:]), fuzz.ratio(self.sound(two[-1:]), mine[-8:])
            if max(fuzz.ratio(mine, theirs), *last) >= _LIKE:
                return "another transcription"
        return ""

    def sound(self, name: Name) -> str:
        """The consonants of a name as they sound, whatever the spelling."""
        flat = re.sub(r"(.)\1", r"\1", unaccented("".join(name)).lower())
        return self._pattern.sub(lambda m: self._sounds[m.group()], flat)


@cache
def folded(name: Name) -> Name:
    """A name with y written i where Vietnamese allows either: Lý and Lí, Kỳ and Kì, but not Huy and Hui."""
    return tuple(w.translate(_VOWELS) if _FREE.fullmatch(w) else w for w in name)


@cache
def plain(name: Name) -> Name:
    """A name without any marks."""
    return tuple(unaccented(w).lower() for w in name)


@cache
def native(name: Name) -> bool:
    """Whether every word is a Vietnamese syllable, and some carry marks or all are as in Vietnamese."""
    return all(is_syllable(w) for w in name)


def _ascii(name: Name) -> bool:
    return all(w.isascii() for w in name)


def _middle(one: Name, two: Name) -> bool:
    short, long = sorted((one, two), key=len)
    if len(short) < 2 or len(short) == len(long) or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(w in rest for w in short)


def _short(short: Name, long: Name) -> bool:
    """Whether `short` is the given name, or the last two words, or a foreigner's one name."""
    if len(short) >= len(long) or len(short) > 2:
        return False
    return long[-len(short) :] == short or (len(short) == 1 and not native(long) and short[0] in long)


def _short_sound(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return len(short) > 3 and long.endswith(short)
