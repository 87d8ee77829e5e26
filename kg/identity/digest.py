"""What one article says that bears on identity, in a form small enough to keep for all articles at once.

A Digest depends on its article alone, so it is made once, when the article is read, and kept beside the reading.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from kg.identity.copies import signature
from kg.language.dates import dates, year_hint
from kg.model import Entity, Reading, Value
from kg.ontology import Ontology

Span = tuple[str, str]  # first and last possible day, ISO 8601

NOW = ("holdsPost", "appointedTo")
ONCE = ("heldPost", "removedFrom")
_LINKS = ("partOf", "jurisdiction", "within", "postIn")
_ABOUT = ("attends", "chairs", "speaksAt", "organizes", "heldIn", "heldOn", "number", "issuedOn", "issues", "about")


@dataclass(frozen=True, slots=True)
class Person:
    """What the words around a person's mentions say."""

    sex: str = ""  # "m", "f"
    born: tuple[int, int] | None = None  # first and last possible year
    ranks: tuple[str, ...] = ()
    seat: str = ""  # the place in "ĐB A (Hà Nội)": of the delegation to the National Assembly


@dataclass(frozen=True, slots=True)
class Digest:
    """What one article says that bears on identity; entities are indices into its reading."""

    article: str
    title: str
    date: str | None  # as published, ISO 8601
    span: Span | None  # days on which it can have been published
    entities: tuple[Entity, ...]
    surfaces: tuple[tuple[str, int], ...]  # what the text calls each entity
    links: tuple[tuple[int, str, int], ...]  # partOf, postIn between entities
    holds: tuple[tuple[int, str, int, float], ...]  # person, property, post, confidence
    says: tuple[tuple[int, str, int | Value], ...]  # of events and documents
    stated: tuple[tuple[int, int, str | None, str | None], ...]  # person, post, first and last day as the text says
    people: tuple[tuple[int, Person], ...]
    then: frozenset[int]  # places that the text calls former ("cũ")
    now: frozenset[int]  # places that the text calls new ("sau sáp nhập")
    terms: tuple[str, ...]  # terms of the Party that the text names: ("XII",)
    weight: int  # words of the article
    signature: tuple[int, ...]  # see `copies`


