"""How the events of an article stand to one another, for what sentences without an event's name say of them.

Of an article with one event, or with one that it opens with, speeches were most likely held there; an event named last
in passing ("tại Đại hội lần trước") is less likely to be where the next sentence's people are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.extract.phrase import Site

_LEAD = 2  # lines that open an article: the headline and the first of its text
_MANY = 3


def occasions(sites: Sequence[Sequence[Site]]) -> Mapping[int, list[str]]:
    """For each event of an article features of its place in it; sites: those of each line."""
    first: dict[int, int] = {}
    count: Counter[int] = Counter()
    dated: set[int] = set()
    for number, found in enumerate(sites):
        day = any(s.kind == "DateSpan" and s.at >= 0 for s in found)
        for s in found:
            if s.kind == "Event" and s.at >= 0 and s.depth == 0 and not s.how:
                first.setdefault(s.entity, number)
                count[s.entity] += 1
                if day and first[s.entity] == number:
                    dated.add(s.entity)
    most = max(count.values(), default=0)
    out = {}
    for entity, number in first.items():
        marks = [f"eN{min(len(first), _MANY)}"]
        if number < _LEAD:
            marks.append("elead")
        if count[entity] == most:
            marks.append("emost")
        if entity in dated:
            marks.append("edated")
        if count[entity] > 1:
            marks.append("eagain")
        out[entity] = [*marks, "e:" + "".join(m[1] for m in marks)]
    return out
