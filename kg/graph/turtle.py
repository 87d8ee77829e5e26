"""Triples in Turtle and TriG that people can read: prefixed, one predicate a line, grouped by subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.graph.terms import XSD, Triple

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_BARE = {f"^^<{XSD}integer>": re.compile(r"[+-]?\d+"), f"^^<{XSD}decimal>": re.compile(r"[+-]?\d*\.\d+")}
_CACHED = 200_000  # terms; a sentence's IRI is written three times, all near one another


class Writer:
    """Writes N-Triples terms by one set of prefixes.

    Args:
        prefixes: prefix -> namespace.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(sorted(prefixes.items()))
        self._of = {"<" + namespace: prefix + ":" for prefix, namespace in self._prefixes.items()}
        self._cache: dict[str, str] = {}

    def head(self) -> str:
        """The prefix declarations."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self._prefixes.items()) + "\n"

    def term(self, term: str) -> str:
        """A term as short as it can be."""
        if term[-1] != ">":  # a plain or language-tagged literal
            return term
        short = self._cache.get(term)
        if short is None:
            if len(self._cache) > _CACHED:
                self._cache.clear()
            short = self._cache[term] = self._iri(term) if term[0] == "<" else self._typed(term)
        return short

    def subjects(self, triples: Iterable[Triple], indent: str = "") -> Iterator[str]:
        """One block of text for every run of triples with one subject."""
        last: tuple[str, str] = ("", "")
        parts: list[str] = []
        inner = f" ;\n{indent}    "
        for s, p, o in triples:
            if s != last[0]:
                if parts:
                    parts.append(" .\n")
                    yield "".join(parts)
                parts = [indent, self.term(s), " ", self._verb(p), " ", self.term(o)]
            elif p != last[1]:
                parts += (inner, self._verb(p), " ", self.term(o))
            else:
                parts += (", ", self.term(o))
            last = (s, p)
        if parts:
            parts.append(" .\n")
            yield "".join(parts)

    def graph(self, name: str, triples: Iterable[Triple]) -> Iterator[str]:
        """A named graph of TriG."""
        yield f"\n{self.term(name)} {{\n"
        yield from self.subjects(triples, "    ")
        yield "}\n"

    def _verb(self, predicate: str) -> str:
        return "a" if predicate == _TYPE else self.term(predicate)

    def _iri(self, term: str) -> str:
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self._of.get(term[:cut])
        local = term[cut:-1]
        return prefix + local if prefix and _LOCAL.fullmatch(local) else term

    def _typed(self, term: str) -> str:
        cut = term.rfind('"') + 1
        bare = _BARE.get(term[cut:])
        if bare and bare.fullmatch(term[1 : cut - 1]):
            return term[1 : cut - 1]
        return term[: cut + 2] + self._iri(term[cut + 2 :])
