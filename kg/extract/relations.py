"""From the mentions of an article to what it says of them: statements, speeches, directives, awards, statistics."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from kg.extract import arbiter
from kg.extract.acts import ActFinder
from kg.extract.appointments import AppointmentFinder, contradicted
from kg.extract.appositions import AppositionFinder
from kg.extract.candidates import Candidate, CandidateFinder
from kg.extract.company import Question
from kg.extract.encounters import EncounterFinder
from kg.extract.foretold import retold
from kg.extract.frames import FrameReader, Hit
from kg.extract.guests import GuestFinder
from kg.extract.happenings import Accepted, HappeningReader, Slot
from kg.extract.marked import Marker
from kg.extract.natives import Natives
from kg.extract.numbers import document_number
from kg.extract.penalties import PenaltyFinder
from kg.extract.phrase import Line, Phrase, Site
from kg.extract.places import PlaceFinder
from kg.extract.profiles import Profile
from kg.extract.settled import Settled, value_of
from kg.extract.speakers import SpeakerFinder
from kg.extract.superiors import SuperiorFinder, WholeFinder
from kg.extract.trips import TripFinder
from kg.language.dates import Date
from kg.language.normal import key, normal
from kg.model import Happening, Reading, Statement, Value
from kg.ontology import Ontology

BELIEVED = 0.5  # what is more likely wrong than right is not said: three in four were wrong on unseen articles

_DAYS = frozenset({"date", "gMonthDay"})
_LONGER = frozenset({"gYear", "gYearMonth"})


class FormFinder(Protocol):
    """Finds what a text says in one kind of fixed form."""

    def find(self, text: str, lines: Sequence[Line]) -> Iterable[Accepted]:
        """What the lines of the text say."""


class Trace(Protocol):
    """Where the frames that fired are noted."""

    frames: list[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is looked at before anything is decided; the trainer of the arbiter starts from here."""

    text: str
    lines: list[Line]
    sites: list[list[Site]]
    hits: list[Hit]
    candidates: list[Candidate]
    profiles: list[Profile]


