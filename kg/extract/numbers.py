"""The official number of a document, from its own name."""

from __future__ import annotations

import re

from kg.language.normal import normal
from kg.language.words import alternatives

_NUMBER = r"\d+(?:[a-zđ](?=[/-]))?(?:/\d{4})?(?:\s?[-/–]\s?[A-ZĐƯ][\w&Đ.]*)*(?:\s\([A-Z]\d+\))?"
_SAID = re.compile(rf"\bsố\s*:?\s*({_NUMBER})")
_BARE = re.compile(_NUMBER)
_COUNTED = re.compile(rf"\w|[.,/]\d|\s*{alternatives('counted-by-number')}\b")
_CUT = re.compile(rf"\s{alternatives('after-own-number')}[\s,]")


def document_number(name: str, kinds: frozenset[str]) -> str | None:
    """The number in a document's name as official style writes it: "Nghị quyết số 28 - NQ/TW" gives "28-NQ/TW".

    kinds: the words for kinds of documents ("nghị quyết"), in lower case; a number without "số" counts only straight
    after one of them.
    """
    name = _CUT.split(normal(name), maxsplit=1)[0]
    said = _SAID.search(name)
    if said is None:
        for kind in sorted(kinds, key=len, reverse=True):
            if name.lower().startswith(kind + " "):
                rest = name[len(kind) + 1 :]
                bare = _BARE.match(rest)
                if bare and (not bare[0].isdigit() or not _COUNTED.match(rest, bare.end())):  # not "Luật 5 năm"
                    said = bare
                break
    if said is None:
        return None
    return re.sub(r"\s*([-/])\s*", r"\1", said[said.lastindex or 0].replace("–", "-"))
