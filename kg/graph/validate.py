"""Whether a graph is valid: the shapes of `ontology/shapes.ttl`, and every relation's domain and range.

pySHACL judges the shapes; their SPARQL constraints are asked of the store itself, for all things at once: pySHACL asks
them again for every single thing (51,000 triples took 176 s, and take 1 s so).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH

from kg import ontology
from kg.graph import reference, slices
from kg.graph.terms import KG, VOCABULARIES, term

_NOT_CHECKED = {"frame"}  # frames are the ontology's, and not in the graph
ARTICLES = 200  # how many articles' evidence is validated unless more is asked for


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    severity: str  # "Violation", "Warning" or "Info"
    message: str
    focus: str  # IRI of the thing at fault
    path: str = ""  # IRI of the property concerned
    value: str = ""
    sentences: tuple[str, ...] = ()  # what the articles say, for warnings


@dataclass
class Report:
    """What validation found."""

    findings: list[Finding] = field(default_factory=list)  # violations first, then by thing
    articles: int = 0  # whose evidence was looked at
    of: int = 0  # articles there are
    triples: int = 0

    @property
    def valid(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not any(f.severity == "Violation" for f in self.findings)


def validate(
    store: ox.Store,
    *,
    articles: int | None = ARTICLES,
    root: Path | None = None,
    progress: Callable[[int], None] = lambda triples: None,
) -> Report:
    """Validate all facts, and the evidence of some articles or of all.

    A graph of thousands of articles is validated in slices, each in memory alone; all of its evidence takes pySHACL
    about a minute for every 400 articles.

    Args:
        store: the graph.
        articles: how many articles' evidence to look at, evenly spread; None for all.
        root: the folder of the ontology; the shipped one by default.
        progress: called with the number of triples done.
    """
    shapes = load_shapes(root)
    constraints = list(_constraints(shapes))
    names = sorted(
        (g for g in store.named_graphs() if isinstance(g, ox.NamedNode) and "/graph/article/" in g.value),
        key=lambda g: g.value,
    )
    chosen = slices.spread(names, articles)
    report = Report(articles=len(chosen), of=len(names))
    found: set[Finding] = set()
    for constraint in constraints:
        found.update(constraint.findings(store))
    for triples in _chain(slices.facts(store), slices.articles(store, chosen)):
        found.update(check(triples, shapes))
        report.triples += len(triples)
        progress(report.triples)
    warned = (_with_sentences(f, store) for f in found)
    report.findings = sorted(warned, key=lambda f: (f.severity != "Violation", f.message, f.focus, f.path, f.value))
    return report


def check(triples: Iterable[ox.Triple], shapes: rdflib.Graph) -> list[Finding]:
    """The findings in one slice, without those of SPARQL constraints."""
    data = rdflib.Graph()
    for s, o in shapes.subject_objects(RDFS.subClassOf):
        data.add((s, RDFS.subClassOf, o))
    for triple in triples:
        data.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, meta_shacl=False)
    out = []
    for result in results.subjects(RDF.type, SH.ValidationResult):
        severity = str(results.value(result, SH.resultSeverity)).rsplit("#", 1)[-1]
        messages = sorted(
            results.objects(result, SH.resultMessage), key=lambda m: (getattr(m, "language", "") != "en", m)
        )
        out.append(
            Finding(
                severity,
                _plain(str(messages[0])) if messages else "",
                str(results.value(result, SH.focusNode) or ""),
                str(results.value(result, SH.resultPath) or ""),
                str(results.value(result, SH.value) or ""),
            )
        )
    return out


@dataclass(frozen=True, slots=True)
class Constraint:
    """A SPARQL constraint of a shape."""

    query: str  # gives ?this and ?value
    severity: str
    message: str

    def findings(self, store: ox.Store) -> Iterator[Finding]:
        """What it finds in a whole store, evidence and facts together."""
        rows = store.query(self.query, use_default_graph_as_union=True)
        for row in rows if isinstance(rows, ox.QuerySolutions) else ():
            yield Finding(self.severity, self.message, row["this"].value, value=str(getattr(row["value"], "value", "")))


def _constraints(shapes: rdflib.Graph) -> Iterator[Constraint]:
    """The shapes' SPARQL constraints, taken out of them: each as one query over all things of the target classes."""
    declared = "".join(
        f"PREFIX {shapes.value(d, SH.prefix)}: <{shapes.value(d, SH.namespace)}>\n"
        for d in sorted(shapes.objects(None, SH.declare), key=lambda d: str(shapes.value(d, SH.prefix)))
    )
    for shape, node in sorted(shapes.subject_objects(SH.sparql), key=str):
        classes = " ".join(sorted(f"<{c}>" for c in shapes.objects(shape, SH.targetClass)))
        target = f"VALUES ?class {{ {classes} }} ?this a ?class . "
        query = str(shapes.value(node, SH.select)).replace("$this", "?this").replace("{", "{ " + target, 1)
        severity = shapes.value(node, SH.severity) or shapes.value(shape, SH.severity) or SH.Violation
        messages = [str(m) for m in shapes.objects(node, SH.message) if getattr(m, "language", "") == "en"]
        yield Constraint(
            declared + query.replace("SELECT", "SELECT DISTINCT", 1), str(severity).rsplit("#", 1)[-1], messages[0]
        )
        shapes.remove((shape, SH.sparql, node))


