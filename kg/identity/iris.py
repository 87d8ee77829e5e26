"""Local names of nodes: readable, made of what a thing is, and the same on any machine in any order of articles."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import TypeVar

from kg.language.normal import slug

Thing = TypeVar("Thing")
_MOST = 80  # characters of a local name


def mark(text: str, size: int = 4) -> str:
    """A short hash of a text, as hexadecimal digits."""
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()[:size]


def local_name(text: str) -> str:
    """A local name for a text, cut at a word where it is too long and then marked with a hash of all of it."""
    name = slug(text)
    if len(name) <= _MOST:
        return name
    return name[: _MOST - 5].rsplit("-", 1)[0] + "-" + mark(text)


def distinct(wanted: Mapping[Thing, tuple[str, str]], taken: set[str]) -> dict[Thing, str]:
    """A local name for every thing, all different and none of those taken.

    Args:
        wanted: the name that a thing would like, and what it is; things of one wish get a hash of what they are.
        taken: names that belong to others, such as the reference individuals.
    """
    by: dict[str, list[Thing]] = defaultdict(list)
    for thing, (name, _) in wanted.items():
        by[name].append(thing)
    found: dict[Thing, str] = {}
    used = set(taken)
    for name in sorted(by):
        alone = len(by[name]) == 1 and name not in used
        for thing in sorted(by[name], key=lambda t: wanted[t][1]):
            size, id_ = 4, name
            while not alone and (id_ == name or id_ in used):
                id_ = f"{name}-{mark(wanted[thing][1], size)}"
                size += 1
            found[thing] = id_
            used.add(id_)
    return found
