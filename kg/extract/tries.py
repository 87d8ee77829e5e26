"""Many spellings as one regular expression: a trie over syllables, as a Line writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.language.normal import normal
from kg.language.tokens import tokens


def trie(words: Iterable[str]) -> str:
    """A regular expression for any of the words (longest first), each followed by a space, whatever their case."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for syllable in word.split():
            node = node.setdefault(syllable, {})
        node[""] = {}

    def write(node: dict) -> str:  # type: ignore[type-arg]
        branches = [re.escape(s) + " " + write(node[s]) for s in sorted(node, key=lambda s: (-len(s), s)) if s]
        if not branches:
            return ""
        inner = branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
        return f"(?:{inner})?" if "" in node else inner

    return "(?i:" + write(root) + ")"


def tokenised(text: str) -> list[str]:
    """The token texts of a spelling, as a Line has them."""
    return [t.text for t in tokens(normal(text))]


def any_of(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first; for nothing where there are none."""
    longest = sorted(words, key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(map(re.escape, longest))})" if longest else "(?!)"


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words as whole ones, the longest first, in any case."""
    return re.compile(rf"{any_of(words)}(?!\w)", re.IGNORECASE)
