"""Who held which office when, by the reference table: support for who is who, never a statement of an article."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.identity.canonical import Canonical, joined, personal, place
from kg.identity.digest import Span
from kg.identity.places import Key
from kg.identity.units import Units
from kg.keeping import kept, program
from kg.ontology import RDFS, SCHEMA, folder, local

FILE = "officeholders.ttl"
_KG = "https://w3id.org/vnkg/ontology#"
_LONGEST = 6  # words of a place's name


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office of the reference table."""

    id: str  # local name under id/
    office: str
    start: str = ""  # ISO day, month or year; "" where the table has none
    end: str = ""
    sitting: bool = False  # in office when the table was made
    post: Key = ()
    area: str = ""

    def covers(self, span: Span, slack: int = 0) -> bool:
        """Whether the person certainly held the office on all days of the span, or within `slack` years of it."""
        if not self.start or not (self.end or self.sitting):
            return False
        start, end = _shift(self.start, -slack), _shift(self.end, slack) if self.end else "9999"
        return start <= span[0][: len(start)] and span[1][: len(end)] <= end


@dataclass(frozen=True, slots=True)
class Holder:
    """One person of the reference table."""

    id: str
    name: str
    born: str = ""
    article: str = ""  # of the Vietnamese Wikipedia
    terms: tuple[Term, ...] = ()


@dataclass
class Holders:
    """The reference table by id, name and post."""

    by_id: Mapping[str, Holder] = field(default_factory=dict)
    by_name: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    by_post: Mapping[Key, tuple[tuple[str, Term], ...]] = field(default_factory=dict)  # (holder id, term)
    given: Mapping[str, float] = field(default_factory=dict)  # share of names with this last word
    middle: Mapping[str, float] = field(default_factory=dict)
    surname: Mapping[str, float] = field(default_factory=dict)

    def bearers(self, name: tuple[str, ...]) -> float:
        """How many people in public life can be expected to bear a full name; 30 is common, 0.1 is rare.

        The product of the shares of its words, for some 50,000 people who come up in news.
        """
        if len(name) < 2:
            return 1000.0
        few = 0.3 / max(1, len(self.by_id))
        expected = 50_000 * self.surname.get(name[0], few) * self.given.get(name[-1], few)
        for word in name[1:-1]:
            expected *= self.middle.get(word, few)
        if len(name) == 2:
            expected *= 0.2  # most names have a middle word
        if "thị" in name[1:-1]:
            expected *= 8  # the table has few women, and their given names are as common as men's
        return max(expected, 4.0 * (len(self.by_name.get(name, ())) - 1))


def load(units: Units, canonical: Canonical, version: str, root: Path | None = None) -> Holders:
    """The reference table, read once and kept in the user's cache folder.

    Raises OntologyError when the file cannot be read.
    """
    path = (root or folder()) / "reference" / FILE
    try:
        content = path.read_bytes()
    except OSError:
        return Holders()
    made_by = program("identity", "language", "ontology.py")
    digest = hashlib.blake2b(content + f"{version}{made_by}".encode(), digest_size=12).hexdigest()
    return kept("officeholders", digest, lambda: _parse(path, units, canonical))


def _parse(path: Path, units: Units, canonical: Canonical) -> Holders:
    props: dict[str, dict[str, str]] = defaultdict(dict)
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            props[local(str(getattr(triple.subject, "value", "")))][triple.predicate.value] = getattr(
                triple.object, "value", ""
            )
    except (SyntaxError, ValueError) as error:
        raise OntologyError(f"{path}: {error}") from error
    places = _Places(units, canonical)
    terms: dict[str, list[Term]] = defaultdict(list)
    for id_, values in sorted(props.items()):
        if _KG + "person" in values:
            start, end = values.get(SCHEMA + "startDate", ""), values.get(SCHEMA + "endDate", "")
            office = values[RDFS + "label"]
            post, area = places.post(office, (end or start)[:10])
            term = Term(id_, office, start, end, _KG + "status" in values, post, area)
            terms[local(values[_KG + "person"])].append(term)
    by_id = {
        id_: Holder(
            id_,
            values[RDFS + "label"],
            values.get(SCHEMA + "birthDate", ""),
            values.get(RDFS + "seeAlso", ""),
            tuple(sorted(terms.get(id_, ()), key=lambda t: (t.start or "9", t.id))),
        )
        for id_, values in sorted(props.items())
        if _KG + "person" not in values
    }
    by_name: dict[tuple[str, ...], list[str]] = defaultdict(list)
    by_post: dict[Key, list[tuple[str, Term]]] = defaultdict(list)
    for id_, holder in by_id.items():
        by_name[personal(holder.name)].append(id_)
        for term in holder.terms:
            if term.post:
                by_post[term.post].append((id_, term))
    names = [personal(h.name) for h in by_id.values()]
    total = max(1, len(names))
    return Holders(
        by_id,
        {k: tuple(v) for k, v in by_name.items()},
        {k: tuple(v) for k, v in by_post.items()},
        {w: n / total for w, n in Counter(n[-1] for n in names).items()},
        {w: n / total for w, n in Counter(w for n in names for w in n[1:-1]).items()},
        {w: n / total for w, n in Counter(n[0] for n in names).items()},
    )


class _Places:
    """Reads the place at the end of an office's name."""

    def __init__(self, units: Units, canonical: Canonical) -> None:
        self._units, self._canonical = units, canonical
        self._by_name: dict[tuple[str, ...], str] = {}
        for id_, known in sorted(units.known.items()):
            if units.is_province(id_) or units.is_country(id_):
                for form in (known.label, *known.spellings):
                    self._by_name.setdefault(place(form), id_)

    def post(self, office: str, day: str) -> tuple[Key, str]:
        """The key of the post (see `places`) and the id of its unit, "" for the country's."""
        found = self._canonical.plain(office)
        span = (day, day) if day else None
        area = ""
        for n in range(min(_LONGEST, len(found) - 1), 0, -1):
            id_ = self._by_name.get(found[-n:])
            if id_ is not None:
                area, found = self._units.at(id_, span), found[:-n]
                break
        head = self._canonical.same(found)
        if area == "viet-nam":
            area = ""
        if area and not self._units.is_country(area):
            head = self._canonical.post_of_area(head)
        return ("post", joined(head), area), area


def _shift(date: str, years: int) -> str:
    return f"{int(date[:4]) + years:04}{date[4:]}"
