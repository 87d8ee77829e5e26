"""What the tools ask of every graph: things by name, names and classes of things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import pyoxigraph as ox

from kg import ontology
from kg.graph.terms import KG
from kg.query.answer import Answer, Term, collect
from kg.query.names import Names, Thing

_BATCH = 500


class Queryable(Protocol):
    """Whatever answers SPARQL in which the usual prefixes are known: see kg.store.GraphStore."""

    def query(self, sparql: str, /) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """The results of a query."""


def ask(store: Queryable, text: str) -> Answer:
    """The answer to a query of our own."""
    return collect(store.query(text))


def names(store: Queryable) -> Names:
    """Every name that the default graph gives to things."""
    answer = ask(
        store,
        "SELECT ?e ?name ?main WHERE "
        "{ { ?e rdfs:label ?name BIND(1 AS ?main) } UNION { ?e skos:altLabel ?name BIND(0 AS ?main) } }",
    )
    return Names.of(
        (_value(e), name.value, _value(main) == "1", name.language == "vi")
        for e, name, main in answer.rows
        if isinstance(name, ox.Literal)
    )


def exactly(store: Queryable, name: str) -> list[str]:
    """IRIs of the things with that very label or other name, found without reading all names."""
    term = str(ox.Literal(name))
    values = f"VALUES ?name {{ {term} {term}@vi {term}@en }}"
    text = f"SELECT DISTINCT ?e WHERE {{ {values} ?e rdfs:label|skos:altLabel ?name }}"
    return sorted(_value(row[0]) for row in ask(store, text).rows)


def things(store: Queryable, iris: Iterable[str]) -> list[Thing]:
    """Labels and classes of things, in the order given; what the graph does not know is left out."""
    wanted = list(dict.fromkeys(iris))
    labels_, kinds_ = labels(store, wanted), kinds(store, wanted)
    return [
        Thing(iri, labels_.get(iri, local(iri)), kinds_.get(iri, ""))
        for iri in wanted
        if iri in labels_ or iri in kinds_
    ]


def labels(store: Queryable, iris: Iterable[str]) -> dict[str, str]:
    """IRI -> its name, Vietnamese first; of an article its title. IRIs without any are left out."""
    found: dict[str, tuple[int, str]] = {}
    for values in _batches(iris):
        for where in (
            "{ ?x rdfs:label ?l BIND(1 AS ?rank) } UNION { ?x skos:prefLabel ?l BIND(2 AS ?rank) }",
            "{ GRAPH ?g { ?x dct:title ?l } BIND(3 AS ?rank) } "
            "UNION { GRAPH ?g { ?x rdfs:label ?l } BIND(4 AS ?rank) }",
        ):
            for x, label, rank in ask(store, f"SELECT ?x ?l ?rank WHERE {{ VALUES ?x {{ {values} }} {where} }}").rows:
                if isinstance(label, ox.Literal) and label.value:
                    order = (int(_value(rank)) * 2 + (label.language == "en"), label.value)
                    found[_value(x)] = min(found.get(_value(x), (99, "")), order)
    return {iri: label for iri, (_, label) in sorted(found.items())}


def kinds(store: Queryable, iris: Iterable[str]) -> dict[str, str]:
    """IRI -> the local name of its most special kg: class."""
    found: dict[str, set[str]] = {}
    for values in _batches(iris):
        either = "{ ?x a ?c } UNION { GRAPH ?g { ?x a ?c } }"
        text = f"SELECT DISTINCT ?x ?c WHERE {{ VALUES ?x {{ {values} }} {either} }}"
        for x, c in ask(store, text).rows:
            if _value(c).startswith(KG):
                found.setdefault(_value(x), set()).add(_value(c)[len(KG) :])
    return {iri: special(classes) for iri, classes in sorted(found.items())}


@cache
def vocabulary() -> ontology.Ontology:
    """The shipped ontology, read once a process."""
    return ontology.load()


def special(classes: Iterable[str]) -> str:
    """Of the classes of one thing, the one below the most others."""
    return max(sorted(classes), key=lambda c: len(vocabulary().ancestors(c)))


def local(iri: str) -> str:
    """The last part of an IRI."""
    return ontology.local(iri)


def short(iri: str, spaces: Mapping[str, str]) -> str:
    """An IRI with a prefix where one fits: id:cao-bang."""
    for prefix, space in spaces.items():
        if iri.startswith(space) and iri != space and not set(iri[len(space) :]) & set("/#?"):
            return f"{prefix}:{iri[len(space) :]}"
    return iri


def value(term: Term | None) -> str:
    """The words of a literal, or an IRI; "" for nothing."""
    return _value(term)


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""


def _batches(iris: Iterable[str]) -> Iterator[str]:
    wanted = sorted({iri for iri in iris if not set(iri) & set(' <>"{}|\\^`\n\r\t')})
    for i in range(0, len(wanted), _BATCH):
        yield " ".join(f"<{iri}>" for iri in wanted[i : i + _BATCH])


@dataclass(frozen=True, slots=True)
class Size:
    """How much a graph holds."""

    articles: int
    facts: int


def size(store: Queryable) -> Size:
    """Articles and facts (triples of kg: relations in the default graph)."""
    facts = ask(store, f'SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), "{KG}")) }}')
    articles = ask(store, "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { GRAPH ?g { ?a a kg:Article } }")
    return Size(int(_value(articles.rows[0][0])), int(_value(facts.rows[0][0])))


_NEIGHBOURS = """
SELECT DISTINCT ?direction ?relation ?thing ?thingLabel WHERE {
  $branches
  FILTER(STRSTARTS(STR(?p), STR(kg:)) && ISIRI(?thing))
  BIND(STRAFTER(STR(?p), "#") AS ?relation)
  $relation
  OPTIONAL { ?thing rdfs:label ?thingLabel }
}
"""


def neighbours(store: Queryable, about: Iterable[str], relation: str = "") -> Answer:
    """What things are linked to, with direction, relation and class of the other end."""
    branches = " UNION ".join(
        f'{{ <{iri}> ?p ?thing BIND("->" AS ?direction) }} UNION {{ ?thing ?p <{iri}> BIND("<-" AS ?direction) }}'
        for iri in sorted(about)
    )
    only = f"FILTER(?relation = {ox.Literal(relation)})" if relation else ""
    found = ask(store, _NEIGHBOURS.replace("$branches", branches).replace("$relation", only))
    kinds_ = kinds(store, {_value(row[2]) for row in found.rows})
    rows = {(*row, ox.Literal(kinds_.get(_value(row[2]), ""))) for row in found.rows if row[3] is not None}
    order = sorted(rows, key=lambda row: tuple(map(_value, row)))
    return Answer("SELECT", (*found.variables, "kind"), tuple(order))


class Kinds:
    """Classes of things, looked up when first asked for."""

    def __init__(self, store: Queryable) -> None:
        self._store = store
        self._of: dict[str, str] = {}

    def __call__(self, iris: Iterable[str]) -> dict[str, str]:
        """IRI -> the local name of its most special class, for those that have one."""
        wanted = set(iris)
        if missing := wanted - self._of.keys():
            found = kinds(self._store, missing)
            self._of |= {iri: found.get(iri, "") for iri in missing}
        return {iri: self._of[iri] for iri in sorted(wanted) if self._of[iri]}
