"""Facts with the sentence behind each: one row a statement, for tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import pyoxigraph as ox

from kg.ontology import local
from kg.query.lookup import Queryable, ask, kinds, labels, value


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence that says one triple; fields without a value are "" ."""

    subject: str  # IRI
    subject_label: str
    subject_class: str  # local name
    relation: str  # local name of a kg: property
    object: str  # IRI, or "" when it is a value
    object_label: str  # name, or the value
    object_class: str  # local name, or the value's datatype
    confidence: float
    asserted: bool  # whether the graph holds it as a fact; unsure statements are kept as evidence only
    frame: str  # of the lexicon
    sentence: str
    start: int  # of the sentence in the article's text, in characters
    end: int
    article: str  # identifier
    title: str
    date: str  # of the article, ISO 8601
    source: str


COLUMNS = tuple(f.name for f in fields(Fact))

_STATEMENTS = """
SELECT ?st ?s ?p ?o ?c ?frame ?sentence WHERE {
  GRAPH ?g { ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:confidence ?c ; kg:frame ?frame ;
                 prov:wasDerivedFrom ?sentence . }
}
"""
_SENTENCES = """
SELECT ?sentence ?text ?start ?end ?article WHERE {
  GRAPH ?g { ?sentence a kg:Sentence ; oa:exact ?text ; oa:start ?start ; oa:end ?end ; oa:hasSource ?article }
}
"""
_ARTICLES = """
SELECT ?article ?id ?title ?date ?source ?url WHERE {
  GRAPH ?g {
    ?article a kg:Article ; dct:identifier ?id .
    OPTIONAL { ?article dct:title ?title } OPTIONAL { ?article dct:date ?date }
    OPTIONAL { ?article dct:source ?source } OPTIONAL { ?article schema:url ?url }
  }
}
"""
_ASSERTED = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?p), STR(kg:))) }"


@dataclass(frozen=True, slots=True)
class Article:
    """One article."""

    iri: str
    id: str
    title: str
    date: str
    source: str
    url: str


def articles(store: Queryable) -> dict[str, Article]:
    """IRI -> article, in order of their identifiers."""
    found = [Article(*map(value, row)) for row in ask(store, _ARTICLES).rows]
    return {a.iri: a for a in sorted(found, key=lambda a: (a.id, a.iri))}


def facts(store: Queryable) -> Iterator[Fact]:
    """Every statement of the graph, by article and place in it."""
    told = articles(store)
    sentences = {value(row[0]): tuple(map(value, row[1:])) for row in ask(store, _SENTENCES).rows}
    asserted = {(value(s), value(p), str(o)) for s, p, o in ask(store, _ASSERTED).rows}
    rows = ask(store, _STATEMENTS).rows
    ends = {t.value for row in rows for t in (row[1], row[3]) if isinstance(t, ox.NamedNode)}
    names, classes = labels(store, ends), kinds(store, ends)

    def place(row: tuple[object, ...]) -> tuple[object, ...]:
        text, start, _, article = sentences.get(value(row[6]), ("", "0", "0", ""))  # type: ignore[arg-type]
        return told[article].id if article in told else "", int(start), *(str(t) for t in row[1:4]), text

    for row in sorted(rows, key=place):
        _, s, p, o, c, frame, sentence = row
        text, start, end, article = sentences.get(value(sentence), ("", "0", "0", ""))
        about = told.get(article, Article("", "", "", "", "", ""))
        thing = isinstance(o, ox.NamedNode)
        yield Fact(
            subject=value(s),
            subject_label=names.get(value(s), local(value(s))),
            subject_class=classes.get(value(s), ""),
            relation=local(value(p)),
            object=value(o) if thing else "",
            object_label=names.get(value(o), local(value(o))) if thing else value(o),
            object_class=classes.get(value(o), "") if thing else _datatype(o),
            confidence=float(value(c)),
            asserted=(value(s), value(p), str(o)) in asserted,
            frame=local(value(frame)),
            sentence=text,
            start=int(start),
            end=int(end),
            article=about.id,
            title=about.title,
            date=about.date,
            source=about.source or about.url,
        )


def _datatype(term: object) -> str:
    return local(term.datatype.value) if isinstance(term, ox.Literal) else ""
