"""What was decided about who is who: every entity of every reading goes to one node of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """One real thing."""

    id: str  # local name under id/: [a-z0-9-]+
    kind: str  # local name of its class
    label: str
    aliases: tuple[str, ...] = ()  # other names and spellings, sorted
    traits: tuple[tuple[str, str], ...] = ()  # (property local name, code or text): ("rank", "thieu-tuong")
    known: bool = False  # an individual of the ontology's reference files


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who in a set of readings."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    node_of: Mapping[tuple[str, int], str] = field(default_factory=dict)  # (article id, entity index) -> node id
