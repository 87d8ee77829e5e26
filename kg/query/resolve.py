"""From what a person typed to IRIs: an IRI, a prefixed name, or a name with or without accents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kg.errors import QueryError
from kg.query import lookup
from kg.query.lookup import Queryable
from kg.query.names import Names

_IRI = re.compile(r"<?([a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+)>?", re.I)
_PREFIXED = re.compile(r"([a-z]+):([\w.-]+)")


def resolve(name: str, store: Queryable, names: Callable[[], Names], prefixes: Mapping[str, str]) -> list[str]:
    """The IRIs that a person's words mean, likeliest first.

    Args:
        name: "Cao Bằng", "cao bang", "id:cao-bang" or a whole IRI.
        store: the graph.
        names: gives the index of all names; called only when an exact look-up finds nothing.
        prefixes: prefix -> namespace.

    Raises QueryError, with names that are like it, when nothing is called so.
    """
    name = name.strip()
    if match := _IRI.fullmatch(name):
        return [match.group(1)]
    match = _PREFIXED.fullmatch(name)
    if match and match.group(1) in prefixes:
        return [prefixes[match.group(1)] + match.group(2)]
    found = lookup.exactly(store, name) or names().find(name)
    if not found:
        near = names().near(name)
        hint = (
            "did you mean " + " or ".join(f'"{n}"' for n in near) + "?" if near else "`kg stats` shows what there is."
        )
        raise QueryError(f'nothing in the graph is called "{name}"; {hint}')
    return found
