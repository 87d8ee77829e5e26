"""What a built graph claims, article by article: things with their surfaces, relations with their confidence.

Read from the evidence (graph.trig) alone, so that any graph that keeps to the vocabulary can be measured.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.ontology import RDF, RDFS, Ontology, local

OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
DCT = "http://purl.org/dc/terms/"
TYPES = ("Person", "Post", "Organization", "Area", "Document", "Programme", "Event", "Honour")
LITERAL = "literal:"  # how gold files mark an object that is text or a date

Triple = tuple[str, str, str]  # node, local name of the property, node or "literal:..."
_YEARLESS = re.compile(r"^--(\d\d-\d\d)$")  # xsd:gMonthDay, which gold files write as XXXX-MM-DD


@dataclass(slots=True)
class Claims:
    """What is claimed of one article."""

    surfaces: dict[tuple[str, str], set[str]] = field(default_factory=dict)  # (node, type) -> distinct surfaces
    names: dict[str, set[str]] = field(default_factory=dict)  # node -> its labels
    relations: dict[Triple, float] = field(default_factory=dict)  # -> confidence of its best statement


def claims(files: Iterable[Path], ontology: Ontology) -> dict[str, Claims]:
    """The claims of a graph by article id.

    Args:
        files: RDF files (.trig, .ttl, .nq, .nt) that together hold the graph.
        ontology: tells which of the types a class belongs to.

    Raises InputError for a file that is missing or is no RDF.
    """
    facts = _facts(files)
    found: dict[str, Claims] = defaultdict(Claims)
    article_of = _articles(facts)
    kind_of: dict[str, str | None] = {}
    for mention, entities in facts[f"{_KG}refersTo"].items():
        for entity in entities:
            node = _name(entity)
            if node not in kind_of:
                kind_of[node] = _kind(facts[RDF + "type"].get(node, ()), ontology)
            kind = kind_of[node]
            for article in article_of.get(mention, ()) if kind else ():
                own = found[article]
                surfaces = own.surfaces.setdefault((node, str(kind)), set())
                surfaces.update(text.value for text in facts[OA + "exact"].get(mention, ()))
                own.names[node] = {label.value for label in facts[RDFS + "label"].get(node, ())}
    for article, triple, confidence in (*_statements(facts, article_of), *_quotations(facts, article_of)):
        relations = found[article].relations
        relations[triple] = max(confidence, relations.get(triple, 0.0))
    return dict(found)


_KG = "kg:"  # stands for the ontology's namespace, whatever the base of the graph is
_Facts = dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]]
_OWN = ("refersTo", "agent", "quotedText", "confidence")
_READ = {
    *(RDF + name for name in ("type", "subject", "predicate", "object")),
    *(OA + name for name in ("hasSource", "exact")),
    RDFS + "label",
    PROV + "wasDerivedFrom",
    DCT + "identifier",
}


def _facts(files: Iterable[Path]) -> _Facts:
    """property -> subject -> objects, of the properties that matter here."""
    facts: _Facts = defaultdict(lambda: defaultdict(list))
    for file in files:
        try:
            for quad in ox.parse(path=str(file)):
                name = quad.predicate.value
                name = f"{_KG}{local(name)}" if local(name) in _OWN else name
                if name in _READ or name.startswith(_KG):
                    objects = facts[name][_name(quad.subject)]
                    if not isinstance(quad.object, ox.Triple) and quad.object not in objects:
                        objects.append(quad.object)
        except FileNotFoundError as error:
            raise InputError(f"{file}: there is no such file. Build the graph first, with `kg build`.") from error
        except (SyntaxError, ValueError, OSError) as error:
            raise InputError(f"{file}: not a graph that can be read ({error}). Build it again with --fresh.") from error
    return facts


def _articles(facts: _Facts) -> Mapping[str, list[str]]:
    """Sentence or mention -> the identifiers of the articles it stands in."""
    identifier = {node: texts[0].value for node, texts in facts[DCT + "identifier"].items()}
    return {
        node: [identifier[_name(source)] for source in sources if _name(source) in identifier]
        for node, sources in facts[OA + "hasSource"].items()
    }


def _kind(classes: Iterable[ox.NamedNode | ox.BlankNode | ox.Literal], ontology: Ontology) -> str | None:
    for name in sorted(local(_name(c)) for c in classes):
        above = ontology.ancestors(name)
        for kind in TYPES:
            if kind in above:
                return kind
    return None


def _statements(facts: _Facts, article_of: Mapping[str, list[str]]) -> Iterable[tuple[str, Triple, float]]:
    for statement, predicates in facts[RDF + "predicate"].items():
        subject = facts[RDF + "subject"].get(statement)
        value = facts[RDF + "object"].get(statement)
        if subject and value:
            triple = (_name(subject[0]), local(_name(predicates[0])), _object(value[0]))
            for article in _origin(facts, article_of, statement):
                yield article, triple, _confidence(facts, statement)


def _quotations(facts: _Facts, article_of: Mapping[str, list[str]]) -> Iterable[tuple[str, Triple, float]]:
    for speech, texts in facts[f"{_KG}quotedText"].items():
        for speaker in facts[f"{_KG}agent"].get(speech, ()):
            for text in texts:
                for article in _origin(facts, article_of, speech):
                    yield article, (_name(speaker), "says", LITERAL + text.value), _confidence(facts, speech)


def _origin(facts: _Facts, article_of: Mapping[str, list[str]], node: str) -> Iterable[str]:
    for sentence in facts[PROV + "wasDerivedFrom"].get(node, ()):
        yield from article_of.get(_name(sentence), ())


def _confidence(facts: _Facts, node: str) -> float:
    return max((float(value.value) for value in facts[f"{_KG}confidence"].get(node, ())), default=1.0)


def _object(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    return LITERAL + _YEARLESS.sub(r"XXXX-\1", term.value) if isinstance(term, ox.Literal) else _name(term)


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
