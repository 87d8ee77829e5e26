"""Entities of many articles to nodes of one graph."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from kg.identity.resolution import Node, Resolution
from kg.language.normal import key
from kg.model import Reading


def resolve(readings: Sequence[Reading], judgements: Path | None = None) -> Resolution:
    """Who is who: the same class and the same name is the same thing."""
    groups: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    entities = {}
    for reading in readings:
        for index, entity in enumerate(reading.entities):
            entities[reading.article.id, index] = entity
            groups[entity.known or "", entity.kind + " " + key(entity.name)].append((reading.article.id, index))
    nodes: dict[str, Node] = {}
    node_of = {}
    for (known, _), members in sorted(groups.items()):
        names = sorted({entities[m].name for m in members})
        id_ = known or slug(names[0])
        while id_ in nodes and not known:
            id_ += "-2"
        nodes[id_] = Node(id_, entities[members[0]].kind, names[0], tuple(names[1:]), entities[members[0]].traits, bool(known))
        node_of.update(dict.fromkeys(members, id_))
    return Resolution(nodes, node_of)


def slug(text: str) -> str:
    """A local name folded from Vietnamese: NFD, marks stripped, đ as d, the rest as hyphens."""
    flat = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in flat if not unicodedata.combining(c))).strip("-")[:80] or "x"