class RelationReader:
    """Reads relations by one ontology and the shipped arbiter."""

    def __init__(self, ontology: Ontology, judge: arbiter.Arbiter | None = None) -> None:
        self._judge = judge
        self._ontology = ontology
        self._marker = Marker(ontology)
        self._finder = CandidateFinder(ontology)
        self._frames = FrameReader(ontology, self._marker.classes, self._finder.top)
        self._speakers = SpeakerFinder(ontology)
        self._happenings = HappeningReader(ontology, self._finder.top, self._finder.sites)
        self._wholes = WholeFinder(ontology)
        self._places = PlaceFinder(ontology, self._finder.profiler)
        self._trips = TripFinder(ontology, self._finder.top)
        self._encounters = EncounterFinder(ontology, self._finder.top)
        self._appointments = AppointmentFinder(ontology)
        self._forms: tuple[FormFinder, ...] = (
            SuperiorFinder(ontology),
            ActFinder(ontology),
            AppositionFinder(ontology),
            PenaltyFinder(ontology),
            self._trips,
            self._encounters,
        )
        self._guests = GuestFinder(ontology, self._finder.top)
        self._kinds = frozenset(w.lower() for w in ontology.words.get("numbered-document", ()))
        self._mutual = frozenset(ontology.words.get("mutual-relation", ()))
        self._settled = Settled(ontology)
        self._natives = Natives(ontology)
        self._default: dict[str, str] = {}
        for frame in ontology.frames:
            if not frame.noun and not frame.settled:
                for name in (frame.evokes, *(rule.split()[1] for rule in frame.asserts)):
                    self._default.setdefault(name, frame.id)

    def read(self, reading: Reading, dates: Sequence[Date], trace: Trace | None = None) -> Reading:
        """The reading with its statements and happenings.

        dates: the dates of the article's text in normal form, with its years found.
        """
        judge = self._judge or arbiter.load()
        work = self.prepare(reading, dates)
        found: dict[Slot, Accepted] = {}
        appointed = list(self._appointments.find(work.text, work.lines, dates, reading.article.date or ""))
        for accepted in (
            *self._judged(judge, work, dates),
            *self._by_frame(judge, work, dates),
            *self._formed(reading, work),
            *self._settled.said(work.hits, work.candidates, dates),
            *appointed,
        ):
            slot = (accepted.subject, accepted.predicate, accepted.object)
            if accepted.confidence < BELIEVED or self._siblings(reading, accepted) or contradicted(accepted, appointed):
                continue
            if self._trips.only_planned(accepted, work.text, work.lines[accepted.line]):
                continue
            if slot not in found or found[slot].confidence < accepted.confidence:
                found[slot] = accepted
        for finder in (self._trips, self._encounters):
            for third in [*finder.completed(found, reading.entities)]:
                if third.confidence >= BELIEVED:
                    found.setdefault((third.subject, third.predicate, third.object), third)
        places = frozenset(i for i, p in enumerate(work.profiles) if p.kind == "Area")
        found = dict(_direct(dict(_dated(found)), places))
        found = {slot: a for slot, a in found.items() if not self._comes_home(reading, work, a, found)}
        if trace is not None:
            said = {(a.subject, a.predicate, a.object) for a in found.values()}
            trace.frames.extend(
                h.template for h in work.hits if (h.subject.root.entity, h.predicate, value_of(h.object, dates)) in said
            )
        chosen = [*found.values(), *self._numbers(reading, work)]
        happened, extended = self._happenings.read(reading, work.text, work.lines, work.sites, chosen, dates)
        statements = {
            (a.line, a.subject, a.predicate, str(a.object)): Statement(
                a.subject, a.predicate, a.object, a.line, a.confidence, a.frame, happened.via.get(index)
            )
            for index, a in enumerate(chosen)
        }
        return replace(
            reading,
            entities=extended,
            statements=tuple(statements[key] for key in sorted(statements)),
            happenings=(*happened.happenings, *self._speeches(work)),
        )

    def prepare(self, reading: Reading, dates: Sequence[Date]) -> Prepared:
        """The lines of a reading with all that may be said in them."""
        text = normal(reading.article.text)
        lines = self._marker.lines(reading, text, dates)
        profiles = self._finder.profiler.profiles(reading)
        sites = self._finder.sites.sites(lines, profiles)
        seen = [retold(line, found) for line, found in zip(lines, sites, strict=True)]
        finder = self._finder.sites
        hits = self._frames.hits(seen, finder.holders(lines), finder.several(lines))
        candidates = list(self._finder.candidates(lines, text, hits, sites, profiles))
        return Prepared(text, lines, sites, hits, candidates, profiles)

    def _judged(self, judge: arbiter.Arbiter, work: Prepared, dates: Sequence[Date]) -> Iterable[Accepted]:
        """What the arbiter believes, from the best place of each relation."""
        known = [c for c in work.candidates if judge.knows(c.predicate)]
        slots = [self._slot(c, dates) for c in known]
        asked = [Question(name, c.features, s, o, c.line) for c, (s, name, o) in zip(known, slots, strict=True)]
        best: dict[Slot, tuple[int, Candidate]] = {}
        for candidate, slot, score in zip(known, slots, judge.scores(asked), strict=True):
            if slot not in best or best[slot][0] < score:
                best[slot] = (score, candidate)
        for (subject, name, end), (score, candidate) in best.items():
            verdict = judge.verdict(name, score)
            if verdict.stated and not (
                name == "receives" and self._happenings.gives(work.lines[candidate.line], candidate)
            ):
                frame = candidate.frame or self._default.get(name, name)
                yield Accepted(subject, name, end, candidate.line, verdict.confidence, frame, candidate)

    def _slot(self, candidate: Candidate, dates: Sequence[Date]) -> Slot:
        """What a candidate would state; of relations that hold both ways, always the same way."""
        subject, name, end = candidate.subject.entity, candidate.predicate, value_of(candidate.object.phrase, dates)
        if name in self._mutual and isinstance(end, int) and end < subject:
            return end, name, subject
        return subject, name, end

    def _formed(self, reading: Reading, work: Prepared) -> Iterable[Accepted]:
        """What is said in forms so fixed that the arbiter need not be asked."""
        for finder in self._forms:
            yield from finder.find(work.text, work.lines)
        yield from self._wholes.find(reading.entities, work.profiles)
        yield from self._places.find(work.text, work.lines, work.profiles)
        yield from self._guests.find(work.lines, work.sites, reading.entities)

    def _by_frame(self, judge: arbiter.Arbiter, work: Prepared, dates: Sequence[Date]) -> Iterable[Accepted]:
        """What frames say of relations that the arbiter never met: their weight is their confidence."""
        for hit in work.hits:
            end = value_of(hit.object, dates)
            if (
                not judge.knows(hit.predicate)
                and not hit.guarded
                and hit.weight >= 0.5
                and hit.subject.root.entity >= 0
            ):
                yield Accepted(hit.subject.root.entity, hit.predicate, end, hit.line, hit.weight, hit.frame)

    def _siblings(self, reading: Reading, said: Accepted) -> bool:
        """Whether a body would be part of its like, whose name is not in its own: Tỉnh ủy A of Tỉnh ủy B.

        So it would be where it stands between two countries: Hội Hữu nghị Việt Nam - Cuba.
        """
        if said.predicate != "partOf" or not isinstance(said.object, int):
            return False
        names = [key(reading.entities[i].name) for i in (said.subject, said.object)]
        if self._ontology.is_a(reading.entities[said.object].kind, "Country"):
            return bool(re.search(rf"\w ?[-–] ?{re.escape(names[1])}$|{re.escape(names[1])} ?[-–] ?\w", names[0]))
        if any(self._finder.top(reading.entities[i].kind) != "Organization" for i in (said.subject, said.object)):
            return False
        return names[0].split()[:2] == names[1].split()[:2] and names[1] not in names[0]

    def _comes_home(self, reading: Reading, work: Prepared, said: Accepted, found: Mapping[Slot, Accepted]) -> bool:
        """Whether somebody would visit the state where he lives, or whose post he holds."""
        if said.predicate != "visits" or not isinstance(said.object, int):
            return False
        who, where = reading.entities[said.subject], reading.entities[said.object]
        if self._natives.at_home(work.text, work.lines, who, said.subject, where):
            return True
        if where.kind != "Country" or self._natives.named_like_us(who):
            return False
        posts = [o for s, p, o in found if s == said.subject and p == "holdsPost" and isinstance(o, int)]
        names = [f" {name} " for name in work.profiles[said.object].keys]
        return any(name in f" {key(reading.entities[post].name)} " for post in posts for name in names)

    def _numbers(self, reading: Reading, work: Prepared) -> Iterable[Accepted]:
        """The number of each document that is named with it."""
        best: dict[int, tuple[str, int]] = {}
        for line, sites in enumerate(work.sites):
            for site in sites:
                if site.kind == "Document" and site.at >= 0:
                    number = document_number(work.text[site.phrase.start : site.phrase.end], self._kinds)
                    if number and len(number) > len(best.get(site.entity, ("", 0))[0]):
                        best[site.entity] = (number, line)
        for entity, (number, line) in sorted(best.items()):
            yield Accepted(entity, "number", Value(number), line, 0.97, "number-said")

    def _speeches(self, work: Prepared) -> Iterable[Happening]:
        opens = [
            frozenset(
                i for i, x in enumerate(line.items) if isinstance(x, Phrase) and self._finder.sites.opens(line, i)
            )
            for line in work.lines
        ]
        for spoken in self._speakers.spoken(work.text, work.lines, work.sites, opens):
            if spoken.confidence >= 0.5:
                quotation = spoken.quotation
                words = " ".join(work.text[quotation.first : quotation.last].split())
                line = _line(work.lines, quotation.first)
                roles = (("agent", spoken.speaker), ("quotedText", Value(words)))
                yield Happening("Speech", roles, line, spoken.confidence, "speech")


