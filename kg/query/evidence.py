"""Why the graph believes a thing: the statements about it, each with its sentence, article, frame and confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.query.lookup import Queryable, ask, local, value


@dataclass(frozen=True, slots=True)
class Article:
    """Where a sentence stands."""

    iri: str
    id: str
    title: str
    date: str  # "" when it has none
    source: str  # newspaper, file or address; "" when unknown


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that says one triple."""

    statement: str
    subject: str
    predicate: str  # local name
    object: str  # an IRI, or the words of a literal
    literal: bool
    confidence: float
    frame: str  # local name
    sentence: str
    text: str
    start: int  # of the sentence, in characters of the article's text
    end: int
    article: Article
    marks: tuple[tuple[int, int, str], ...]  # mentions of subject and object: start and end within `text`, IRI


# Whole for each end of each thing: a join of the ends with the rest would read every statement of the graph.
_END = """{ GRAPH ?g {
    ?st $end ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:confidence ?c ; prov:wasDerivedFrom ?sentence .
    ?sentence oa:exact ?text ; oa:start ?start ; oa:end ?end ; oa:hasSource ?article .
    ?article dct:identifier ?id .
    OPTIONAL { ?st kg:frame ?frame } OPTIONAL { ?article dct:title ?title } OPTIONAL { ?article dct:date ?date }
    OPTIONAL { ?article dct:source ?source } OPTIONAL { ?article schema:url ?url }
} }"""
_COLUMNS = "?st ?s ?p ?o ?c ?frame ?sentence ?text ?start ?end ?article ?id ?title ?date ?source ?url"
_MENTIONS = """
SELECT DISTINCT ?article ?start ?end ?e WHERE {
  VALUES ?article { $articles }
  GRAPH ?g { ?m kg:refersTo ?e ; oa:hasSource ?article ; oa:start ?start ; oa:end ?end }
}
"""


def evidence(
    store: Queryable,
    about: Collection[str],
    other: Collection[str] = (),
    *,
    relation: str = "",
    limit: int | None = None,
) -> list[Evidence]:
    """The statements with one of `about` at an end, and one of `other` at the other end when there are any.

    Args:
        store: the graph.
        about: IRIs of things.
        other: IRIs of things.
        relation: local name of a kg: property; any when empty.
        limit: at most so many, the surest.

    Returns:
        Sorted by article date, article and place in it.
    """
    if not about:
        return []
    ends = [f"rdf:{end} <{iri}>" for iri in sorted(about) for end in ("subject", "object")]
    branches = " UNION ".join(_END.replace("$end", end) for end in ends)
    text = f"SELECT DISTINCT {_COLUMNS} WHERE {{ {branches} }}"
    rows = []
    for row in ask(store, text).rows:
        subject, object_ = value(row[1]), value(row[3])
        far = object_ if subject in about else subject
        if (not other or far in other or (subject in about and subject in other and object_ in about)) and relation in (
            "",
            local(value(row[2])),
        ):
            rows.append(row)
    if limit is not None:
        rows = sorted(rows, key=lambda r: (-float(value(r[4])), value(r[0])))[:limit]
    marks = _marks(store, {value(row[10]) for row in rows})
    out = []
    for row in rows:
        st, s, p, o, c, frame, sentence, words, start, end, article, id_, title, date, source, url = map(value, row)
        first, last = int(start), int(end)
        inside = [m for m in marks[article] if m[2] in (s, o) and first <= m[0] and m[1] <= last]
        out.append(
            Evidence(
                statement=st,
                subject=s,
                predicate=local(p),
                object=o,
                literal=isinstance(row[3], ox.Literal),
                confidence=float(c),
                frame=local(frame),
                sentence=sentence,
                text=words,
                start=first,
                end=last,
                article=Article(article, id_, title, date, source or url),
                marks=tuple(sorted((a - first, b - first, e) for a, b, e in inside)),
            )
        )
    return sorted(out, key=lambda e: (e.article.date or "9", e.article.id, e.start, e.predicate, e.subject, e.object))


def _marks(store: Queryable, articles: Collection[str]) -> dict[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    wanted: Sequence[str] = sorted(articles)
    for i in range(0, len(wanted), 200):
        for row in ask(store, _MENTIONS.replace("$articles", _iris(wanted[i : i + 200]))).rows:
            article, start, end, entity = map(value, row)
            found[article].append((int(start), int(end), entity))
    return found


def _iris(iris: Collection[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris))
