"""The word lists of the language stage, read from `ontology/lexicon/language.ttl` and `names.ttl`."""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.ontology import folder, local

_FILES = ("language.ttl", "names.ttl")
_FORM = "https://w3id.org/vnkg/lexicon#form"


def words(name: str) -> tuple[str, ...]:
    """The forms of the lex:WordSet with this local name, longest first.

    Raises OntologyError when a file cannot be read or the set is missing.
    """
    try:
        return _sets()[name]
    except KeyError:
        raise OntologyError(f"ontology/lexicon: no lex:WordSet lex:{name} in {' or '.join(_FILES)}; add it") from None


def alternatives(name: str) -> str:
    """The forms of a word set (without their "=meaning") as a regular expression that matches any of them."""
    return "(?:" + "|".join(re.escape(form.partition("=")[0]).replace(r"\ ", r"\s+") for form in words(name)) + ")"


def mapping(name: str) -> dict[str, str]:
    """The forms of a word set that are written "form=meaning", as form to meaning."""
    return dict(form.split("=", 1) for form in words(name))


@cache
def _sets() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name in _FILES:
        path = folder() / "lexicon" / name
        try:
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                if triple.predicate.value == _FORM and isinstance(triple.subject, ox.NamedNode):
                    forms = (form.strip() for form in str(getattr(triple.object, "value", "")).split("|"))
                    found.setdefault(local(triple.subject.value), set()).update(form for form in forms if form)
        except (SyntaxError, ValueError, OSError) as error:
            raise OntologyError(f"{path}: {error}") from error
    return {name: tuple(sorted(forms, key=lambda form: (-len(form), form))) for name, forms in found.items()}
