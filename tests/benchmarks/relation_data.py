"""Annotated articles as Readings with the annotated entities and mentions and no statements yet, and their gold relations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.claims import TYPES, Claims
from kg.evaluate import Gold as Annotation
from kg.evaluate import _pairs as pairs
from kg.extract.reader import Reader
from kg.language.sentences import sentences
from kg.model import Article, Entity, Mention, Reading
from tests.benchmarks import standoff
from tests.benchmarks.proposer_data import rewritten_records

_FLAT = frozenset({"Post", "Document", "Programme", "Honour"})  # kinds of which the outermost mention counts


@dataclass(frozen=True, slots=True)
class Gold:
    """One article: a Reading with entities and mentions only, and the relations it should get.

    relations are (subject, predicate, object, quote); ends are entity indices, a literal object is its text.
    """

    part: str
    reading: Reading
    relations: tuple[tuple[int, str, int | str, str], ...]
    annotation: dict[str, Any]


def golds(gold: Path) -> Iterator[Gold]:
    """The annotated articles of the folders train/ and dev/ below `gold`."""
    for part in ("train", "dev"):
        for line in (gold / part / "articles.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            annotation = json.loads((gold / part / "gold" / f"{record['id']}.json").read_text(encoding="utf-8"))
            yield _gold(part, record, annotation)


def of_corpus(folder: Path) -> Iterator[Gold]:
    """The articles of a corpus that are annotated by position (tests/data/standoff.jsonl)."""
    for record in standoff.records(folder):
        yield _gold("corpus", record, record)


def own() -> Iterator[Gold]:
    """The annotated articles in this project's own words, for training only."""
    for record in rewritten_records():
        yield _gold("rewritten", {**record, "id": f"rewritten-{record['id']}"}, record)


def _gold(part: str, record: dict[str, Any], annotation: dict[str, Any]) -> Gold:
    text = record["text"]
    index = {e["id"]: i for i, e in enumerate(annotation["entities"])}
    reading = Reading(
        Article(record["id"], text, date=record.get("date")),
        tuple(sentences(text)),
        tuple(Entity(e["type"], e["name"]) for e in annotation["entities"]),
        tuple(Mention(*m) for m in _mentions(text, annotation["entities"])),
    )
    relations = tuple(
        (index[r["s"]], r["p"], index[r["o"]] if r["o"] in index else r["o"].removeprefix("literal:"), r["quote"])
        for r in annotation["relations"]
    )
    return Gold(part, reading, relations, annotation)


def predicted(gold: Gold, reader: Reader) -> Gold:
    """The same article with the entities and mentions that the program finds; ends that it does not find are below -9."""
    article = gold.reading.article
    reading = replace(reader.read(article), statements=(), happenings=())
    claims = Claims()
    for mention in reading.mentions:
        entity = reading.entities[mention.entity]
        kind = next((t for t in TYPES if reader._ontology.is_a(entity.kind, t)), None)
        if kind:
            surface = article.text[mention.start : mention.end]
            claims.surfaces.setdefault((str(mention.entity), kind), set()).add(surface)
            claims.names[str(mention.entity)] = {entity.name}
    things = {str(i): (e["type"], e["name"], tuple(e["mentions"])) for i, e in enumerate(gold.annotation["entities"])}
    partner = {int(b): int(a) for a, b in pairs(Annotation(article.id, things, frozenset()), claims).items()}

    def moved(end: int | str) -> int | str:
        return partner.get(end, -10 - end) if isinstance(end, int) else end

    relations = tuple((int(moved(s)), p, moved(o), quote) for s, p, o, quote in gold.relations)
    return Gold(gold.part, reading, relations, gold.annotation)


def _mentions(text: str, entities: Iterable[dict[str, Any]]) -> list[tuple[int, int, int]]:
    """Every place where an annotated surface stands as whole words, the longest first; shorter ones nest or yield."""
    candidates = set()
    for number, entity in enumerate(entities):
        for surface in entity["mentions"]:
            for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
                candidates.add((match.start(), match.end(), entity["type"], number))
    kept: list[tuple[int, int, str, int]] = []
    for start, end, kind, number in sorted(candidates, key=lambda c: (c[0] - c[1], c)):
        for low, high, other, other_number in kept:
            same, within = kind == other, low <= start and end <= high
            crossing = start < high and low < end and not within
            if (low, high) == (start, end):
                if same:
                    break
            elif crossing or (
                within
                and (
                    other_number == number
                    or (same and kind in _FLAT)
                    or (kind == "Person" and other in ("Person", "Area", "Organization"))
                )
            ):
                break
        else:
            kept.append((start, end, kind, number))
    return [(start, end, number) for start, end, _, number in sorted(kept)]