def _dated(
    found: Mapping[Slot, Accepted],
) -> Iterable[tuple[Slot, Accepted]]:
    """What is believed, without years and months where a day is said: "kỳ họp cuối năm 2025 khai mạc sáng 8/12"."""
    exact = {(s, p) for s, p, o in found if isinstance(o, Value) and o.datatype in _DAYS}
    for (s, p, o), accepted in found.items():
        if not (isinstance(o, Value) and o.datatype in _LONGER and (s, p) in exact):
            yield (s, p, o), accepted


def _direct(found: Mapping[Slot, Accepted], places: frozenset[int]) -> Iterable[tuple[Slot, Accepted]]:
    """What is believed, without the places that lie in one less surely than in another, which lies in that one."""
    wholes: dict[int, dict[int, float]] = defaultdict(dict)
    for (s, p, o), accepted in found.items():
        if p == "partOf" and isinstance(o, int) and {s, o} <= places:
            wholes[s][o] = accepted.confidence
    for (s, p, o), accepted in found.items():
        larger = o if p == "partOf" and isinstance(o, int) else -1
        sure = wholes.get(s, {}).get(larger, 1.0)
        if not any(own > sure < wholes.get(m, {}).get(larger, 0.0) for m, own in wholes.get(s, {}).items()):
            yield (s, p, o), accepted


def _line(lines: Sequence[Line], at: int) -> int:
    """The line that a character of the text stands in."""
    number = 0
    for k, line in enumerate(lines):
        if line.items and line.items[0].start <= at:
            number = k
    return number
