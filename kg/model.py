"""The value types that flow from stage to stage: an article goes in, a Reading of it comes out.

Entities, sentences and happenings of one article are referred to by their index in the Reading, so that a Reading
stands alone, can be pickled to another process, and says nothing about other articles. IRIs come later (kg.identity).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it is stored; all offsets count characters of `text`."""

    id: str
    text: str  # NFC; the headline, when there is one, is the first line
    title: str = ""
    date: str | None = None  # publication date, ISO 8601 (YYYY-MM-DD)
    source: str | None = None  # newspaper or publisher
    url: str | None = None
    path: str | None = None  # the file it was read from


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of the article: article.text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity of the Reading; text[start:end] is its surface."""

    start: int
    end: int
    entity: int


@dataclass(frozen=True, slots=True)
class Value:
    """A literal object: text and the local name of its XML Schema datatype (string, date, gYearMonth, gYear, ...)."""

    text: str
    datatype: str = "string"


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing as one article knows it."""

    kind: str  # local name of its class in kg: ("Person", "PartyOrgan", "Meeting", ...)
    name: str  # the fullest form the article supports
    known: str | None = None  # local name (under id/) of the reference individual that it certainly is
    traits: tuple[tuple[str, str], ...] = ()  # what is said of it as text: ("rank", "Thiếu tướng"), ("role", "bi-thu")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence saying one triple."""

    subject: int
    predicate: str  # local name of a kg: property
    object: int | Value
    sentence: int
    confidence: float
    frame: str  # local name of the lex: frame that produced it
    via: int | None = None  # the happening this triple is a shortcut over


@dataclass(frozen=True, slots=True)
class Happening:
    """A node with more than two participants: Speech, Directive, Award, Quantity, Tenure."""

    kind: str  # local name of its class
    # ("agent", entity), ("quotedText", Value(...)), ("force", Value("code:request", "code"))
    roles: tuple[tuple[str, int | Value], ...]
    sentence: int
    confidence: float
    frame: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one article says, before anything is known of other articles."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    happenings: tuple[Happening, ...] = field(default=())
