"""Happenings with several participants, put together from the relations that were believed.

Directives, appointments, dismissals and awards join what was said in one sentence; statistics are the numbers of a
sentence with what they count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.candidates import Candidate
from kg.extract.phrase import Line, Phrase, Site
from kg.extract.sites import SiteFinder
from kg.language.dates import Date
from kg.language.normal import key
from kg.language.quantities import Quantity, quantities
from kg.language.tokens import Token
from kg.model import Entity, Happening, Reading, Value
from kg.ontology import Ontology

_PASSIVE = frozenset({"được", "vinh", "bị"})
_STOPS = frozenset(';.:“”"')


Slot = tuple[int, str, int | Value]  # subject, relation, object: what a relation of an article is told apart by


@dataclass(frozen=True, slots=True)
class Accepted:
    """A relation that is believed, with the place that says it best."""

    subject: int
    predicate: str
    object: int | Value
    line: int
    confidence: float
    frame: str
    candidate: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """The happenings, and for accepted relations (by place in their list) the happening they are a shortcut over."""

    happenings: list[Happening] = field(default_factory=list)
    via: dict[int, int] = field(default_factory=dict)


class HappeningReader:
    """Puts happenings together."""

    def __init__(self, ontology: Ontology, top: Callable[[str], str], sites: SiteFinder) -> None:
        self._top = top
        self._sites = sites
        self._forces = {
            key(form): known.id
            for known in ontology.known.values()
            if known.kind == "Force"
            for form in (*known.spellings, *known.hidden)
        }
        words = ontology.words
        self._group = frozenset(words.get("group-noun", ()))
        self._award = frozenset(words.get("verb-awards", ()))

    def read(
        self,
        reading: Reading,
        text: str,
        lines: Sequence[Line],
        sites: Sequence[Sequence[Site]],
        accepted: Sequence[Accepted],
        dates: Sequence[Date],
    ) -> tuple[Happened, tuple[Entity, ...]]:
        """The happenings of an article, and its entities with the anonymous groups among them."""
        out = Happened()
        entities = list(reading.entities)
        self._directives(text, lines, accepted, out)
        self._appointments(accepted, out)
        amounts = self._amounts(text, reading, dates)
        groups: dict[tuple[int, int], int] = {}
        self._awards(lines, sites, accepted, amounts, entities, groups, out)
        self._quantities(lines, sites, amounts, groups, dates, out)
        return out, tuple(entities)

    def gives(self, line: Line, candidate: Candidate) -> bool:
        """Whether the one who seems to receive is the subject of giving: "Ủy ban nhân dân tỉnh tặng Bằng khen"."""
        verb = next((i for i in range(len(line.items)) if _verb(line, i, self._award)), None)
        passive = verb is not None and _passive(line, verb)
        subject = candidate.subject
        return verb is not None and not passive and (subject.at in self._sites.subject(line, verb) or subject.at < verb)

    def _directives(self, text: str, lines: Sequence[Line], accepted: Sequence[Accepted], out: Happened) -> None:
        parts: dict[tuple[int, int, int], list[tuple[int, Accepted]]] = defaultdict(list)
        for index, a in enumerate(accepted):
            if a.predicate == "directs" and a.candidate is not None:
                trigger = a.candidate.trigger
                parts[a.line, a.subject, trigger.first if trigger else -1].append((index, a))
        for (line, agent, _), members in sorted(parts.items()):
            first = members[0][1]
            roles: list[tuple[str, int | Value]] = [("agent", agent)]
            end = -1
            for index, a in members:
                out.via[index] = len(out.happenings)
                if isinstance(a.object, int):
                    roles.append(("recipient", a.object))
                if a.candidate is not None:
                    end = max(end, a.candidate.object.at)
            trigger = first.candidate.trigger if first.candidate else None
            force = self._force(trigger.text) if trigger else None
            if force:
                roles.append(("force", Value(f"code:{force}", "code")))
            content = _clause(text, lines[line], max(end, trigger.first if trigger else -1) + 1)
            if content:
                roles.append(("content", Value(content)))
            confidence = max(a.confidence for _, a in members)
            out.happenings.append(Happening("Directive", tuple(roles), line, confidence, first.frame))

    def _force(self, words: str) -> str | None:
        fits = [label for label in self._forces if f" {label} " in f" {words} "]
        return self._forces[max(fits, key=lambda label: (len(label), label))] if fits else None

    def _appointments(self, accepted: Sequence[Accepted], out: Happened) -> None:
        deciders = {
            (a.object, a.line): (index, a.subject) for index, a in enumerate(accepted) if a.predicate == "appoints"
        }
        kinds = {"appointedTo": "Appointment", "removedFrom": "Dismissal"}
        parts: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        for index, a in enumerate(accepted):
            if a.predicate in kinds:
                parts[a.line, a.subject, a.predicate].append(index)
        for (line, person, predicate), members in sorted(parts.items()):
            roles: list[tuple[str, int | Value]] = [("person", person)]
            for index in members:
                out.via[index] = len(out.happenings)
                roles.append(("post", accepted[index].object))
            decider = deciders.get((person, line))
            if decider:
                out.via.setdefault(decider[0], len(out.happenings))
                roles.append(("agent", decider[1]))
            best = max((accepted[i] for i in members), key=lambda a: a.confidence)
            out.happenings.append(Happening(kinds[predicate], tuple(roles), line, best.confidence, best.frame))

    def _amounts(self, text: str, reading: Reading, dates: Sequence[Date]) -> list[tuple[int, Quantity]]:
        found = []
        at = 0
        for k, sentence in enumerate(reading.sentences):
            while at < len(dates) and dates[at].end <= sentence.start:
                at += 1
            days = [d for d in dates[at : at + 40] if d.start < sentence.end]
            found += [(k, q) for q in quantities(text, sentence.start, sentence.end, days=days)]
        return found

    def _awards(
        self,
        lines: Sequence[Line],
        sites: Sequence[Sequence[Site]],
        accepted: Sequence[Accepted],
        amounts: Sequence[tuple[int, Quantity]],
        entities: list[Entity],
        groups: dict[tuple[int, int], int],
        out: Happened,
    ) -> None:
        for k, (line, found) in enumerate(zip(lines, sites, strict=True)):
            honours = [s for s in found if s.kind == "Honour" and s.at >= 0 and s.depth == 0]
            verb = next((i for i, x in enumerate(line.items) if _verb(line, i, self._award)), None)
            if not honours or verb is None:
                continue
            here = [(i, a) for i, a in enumerate(accepted) if a.line == k]
            subject = self._sites.subject(line, verb)
            passive = _passive(line, verb)
            acting = {s.entity for s in found if s.at in subject and s.depth == 0} if not passive else set()
            recipients = [a.subject for _, a in here if a.predicate == "receives" and a.subject not in acting]
            recipients += [a.object for _, a in here if a.predicate == "awards" and isinstance(a.object, int)]
            givers = [a.subject for _, a in here if a.predicate == "awards"] or [
                s.entity for s in found if s.entity in acting and s.at in subject and s.depth == 0 and s.kind != "Post"
            ]
            start = line.items[verb].start
            for number, (where, amount) in enumerate(amounts):
                if where == k and amount.start > start and self._grouped(amount):
                    groups[k, number] = len(entities)
                    recipients.append(len(entities))
                    entities.append(Entity("Group", self._text(line, amount)))
            agents = [g for g in dict.fromkeys(givers) if g not in recipients]
            if not recipients:
                continue
            roles = [("agent", g) for g in agents] + [("honour", h.entity) for h in honours[:2]]
            roles += [("recipient", r) for r in dict.fromkeys(recipients)]
            for index, a in here:
                if a.predicate in ("awards", "receives"):
                    out.via[index] = len(out.happenings)
            out.happenings.append(Happening("Award", tuple(dict.fromkeys(roles)), k, 0.85, "award"))

    def _grouped(self, amount: Quantity) -> bool:
        counted = f" {amount.measures.lower()} "
        return any(f" {noun} " in counted for noun in self._group)

    def _text(self, line: Line, amount: Quantity) -> str:
        words = [i.text for i in line.items if isinstance(i, Token) and amount.start <= i.start < amount.end]
        return " ".join(words)

    def _quantities(
        self,
        lines: Sequence[Line],
        sites: Sequence[Sequence[Site]],
        amounts: Sequence[tuple[int, Quantity]],
        groups: dict[tuple[int, int], int],
        dates: Sequence[Date],
        out: Happened,
    ) -> None:
        for number, (k, amount) in enumerate(amounts):
            roles: list[tuple[str, int | Value]] = []
            about = groups.get((k, number), self._whose(sites[k], amount))
            if about is not None:
                roles.append(("quantityOf", about))
            roles += list(_bounds(amount))
            if amount.measures:
                roles.append(("measures", Value(amount.measures)))
            if amount.unit:
                roles.append(("unit", Value(amount.unit)))
            line = lines[k]
            day = next(
                (dates[int(i.traits["date"])] for i in line.items if isinstance(i, Phrase) and i.kind == "DateSpan"),
                None,
            )
            if day is not None:
                roles.append(("observationDate", Value(day.value, day.datatype)))
            out.happenings.append(Happening("Quantity", tuple(roles), k, 0.9, "quantity"))

    def _whose(self, sites: Sequence[Site], amount: Quantity) -> int | None:
        """The area or body last named before a number in its sentence, or that the sentence goes on about."""
        near = [s for s in sites if s.kind in ("Area", "Organization") and s.depth == 0]
        before = [s for s in near if s.at >= 0 and s.phrase.end <= amount.start]
        if before:
            return before[-1].entity
        return next((s.entity for s in near if s.how == "topic"), None)


def _bounds(amount: Quantity) -> Iterator[tuple[str, Value]]:
    value = Value(format(amount.value, "f"), "decimal")
    if amount.most is not None:
        yield "minValue", value
        yield "maxValue", Value(format(amount.most, "f"), "decimal")
    else:
        yield {"minimum": "minValue", "maximum": "maxValue"}.get(amount.bound, "value"), value


def _word(line: Line, i: int) -> str:
    item = line.items[i]
    return item.text.lower() if isinstance(item, Token) else ""


def _passive(line: Line, verb: int) -> bool:
    """Whether the verb is said of those it is done to: "được tặng", "được (Chủ tịch UBND tỉnh) tặng"."""
    words = 0
    for i in range(verb - 1, max(-1, verb - 6), -1):
        if isinstance(line.items[i], Phrase):
            continue
        if _word(line, i) in _PASSIVE:
            return True
        words += 1
        if words > (0 if i == verb - 1 else 1) or not _word(line, i).isalpha():
            return False
    return False


def _verb(line: Line, i: int, words: frozenset[str]) -> bool:
    item = line.items[i]
    if isinstance(item, Phrase):
        return False
    after = line.items[i + 1] if i + 1 < len(line.items) else None
    two = f"{item.text.lower()} {after.text.lower()}" if isinstance(after, Token) else ""
    return item.text.lower() in words or two in words


def _clause(text: str, line: Line, first: int) -> str:
    """The words of a line from an item to the end of the clause, as the text has them."""
    last = first
    while last < len(line.items):
        item = line.items[last]
        if isinstance(item, Token) and item.text in _STOPS:
            break
        last += 1
    if first >= last:
        return ""
    return " ".join(text[line.items[first].start : line.items[last - 1].end].split()).strip(" ,")
