"""Rows of words and counts in short, as parts of features."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rows import LETTERS
from kg.extract.sites import LIST_MARKS


def bucket(n: int) -> str:
    """A count, coarser the larger it is."""
    return str(n) if n < 4 else "4" if n < 7 else "7" if n < 13 else "13" if n < 25 else "25"


def shape(words: Sequence[str]) -> list[str]:
    """The words with what repeats (", C , C , C") written once."""
    out: list[str] = []
    for w in words:
        out.append(w)
        while len(out) >= 4 and out[-4:-2] == out[-2:]:
            del out[-2:]
    return out


def listed(words: Sequence[str]) -> bool:
    """Whether the words only go on a list."""
    return all(listing(w) or w in ("có", "gồm", "là", "đồng", "chí", "các") for w in words)


def listing(word: str) -> bool:
    """Whether it is what lists are made of: a comma, "và", another mark, or the letter of a class."""
    return word in LIST_MARKS or word in LETTERS or (len(word) == 1 and not word.isalnum())
