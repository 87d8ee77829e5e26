"""Whether a text is Vietnamese, told by its letters."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
# Letters that Vietnamese shares with hardly any other language: one in two or three of its syllables has one.
_OWN = re.compile(r"[ăđĩũơư\u1ea0-\u1ef9]")
_LEAST_SHARE = 0.15  # English news full of accented Vietnamese names stays below 0.12, headlines of 20 words above 0.2
_LEAST_KINDS = 3  # different such letters: Yoruba has two, Croatian one
# Letters that Vietnamese text in the old 8-bit fonts shows when it is taken for Western European
_TCVN3 = re.compile(r"[µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãá«åæøöõú¬]")
_VNI = re.compile(r"[aeouyAEOUY][ùøûõïâáàåãäêéèúüë]")


def is_vietnamese(text: str) -> bool:
    """Whether `text` is written in accented Vietnamese; a lead of a dozen words is enough to tell."""
    words = [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", text))]
    if not words:
        return False
    own = [word for word in words if _OWN.search(word)]
    kinds = {letter for word in own for letter in _OWN.findall(word)}
    return len(own) >= _LEAST_SHARE * len(words) and len(kinds) >= min(_LEAST_KINDS, len(words))


def is_legacy(text: str) -> bool:
    """Whether `text` looks like Vietnamese in a TCVN3 (ABC) or VNI font, read as Western European."""
    words = _WORD.findall(text.replace("®", "đ"))
    if len(words) < 5 or is_vietnamese(text):
        return False
    tcvn3 = len(re.findall(r"[µ¸¶·¹¨©ª«¬®]", text)) + len(_TCVN3.findall(text)) / 4
    vni = len(_VNI.findall(text))
    return max(tcvn3, vni) >= 0.15 * len(words)
