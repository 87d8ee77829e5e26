"""Turtle as the reference files have it: one thing a block, sorted, the same bytes for the same knowledge."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

PREFIXES = {
    "kg": "https://w3id.org/vnkg/ontology#",
    "id": "https://w3id.org/vnkg/id/",
    "code": "https://w3id.org/vnkg/code/",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass
class Thing:
    """A known thing as it will be written; `facts` are (predicate, object in Turtle), in the order of writing."""

    id: str
    kind: str
    label: str
    alt: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    labelled: str = "rdfs:label"

    def say(self, predicate: str, *objects: str) -> None:
        """Add a fact with one or several objects; none when there are none."""
        if objects:
            self.facts.append((predicate, " , ".join(objects)))


def text(value: str, language: str = "vi") -> str:
    """A literal in a language."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def date(value: str) -> str:
    """A literal of a day, month or year."""
    kind = {10: "date", 7: "gYearMonth", 4: "gYear"}[len(value)]
    return f'"{value}"^^xsd:{kind}'


def block(thing: Thing) -> str:
    """The Turtle of one thing."""
    rows = [f"{thing.id} a {thing.kind} ; {thing.labelled} {text(thing.label)}"]
    for predicate, spellings in (("skos:altLabel", thing.alt), ("skos:hiddenLabel", thing.hidden)):
        kept = [s for s in dict.fromkeys(spellings) if s != thing.label]
        if kept:
            rows.append(f"{predicate} " + " , ".join(text(s) for s in kept))
    if thing.facts:
        rows.append(" ; ".join(f"{predicate} {objects}" for predicate, objects in thing.facts))
    return " ;\n    ".join(rows) + " .\n"


def write(path: Path, comment: str, things: Iterable[Thing], prefixes: Iterable[str]) -> None:
    """Write the things to a file under a comment, whole or not at all."""
    head = "".join(f"# {line}\n" for line in comment.strip().splitlines())
    head += "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in prefixes)
    body = "".join(block(t) for t in things)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as handle:
        handle.write(head + "\n" + body)
    Path(handle.name).chmod(0o644)
    Path(handle.name).replace(path)
