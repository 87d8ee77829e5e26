"""Clauses: the frames that say how things are related, read over lines whose noun phrases are known.

A subject slot written {s~} is looked for as a reader would: leftwards from the verb, passing over phrases that are
governed by a preposition or another verb, to the nearest one in subject position; lists come whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from kg.extract.patterns import Slot, Template
from kg.extract.phrase import Fact, Line, Phrase
from kg.extract.sites import LIST_MARKS, honorifics
from kg.extract.template import Compiler
from kg.language.tokens import Token
from kg.model import Value
from kg.ontology import Frame, Ontology


class Referents(Protocol):
    """What reading clauses needs to know of the things that phrases name."""

    def type(self, kind: str) -> str | None:
        """The main class of a class, None for what is no thing (a date)."""

    def holder(self, phrase: Phrase) -> Phrase | None:
        """The person who holds the post that a phrase names, where the article says so."""


AGENTS = ("Person", "Organization", "Area", "Post")
_BESIDE = 3  # items after a frame in which an event that it does not name is the one meant: "cùng dự tại (Hội nghị)"


@dataclass(frozen=True, slots=True)
class Found:
    """What one match of a clause frame says."""

    facts: tuple[Fact, ...]
    template: str
    guarded: bool = False  # denied, planned or wished: not said as a fact


class ClauseReader:
    """Applies the clause frames of an ontology to lines."""

    def __init__(self, ontology: Ontology, compiler: Compiler) -> None:
        self._ontology = ontology
        self._frames = compiler.frames(noun=False)
        words = ontology.words
        self._opener = set(words.get("subject-opener", ()))
        self._honorific = honorifics(ontology)
        self._guards = {n.removeprefix("guard-"): set(w) for n, w in words.items() if n.startswith("guard-")}
        self._new_clause = set(words.get("clause-beginning", ()))
        self._goers = words.get("subject-of-nouns", ())
        self._near = set(words.get("near-noun", ()))

    def read(self, lines: Sequence[Line], referents: Referents) -> Iterator[Found]:
        """What the lines say, in order."""
        focus: dict[str, Phrase] = {}
        topic: list[Phrase] = []
        for line in lines:
            for frame, template in self._frames:
                if not template.may_fit(line.words, line.marks):
                    continue
                for match, led in self._matches(line, frame, template):
                    groups = {s.group: match.group(s.group) for s in template.slots if not s.topic}
                    start, end = line.index(match.start()), line.index(match.end())
                    if frame.settled and not led and not self._stands_free(line, start, referents):
                        continue
                    found = self._found(line, frame, template, groups, start, end, referents, focus, topic)
                    if found is not None:
                        yield found
            subject = self.subject(line, len(line.items), referents)
            if subject:
                topic = subject
            for item in line.items:
                if isinstance(item, Phrase):
                    kind = referents.type(item.kind)
                    if kind:
                        focus[kind] = item

    def _matches(self, line: Line, frame: Frame, template: Template) -> Iterator[tuple[re.Match[str], bool]]:
        """Where a template fits, and whether that begins with what a list before it seemed to end in."""
        at, led = 0, False
        while match := template.pattern.search(line.text, at):
            yield match, led
            at, led = match.end(), False
            if frame.settled and self._goes_on(line, line.index(at)):
                marks = [line.text.rfind(mark, match.start(), at) + len(mark) for mark in (" , ", " ; ", " và ")]
                at, led = max(match.start() + 1, *marks), True

    def _found(
        self,
        line: Line,
        frame: Frame,
        template: Template,
        groups: dict[str, str | None],
        start: int,
        end: int,
        referents: Referents,
        focus: dict[str, Phrase],
        topic: list[Phrase],
    ) -> Found | None:
        filled: dict[str, list[Phrase | Value]] = {}
        weight = frame.weight
        begin = start
        for slot in template.slots:
            if slot.topic and slot.property in ("s", "agent"):
                subject = self.subject(line, start, referents)
                if subject:
                    begin = min(line.items.index(p) for p in subject if p in line.items) + 1
                elif self._opens(line, start, referents) and not self._led(line, end, referents):
                    subject, weight = topic, weight * 0.85
                subject = [p for p in subject if p.kind in slot.kinds]
                filled.setdefault(slot.property, []).extend(subject)
            elif slot.topic:
                kind = next(iter(sorted({referents.type(k) or "" for k in slot.kinds})))
                near = [i for i in line.items[:start] if isinstance(i, Phrase) and i.kind in slot.kinds] or [
                    i for i in line.items[end : end + _BESIDE] if isinstance(i, Phrase) and i.kind in slot.kinds
                ][:1]
                if near or (kind in focus and focus[kind].kind in slot.kinds):
                    filled.setdefault(slot.property, []).append(near[-1] if near else focus[kind])
            else:
                encoded = groups[slot.group]
                if encoded is not None and slot.property:
                    values = self._fill(line, slot, encoded, referents)
                    if frame.settled and slot.many and len(values) > 1 and self._goes_on(line, end):
                        values = values[:-1]
                    filled.setdefault(slot.property, []).extend(values)
        guarded = self._guarded(line, begin, start, end, frame)
        if frame.settled and guarded:
            return None
        at = line.items[start].start if start < len(line.items) else 0
        posts = {slot.property for slot in template.slots if not slot.stand_in}
        stand_ins = {
            name: values if name in posts else [self._stand_in(p, referents) for p in values]
            for name, values in filled.items()
        }
        clean = {name: [v for v in values if v is not None] for name, values in stand_ins.items()}
        if "s" in filled or "o" in filled:
            pairs = [(s, o) for s in clean.get("s", []) for o in clean.get("o", [])]
            facts = tuple(
                Fact(s, frame.evokes, o, frame.id, weight, at)
                for s, o in pairs
                if isinstance(s, Phrase) and not _same(s, o)
            )
        else:
            facts = tuple(
                Fact(s, predicate, o, frame.id, weight, at)
                for left, predicate, right in map(str.split, frame.asserts)
                for s in clean.get(left, [])
                for o in clean.get(right, [])
                if isinstance(s, Phrase) and not _same(s, o)
            )
        return Found(facts, template.source, guarded) if facts else None

    def _fill(self, line: Line, slot: Slot, encoded: str, referents: Referents) -> list[Phrase | Value]:
        if slot.open:
            return [Value(encoded.strip())]
        phrases = line.phrases(encoded)
        return list(_named(phrases, referents) if slot.stand_in else phrases)

    def _stand_in(self, value: Phrase | Value, referents: Referents) -> Phrase | Value | None:
        """The person whom a post stands for, where the article names one; a post never acts itself."""
        if isinstance(value, Value):
            return value
        if referents.type(value.kind) != "Post":
            return value
        return referents.holder(value)

    def subject(self, line: Line, before: int, referents: Referents) -> list[Phrase]:
        """The phrases in subject position nearest before an item, a list as a whole."""
        for i in range(min(before, len(line.items)) - 1, -1, -1):
            item = line.items[i]
            if isinstance(item, Phrase) and referents.type(item.kind) in AGENTS and self._opens(line, i, referents):
                own = referents.type(item.kind)
                found = [item]
                j = i
                while j >= 1:
                    previous = line.items[j - 1]
                    if isinstance(previous, Phrase):
                        kind = referents.type(previous.kind)
                        if own == "Post" and kind == "Person":
                            own = "Person"
                        if kind not in (own, "Post"):
                            break
                        found.append(previous)
                    elif not _joins(previous) and previous.text.lower() not in self._honorific:
                        break
                    j -= 1
                return [p for p in found[::-1] if referents.type(p.kind) == own]
        return []

    def _opens(self, line: Line, i: int, referents: Referents) -> bool:
        """Whether what stands at item i may be a subject: at the start, after a mark, a conjunction or a date."""
        while i > 0:
            previous = line.items[i - 1]
            if isinstance(previous, Phrase):
                if referents.type(previous.kind) != "Post":
                    return previous.kind == "DateSpan"
            elif previous.text.lower() not in self._honorific:
                if not previous.word:
                    return previous.text not in "()" and not previous.text[0].isdigit()
                earlier = line.items[i - 2] if i > 1 else None
                two = f"{earlier.text.lower()} {previous.text.lower()}" if isinstance(earlier, Token) else ""
                return previous.text.lower() in self._opener or two in self._opener
            i -= 1
        return True

    def _led(self, line: Line, end: int, referents: Referents) -> bool:
        """Whether the subject of what a line begins with follows it: "Phát biểu tại Hội nghị, (ông A) nhấn mạnh"."""
        rest = line.items[end:]
        if not rest or not isinstance(rest[0], Token) or rest[0].text != ",":
            return False
        after = next((i for i in rest[1:] if isinstance(i, Phrase) or i.text.lower() not in self._honorific), None)
        return isinstance(after, Phrase) and referents.type(after.kind) in AGENTS

    def _stands_free(self, line: Line, start: int, referents: Referents) -> bool:
        """Whether a clause does not begin with one who is told to do it, nor with the end of a list."""
        first = line.items[start] if start < len(line.items) else None
        if not isinstance(first, Phrase) or referents.type(first.kind) not in AGENTS:
            return True
        before = line.items[max(0, start - 2) : start]
        listed = len(before) > 1 and isinstance(before[0], Phrase) and _joins(before[1])
        alike = listed and isinstance(before[0], Phrase) and referents.type(before[0].kind) in AGENTS
        return not alike and self._opens(line, start, referents)

    def _goes_on(self, line: Line, end: int) -> bool:
        """Whether the end of a list is whom the next clause speaks of: "gửi điện mừng tới ông A, ông B đã gửi ..." """
        after = line.items[end] if end < len(line.items) else None
        return isinstance(after, Token) and after.text.lower() in self._new_clause

    def _guarded(self, line: Line, begin: int, start: int, end: int, frame: Frame) -> bool:
        before = [i.text.lower() for i in line.items[min(begin, start) : start] if isinstance(i, Token)]
        inside = [i.text.lower() for i in line.items[start:end] if isinstance(i, Token)]
        lead = line.row[max(0, start - 4) : start]
        near = [] if any(f" {' '.join(lead)}".endswith(f" {w}") for w in self._goers) else lead[-2:]
        for name, words in self._guards.items():
            if name not in frame.permits and _has(before + inside, words):
                return True
        return "noun" not in frame.permits and _has(near, self._near)


def _named(phrases: Sequence[Phrase], referents: Referents) -> list[Phrase]:
    """The phrases of a list without the posts of the people that it names."""
    if any(referents.type(p.kind) == "Person" for p in phrases):
        return [p for p in phrases if referents.type(p.kind) != "Post"]
    return list(phrases)


def _has(words: list[str], wanted: Set[str]) -> bool:
    text = " " + " ".join(words) + " "
    return any(f" {w} " in text for w in wanted)


def _joins(item: object) -> bool:
    return isinstance(item, Token) and item.text.lower() in LIST_MARKS


def _same(subject: Phrase, other: Phrase | Value) -> bool:
    return isinstance(other, Phrase) and other.root.entity == subject.root.entity
