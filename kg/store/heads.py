"""The prefixes at the head of a query: those that it declares, and those that it wants declared."""

from __future__ import annotations

from collections.abc import Mapping

from kg.store import guard


def own(text: str) -> set[str]:
    """The prefixes that a query or update declares."""
    found: set[str] = set()
    last = ""
    for kind, token, _ in guard.tokens(text):
        if kind == "name" and last == "PREFIX":
            found.add(token.split(":")[0])
        if kind in ("word", "name"):
            last = token.upper()
    return found


def declared(text: str, prefixes: Mapping[str, str], end: str = "\n") -> str:
    """The query with those of the prefixes declared that it uses and does not declare, ready for any other tool.

    end: what stands behind each declaration; a space leaves the lines of the query where they were.
    """
    used = {token.split(":")[0] for kind, token, _ in guard.tokens(text) if kind == "name"}
    wanted = sorted((used - own(text)) & prefixes.keys())
    return "".join(f"PREFIX {name}: <{prefixes[name]}>{end}" for name in wanted) + text
