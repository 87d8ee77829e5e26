"""The SPARQL of a question about one relation: its ends, a place, a span of time, the sentence behind each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The text and article of a row are those of its surest sentence: one string holds all three until MAX has chosen.
_BEST = 'MAX(CONCAT(STR(?c), " ", STR(?source), " ", ?words))'


@dataclass(frozen=True, slots=True)
class End:
    """One end of a relation as a question has it."""

    asked: bool = False
    kind: str = ""  # local name of a class that it must be of
    iris: tuple[str, ...] = ()  # the things it is one of; any when empty
    places: tuple[str, ...] = ()  # where it is held or lies
    sure: int = 0  # how certainly the words meant this


def compose(
    relations: Sequence[str],
    subject: End,
    object_: End,
    *,
    dated: tuple[str, str] = ("", ""),
    symmetric: bool = False,
    literal: bool = False,
    since: str = "",
    until: str = "",
) -> str:
    """A SELECT whose columns are both ends with their labels, place, date, confidence, sentence and article.

    Args:
        relations: local names of kg: properties, any of which counts.
        subject: who or what.
        object_: whom or what.
        dated: the end with a date of its own and its property; the article's date counts where there is none.
        symmetric: whether the ends may change places.
        literal: whether the object is a value.
        since: ISO 8601; rows of that time and later.
        until: last day.
    """
    ends = [*_end("subject", subject), *([] if literal else _end("object", object_))]
    swapped = "?statement rdf:subject ?object ; rdf:object ?subject"
    said = "?statement rdf:subject ?subject ; rdf:object ?object"
    fact = "?subject ?relation ?object"
    if symmetric:
        said, fact = f"{{ {said} }} UNION {{ {swapped} }}", f"{{ {fact} }} UNION {{ ?object ?relation ?subject }}"
    end, property_ = dated
    own = bool(end) and not literal
    date = "?object" if literal else ("COALESCE(?own, ?day)" if own else "?day")
    place = end in ("subject", "object")
    columns = ["?subject", "?subjectLabel", "?object", *([] if literal else ["?objectLabel"])]
    grouped = [*columns, *(["?place", "?placeLabel"] if place else []), *(["?own"] if own else [])]
    lines = [
        f"SELECT {' '.join(columns)}{' ?place ?placeLabel' if place else ''} (MIN({date}) AS ?date)",
        f'       (MAX(?c) AS ?confidence) (STRAFTER(STRAFTER({_BEST}, " "), " ") AS ?text)',
        f'       (IRI(STRBEFORE(STRAFTER({_BEST}, " "), " ")) AS ?article)',
        "WHERE {",
        *(f"  {line}" for line in ends),
        f"  VALUES ?relation {{ {' '.join(f'kg:{r}' for r in relations)} }}",
        "  GRAPH ?g {",
        f"    {said} {'?statement' if symmetric else ';'} rdf:predicate ?relation ; kg:confidence ?c ;",
        "      prov:wasDerivedFrom ?sentence . ?sentence oa:exact ?words ; oa:hasSource ?source .",
        "  }",
        f"  FILTER EXISTS {{ {fact} }}",
        "  OPTIONAL { GRAPH ?g { ?source dct:date ?day } }",
        "  OPTIONAL { ?subject rdfs:label ?subjectLabel }",
        *([] if literal else ["  OPTIONAL { ?object rdfs:label ?objectLabel }"]),
        *([f"  OPTIONAL {{ ?{end} kg:heldIn ?place . ?place rdfs:label ?placeLabel }}"] if place else []),
        *([f"  OPTIONAL {{ ?{end} kg:{property_} ?own }}"] if own else []),
        *_span(date, since, until),
        "}",
        f"GROUP BY {' '.join(grouped)}",
        "ORDER BY ?date ?subjectLabel ?subject ?object" + (" ?placeLabel" if place else ""),
    ]
    return "\n".join(lines) + "\n"


def _end(name: str, end: End) -> list[str]:
    """What an end must be, as small joins of their own; what a body of a place organises is held there."""
    lines = []
    if end.iris:
        lines.append(f"VALUES ?{name} {{ {_iris(end.iris)} }}")
    if end.kind:
        lines.append(f"?{name} a kg:{end.kind} .")
    if end.places:
        within = f"{{ SELECT ?in WHERE {{ VALUES ?area {{ {_iris(end.places)} }} ?in kg:partOf* ?area }} }}"
        path = "kg:heldIn|kg:partOf|kg:postIn|^kg:organizes"
        lines.append(f"{{ SELECT DISTINCT ?{name} WHERE {{ {within} ?{name} {path} ?in }} }}")
    return lines


def _iris(iris: Sequence[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _span(date: str, since: str, until: str) -> list[str]:
    text = f"STR({date})"
    lines = []
    if since:
        lines.append(f'  FILTER({text} >= "{since}" || STRSTARTS("{since}", {text}))')
    if until:
        lines.append(f'  FILTER({text} <= "{until}" && !STRSTARTS({text}, "--"))')
    return lines
