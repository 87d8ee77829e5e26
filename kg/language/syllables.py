"""Which words could be one Vietnamese syllable, by the sounds that Vietnamese joins; tones are not looked at."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.language.normal import unaccented

_ONSET = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_RHYME = (
    "(?:a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oay|oe|oi|u|ua|uay|ue|ueu|ui|uo|uoi|uou|uu|uy|uya|uyu|y|ye|yeu)"
    "|(?:a|e|i|ie|o|oa|oe|oo|u|ua|ue|uo|uy|uye|y|ye)(?:c|ch|m|n|ng|nh|p|t)"
)
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_RHYME})")


def strange(name: str) -> list[str]:
    """The words of a name, initials aside, that no Vietnamese bears."""
    return [word for word in _WORD.findall(name) if len(word) > 1 and not is_syllable(word)]


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether `word` could be one Vietnamese syllable: Nguyễn and Hà are, Robert and Xi-xu-lít are not."""
    toneless = unaccented(word.replace("đ", "\0").replace("Đ", "\0")).casefold().replace("\0", "đ")
    return bool(_SYLLABLE.fullmatch(toneless))
