"""The ontology's known things as triples: what graph/reference and graph/ontology hold.

Parsing all of `ontology/reference/` takes seconds, so the result is kept in the user's cache folder under a hash
of the files' bytes, as `kg.ontology` keeps its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg import ontology
from kg.errors import OntologyError
from kg.graph.terms import BASE, Triple, iri, term
from kg.keeping import kept

_FORMAT = 1  # raise when the class below changes
_KEPT = 3  # versions in the cache: 14 MB each
_TYPE, _LABEL, _PREF = term("rdf:type"), term("rdfs:label"), term("skos:prefLabel")
_SPELLINGS = {term("skos:altLabel"), term("skos:hiddenLabel"), term("rdfs:comment"), term("dct:source")}
# Words for the reader of articles, not for the reader of the graph.
_READING = f"<{BASE}lexicon#"
_VOCABULARY = f"<{BASE}ontology#"


@dataclass
class Reference:
    """Known things and vocabulary; terms are N-Triples strings with the shipped base IRI."""

    things: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # subject -> (predicate, object)
    vocabulary: tuple[Triple, ...] = ()  # classes and properties: labels, what they hang under

    def find(self, name: str) -> str | None:
        """The IRI of the known thing with that local name, under id/ or code/; None when there is none."""
        for folder in ("id/", "code/"):
            if f"<{BASE}{folder}{name}>" in self.things:
                return f"<{BASE}{folder}{name}>"
        return None

    def kind(self, subject: str) -> str | None:
        """The local name of the thing's class."""
        kinds = sorted(o for p, o in self.things[subject] if p == _TYPE and o.startswith(_VOCABULARY))
        return kinds[0][len(_VOCABULARY) : -1] if kinds else None

    def label(self, subject: str) -> str | None:
        """The thing's name in Vietnamese, as a literal."""
        names = sorted(o for p, o in self.things[subject] if p in (_LABEL, _PREF) and o.endswith("@vi"))
        return names[0] if names else None

    def facts(self, subject: str) -> list[tuple[str, str]]:
        """What is known of the thing apart from how it is spelt."""
        return [(p, o) for p, o in self.things[subject] if p not in _SPELLINGS]

    def closure(self, subjects: Iterable[str]) -> set[str]:
        """The things, and all that they lead to: parents, successors, codes."""
        seen: set[str] = set()
        todo = [s for s in subjects if s in self.things]
        while todo:
            subject = todo.pop()
            if subject not in seen:
                seen.add(subject)
                todo.extend(o for _, o in self.things[subject] if o in self.things)
        return seen


def load(root: Path | None = None) -> Reference:
    """The reference triples of the ontology folder `root` (the shipped one by default).

    Raises OntologyError, naming the file, when one cannot be read.
    """
    root = root or ontology.folder()
    paths = sorted(p for p in root.rglob("*.ttl") if p.name != "shapes.ttl")
    digest = hashlib.blake2b(digest_size=12)
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return _load(digest.hexdigest(), tuple(paths))


@lru_cache(maxsize=2)
def _load(version: str, paths: tuple[Path, ...]) -> Reference:
    return kept(f"reference-{_FORMAT}", version, lambda: _parse(paths), most=_KEPT)


def _parse(paths: Iterable[Path]) -> Reference:
    things: dict[str, set[tuple[str, str]]] = {}
    vocabulary: set[Triple] = set()
    for path in paths:
        try:
            triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        except (SyntaxError, ValueError, OSError) as error:
            raise OntologyError(f"{path}: {error}") from error
        for triple in triples:
            if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
                continue  # unions of classes: SHACL says the same
            subject, predicate, object_ = str(triple.subject), str(triple.predicate), str(triple.object)
            if predicate.startswith(_READING):
                continue
            if subject.startswith((f"<{BASE}id/", f"<{BASE}code/")):
                things.setdefault(subject, set()).add((predicate, object_))
            elif subject.startswith((_VOCABULARY, f"<{BASE}ontology>")):
                vocabulary.add((subject, predicate, object_))
    return Reference({s: tuple(sorted(v)) for s, v in sorted(things.items())}, tuple(sorted(vocabulary)))


def rebased(value: str, base: str) -> str:
    """An IRI of the shipped instances under another base; anything else as it is."""
    return iri(base + value[len(BASE) + 1 : -1]) if base != BASE and value.startswith(f"<{BASE}id/") else value
