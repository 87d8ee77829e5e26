"""Readings written by hand, in the words of `a is b` rather than of indices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from kg.graph import Dataset, build
from kg.identity import Resolution
from kg.identity.resolution import Node
from kg.language.normal import slug
from kg.model import Article, Entity, Happening, Mention, Reading, Sentence, Statement, Value

KINDS = {
    "An": ("Person", "Nguyễn Văn An"),
    "Bình": ("Person", "Trần Thị Bình"),
    "bí thư": ("Post", "Bí thư Tỉnh ủy Cao Bằng"),
    "tỉnh ủy": ("PartyOrgan", "Tỉnh ủy Cao Bằng"),
    "hội nghị": ("Meeting", "Hội nghị"),
    "Cao Bằng": ("Province", "tỉnh Cao Bằng"),
    "bằng khen": ("Honour", "Bằng khen"),
    "nghị quyết": ("Resolution", "Nghị quyết 28-NQ/TW"),
}
KNOWN = {"Cao Bằng": "cao-bang"}
TRAITS = {"bí thư": (("role", "bi-thu"),)}

Fact = tuple[str, str, Any] | tuple[str, str, Any, float]


def reading(
    id_: str = "a",
    facts: Sequence[Fact] = (),
    *,
    date: str | None = "2018-08-27",
    happenings: Sequence[tuple[str, dict[str, Any]]] = (),
    text: str = "",
) -> Reading:
    """An article that says these facts, each in a sentence of its own that names both ends."""
    keys = list(KINDS)
    body, sentences, mentions, statements, happened = text, [], [], [], []

    def say(names: Sequence[str]) -> int:
        nonlocal body
        start = len(body)
        for name in names:
            word = KINDS[name][1]
            mentions.append(Mention(len(body), len(body) + len(word), keys.index(name)))
            body += word + " "
        body = body.rstrip() + ". "
        sentences.append(Sentence(start, len(body) - 1))
        return len(sentences) - 1

    def end(value: Any) -> int | Value:
        return value if isinstance(value, Value) else keys.index(value)

    for fact in facts:
        at = say([n for n in (fact[0], fact[2]) if isinstance(n, str)])
        weight = fact[3] if len(fact) == 4 else 0.9
        statements.append(Statement(keys.index(fact[0]), fact[1], end(fact[2]), at, weight, "made"))
    for kind, roles in happenings:
        at = say([n for n in roles.values() if isinstance(n, str)])
        happened.append(Happening(kind, tuple((r, end(v)) for r, v in roles.items()), at, 0.9, "made"))
    entities = tuple(Entity(kind, name, KNOWN.get(key)) for key, (kind, name) in KINDS.items())
    article = Article(id_, body, "Tiêu đề", date, "Báo", "https://bao.vn/" + id_.replace(" ", ""))
    return Reading(article, tuple(sentences), entities, tuple(mentions), tuple(statements), tuple(happened))


def dataset(*readings: Reading, **more: Any) -> Dataset:
    """The graph of readings in which a name is one thing."""
    nodes = {
        slug(key): Node(KNOWN.get(key, slug(key)), kind, name, (), TRAITS.get(key, ()), key in KNOWN)
        for key, (kind, name) in KINDS.items()
    }
    named = {n.id: n for n in nodes.values()}
    node_of = {(r.article.id, i): nodes[slug(k)].id for r in readings for i, k in enumerate(KINDS)}
    return build(readings, Resolution(named, node_of, **more))


@pytest.fixture
def made() -> Callable[..., Reading]:
    """Makes a reading: see `reading`."""
    return reading


@pytest.fixture
def joined() -> Callable[..., Dataset]:
    """Makes a dataset: see `dataset`."""
    return dataset
