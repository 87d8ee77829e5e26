"""How much is in a graph: by class, relation, article and confidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kg.graph.terms import KG
from kg.query.lookup import Queryable, ask, value


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """What one article says."""

    id: str
    title: str
    date: str
    statements: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts; the mappings go from the most to the fewest."""

    triples: int  # of the default graph
    classes: Mapping[str, int]  # local name -> things; a thing counts in its class and in those above it
    relations: Mapping[str, int]  # local name -> facts
    articles: int
    sentences: int
    mentions: int
    statements: int
    confidence: Mapping[str, int]  # band ("0.9-1.0") -> statements
    years: Mapping[str, int]  # year of publication -> articles; "" for articles without a date
    by_article: tuple[ArticleCount, ...]  # those with the most statements

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


_TENTHS = """SELECT ?tenth (COUNT(*) AS ?n) WHERE {
  GRAPH ?g { ?st a kg:Statement ; kg:confidence ?c } BIND(FLOOR(?c * 10) AS ?tenth)
} GROUP BY ?tenth"""
_EVIDENCE = """SELECT ?c (COUNT(*) AS ?n) WHERE {
  VALUES ?c { kg:Article kg:Sentence kg:Mention kg:Statement } GRAPH ?g { ?x a ?c }
} GROUP BY ?c"""
_YEARS = """SELECT ?year (COUNT(*) AS ?n) WHERE {
  GRAPH ?g { ?a a kg:Article OPTIONAL { ?a dct:date ?d } } BIND(COALESCE(SUBSTR(STR(?d), 1, 4), "") AS ?year)
} GROUP BY ?year"""
_ARTICLE = """SELECT ?id ?title ?date WHERE {
  GRAPH ?g { $article dct:identifier ?id OPTIONAL { $article dct:title ?title } OPTIONAL { $article dct:date ?date } }
}"""


def stats(store: Queryable, top: int = 10) -> Stats:
    """The counts of a graph; `top` articles are named."""

    def counts(text: str) -> dict[str, int]:
        found = {value(row[0]): int(value(row[1])) for row in ask(store, text).rows}
        return dict(sorted(found.items(), key=lambda kv: (-kv[1], kv[0])))

    def one(text: str) -> int:
        return int(value(ask(store, text).rows[0][0]))

    classes = counts("SELECT ?c (COUNT(?x) AS ?n) WHERE { ?x a ?c } GROUP BY ?c")
    relations = counts("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p")
    tenths = counts(_TENTHS)
    evidence = counts(_EVIDENCE)
    years = counts(_YEARS)
    many = ask(
        store,
        "SELECT ?a (COUNT(?st) AS ?n) WHERE { GRAPH ?g { ?st a kg:Statement ; prov:wasDerivedFrom/oa:hasSource ?a } } "
        f"GROUP BY ?a ORDER BY DESC(?n) ?a LIMIT {top}",
    ).rows
    return Stats(
        triples=one("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"),
        classes={k[len(KG) :]: n for k, n in classes.items() if k.startswith(KG)},
        relations={k[len(KG) :]: n for k, n in relations.items() if k.startswith(KG)},
        articles=evidence.get(KG + "Article", 0),
        sentences=evidence.get(KG + "Sentence", 0),
        mentions=evidence.get(KG + "Mention", 0),
        statements=evidence.get(KG + "Statement", 0),
        confidence=_bands(tenths),
        years=dict(sorted(years.items())),
        by_article=tuple(_article(store, value(a), int(value(n))) for a, n in many),
    )


def _bands(tenths: Mapping[str, int]) -> dict[str, int]:
    bands: dict[str, int] = {}
    for tenth, n in sorted(tenths.items(), key=lambda kv: -float(kv[0] or 0)):
        low = min(int(float(tenth or 0)), 9)  # 1.0 belongs to the band below it
        bands[f"{low / 10:.1f}-{(low + 1) / 10:.1f}"] = bands.get(f"{low / 10:.1f}-{(low + 1) / 10:.1f}", 0) + n
    return bands


def _article(store: Queryable, iri: str, statements: int) -> ArticleCount:
    text = _ARTICLE.replace("$article", f"<{iri}>")
    rows = ask(store, text).rows
    id_, title, date = map(value, rows[0]) if rows else ("", "", "")
    return ArticleCount(id_, title, date, statements)
