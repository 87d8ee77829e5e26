"""What the arbiter is asked of a text, for tests of what is offered to it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kg.extract.reader import Reader
from kg.extract.relations import Prepared, RelationReader
from kg.language.dates import Date, dates
from kg.language.normal import normal
from kg.model import Article, Reading
from kg.ontology import load

DAY = "2024-08-27"


@cache
def readers() -> tuple[Reader, RelationReader]:
    """What finds names, and what reads relations."""
    return Reader(load()), RelationReader(load())


def read(text: str) -> Reading:
    """The reading of an article of that day."""
    return readers()[0].read(Article("a", text, date=DAY))


def prepared(reading: Reading) -> tuple[Prepared, list[Date]]:
    """All that may be said in a reading, and the dates of its text."""
    found = dates(normal(reading.article.text), published=reading.article.date)
    return readers()[1].prepare(replace(reading, statements=(), happenings=()), found), found


def related(reading: Reading, predicate: str) -> set[tuple[str, str]]:
    """The names of what a relation is said to hold between."""
    names = [e.name for e in reading.entities]
    return {
        (names[s.subject], names[s.object])
        for s in reading.statements
        if s.predicate == predicate and isinstance(s.object, int)
    }
