"""Entities and results of a graph as Python and notebooks see them; see kg.api."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rich.console import Console

from kg.errors import KgError, QueryError
from kg.ontology import local
from kg.query import html, lookup
from kg.query.answer import ROWS, TRIPLES, Answer, Term, uncollected
from kg.query.evidence import Evidence
from kg.query.table import named, table

if TYPE_CHECKING:
    import pandas

    from kg.api import Graph

_NUMBERS = {"integer": int, "int": int, "long": int, "decimal": float, "double": float, "float": float}
_SHOWN = 20  # rows in a repr


class Entity:
    """A thing of the graph: its `iri`, its `label`, and its class in `kind`."""

    __slots__ = ("_graph", "iri", "kind", "label")

    def __init__(self, iri: str, label: str, kind: str, graph: Graph) -> None:
        self.iri = iri
        self.label = label
        self.kind = kind
        self._graph = graph

    def names(self) -> list[str]:
        """Every name that the graph has for it, its label first.

        >>> graph.entity("Cao Bằng").names()
        ['Cao Bằng']
        """
        text = f"SELECT DISTINCT ?n WHERE {{ <{self.iri}> rdfs:label|skos:prefLabel|skos:altLabel ?n }}"
        found = {lookup.value(row[0]) for row in lookup.ask(self._graph.store, text).rows}
        return sorted(found, key=lambda n: (n != self.label, n))

    def neighbours(self, relation: str = "") -> Result:
        """What is linked to it, in both directions."""
        return self._graph.neighbours(self, relation)

    def explain(self, other: str | Entity | None = None, limit: int | None = None) -> list[Evidence]:
        """The sentences behind what the graph says of it."""
        return self._graph.explain(self, other, limit)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entity) and other.iri == self.iri

    def __hash__(self) -> int:
        return hash(self.iri)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.label}>"

    def _repr_html_(self) -> str:
        rows = self.neighbours()
        return html.heading(self.label, self.kind, self.iri) + rows._repr_html_()


class Result:
    """The answer to a query: a sequence of rows (dicts), or triples, or a truth.

    >>> result = graph.query("met")
    >>> len(result), result.columns[:2]
    (1, ['who', 'whoLabel'])
    >>> [(row["whoLabel"], row["whomLabel"], row["confidence"]) for row in result]
    [('Nguyễn Xuân Phúc', 'Thongloun Sisoulith', 0.9)]
    >>> result.to_pandas()["first"][0]
    '2019-06-11'
    >>> bool(graph.query("ASK { ?x a kg:Meeting }"))
    True
    """

    def __init__(self, answer: Answer, graph: Graph, sparql: str = "") -> None:
        self.answer = answer
        self.sparql = sparql
        self._graph = graph

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.answer.variables)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """All rows."""
        return list(self)

    @property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        return self.answer.triples

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame; a KgError says what to install when there is no pandas."""
        try:
            import pandas as pd
        except ImportError as error:
            raise KgError("pandas is not installed: pip install 'vnkg[pandas]'") from error
        if self.answer.form == "CONSTRUCT":
            triples = [(python(t.subject), python(t.predicate), python(t.object)) for t in self.triples]
            return pd.DataFrame(triples, columns=["subject", "predicate", "object"])
        return pd.DataFrame(self.rows, columns=self.columns)

    def serialize(self, form: str) -> bytes:
        """The answer in a standard form: csv, tsv, json, xml for rows and truths; ttl, nt, jsonld, rdf for triples.

        >>> print(graph.query("SELECT ?n WHERE { [] kg:number ?n } ORDER BY ?n LIMIT 1").serialize("csv").decode())
        n\r
        102/2024/NĐ-CP\r
        <BLANKLINE>
        """
        if self.answer.form == "CONSTRUCT":
            if form not in TRIPLES:
                raise QueryError(f"triples cannot be written as {form}; choose from {', '.join(TRIPLES)}")
            return ox.serialize(self.triples, format=TRIPLES[form], prefixes=self._graph.prefixes) or b""
        if form not in ROWS:
            raise QueryError(f"rows cannot be written as {form}; choose from {', '.join(ROWS)}")
        return uncollected(self.answer).serialize(format=ROWS[form]) or b""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self.answer.rows:
            yield {name: python(term) for name, term in zip(self.answer.variables, row, strict=True)}

    def __len__(self) -> int:
        return len(self.answer)

    def __getitem__(self, index: int) -> dict[str, Any]:
        return {n: python(t) for n, t in zip(self.answer.variables, self.answer.rows[index], strict=True)}

    def __bool__(self) -> bool:
        return self.answer.truth if self.answer.form == "ASK" else len(self) > 0

    def __repr__(self) -> str:
        if self.answer.form == "ASK":
            return str(self.answer.truth).lower()
        shown = self._head()
        out = io.StringIO()
        grid = table(shown, lookup.labels(self._graph.store, named(shown)), self._graph.prefixes, evidence=False)
        grid.box, grid.padding = None, (0, 2, 0, 0)
        grid.pad_edge = False
        Console(file=out, width=10_000, color_system=None).print(grid)
        lines = [line.rstrip() for line in out.getvalue().splitlines()]
        more = len(self) - len(shown)
        return "\n".join(lines) + (f"\n... and {more} more" if more else "")

    def _repr_html_(self) -> str:
        shown = self._head()
        labels = lookup.labels(self._graph.store, named(shown))
        return html.answer(shown, labels, self._graph.prefixes, len(self) - len(shown))

    def _head(self) -> Answer:
        a = self.answer
        return Answer(a.form, a.variables, a.rows[:_SHOWN], a.triples[:_SHOWN], a.truth)


def python(term: Term | None) -> Any:
    """A term as a Python value: numbers and truths as such; IRIs, dates and text as str; nothing as None."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = local(term.datatype.value)
        if kind == "boolean":
            return term.value == "true"
        return _NUMBERS[kind](term.value) if kind in _NUMBERS else term.value
    return term.value if isinstance(term, ox.NamedNode) else str(term)
