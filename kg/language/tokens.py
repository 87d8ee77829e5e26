"""Syllables, numbers and punctuation marks with their offsets: the units that every pattern counts in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# A token is a document number (28-NQ/TW), an abbreviation with dots (T.Ư), a number with its separators
# (37.000; 11,5; 27/8/2018), a syllable, or one mark. Numbers of documents stay whole: 661-QĐ/TU is one token.
_TOKEN = re.compile(
    r"\d+(?:/\d{4})?[/-][A-ZĐƯ][A-ZĐƯ0-9]*(?:[-/.&][A-ZĐƯ][A-ZĐƯ0-9]*)*"
    r"|\d+(?:[.,/:-]\d+)*"
    r"|(?:[A-ZĐƯ]\.)+[A-ZĐƯ](?![^\W\d_])"
    r"|[^\W\d_]+(?:[’'`][^\W\d_]+)*\d*(?:&[^\W\d_]+)*"
    r"|\.\.\.|[^\w\s]|_"
)


class Token(NamedTuple):
    """One unit of text; `text` is text[start:end] of what it was cut from."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it begins with an upper-case letter."""
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        """Whether it is a syllable, not a number or a mark."""
        return self.text[0].isalpha()


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of text[start:end], with offsets into `text`."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        yield Token(*match.span(), match.group())


@lru_cache(maxsize=512)  # the sentences of an article are cut for its names, and again for its relations
def cut(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of text[start:end] in a row that is kept for a while."""
    return tuple(tokens(text, start, end))


def words(text: str, start: int, end: int) -> list[str]:
    """The tokens of text[start:end] in lower case."""
    return [word.lower() for word in _TOKEN.findall(text, start, end)]
