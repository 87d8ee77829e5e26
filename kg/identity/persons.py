"""What one article says of one person, and what is known of a person whom several articles name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.identity.canonical import begins, pairs, personal, words
from kg.identity.digest import NOW, Digest, Person, Span
from kg.identity.places import Key, Place
from kg.identity.units import Units
from kg.ontology import Ontology

Ref = tuple[str, int]  # article id, entity index


@dataclass(frozen=True, slots=True)
class Appearance:
    """One person in one article."""

    ref: Ref
    name: tuple[str, ...]  # words of the full name, in lower case, tone marks in their normal place
    shown: str
    span: Span | None
    about: Person
    known: str | None
    now: frozenset[Key]  # posts held when the article was written
    once: frozenset[Key]  # posts held before
    bodies: frozenset[Key]  # bodies of those posts
    desks: frozenset[str]  # units in which a post of now ties the person down
    places: frozenset[str]  # units of all posts
    national: bool  # a post of the country's among those of now
    local: bool  # a post in a commune that only the article itself tells apart
    open: frozenset[Key]  # posts that the article names without their holder
    context: frozenset[str]  # what the article names


@dataclass(slots=True)
class Cluster:
    """Appearances that are one person, with what they say together."""

    members: list[Appearance]
    now: set[Key] = field(default_factory=set)
    once: set[Key] = field(default_factory=set)
    bodies: set[Key] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    desks: dict[str, list[Span | None]] = field(default_factory=dict)
    national: list[Span | None] = field(default_factory=list)
    born: tuple[int, int] | None = None
    sexes: set[str] = field(default_factory=set)
    ranks: set[tuple[int, str]] = field(default_factory=set)  # step, last possible day ("" unknown)
    known: set[str] = field(default_factory=set)
    open: set[Key] = field(default_factory=set)
    _context: frozenset[str] | None = None  # made when it is asked for: most clusters never are
    first: Ref = ("", 0)
    days: Span | None = None  # from the first to the last day on which an article can have been written

    def take(self, other: Cluster) -> None:
        """Join another cluster into this one."""
        self.members.extend(other.members)
        self.now |= other.now
        self.once |= other.once
        self.bodies |= other.bodies
        self.places |= other.places
        for desk, spans in other.desks.items():
            self.desks.setdefault(desk, []).extend(spans)
            if len(self.desks[desk]) > 8:
                self.desks[desk] = _outer(self.desks[desk])
        self.national.extend(other.national)
        if len(self.national) > 8:
            self.national = _outer(self.national)
        if other.born:
            self.born = other.born if not self.born else _within(self.born, other.born)
        self.sexes |= other.sexes
        self.ranks |= other.ranks
        self.known |= other.known
        self.open |= other.open
        self._context = None
        self.first = min(self.first, other.first)
        if self.days and other.days:
            self.days = min(self.days[0], other.days[0]), max(self.days[1], other.days[1])
        self.days = self.days or other.days

    @property
    def context(self) -> frozenset[str]:
        """What the articles name beside the person."""
        if self._context is None:
            own = {"@" + " ".join(m.name) for m in self.members}
            self._context = frozenset().union(*(m.context for m in self.members)) - own
        return self._context

    @property
    def bare(self) -> bool:
        """Whether nothing is said of the person but the name."""
        return not (self.now or self.once or self.known)


class Persons:
    """Makes appearances of digests whose places are known."""

    def __init__(self, ontology: Ontology, units: Units) -> None:
        self._units = units
        w = ontology.words
        self.steps = {a: int(b) for a, b in pairs(ontology, "rank-step")}
        self._free = tuple(words(f) for f in w.get("without-office", ()))
        self._renowned = frozenset(personal(f) for f in w.get("renowned", ()))
        self._deputy = " ".join(words(next(iter(w.get("deputy-post", ("",))))))
        titles = {words(f) for k in ontology.known.values() if k.kind == "Rank" for f in k.spellings}
        self._titles = frozenset(
            titles
            | {words(f) for f in (*w.get("said-of-men", ()), *w.get("said-of-women", ()), *w.get("personal-title", ()))}
        )

    def appearances(self, digest: Digest, places: Mapping[int, Place], context: frozenset[str]) -> list[Appearance]:
        """The people of one article."""
        about = dict(digest.people)
        held: dict[int, list[tuple[int, bool]]] = {}
        for person, predicate, post, _ in digest.holds:
            held.setdefault(person, []).append((post, predicate in NOW))
        bodies = {s: o for s, p, o in digest.links if p == "postIn"}
        taken = {post for _, _, post, _ in digest.holds}
        free = frozenset(pl.key for i, pl in places.items() if pl.key[0] == "post" and not pl.local and i not in taken)
        found = []
        for i, entity in enumerate(digest.entities):
            if entity.kind != "Person":
                continue
            name = self.name(entity.name)
            if not name:
                continue
            posts = [(places[p], p, now) for p, now in held.get(i, []) if p in places]
            firm = [(place, p, now) for place, p, now in posts if not place.local]
            seat = self._seat(about.get(i), digest.span)
            desks = {pl.area for pl, _, now in firm if now and pl.area and not self._is_free(pl.key)}
            found.append(
                Appearance(
                    ref=(digest.article, i),
                    name=name,
                    shown=self.shown(entity.name),
                    span=digest.span,
                    about=about.get(i, Person()),
                    known=entity.known,
                    now=frozenset(pl.key for pl, _, now in firm if now) | frozenset(seat),
                    once=frozenset(pl.key for pl, _, now in firm if not now),
                    bodies=frozenset(
                        b.key for _, p, _ in posts if (b := places.get(bodies.get(p, -1))) and not b.local
                    ),
                    desks=frozenset(desks),
                    places=frozenset(pl.area for pl, _, _ in firm if pl.area) | {k[2] for k in seat},
                    national=any(now and not pl.area and not self._is_free(pl.key) for pl, _, now in firm),
                    local=any(pl.local and pl.area for pl, _, _ in posts),
                    open=free,
                    context=context,
                )
            )
        return found

    def _seat(self, about: Person | None, span: Span | None) -> tuple[Key, ...]:
        """The post of a deputy of whom the text says in brackets whom he or she stands for."""
        area = self._units.province(about.seat, span) if about and about.seat else ""
        return (("post", self._deputy, area),) if area else ()

    def cluster(self, one: Appearance) -> Cluster:
        """A cluster of one."""
        last = one.span[1] if one.span else ""
        return Cluster(
            members=[one],
            now=set(one.now),
            once=set(one.once),
            bodies=set(one.bodies),
            places=set(one.places),
            desks={d: [one.span] for d in one.desks},
            national=[one.span] if one.national else [],
            born=one.about.born,
            sexes={one.about.sex} - {""},
            ranks={(self.steps[r], last) for r in one.about.ranks if r in self.steps},
            known={one.known} if one.known else set(),
            open=set(one.open),
            first=one.ref,
            days=one.span,
        )

    def renowned(self, name: tuple[str, ...]) -> bool:
        """Whether a name has one bearer whom everybody knows, so that it says enough by itself."""
        return name in self._renowned

    def name(self, text: str) -> tuple[str, ...]:
        """The words of a name without ranks and forms of address that stand before it."""
        found = personal(text)
        for _ in range(3):
            for n in (3, 2, 1):
                if len(found) > n and found[:n] in self._titles:
                    found = found[n:]
                    break
        return found

    def shown(self, text: str) -> str:
        """The name as it is shown, without ranks and forms of address."""
        parts = text.split()
        return " ".join(parts[-len(self.name(text)) :]) if self.name(text) else text

    def _is_free(self, key: Key) -> bool:
        return begins(key[1], self._free)


def province(area: str) -> str:
    """The outermost unit of a place: "thanh-hoa" of "thanh-hoa/thạch thành"; "" where it is not known."""
    top = area.split("/", maxsplit=1)[0]
    return "" if top[:1] in ("?", "@") else top


def _outer(spans: Iterable[Span | None]) -> list[Span | None]:
    known = [s for s in spans if s]
    outer: list[Span | None] = [(min(s[0] for s in known), max(s[1] for s in known))] if known else []
    return outer + ([None] if any(s is None for s in spans) else [])


def _within(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    low, high = max(one[0], two[0]), min(one[1], two[1])
    return (low, high) if low <= high else one
