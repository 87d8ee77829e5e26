"""Statements that a person took out, left out of readings wherever they are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.identity.judgements import DROP, Judgement
from kg.model import Happening, Reading, Statement, Value


def key(reading: Reading, statement: Statement) -> tuple[str, str, str]:
    """What a dropped statement is known by after any rebuild: where it stands, its ends by name, and its property."""
    start = reading.sentences[statement.sentence].start
    right = statement.object.text if isinstance(statement.object, Value) else reading.entities[statement.object].name
    return f"{reading.article.id}@{start}#{reading.entities[statement.subject].name}", right, statement.predicate


def dropped(judgements: Iterable[Judgement]) -> dict[str, set[tuple[str, str, str]]]:
    """What was dropped, by article id."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for one in judgements:
        if one.verdict == DROP:
            found.setdefault(one.left.rsplit("#", 1)[0].rsplit("@", 1)[0], set()).add((one.left, one.right, one.note))
    return found


def without(readings: Iterable[Reading], gone: dict[str, set[tuple[str, str, str]]]) -> Iterator[Reading]:
    """The readings without the statements that were dropped, and without the happenings that only those told."""
    for reading in readings:
        keys = gone.get(reading.article.id)
        yield _cut(reading, keys) if keys else reading


def _cut(reading: Reading, keys: set[tuple[str, str, str]]) -> Reading:
    kept = [s for s in reading.statements if key(reading, s) not in keys]
    told = {s.via for s in reading.statements} - {s.via for s in kept} - {None}
    number = {}
    happenings: list[Happening] = []
    for i, happening in enumerate(reading.happenings):
        if i not in told:
            number[i] = len(happenings)
            happenings.append(happening)
    statements = tuple(s if s.via is None else replace(s, via=number[s.via]) for s in kept)
    return replace(reading, statements=statements, happenings=tuple(happenings))
