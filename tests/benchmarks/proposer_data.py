"""Annotated articles as training data for the mention proposer: where each surface stands, and what is held out."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.language.tokens import Token, tokens

sys.path.insert(0, str(Path(__file__).parent))
import standoff

SPLIT = Path(__file__).parent.parent / "gold_split.json"
REWRITTEN = Path(__file__).parent.parent / "data" / "rewritten.py"
KINDS = ("Person", "Post", "Organization", "Area", "Document", "Programme", "Event", "Honour")
_FLAT = frozenset({"Post", "Document", "Programme", "Event", "Honour"})  # kinds of which the outermost mention counts


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Tokens first to last (exclusive) name a thing of the kind."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article with its annotation; `entities` are (kind, surfaces)."""

    id: str
    part: str
    text: str
    tokens: tuple[Token, ...]
    entities: tuple[tuple[str, tuple[str, ...]], ...]
    occurrences: tuple[Occurrence, ...]


def held_out(article: str) -> bool:
    """Whether an article belongs to the fixed fifth that nothing is trained or tuned on."""
    return int(hashlib.sha1(article.encode()).hexdigest(), 16) % 5 == 0


def articles(gold: Path) -> Iterator[Annotated]:
    """The annotated articles of the folders train/ and dev/ below `gold`."""
    for part in ("train", "dev"):
        for line in (gold / part / "articles.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            annotation = json.loads((gold / part / "gold" / f"{record['id']}.json").read_text(encoding="utf-8"))
            yield _annotated(part, record | {"entities": annotation["entities"]})


def corpus(folder: Path) -> Iterator[Annotated]:
    """The articles of a corpus that are annotated by position (tests/data/standoff.jsonl)."""
    for record in standoff.records(folder):
        yield _annotated("corpus", record)


def rewritten_records() -> Iterator[dict[str, Any]]:
    """The annotated articles in this project's own words (tests/data/rewritten), as the gold format has them."""
    spec = importlib.util.spec_from_file_location("rewritten", REWRITTEN)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(REWRITTEN)
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(REWRITTEN.parent))
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield from module.articles()


def rewritten() -> Iterator[Annotated]:
    """The same as training data: for training only."""
    for record in rewritten_records():
        yield _annotated("rewritten", record | {"id": f"rewritten-{record['id']}"})


def _annotated(part: str, record: dict[str, Any]) -> Annotated:
    found = tuple(tokens(record["text"]))
    return Annotated(
        record["id"],
        part,
        record["text"],
        found,
        tuple((e["type"], tuple(sorted(set(e["mentions"])))) for e in record["entities"]),
        tuple(_project(record["text"], found, record["entities"])),
    )


def split(found: Iterable[Annotated]) -> dict[str, Any]:
    """The content of tests/gold_split.json: for each part, the identifiers that are held out."""
    out: dict[str, Any] = {"rule": "sha1(id) mod 5 == 0 is held out: no training, no tuning, no look at its errors"}
    for article in sorted(found, key=lambda a: a.id):
        out.setdefault(article.part, [])
        if held_out(article.id):
            out[article.part].append(article.id)
    return out


def source(article: str) -> str:
    """The newspaper and year that an identifier stands for."""
    name = re.split(r"[-_]", article)[0]
    return {"magizbox2017": "news2017", "vims2016": "news2016", "chinhphu": "leads2024"}.get(name, name)


def _project(text: str, found: Sequence[Token], entities: Iterable[dict[str, Any]]) -> list[Occurrence]:
    """Every place where an annotated surface stands as whole tokens, longest first.

    A shorter surface inside a longer one of the same entity is no mention of its own; nor is a person's name inside
    another name, nor a post in a post. Organizations and areas nest.
    """
    starts = {t.start: i for i, t in enumerate(found)}
    ends = {t.end: i + 1 for i, t in enumerate(found)}
    candidates = set()
    for entity in entities:
        for surface in entity["mentions"]:
            for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
                if match.start() in starts and match.end() in ends:
                    candidates.add((starts[match.start()], ends[match.end()], entity["type"], entity["id"]))
    kept: list[tuple[int, int, str, str]] = []
    for first, last, kind, entity_id in sorted(candidates, key=lambda c: (c[0] - c[1], c)):
        for low, high, other, other_id in kept:
            same, within = kind == other, low <= first and last <= high
            crossing = first < high and low < last and not within
            if (low, high) == (first, last):
                if same:
                    break
            elif (same and crossing) or (
                within
                and (
                    other_id == entity_id
                    or (same and kind in _FLAT)
                    or (kind == "Person" and other in ("Person", "Area", "Organization"))
                )
            ):
                break
        else:
            kept.append((first, last, kind, entity_id))
    return [Occurrence(first, last, kind) for first, last, kind, _ in sorted(kept)]
