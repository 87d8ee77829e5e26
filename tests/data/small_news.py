"""Eight small articles that every relation is said in, as readings: what the tests of asking and serving ask about.

The readings are written down (small_news.json) rather than extracted and resolved, so that these tests fail for their
own reasons.
"""

import json
from pathlib import Path
from typing import Any

from kg import graph, store
from kg.identity.resolution import Node, Resolution
from kg.language.normal import slug
from kg.model import Article, Entity, Happening, Mention, Reading, Sentence, Statement, Value


def build(output: Path) -> Path:
    """Write the graph of the articles into a folder, as `kg build` does; the folder."""
    return write(readings(), output)


def write(found: list[Reading], output: Path) -> Path:
    """Write the graph of any readings; the folder."""
    dataset = graph.build(found, _resolution(found))
    graph.write(dataset, output)
    store.write(dataset, output / "store")
    return output


def readings() -> list[Reading]:
    """What the articles say."""
    return [_reading(a) for a in json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))]


def _resolution(found: list[Reading]) -> Resolution:
    """Here a name is one thing: who is who has tests of its own."""
    every = [(r.article.id, i, e) for r in found for i, e in enumerate(r.entities)]
    nodes = {slug(e.name): Node(slug(e.name), e.kind, e.name) for _, _, e in every}
    return Resolution(nodes, {(article, index): slug(e.name) for article, index, e in every})


def _reading(article: dict[str, Any]) -> Reading:
    keys = list(article["entities"])
    text = article["title"] + "\n"
    sentences, mentions, statements, happenings = [], [], [], []
    for number, sentence in enumerate(article["sentences"]):
        start = len(text)
        text += sentence["text"] + "\n"
        sentences.append(Sentence(start, len(text) - 1))
        names = {name: key for key, (_, name) in article["entities"].items()} | sentence.get("names", {})
        for name, key in names.items():
            at = sentence["text"].find(name)
            if at >= 0:
                mentions.append(Mention(start + at, start + at + len(name), keys.index(key)))
        first = len(happenings)
        for kind, roles in sentence.get("happenings", ()):
            ends = tuple((role, _end(end, keys)) for role, end in roles.items())
            happenings.append(Happening(kind, ends, number, 0.9, kind.lower()))
        statements += [_statement(fact, keys, number, first) for fact in sentence["facts"]]
    read = Article(article["id"], text, article["title"], article["date"], article["source"])
    entities = tuple(Entity(kind, name) for kind, name in article["entities"].values())
    return Reading(read, tuple(sentences), entities, tuple(mentions), tuple(statements), tuple(happenings))


def _statement(fact: str, keys: list[str], sentence: int, first: int) -> Statement:
    """A fact is written "subject relation object [confidence] [>happening]"."""
    subject, relation, *rest = fact.split(" ")
    frame = "test-frame"
    if rest[0].startswith("="):
        return Statement(keys.index(subject), relation, _end(" ".join(rest), keys), sentence, 0.9, frame)
    via = next((first + int(part[1:]) for part in rest[1:] if part.startswith(">")), None)
    confidence = next((float(part) for part in rest[1:] if not part.startswith(">")), 0.9)
    return Statement(keys.index(subject), relation, keys.index(rest[0]), sentence, confidence, frame, via)


def _end(text: str, keys: list[str]) -> int | Value:
    """An entity's key, or "=text^datatype"."""
    if not text.startswith("="):
        return keys.index(text)
    value, _, datatype = text[1:].partition("^")
    return Value(value, datatype or "string")
