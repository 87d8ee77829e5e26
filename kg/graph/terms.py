"""IRIs and literals in N-Triples syntax, the form in which every triple travels through this stage.

Strings are made once and compared, sorted and hashed quickly; millions of RDF term objects are not. A triple is a
tuple of three such strings.
"""

from __future__ import annotations

import hashlib
import re
import urllib.parse
from collections.abc import Iterable
from functools import lru_cache

from kg.language.normal import slug
from kg.model import Value

BASE = "https://w3id.org/vnkg/"
KG = BASE + "ontology#"
LEX = BASE + "lexicon#"
CODE = BASE + "code/"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = "https://schema.org/"

# Prefixes of the vocabularies; those of the instances hang on the base IRI: see `prefixes`.
VOCABULARIES = {
    "kg": KG,
    "lex": LEX,
    "code": CODE,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "oa": "http://www.w3.org/ns/oa#",
    "opengov": "http://www.w3.org/ns/opengov#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": SCHEMA,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}
INSTANCES = {
    "id": "id/",
    "st": "st/",
    "art": "article/",
    "sent": "sentence/",
    "ment": "mention/",
    "graph": "graph/",
    "ev": "graph/article/",
}

Triple = tuple[str, str, str]

# Properties of other vocabularies that readings name by their local name alone.
_ELSEWHERE = {
    **dict.fromkeys(("hasUnit", "unit"), VOCABULARIES["qudt"] + "hasUnit"),
    **{name: SCHEMA + name for name in ("value", "minValue", "maxValue", "observationDate", "startDate", "endDate")},
    **{name: SCHEMA + name for name in ("validFrom", "validThrough", "birthDate", "gender")},
    "member": VOCABULARIES["org"] + "member",
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_TO_ESCAPE = re.compile(r'[\\"\n\r]')
_PLAIN = {"\\\\": "\\", '\\"': '"', "\\n": "\n", "\\r": "\r"}
_ESCAPED = re.compile(r'\\[\\"nr]')
_NOT_IN_IRIS = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_DATES = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "gYearMonth": re.compile(r"\d{4}-\d\d"),
    "gYear": re.compile(r"\d{4}"),
    "gMonthDay": re.compile(r"--\d\d-\d\d"),
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def prefixes(base: str = BASE) -> dict[str, str]:
    """Prefix -> namespace, for the instances under `base` and the vocabularies; sorted."""
    return dict(sorted({**VOCABULARIES, **{k: base + v for k, v in INSTANCES.items()}}.items()))


def nquads(triples: Iterable[Triple], graph: str = "") -> str:
    """Triples as lines of N-Quads in a graph, of N-Triples in the default graph "".

    graph: the IRI of a named graph, as a term.
    """
    tail = f" {graph} .\n" if graph else " .\n"
    return "".join([f"{s} {p} {o}{tail}" for s, p, o in triples])


def iri(text: str) -> str:
    """An IRI; characters that none may hold are percent-encoded."""
    return "<" + _NOT_IN_IRIS.sub(lambda m: urllib.parse.quote(m.group()), text) + ">"


def term(prefixed: str) -> str:
    """The IRI of a prefixed vocabulary name: term("oa:exact")."""
    prefix, name = prefixed.split(":", 1)
    return f"<{VOCABULARIES[prefix]}{name}>"


def prop(name: str) -> str:
    """The IRI of the property that readings call `name`: kg: unless it is one of the few of other vocabularies."""
    return f"<{_ELSEWHERE.get(name) or KG + name}>"


def text(value: str, language: str = "") -> str:
    """A string literal; with a language tag when one is given."""
    quoted = '"' + (value.translate(_ESCAPES) if _TO_ESCAPE.search(value) else value) + '"'
    return f"{quoted}@{language}" if language else quoted


def plain_text(literal: str) -> str:
    """The text of a literal that `text` or `typed` made."""
    quoted = literal[1 : literal.rfind('"')]
    return _ESCAPED.sub(lambda m: _PLAIN[m.group()], quoted) if "\\" in quoted else quoted


def typed(value: str, datatype: str) -> str:
    """A literal of an XML Schema datatype, named without prefix."""
    return f'"{value.translate(_ESCAPES)}"^^<{XSD}{datatype}>'


def decimal(value: float) -> str:
    """A number between 0 and 1 as an xsd:decimal of at most three digits."""
    return f'"{round(value, 3)}"^^<{XSD}decimal>'


def date(value: str) -> str | None:
    """A date with the datatype of its granularity; None when it is no date."""
    value = value[:10] if re.match(r"\d{4}-\d\d-\d\dT", value) else value
    return next((typed(value, kind) for kind, form in _DATES.items() if form.fullmatch(value)), None)


def literal(value: Value) -> str:
    """The object that a reading's value stands for: a code or unit is an IRI, the rest a literal of its datatype.

    A date or number that is not in its datatype's form becomes a plain string, so that the graph stays valid.
    """
    if value.datatype == "code":
        return iri(CODE + value.text.removeprefix("code:"))
    if value.datatype == "unit":
        return iri(VOCABULARIES["unit"] + value.text.removeprefix("unit:"))
    if value.datatype in _DATES:
        return typed(value.text, value.datatype) if _DATES[value.datatype].fullmatch(value.text) else text(value.text)
    if value.datatype in ("integer", "decimal"):
        return typed(value.text, value.datatype) if _NUMBER.fullmatch(value.text) else text(value.text)
    return text(value.text) if value.datatype == "string" else typed(value.text, value.datatype)


def digest(*parts: str) -> str:
    """The local name of a fact: 16 hexadecimal digits that depend on the parts alone."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


@lru_cache(maxsize=1 << 16)  # asked for with every sentence
def article_name(id_: str) -> str:
    """The local name of an article: its identifier; folded, with a hash, where it is not [a-z0-9-]+."""
    folded = slug(id_)[:80]
    return folded if folded == id_ else f"{folded}-{digest(id_)[:6]}"
