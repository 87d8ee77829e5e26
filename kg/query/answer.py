"""What a query gives back: rows, triples, or yes and no; in memory, and in the forms of the SPARQL recommendations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    cut: bool = False  # there were more rows or triples than the limit

    def __len__(self) -> int:
        return len(self.rows) or len(self.triples)

    def iris(self) -> set[str]:
        """Every IRI in the answer."""
        terms = (t for row in (self.rows or ((x.subject, x.predicate, x.object) for x in self.triples)) for t in row)
        return {t.value for t in terms if isinstance(t, ox.NamedNode)}

    def texts(self) -> Iterator[dict[str, str | None]]:
        """The rows as plain text: variable -> the IRI or the literal's words."""
        for row in self.rows:
            yield {v: None if t is None else text(t) for v, t in zip(self.variables, row, strict=True)}


def collect(results: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, limit: int | None = None) -> Answer:
    """The whole of a query's results in memory, up to `limit` rows or triples."""
    if isinstance(results, ox.QueryBoolean):
        return Answer("ASK", truth=bool(results))
    if isinstance(results, ox.QueryTriples):
        triples: list[ox.Triple] = []
        for triple in results:
            if limit is not None and len(triples) >= limit:
                return Answer("CONSTRUCT", triples=tuple(triples), cut=True)
            triples.append(triple)
        return Answer("CONSTRUCT", triples=tuple(triples))
    names = tuple(variable.value for variable in results.variables)
    rows: list[Row] = []
    for solution in results:
        if limit is not None and len(rows) >= limit:
            return Answer("SELECT", names, tuple(rows), cut=True)
        rows.append(tuple(solution[name] for name in names))
    return Answer("SELECT", names, tuple(rows))


def parse(body: bytes, form: str) -> Answer:
    """The answer in a body of SPARQL JSON results, or of N-Triples where `form` is "CONSTRUCT"."""
    if form == "CONSTRUCT":
        quads = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        return Answer("CONSTRUCT", triples=tuple(q.triple for q in quads))
    results = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    return collect(results)


def text(term: Term) -> str:
    """A term as people read it: an IRI, or the words of a literal."""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return str(term.value)
    return str(term)