def load_shapes(root: Path | None = None) -> rdflib.Graph:
    """The shapes of the ontology folder, and two more for every relation: its domain and its range."""
    root = root or ontology.folder()
    shapes = rdflib.Graph().parse(root / "shapes.ttl", format="turtle")
    known = ontology.load(root)
    for kind, predicate, above in reference.load(root).vocabulary:
        if predicate == term("rdfs:subClassOf") and above.startswith("<" + KG):
            shapes.add((rdflib.URIRef(kind[1:-1]), RDFS.subClassOf, rdflib.URIRef(above[1:-1])))
    for relation in known.relations.values():
        for classes, target, what in (
            (relation.domain, SH.targetSubjectsOf, "subject"),
            (relation.range, SH.targetObjectsOf, "object"),
        ):
            if classes and classes <= set(known.parents) and relation.id not in _NOT_CHECKED:
                _end(shapes, relation.id, sorted(classes), target, what)
    return shapes


def _end(shapes: rdflib.Graph, relation: str, classes: list[str], target: rdflib.URIRef, what: str) -> None:
    shape = rdflib.URIRef(f"{KG}{relation}-{what}")
    shapes.add((shape, RDF.type, SH.NodeShape))
    shapes.add((shape, target, rdflib.URIRef(KG + relation)))
    shapes.add((shape, SH.message, rdflib.Literal(f"The {what} of kg:{relation} is no {' or '.join(classes)}", "en")))
    options: list[rdflib.term.Node] = []
    for name in classes:
        option = rdflib.BNode()
        shapes.add((option, SH["class"], rdflib.URIRef(KG + name)))
        options.append(option)
    several = rdflib.BNode()
    Collection(shapes, several, options)
    shapes.add((shape, SH["or"], several))


def _term(value: slices.Term) -> rdflib.term.Node:
    if isinstance(value, ox.NamedNode):
        return rdflib.URIRef(value.value)
    if isinstance(value, ox.Literal):
        kind = None if value.language else rdflib.URIRef(value.datatype.value)
        return rdflib.Literal(value.value, lang=value.language, datatype=kind)
    return rdflib.BNode(str(value))


def _plain(message: str) -> str:
    return re.sub(r"\s+", " ", message)[:300]


def _chain(*parts: Iterator[slices.Triples]) -> Iterator[slices.Triples]:
    for part in parts:
        yield from part


def _with_sentences(finding: Finding, store: ox.Store) -> Finding:
    """A warning about two tenures, with a sentence for each."""
    if finding.severity != "Warning" or not (finding.focus and finding.value.startswith("http")):
        return finding
    said = tuple(s for s in (_sentence(tenure, store) for tenure in (finding.focus, finding.value)) if s)
    return Finding(finding.severity, finding.message, finding.focus, finding.path, finding.value, said)


_SAID = """SELECT ?name ?exact ?id ?date {
    $tenure <http://www.w3.org/ns/org#member> ?who ; <http://www.w3.org/ns/opengov#post> ?post .
    ?who <http://www.w3.org/2000/01/rdf-schema#label> ?name .
    GRAPH ?graph {
        ?statement rdf:subject ?who ; rdf:object ?post ; <http://www.w3.org/ns/prov#wasDerivedFrom> ?sentence .
        ?sentence oa:exact ?exact ; oa:hasSource ?article .
        ?article <http://purl.org/dc/terms/identifier> ?id . OPTIONAL { ?article <http://purl.org/dc/terms/date> ?date }
    } } ORDER BY ?date ?id ?exact LIMIT 1"""


def _sentence(tenure: str, store: ox.Store) -> str | None:
    query = _SAID.replace("$tenure", f"<{tenure}>")
    known = {"rdf": VOCABULARIES["rdf"], "oa": VOCABULARIES["oa"]}
    rows = store.query(query, prefixes=known)
    for row in rows if isinstance(rows, ox.QuerySolutions) else ():
        name, exact, id_, date = (getattr(row[i], "value", "") for i in range(4))
        return f"{name}: “{' '.join(exact.split())[:300]}” ({id_}{', ' + date if date else ''})"
    return None
