"""Stretches of a text: whether they share words, and where they must grow or shrink to be whole ones."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.proposer import Proposal

_INSIDE = "-&/"  # marks that join letters into one written word


def overlaps(one: Proposal, others: Iterable[Proposal]) -> bool:
    """Whether a proposal shares words with one of the others."""
    return any(one.start < p.end and p.start < one.end for p in others)


def whole(text: str, start: int, end: int, place: bool = False) -> tuple[int, int]:
    """The span grown to whole written words ("NKT-TMC&BNN") and shrunk to balanced brackets and quotation marks.

    place: it is a place, which a capital behind a hyphen is no part of: "Việt Nam|-Thái Lan".
    """
    while end + 1 < len(text) and text[end] in _INSIDE and text[end + 1].isalnum():
        if place and not text[end + 1].islower():
            break
        end += 1
        while end < len(text) and text[end].isalnum():
            end += 1
    for opener, closer in ("()", "“”", "[]"):
        piece = text[start:end]
        if piece.count(closer) > piece.count(opener):
            end = start + piece.index(closer)
        elif piece.count(opener) > piece.count(closer) and opener != "“":
            end = end + 1 if text[end : end + 1] == closer else start + piece.rindex(opener)
    return start, end
