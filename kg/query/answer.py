"""What a query gives back: rows, triples, or yes and no; in memory, and in the forms of the SPARQL recommendations."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]

ROWS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
TRIPLES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one query; exactly one of `truth`, `triples` and the rows is meant, as `form` says."""

    form: str  # "SELECT", "ASK" or "CONSTRUCT" (a DESCRIBE gives triples too)
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    triples: tuple[ox.Triple, ...] = ()
    truth: bool = False

    def __len__(self) -> int:
        return len(self.rows) or len(self.triples)

    def iris(self) -> set[str]:
        """Every IRI in the answer."""
        terms = (t for row in (self.rows or ((x.subject, x.predicate, x.object) for x in self.triples)) for t in row)
        return {t.value for t in terms if isinstance(t, ox.NamedNode)}


def collect(results: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Answer:
    """The whole of a query's results in memory."""
    if isinstance(results, ox.QueryBoolean):
        return Answer("ASK", truth=bool(results))
    if isinstance(results, ox.QueryTriples):
        return Answer("CONSTRUCT", triples=tuple(results))
    names = tuple(variable.value for variable in results.variables)
    return Answer("SELECT", names, tuple(tuple(solution[name] for name in names) for solution in results))


def parse(body: bytes, form: str) -> Answer:
    """The answer in a body of SPARQL JSON results, or of N-Triples where `form` is "CONSTRUCT"."""
    if form == "CONSTRUCT":
        quads = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        return Answer("CONSTRUCT", triples=tuple(q.triple for q in quads))
    results = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    return collect(results)


def uncollected(answer: Answer) -> ox.QuerySolutions | ox.QueryBoolean:
    """The rows, or the truth, as Oxigraph gave them, which can write them in every form."""
    body: dict[str, Any] = {"head": {"vars": answer.variables}}
    if answer.form == "ASK":
        body["boolean"] = answer.truth
    else:
        rows = (zip(answer.variables, row, strict=True) for row in answer.rows)
        body["results"] = {"bindings": [{name: _json(term) for name, term in row if term is not None} for row in rows]}
    return ox.parse_query_results(json.dumps(body).encode(), ox.QueryResultsFormat.JSON)


def _json(term: Term) -> dict[str, Any]:
    """A term as the SPARQL JSON results have it."""
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {part: _json(of) for part, of in parts.items()}}
    if isinstance(term, ox.Literal):
        kind = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **kind}
    return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}


def text(term: Term) -> str:
    """A term as people read it: an IRI, or the words of a literal."""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return str(term.value)
    return str(term)
