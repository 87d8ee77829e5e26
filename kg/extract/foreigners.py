"""Foreigners whose names stand behind a post and a country: "Thư ký Hội đồng An ninh Nga | Sergey Shoigu".

The proposer takes the name into the body's, or breaks it off at a small word or an initial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.proposer import Proposal
from kg.extract.tries import any_of
from kg.language.syllables import is_syllable, strange
from kg.ontology import Ontology

_SURE = 0.85  # how probable it is that what stands there is a person's name
_LONGEST = 80  # characters of a name
_FIRM = frozenset({"Post", "Organization"})


class Foreigners:
    """Finds the names of foreigners behind posts by one ontology; `least` says from when on a post counts."""

    def __init__(self, ontology: Ontology, least: float) -> None:
        words = ontology.words
        self._least = least
        small = any_of(words.get("foreign-particle", ()))
        word = r"(?:[A-ZÀ-ÖØ-ÞŽŠ]\.|[A-ZÀ-ÖØ-ÞŽŠ][\w'’-]*)"
        self._name = re.compile(
            rf"(?<!\w){any_of(words.get('country-name', ()))} (?P<name>{word}(?:(?: {small})* {word})+)(?!\w)"
        )
        self._nouns = frozenset(words.get("foreign-noun", ()))
        self._countries = frozenset(words.get("country-name", ()))

    def parted(self, text: str, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The proposals, posts and bodies without the foreigner's name behind the country, and the foreigners."""
        found = {
            name for p in proposals if p.kind == "Post" and p.probability >= self._least for name in self._of(text, p)
        }
        if not found:
            return list(proposals)
        names = sorted(found)
        parted = []
        for one in proposals:
            inside = [s for s, e in names if one.start < s < one.end <= e] if one.kind in _FIRM else []
            broken = one.kind == "Person" and any(s <= one.start < one.end <= e for s, e in names)
            if not broken:
                parted.append(replace(one, end=inside[0] - 1) if inside else one)
        return [*parted, *(Proposal(s, e, "Person", _SURE, "foreigner") for s, e in names)]

    def _of(self, text: str, post: Proposal) -> Iterator[tuple[int, int]]:
        for match in self._name.finditer(text, post.start, post.end + _LONGEST):
            start, end = match.span("name")
            words = re.findall(r"[^\W\d_]+", match["name"])
            # "Nhật Bản Ishiba Shigeru" is left to who finds names; here are those that no Vietnamese could bear
            if start - 1 > post.end or not strange(match["name"]) or (is_syllable(words[0]) and len(words[0]) > 1):
                continue
            if not any(w in self._nouns or w in self._countries or (w.isupper() and len(w) > 1) for w in words):
                yield start, end
