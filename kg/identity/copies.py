"""Reprints and near-copies of one story, found by the words they share.

MinHash over runs of five words (Broder 1997), compared within bands (locality-sensitive hashing), so that the work
grows with the number of articles and not with its square. What counts is likeness, the part of all their runs that two
stories share: a story that another extends by some sentences is a copy, one that is a small part of another is none.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

HASHES = 64
BANDS = 16  # of HASHES // BANDS values: pairs with a likeness of 0.5 share one with probability 0.64, of 0.8 with 0.999
ALIKE = 0.6  # share of equal values from which on two articles tell one story in the same words
_RUN = 5
_SHORT = 40  # words below which likeness is no sign of copying
_RANDOM = np.random.RandomState(1984)  # the legacy generator, whose stream is frozen: the same hashes on any machine
_FACTORS = np.frombuffer(_RANDOM.bytes(8 * HASHES), dtype="<u8").astype(np.uint64) | np.uint64(1)
_SALTS = np.frombuffer(_RANDOM.bytes(8 * HASHES), dtype="<u8").astype(np.uint64)


def signature(text: str) -> tuple[int, ...]:
    """The MinHash of a text: HASHES numbers, of which two texts share the part that their word runs are alike.

    Nothing for a text too short to tell a copy from a form of words.
    """
    words = re.findall(r"\w+", text.casefold())
    if len(words) < _SHORT:
        return ()
    runs = {zlib.crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(max(1, len(words) - _RUN + 1))}
    values = np.fromiter(sorted(runs), dtype=np.uint64)
    mixed = (values[:, None] ^ _SALTS) * _FACTORS
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)  # the mixing step of SplitMix64
    return tuple(int(v) for v in (mixed >> np.uint64(32)).min(axis=0))


def copies(signatures: Mapping[str, Sequence[int]], order: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The story of every article that is a near-copy: article id to the id of the first of its kind.

    Args:
        signatures: article id to `signature`.
        order: article id to what sorts the first article of a story first (date, id).
    """
    width = HASHES // BANDS
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for article in sorted((a for a, s in signatures.items() if s), key=lambda a: order[a]):
        values = tuple(signatures[article])
        for band in range(BANDS):
            buckets[band, values[band * width : (band + 1) * width]].append(article)
    first: dict[str, str] = {}

    def root(article: str) -> str:
        while first.get(article, article) != article:
            article = first[article]
        return article

    for members in buckets.values():
        for other in members[1:]:
            one, two = root(members[0]), root(other)
            if one != two and alike(signatures[members[0]], signatures[other]) >= ALIKE:
                one, two = sorted((one, two), key=lambda a: order[a])
                first[two] = one
    return {article: root(article) for article in sorted(first)}


def alike(one: Sequence[int], two: Sequence[int]) -> float:
    """How much of their word runs two texts share, 0 to 1, as their signatures tell."""
    return sum(a == b for a, b in zip(one, two, strict=True)) / HASHES