class Digester:
    """Makes digests by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        w = ontology.words
        self._sex = {**dict.fromkeys(w.get("said-of-men", ()), "m"), **dict.fromkeys(w.get("said-of-women", ()), "f")}
        self._women = frozenset(w.get("middle-of-women", ()))
        self._ranks = {
            form: known.id for known in ontology.known.values() if known.kind == "Rank" for form in known.spellings
        }
        born = "|".join(sorted(map(re.escape, w.get("born", ("sinh năm",))), key=len, reverse=True))
        aged = "|".join(map(re.escape, w.get("aged", ("tuổi",))))
        self._born = re.compile(rf"^[\s(,\-–]*(?:{born})\.?:?\s*(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-])?(\d{{4}})\b")
        self._aged = re.compile(rf"^[\s(,\-–]*(\d{{2}})\s+(?:{aged})\b")
        deputy = "|".join(sorted(map(re.escape, w.get("deputy", ())), key=len, reverse=True)) or r"(?!)"
        of = "|".join(sorted(map(re.escape, w.get("deputy-of", ())), key=len, reverse=True)) or r"(?!)"
        # One of a list, "các đại biểu A (Hà Nội), B (Cà Mau)", is a deputy as the first is.
        self._deputy = re.compile(rf"(?<!\w)(?:{deputy}):?\s+(?:[^().;:]{{4,40}}\([^()]{{3,30}}\)(?:,| và)\s*){{0,6}}$")
        self._seat = re.compile(rf"\s*\((?:(?P<of>{of})\s+)?(?P<seat>[^\W\d_][^(),;]{{1,30}})\)")
        self._then = _beside(w.get("unit-of-then", ()))
        self._now = _beside(w.get("unit-of-now", ()))

    def digest(self, reading: Reading) -> Digest:
        """The digest of one reading."""
        article, text = reading.article, reading.article.text
        date = (article.date or "")[:10] or None
        span = span_of(date or year_hint(text))
        links, holds, says = [], [], []
        for s in reading.statements:
            if s.predicate in NOW or s.predicate in ONCE:
                if isinstance(s.object, int):
                    holds.append((s.subject, s.predicate, s.object, s.confidence))
            elif s.predicate in _LINKS:
                if isinstance(s.object, int):
                    links.append((s.subject, s.predicate, s.object))
            elif s.predicate in _ABOUT:
                says.append((s.subject, s.predicate, s.object))
        around: dict[int, list[tuple[str, str]]] = {}
        seats: dict[int, str] = {}
        then, now = set(), set()
        for m in reading.mentions:
            kind = reading.entities[m.entity].kind
            if kind == "Person":
                around.setdefault(m.entity, []).append((text[max(0, m.start - 24) : m.start], text[m.end : m.end + 40]))
                if seat := self._seated(text, m.start, m.end):
                    seats.setdefault(m.entity, seat)
            elif self._is_area(kind):
                if self._then.match(text, m.end):
                    then.add(m.entity)
                elif self._now.match(text, m.end):
                    now.add(m.entity)
        people = tuple(
            (index, self._person(entity, around.get(index, []), span, seats.get(index, "")))
            for index, entity in enumerate(reading.entities)
            if entity.kind == "Person"
        )
        return Digest(
            article=article.id,
            title=article.title,
            date=date,
            span=span,
            entities=reading.entities,
            surfaces=tuple(sorted({(text[m.start : m.end], m.entity) for m in reading.mentions})),
            links=tuple(dict.fromkeys(links)),
            holds=tuple(dict.fromkeys(holds)),
            says=tuple(dict.fromkeys(says)),
            stated=_stated(reading, date or year_hint(text)),
            people=people,
            then=frozenset(then),
            now=frozenset(now),
            terms=tuple(sorted(set(re.findall(r"[Kk]h[óo]a\s+([IVX]+)\b", text)))),
            weight=len(text.split()),
            signature=signature(text),
        )

    def _is_area(self, kind: str) -> bool:
        return self._ontology.is_a(kind, "Area")

    def _seated(self, text: str, start: int, end: int) -> str:
        """The place after a deputy's name, or ""."""
        found = self._seat.match(text, end)
        if found and (found["of"] or self._deputy.search(text, max(0, start - 160), start)):
            return found["seat"].strip()
        return ""

    def _person(self, entity: Entity, around: list[tuple[str, str]], span: Span | None, seat: str) -> Person:
        sexes: Counter[str] = Counter()
        born: tuple[int, int] | None = None
        ranks = {value for name, value in entity.traits if name == "rank"}
        for before, after in around:
            sexes.update([self._ending(before, self._sex)] if self._ending(before, self._sex) else [])
            rank = self._ending(before, self._ranks)
            ranks.update([rank] if rank else [])
            year = self._born.match(after)
            age = self._aged.match(after)
            if year and 1850 < int(year[1]) < 2100:
                born = (int(year[1]), int(year[1]))
            elif age and span and born is None:
                born = (int(span[0][:4]) - int(age[1]) - 1, int(span[1][:4]) - int(age[1]))
        if any(part in self._women for part in entity.name.split()[1:-1]):
            sexes["f"] += 3
        told = sexes.most_common(2)
        sex = told[0][0] if told and (len(told) == 1 or told[0][1] > 2 * told[1][1]) else ""
        return Person(sex, born, tuple(sorted(ranks)), seat)

    def _ending(self, before: str, table: dict[str, str]) -> str:
        parts = before.rstrip(" .").split(" ")
        for n in (3, 2, 1):
            found = table.get(" ".join(parts[-n:])) if len(parts) >= n else None
            if found:
                return found
        return ""


@lru_cache(maxsize=4096)
def span_of(date: str | None) -> Span | None:
    """The days that a date of any precision (ISO day, month, year) can mean."""
    if not date:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        return date, date
    if re.fullmatch(r"\d{4}-\d{2}", date):
        return f"{date}-01", f"{date}-31"
    if re.fullmatch(r"\d{4}", date):
        return f"{date}-01-01", f"{date}-12-31"
    return None


def _stated(reading: Reading, published: str | None) -> tuple[tuple[int, int, str | None, str | None], ...]:
    """The days of appointments and dismissals, where their sentence gives one day and no other."""
    found: list[tuple[int, int, str | None, str | None]] = []
    for h in reading.happenings:
        if h.kind not in ("Appointment", "Dismissal"):
            continue
        sentence = reading.sentences[h.sentence]
        days = {d.value for d in dates(reading.article.text, sentence.start, sentence.end, published=published)}
        full = sorted(d for d in days if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", d))
        if len(full) != 1 or len(days) != 1:
            continue
        people = [v for name, v in h.roles if name == "person" and isinstance(v, int)]
        posts = [v for name, v in h.roles if name == "post" and isinstance(v, int)]
        ends = (full[0], None) if h.kind == "Appointment" else (None, full[0])
        found.extend((person, post, ends[0], ends[1]) for person in people for post in posts)
    return tuple(dict.fromkeys(found))


def _beside(forms: tuple[str, ...]) -> re.Pattern[str]:
    inner = "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"\s*(?:\(\s*(?:{inner})\s*\)|(?:{inner})(?![\w]))")
