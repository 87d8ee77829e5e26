"""The ontology as Python sees it: classes, relations, known things and frames, read from `ontology/*.ttl`.

Everything the program knows about Vietnamese or about the state lives in those files. Parsing them takes a second or
two, so the result is kept in the user's cache folder under a hash of the files' bytes, and in memory once it is read.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.keeping import kept

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"
SCHEMA = "https://schema.org/"
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_FORMAT = 6  # raise when the classes below change, so that old caches are not read


@dataclass(frozen=True, slots=True)
class Known:
    """A known thing: a place, a body, a role, an honour, with every way news spells it."""

    id: str  # local name under id/ or code/
    kind: str
    label: str
    spellings: tuple[str, ...]  # safe on their own in running text
    hidden: tuple[str, ...] = ()  # only with a type word or a parent beside them
    facts: tuple[tuple[str, str], ...] = ()  # (property local name, local name or text)


@dataclass(frozen=True, slots=True)
class Relation:
    """A property: what it joins."""

    id: str
    domain: frozenset[str]
    range: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing the ontology can say, the ways Vietnamese says it, and the examples that prove it."""

    id: str
    noun: bool
    evokes: str
    templates: tuple[str, ...]
    level: float
    weight: float
    asserts: tuple[str, ...]
    sets: tuple[tuple[str, str], ...]
    permits: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    settled: bool = False  # what it says holds whatever the arbiter thinks


@dataclass
class Ontology:
    """All of it; see `load`."""

    parents: dict[str, frozenset[str]] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)  # named word lists: lex:WordSet
    version: str = ""
    _above: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def ancestors(self, kind: str) -> frozenset[str]:
        """The class and everything above it."""
        if kind not in self._above:
            self._above[kind] = above(kind, self.parents)
        return self._above[kind]

    def is_a(self, kind: str, ancestor: str) -> bool:
        """Whether class `kind` is `ancestor` or below it."""
        return kind == ancestor or ancestor in self.ancestors(kind)

    def spelled(self, kind: str) -> list[str]:
        """Every way in which news writes the known things of exactly this class, hidden spellings too."""
        return [s for known in self.known.values() if known.kind == kind for s in (*known.spellings, *known.hidden)]

    def descendants(self, kind: str) -> frozenset[str]:
        """The class and everything below it."""
        return frozenset(k for k in {*self.parents, kind} if self.is_a(k, kind))


