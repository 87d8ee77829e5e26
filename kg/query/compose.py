"""The SPARQL of a question about one relation: its ends, a place, a span of time, the sentence behind each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
    statement = "rdf:subject ?subject ; rdf:object ?object"
    said = (
        f"{{ ?statement {statement} }} UNION {{ ?statement rdf:subject ?object ; rdf:object ?subject }} ?statement"
        if symmetric
        else f"?statement {statement} ;"
    )
    fact = (
        "{ ?subject ?relation ?object } UNION { ?object ?relation ?subject }"
        if symmetric
        else "?subject ?relation ?object ."
    )
    end, property_ = dated
    own = f"OPTIONAL {{ ?{end} kg:{property_} ?own }}" if end and not literal else ""
    date = "?object" if literal else ("COALESCE(?own, ?said)" if own else "?said")
    event = end if end in ("subject", "object") else ""
    labels = (
        "?subject ?subjectLabel ?object"
        + ("" if literal else " ?objectLabel")
        + (" ?place ?placeLabel" if event else "")
    )
    lines = [
        f"SELECT {labels} ?date ?confidence ?text ?article",
        "WHERE {",
        "  {",
        "    SELECT ?subject ?relation ?object (MAX(?c) AS ?confidence) (MIN(?s) AS ?sentence) (MIN(?day) AS ?said)",
        "    WHERE {",
        *(f"      {line}" for line in ends),
        f"      VALUES ?relation {{ {' '.join(f'kg:{r}' for r in relations)} }}",
        "      GRAPH ?g {",
        f"        {said} rdf:predicate ?relation ; kg:confidence ?c ; prov:wasDerivedFrom ?s .",
        "        ?s oa:hasSource ?source .",
        "        OPTIONAL { ?source dct:date ?day }",
        "      }",
        "    }",
        "    GROUP BY ?subject ?relation ?object",
        "  }",
        f"  {fact}",
        "  GRAPH ?h { ?sentence oa:exact ?text ; oa:hasSource ?article }",
        "  ?subject rdfs:label ?subjectLabel .",
        *([] if literal else ["  ?object rdfs:label ?objectLabel ."]),
        *([f"  OPTIONAL {{ ?{event} kg:heldIn ?place . ?place rdfs:label ?placeLabel }}"] if event else []),
        *([f"  {own}"] if own else []),
        f"  BIND({date} AS ?date)",
        *_span(since, until),
        "}",
        "ORDER BY ?date ?subjectLabel ?subject ?object" + (" ?placeLabel" if event else ""),
    ]
    return "\n".join(lines) + "\n"


def _end(name: str, end: End) -> list[str]:
    lines = []
    if end.iris:
        lines.append(f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in end.iris)} }}")
    if end.kind:
        lines.append(f"?{name} a kg:{end.kind} .")
    if end.places:
        places = " ".join(f"<{iri}>" for iri in end.places)
        path = "(kg:heldIn|kg:partOf|kg:postIn)/(kg:partOf|kg:within)*"
        lines.append(f"VALUES ?{name}Place {{ {places} }} ?{name} {path} ?{name}Place .")
    return lines


def _span(since: str, until: str) -> list[str]:
    lines = []
    if since:
        lines.append(f'  FILTER(STR(?date) >= "{since}" || STRSTARTS("{since}", STR(?date)))')
    if until:
        lines.append(f'  FILTER(STR(?date) <= "{until}" && !STRSTARTS(STR(?date), "--"))')
    return lines
