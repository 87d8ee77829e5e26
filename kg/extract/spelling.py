"""How two names of one article are compared: abbreviations spelled out, without what a writer may leave out."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.tries import tokenised, trie
from kg.language.normal import key
from kg.ontology import Ontology

_ROMAN = r"(?:[ivx]+|\d{1,2})"
_YEARS = r"\d{4}\s*[-–]\s*\d{4}"
_TERM = re.compile(
    rf"[,(]?\s*(?:khóa\s+(?:thứ\s+)?{_ROMAN}(?:\s*,\s*{_ROMAN})*\b|nhiệm kỳ\s+(?:{_YEARS}|(?:thứ\s+)?{_ROMAN}\b))",
    re.IGNORECASE,
)


def untermed(name: str) -> str:
    """A name without its term of office: "HĐND tỉnh khóa XVIII, nhiệm kỳ 2021 - 2026" is HĐND tỉnh."""
    return _TERM.sub("", name).strip()


class Speller:
    """Makes the comparable form of names, by the abbreviations and word sets of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._table = {
            " ".join(tokenised(spelling)).lower(): known.label
            for known in ontology.known.values()
            if known.kind in ("Abbreviation", "Field")
            for spelling in known.spellings
            if spelling != known.label and (known.kind == "Abbreviation" or spelling.isupper())
        }
        self._pattern = re.compile(r"(?<![^ ])" + trie(self._table)) if self._table else re.compile(r"(?!)")
        idle = sorted(ontology.words.get("idle-in-names", ()), key=lambda w: (-len(w), w))
        self._idle = (
            re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, idle)) + r")(?!\S)") if idle else re.compile("(?!)")
        )
        whole = sorted(ontology.words.get("one-word-in-names", ()), key=lambda w: (-len(w), w))
        self._whole = re.compile(r"\b(?:" + "|".join(map(re.escape, whole)) + r")\b") if whole else re.compile("(?!)")
        self.spelled = lru_cache(maxsize=20_000)(self._spelled)
        self.plain = lru_cache(maxsize=20_000)(self._plain)

    def _spelled(self, text: str) -> str:
        """The text in lower case with its abbreviations spelled out."""
        flat = " ".join(tokenised(text)) + " "
        return key(self._pattern.sub(lambda m: self._table[m.group().strip().lower()] + " ", flat))

    def _plain(self, text: str) -> tuple[str, ...]:
        """The words of a name that tell it apart: no term of office, no bracket, no word such as "tỉnh" or "nước"."""
        spelled = _TERM.sub(" ", self.spelled(text))
        words = " ".join(re.findall(r"[^\W_]+", re.sub(r"\([^)]*(?:\)|$)", " ", spelled)))
        kept = tuple(self._idle.sub(" ", self._whole.sub(lambda m: m.group().replace(" ", ""), words)).split())
        return kept or tuple(words.split()) or (text,)
