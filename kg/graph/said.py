"""What of a reading can stand in the graph: its things known, and of the classes that their relations join."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from kg.graph.names import Names
from kg.graph.terms import literal, prop
from kg.model import Happening, Reading, Statement, Value

# Without these a happening says nothing; the shapes ask for them too.
_NEEDED = {"Speech": ("agent", "quotedText"), "Directive": ("agent",), "Award": ("honour",)}


class Said(NamedTuple):
    """A statement with its terms."""

    statement: Statement
    subject: str
    predicate: str
    object: str


class Happened(NamedTuple):
    """A happening with its IRI and its roles as (property, term)."""

    happening: Happening
    name: str
    roles: tuple[tuple[str, str], ...]


def said(reading: Reading, names: Names) -> Iterator[Said]:
    """The statements whose ends identity has kept and whose relation allows them, in the reading's order.

    Identity may give an entity another class than its article did ("Hà Nội" is a province, whatever the sentence makes
    of it), and may make one thing of two: a statement that no longer fits its relation's domain and range, or that
    joins a thing to itself, says nothing.
    """
    article = reading.article.id
    ends = [names.end(article, index) for index in range(len(reading.entities))]
    for statement in reading.statements:
        value = statement.object
        subject, object_ = ends[statement.subject], literal(value) if isinstance(value, Value) else ends[value]
        if subject is None or object_ is None or subject == object_:
            continue
        if names.fits(subject, statement.predicate, None if isinstance(value, Value) else object_):
            yield Said(statement, subject, prop(statement.predicate), object_)


def happened(reading: Reading, names: Names, having: str = "", but: Container[str] = frozenset()) -> Iterator[Happened]:
    """The happenings that still have the roles they need, each role with a thing of a class that may play it.

    Passed over are those to which the reading gives no role `having`, if one is named, and those of the kinds `but`.
    """
    article = reading.article.id
    for happening in reading.happenings:
        if happening.kind in but or (having and all(role != having for role, _ in happening.roles)):
            continue
        ends = [(role, value, names.end(article, value)) for role, value in happening.roles]
        kept = [
            (role, end)
            for role, value, end in ends
            if end is not None and (isinstance(value, Value) or names.may_be(role, end))
        ]
        if all(any(role == needed for role, _ in kept) for needed in _NEEDED.get(happening.kind, ())):
            roles = tuple(dict.fromkeys((prop(role), end) for role, end in kept))
            yield Happened(happening, names.happening(reading, happening), roles)
