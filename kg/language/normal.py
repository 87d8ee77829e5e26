"""One spelling for every Vietnamese syllable: Unicode form, the letter đ, and where the tone mark stands.

Accents are identity and are kept (Hương is not Hưng); the place of the tone mark is not (Hoà is Hòa).
The old style (òa, òe, ùy) is the normal form here; both styles are in official use, see QĐ 240/QĐ (1984).
"""

from __future__ import annotations

import re
import unicodedata

# Upper-case Latin letters, for character classes in patterns.
UPPER = "".join(c for c in map(chr, range(0x1EFA)) if c.isupper() and (ord(c) < 0x250 or ord(c) >= 0x1E00))

_TONES = "\u0300\u0301\u0309\u0303\u0323"
_PAIRS = {}
for _first, _second in ("oa", "oe", "uy"):
    for _tone in _TONES:
        for _a, _b in ((_first, _second), (_first.upper(), _second), (_first.upper(), _second.upper())):
            _new = unicodedata.normalize("NFC", _a + _b + _tone)
            _old = unicodedata.normalize("NFC", _a + _tone + _b)
            _PAIRS[_new] = _old
# Only in open syllables (hoà, not hoàn) and not where u belongs to the consonant (quý); what stands before is looked at
# last, since a search for letters is quick.
_MISPLACED = re.compile(r"(?:" + "|".join(sorted(_PAIRS)) + r")(?<![qQ]..)(?![^\W\d_])", re.DOTALL)


class _Unaccented(dict[int, str]):
    """Every character without its diacritics, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        stripped = (c for c in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(c))
        found = self[code] = "".join(stripped).replace("đ", "d").replace("Đ", "D")
        return found


_UNACCENTED = _Unaccented()


def normal(text: str) -> str:
    """Text in NFC with Đ for the Icelandic Ð and the tone mark in its old-style place.

    The result has the same length as the NFC form of `text`, so offsets into one hold in the other.
    """
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")
    return _MISPLACED.sub(lambda match: _PAIRS[match.group()], text)


def key(text: str) -> str:
    """A comparison key: normal form, lower case, single spaces; accents kept."""
    return " ".join(normal(text).casefold().split())


def unaccented(text: str) -> str:
    """Text without any diacritics, đ as d; for search and for IRIs, never for identity."""
    return text.translate(_UNACCENTED)


def slug(text: str) -> str:
    """The local name of an IRI for `text`: [a-z0-9-]+, folded from Vietnamese; 'x' where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(text).casefold()).strip("-") or "x"


def lowered(text: str) -> str:
    """The text in lower case, every character in its place: one whose lower case is longer ("İ") stays."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
