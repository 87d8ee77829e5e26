"""What was decided about who is who: every entity of every reading goes to one node of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """One real thing."""

    id: str  # local name under id/: [a-z0-9-]+
    kind: str  # local name of its class
    label: str  # of a homonym with what tells it apart: "Nguyễn Văn Hùng (Thanh Hóa)"
    aliases: tuple[str, ...] = ()  # other names and spellings, sorted
    traits: tuple[tuple[str, str], ...] = ()  # (property local name, code or text): ("rank", "rank-thieu-tuong")
    known: bool = False  # an individual of the ontology's reference files
    same_as: tuple[str, ...] = ()  # IRIs of the same thing elsewhere (Wikipedia, Wikidata), where certain


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes that could be one, or were told apart, and why."""

    left: str  # node ids, left < right
    right: str
    verdict: str  # "same", "different", "unsure": a person's word; "undecided": the program's
    score: float  # 0..1: how alike they are
    reasons: tuple[str, ...] = ()  # in English, for the reviewer


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one post over one span."""

    person: str  # node ids
    post: str
    attested_from: str | None = None  # date of the first and the last article that says so, ISO 8601
    attested_until: str | None = None
    start: str | None = None  # as a text says it: ISO date, year and month, or year
    end: str | None = None
    former: bool = False  # only ever called a former holder
    articles: int = 0  # distinct stories that say so, near-copies counted once
    before: tuple[str, ...] = ()  # node ids of the persons who held the post before and after, where the order is sure
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inferred:
    """A holder whom an article does not name: who held the post on that day by the reference table."""

    article: str  # article id
    entity: int  # the Post in its reading
    post: str  # node id
    person: str  # node id, of `nodes`
    term: str  # local name of the reference term of office, under id/: the object of kg:inferredFrom


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who in a set of readings."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    node_of: Mapping[tuple[str, int], str] = field(default_factory=dict)  # (article id, entity index) -> node id
    pairs: tuple[Pair, ...] = ()  # sorted by ids
    tenures: tuple[Tenure, ...] = ()  # sorted by post and person
    inferred: tuple[Inferred, ...] = ()  # sorted by article and entity
    copies: Mapping[str, str] = field(default_factory=dict)  # near-copy's article id -> id of the story's first article
    succeeded: tuple[tuple[str, str], ...] = ()  # (old, new) node ids: kg:succeededBy, reference units and their organs
