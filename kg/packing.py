"""Readings and digests as bytes: plain tuples in Python's marshal form, three times as quick to load as pickles."""

from __future__ import annotations

import marshal
from typing import Any

from kg.identity.digest import Digest, Person
from kg.model import Article, Entity, Happening, Mention, Reading, Sentence, Statement, Value

_FORM = 4  # of marshal: written and read by every Python from 3.4 on


def pack(reading: Reading) -> bytes:
    """A reading as bytes."""
    a = reading.article
    return marshal.dumps(
        (
            (a.id, a.text, a.title, a.date, a.source, a.url, a.path),
            [(s.start, s.end) for s in reading.sentences],
            [(e.kind, e.name, e.known, e.traits) for e in reading.entities],
            [(m.start, m.end, m.entity) for m in reading.mentions],
            [
                (s.subject, s.predicate, _end(s.object), s.sentence, s.confidence, s.frame, s.via)
                for s in reading.statements
            ],
            [
                (h.kind, [(name, _end(v)) for name, v in h.roles], h.sentence, h.confidence, h.frame)
                for h in reading.happenings
            ],
        ),
        _FORM,
    )


def unpack(data: bytes) -> Reading:
    """The reading of these bytes."""
    article, sentences, entities, mentions, statements, happenings = marshal.loads(data)
    return Reading(
        Article(*article),
        tuple([Sentence(*s) for s in sentences]),
        tuple([Entity(*e) for e in entities]),
        tuple([Mention(*m) for m in mentions]),
        tuple([Statement(s, p, _value(o), at, c, f, v) for s, p, o, at, c, f, v in statements]),
        tuple([Happening(k, tuple([(n, _value(v)) for n, v in r]), at, c, f) for k, r, at, c, f in happenings]),
    )


def pack_digest(d: Digest) -> bytes:
    """A digest as bytes."""
    return marshal.dumps(
        (
            (d.article, d.title, d.date, d.span),
            [(e.kind, e.name, e.known, e.traits) for e in d.entities],
            (d.surfaces, d.links, d.holds),
            [(s, p, _end(o)) for s, p, o in d.says],
            d.stated,
            [(i, p.sex, p.born, p.ranks, p.seat) for i, p in d.people],
            (sorted(d.then), sorted(d.now), d.terms, d.weight, d.signature),
        ),
        _FORM,
    )


def unpack_digest(data: bytes) -> Digest:
    """The digest of these bytes."""
    (article, title, date, span), entities, (surfaces, links, holds), says, stated, people, tail = marshal.loads(data)
    then, now, terms, weight, signature = tail
    return Digest(
        article,
        title,
        date,
        span,
        entities=tuple([Entity(*e) for e in entities]),
        surfaces=surfaces,
        links=links,
        holds=holds,
        says=tuple([(s, p, _value(o)) for s, p, o in says]),
        stated=stated,
        people=tuple([(i, Person(*p)) for i, *p in people]),
        then=frozenset(then),
        now=frozenset(now),
        terms=terms,
        weight=weight,
        signature=signature,
    )


def _end(value: int | Value) -> Any:
    return (value.text, value.datatype) if isinstance(value, Value) else value


def _value(end: Any) -> int | Value:
    return Value(*end) if isinstance(end, tuple) else int(end)
