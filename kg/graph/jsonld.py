"""A dataset in JSON-LD 1.1: one node a line, with a context of prefixes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from kg.graph.dataset import Dataset
from kg.graph.terms import XSD, Triple, term

_TYPE = term("rdf:type")
_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.S)
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = {"n": "\n", "r": "\r"}


def jsonld(dataset: Dataset) -> Iterator[str]:
    """The whole dataset: the default graph's nodes, then a node with @graph for each named graph."""
    prefixes = dataset.prefixes
    short = _Short(prefixes)
    yield '{"@context": ' + json.dumps(prefixes, ensure_ascii=False) + ',\n"@graph": [\n'
    yield ",\n".join(_nodes((*dataset.head, *dataset.facts), short))
    for name, triples in dataset.named():
        yield f',\n{{"@id": {json.dumps(short.iri(name))}, "@graph": [\n' + ",\n".join(_nodes(triples, short)) + "]}"
    yield "\n]}\n"


class _Short:
    def __init__(self, prefixes: dict[str, str]) -> None:
        self._of = {"<" + namespace: prefix + ":" for prefix, namespace in prefixes.items()}

    def iri(self, name: str) -> str:
        cut = max(name.rfind("/"), name.rfind("#")) + 1
        prefix = self._of.get(name[:cut])
        return prefix + name[cut:-1] if prefix and cut < len(name) - 1 else name[1:-1]

    def value(self, object_: str) -> Any:
        if object_[0] == "<":
            return {"@id": self.iri(object_)}
        match = _LITERAL.fullmatch(object_)
        if match is None:
            raise ValueError(f"not a term of N-Triples: {object_}")
        value = _ESCAPED.sub(lambda m: _PLAIN.get(m[1], m[1]), match[1])
        if match[2]:
            return {"@value": value, "@language": match[2]}
        if match[3] == XSD + "integer":
            return int(value)
        return {"@value": value, "@type": self.iri(f"<{match[3]}>")} if match[3] else value


def _nodes(triples: Sequence[Triple], short: _Short) -> Iterator[str]:
    node: dict[str, Any] = {}
    last = ""
    for s, p, o in triples:
        if s != last:
            if node:
                yield json.dumps(node, ensure_ascii=False)
            node, last = {"@id": short.iri(s)}, s
        if p == _TYPE:
            node.setdefault("@type", []).append(short.iri(o))
        else:
            node.setdefault(short.iri(p), []).append(short.value(o))
    if node:
        yield json.dumps(node, ensure_ascii=False)