def above(name: str, parents: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The name and everything that it leads up to by its parents."""
    seen: set[str] = set()
    todo = [name]
    while todo:
        at = todo.pop()
        if at not in seen:
            seen.add(at)
            todo.extend(parents.get(at, ()))
    return frozenset(seen)


def folder() -> Path:
    """Where the Turtle files are: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "_ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


def files(root: Path | None = None) -> list[Path]:
    """The Turtle files that make up the knowledge, without the shapes and the reference tables read on demand."""
    root = root or folder()
    skip = {"shapes.ttl", "officeholders.ttl", "areas-communes.ttl"}
    return sorted(p for p in root.rglob("*.ttl") if p.name not in skip)


def load(root: Path | None = None) -> Ontology:
    """The ontology of the folder `root` (the shipped one by default), shared by all who ask: not to be changed.

    Raises OntologyError, naming the file, when one cannot be read.
    """
    root = root or folder()
    paths = files(root)
    digest = hashlib.blake2b(digest_size=12)
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return _cached(digest.hexdigest(), tuple(paths))


@lru_cache(maxsize=2)  # files that change give another hash
def _cached(version: str, paths: tuple[Path, ...]) -> Ontology:
    def parsed() -> Ontology:
        ontology = _parse(paths)
        ontology.version = version
        return ontology

    return kept(f"ontology-{_FORMAT}", version, parsed)


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _parse(paths: Iterable[Path]) -> Ontology:
    props: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        try:
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                props[_name(triple.subject)][triple.predicate.value].append(triple.object)
        except (SyntaxError, ValueError, OSError) as error:
            raise OntologyError(f"{path}: {error}") from error
    ontology = Ontology()
    frames = []
    for subject, values in props.items():
        kinds = [local(_name(o)) for o in values.get(RDF + "type", [])]
        if subject.startswith("_:"):
            continue
        if "Class" in kinds:
            up = {
                local(_name(o))
                for o in values.get(RDFS + "subClassOf", [])
                if _name(o).startswith("https://w3id.org/vnkg/ontology#")
            }
            ontology.parents[local(subject)] = frozenset(up)
        elif {"ObjectProperty", "DatatypeProperty"} & set(kinds):
            ontology.relations[local(subject)] = Relation(
                local(subject),
                _classes(values.get(RDFS + "domain", []), props),
                _classes(values.get(RDFS + "range", []), props),
            )
        elif {"NounPhrase", "Clause"} & set(kinds):
            frames.append(_frame(local(subject), "NounPhrase" in kinds, values))
        elif "WordSet" in kinds:
            forms = _texts(values, "https://w3id.org/vnkg/lexicon#form")
            ontology.words[local(subject)] = tuple(sorted(w.strip() for f in forms for w in f.split("|")))
        elif "/id/" in subject or "/code/" in subject:
            known = _known(subject, kinds, values)
            if known:
                ontology.known[known.id] = known
    ontology.frames = tuple(sorted(frames, key=lambda f: (f.level, f.id)))
    return ontology


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else f"_:{term}"


def _texts(values: dict[str, list[Term]], prop: str) -> list[str]:
    return [o.value for o in values.get(prop, []) if isinstance(o, ox.Literal)]


def _classes(terms: list[Term], props: dict[str, dict[str, list[Term]]]) -> frozenset[str]:
    found = set()
    for term in terms:
        if isinstance(term, ox.NamedNode):
            found.add(local(term.value))
            continue
        for head in props[_name(term)].get(OWL + "unionOf", []):
            node = _name(head)
            while node in props and node != RDF + "nil":
                found |= {local(_name(o)) for o in props[node].get(RDF + "first", [])}
                rest = props[node].get(RDF + "rest", [])
                node = _name(rest[0]) if rest else RDF + "nil"
    return frozenset(found)


def _frame(name: str, noun: bool, values: dict[str, list[Term]]) -> Frame:
    lex = "https://w3id.org/vnkg/lexicon#"
    evokes = [local(_name(o)) for o in values.get(lex + "evokes", [])]
    templates = _texts(values, lex + "template")
    if len(evokes) != 1 or not templates:
        raise OntologyError(f"lex:{name} needs one lex:evokes and at least one lex:template")
    return Frame(
        id=name,
        noun=noun,
        evokes=evokes[0],
        templates=tuple(sorted(templates)),
        level=float((_texts(values, lex + "level") or ["5"])[0]),
        weight=float((_texts(values, lex + "weight") or ["0.9"])[0]),
        asserts=tuple(sorted(_texts(values, lex + "asserts"))),
        sets=tuple(sorted((s.split("=")[0].strip(), s.split("=")[1].strip()) for s in _texts(values, lex + "sets"))),
        permits=frozenset(w.strip() for t in _texts(values, lex + "permits") for w in t.split("|")),
        examples=tuple(sorted(_texts(values, lex + "example"))),
        counterexamples=tuple(sorted(_texts(values, lex + "counterexample"))),
        settled="true" in _texts(values, lex + "settled"),
    )


def _known(subject: str, kinds: list[str], values: dict[str, list[Term]]) -> Known | None:
    labels = _texts(values, RDFS + "label") + _texts(values, SKOS + "prefLabel")
    if not labels or not kinds:
        return None
    label = min(labels)
    for prop in (RDFS + "label", SKOS + "prefLabel"):
        vietnamese = [o.value for o in values.get(prop, []) if isinstance(o, ox.Literal) and o.language == "vi"]
        if vietnamese:
            label = min(vietnamese)
            break
    facts = [
        (local(prop), local(_name(o)) if isinstance(o, ox.NamedNode) else _name(o))
        for prop, objects in values.items()
        for o in objects
        if local(prop) not in ("type", "label", "prefLabel", "altLabel", "hiddenLabel", "comment", "source")
    ]
    return Known(
        id=local(subject),
        kind=sorted(kinds)[0],
        label=label,
        spellings=tuple(sorted({label, *_texts(values, SKOS + "altLabel")})),
        hidden=tuple(sorted(_texts(values, SKOS + "hiddenLabel"))),
        facts=tuple(sorted(facts)),
    )
