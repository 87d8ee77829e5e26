"""The other places where a name stands that was found once: what one sentence shows, another only repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ahocorasick_rs import AhoCorasick, Implementation

from kg.extract.proposer import Proposal

_KINDS = frozenset({"Person", "Organization", "Area"})  # what a name of several words always means in one article
_SURE = 0.8  # how probable a mention must be for its echoes to be believed


def echoes(text: str, found: Sequence[Proposal]) -> Iterator[Proposal]:
    """Proposals for further places of the names among `found`, a little less probable than what they repeat.

    Args: the normalised text, and the proposals that hold.
    """
    sure: dict[str, Proposal] = {}
    for one in found:
        surface = text[one.start : one.end]
        if (
            one.kind in _KINDS
            and one.probability >= _SURE
            and (" " in surface or surface.isupper())
            and len(surface) > 2
        ):
            known = sure.get(surface)
            if known is None or known.probability < one.probability:
                sure[surface] = one
    if not sure:
        return
    names = sorted(sure)
    taken = {(p.start, p.end) for p in found}
    machine = AhoCorasick(names, implementation=Implementation.ContiguousNFA)
    for index, start, end in machine.find_matches_as_indexes(text, overlapping=True):
        inside = (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum())
        if not inside and (start, end) not in taken:
            one = sure[names[index]]
            yield replace(one, start=start, end=end, probability=round(one.probability * 0.9, 3))
