"""What is found of one article's digest without looking at the others', and that as bytes, kept beside the digest."""

from __future__ import annotations

import marshal
from dataclasses import dataclass

from kg.identity.digest import Digest, Person
from kg.identity.documents import Paper
from kg.identity.events import Happening
from kg.identity.persons import Appearance
from kg.identity.places import Place


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is found of one digest alone."""

    places: dict[int, Place]
    papers: list[Paper]
    names: dict[int, str]  # what its entities are called among articles, for what is named beside what
    people: list[Appearance]
    events: list[Happening]


def pack(found: Prepared) -> bytes:
    """What was found as bytes, in Python's marshal form; what the digest says is left out."""
    return marshal.dumps(
        (
            [(i, p.key, p.known, p.local, p.area, p.text) for i, p in found.places.items()],
            [
                (p.ref[1], p.kind, p.number, p.suffix, p.year, p.term, p.issuer, p.area, p.name, p.draft)
                for p in found.papers
            ],
            found.names,
            found.people[0].open if found.people else frozenset(),
            [
                (a.ref[1], a.name, a.shown, a.known, a.now, a.once, a.bodies, a.desks, a.places, a.national, a.local)
                for a in found.people
            ],
            [(h.ref[1], h.name, h.days, h.places, h.agents) for h in found.events],
        )
    )


def unpack(data: bytes, digest: Digest) -> Prepared:
    """What was found of the digest, of these bytes."""
    places, papers, names, free, people, events = marshal.loads(data)
    id_, span, about, nobody = digest.article, digest.span, dict(digest.people), Person()
    context = frozenset(names.values())
    return Prepared(
        {i: Place(*place) for i, *place in places},
        [Paper((id_, i), *paper) for i, *paper in papers],
        names,
        [
            Appearance(
                (id_, i),
                name,
                shown,
                span,
                about.get(i, nobody),
                known,
                now,
                once,
                bodies,
                desks,
                around,
                national,
                local,
                free,
                context,
            )
            for i, name, shown, known, now, once, bodies, desks, around, national, local in people
        ],
        [Happening((id_, i), *event) for i, *event in events],
    )
