"""Noun phrases: names, then the frames of the lexicon that build phrases out of phrases, until nothing changes.

Vietnamese puts the head first and its modifiers after it, so the rightmost match is reduced first: in "Trưởng Ban
Tổ chức Tỉnh ủy Cao Bằng" the province, then the committee, then its commission, then the post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.patterns import Slot, Template
from kg.extract.phrase import PHRASE, Line, Phrase
from kg.extract.template import LETTER, Compiler
from kg.language.normal import UPPER
from kg.language.words import alternatives
from kg.ontology import Frame, Ontology

OPEN = {
    "Number": r"[0-9][^ ]* ",
    "Roman": r"(?:[IVX]+|[0-9]{1,2}) ",
    "Ordinal": rf"(?:[IVXL]+|[0-9]{{1,3}}|{alternatives('ordinal')}) ",
    "Capital": rf"(?:[{UPPER}0-9][^ ]* (?:- )?)+",
    "Word": rf"[{LETTER}][^ ]* ",
    "Words": rf"(?:[{LETTER}0-9][^ ]* ){{1,8}}?",
    "Quoted": r"[\"“'‘] (?:[^\"”’ ]+ ){1,25}?[\"”'’] ",
    "Acro": rf"[{UPPER}][{UPPER}0-9&-]+ ",
}


def open_classes(compiler: Compiler) -> dict[str, str]:
    """The expression of every open class over the encoded string, for Compiler.open."""
    place = f"[{compiler.chars(compiler.kinds('Area'))}][^ ] "
    person = f"[{compiler.chars(compiler.kinds('Person'))}][^ ] "
    thing = (
        f"[{compiler.chars(compiler.kinds('Organization') | compiler.kinds('Area') | compiler.kinds('Person'))}][^ ] "
    )
    field = compiler.codes("Field")[0]
    capital = rf"[{UPPER}][^ ]* "
    part = rf"(?:(?=[{UPPER}]){field}|{capital}|{thing})"
    classes = dict(OPEN)
    classes["Place"] = rf"(?:{place}|{person}|{capital}(?:- )?(?:{capital}|[0-9]+ ){{0,3}})"
    link = r"[-–&,] |và |của |tại "
    # The first stands in the row of the others: the long expression of the fields is compiled once and not twice.
    classes["Proper"] = rf"(?:[\"“'‘] )?(?!{link}|[\"”'’] )(?:(?:{link})?{part}|[\"”'’] ){{1,9}}"
    number = rf"[0-9]+(?:/[0-9]{{4}})?[^ ]*[/-][^ ]*[{UPPER}][^ ]* "
    classes["DocNumber"] = rf"(?:{number}|[0-9]+ (?:[-–/] )*[{UPPER}&]+ (?:[-–/] [{UPPER}-]+ )*)"
    stop = r"[.,;:?!…()“”\"]|do |tại |vào |đã |được |nhằm |để |sẽ |theo |với sự |diễn ra |thì |là |có "
    item = r"[^ ]+ "
    classes["EventTail"] = rf"(?:(?!{stop}){item}){{1,24}}"
    classes["Tail"] = rf"(?:(?!{stop}){item}){{1,24}}"
    return classes


@dataclass(frozen=True, slots=True)
class Match:
    """A template that fits items[start:end] of a line."""

    start: int
    end: int
    frame: Frame
    template: Template
    groups: tuple[str | None, ...]


class NounReader:
    """Applies the noun-phrase frames of an ontology to lines."""

    def __init__(self, ontology: Ontology, compiler: Compiler) -> None:
        self._ontology = ontology
        self._compiler = compiler
        levels: dict[float, list[tuple[Frame, Template]]] = {}
        for frame, template in compiler.frames(noun=True):
            levels.setdefault(frame.level, []).append((frame, template))
        self._levels = [levels[level] for level in sorted(levels)]
        self._begun = {tuple(form.split()[-2:]) for form in ontology.words.get("word-begun-before", ())}
        self.names = sorted(levels)

    def read(self, line: Line, trace: list[str] | None = None) -> None:
        """Reduce the line level by level."""
        for frames in self._levels:
            for _ in range(12):
                matches = self._matches(line, frames)
                if not matches:
                    break
                self._reduce(line, matches, trace)

    def _matches(self, line: Line, frames: Sequence[tuple[Frame, Template]]) -> list[Match]:
        found = []
        for frame, template in frames:
            if not template.may_fit(line.words, line.marks):
                continue
            for match in template.pattern.finditer(line.text):
                start, end = line.index(match.start()), line.index(match.end())
                if (
                    end > start
                    and not (end == start + 1 and isinstance(line.items[start], Phrase))
                    and tuple(line.row[max(0, start - 1) : start + 1]) not in self._begun  # "nông (thôn Quảng Bình)"
                ):
                    groups = tuple(match.group(s.group) if not s.topic else None for s in template.slots)
                    found.append(Match(start, end, frame, template, groups))
        return found

    def _reduce(self, line: Line, matches: list[Match], trace: list[str] | None) -> None:
        matches.sort(key=lambda m: (-m.start, -m.end, -m.frame.weight, m.frame.id, m.template.source))
        limit, deferred = len(line.items) + 1, -1
        for match in matches:
            # A match that ends where the last one began may be the head of a longer phrase: wait for the next pass.
            if match.end > limit or match.end == deferred:
                continue
            phrase = self._phrase(line, match)
            if trace is not None:
                trace.append(f"{match.frame.id}: {match.template.source}")
            line.items[match.start : match.end] = [phrase]
            limit = deferred = match.start
        line.encode()

    def _phrase(self, line: Line, match: Match) -> Phrase:
        items = line.items[match.start : match.end]
        start, end = items[0].start, items[-1].end
        frame = match.frame
        fillers: list[tuple[Slot, list[Phrase], str]] = []
        head: Phrase | None = None
        heads: list[Phrase] = []
        for slot, encoded in zip(match.template.slots, match.groups, strict=True):
            if encoded is None:
                continue
            phrases = line.phrases(encoded)
            if slot.head:
                heads = phrases
                head = phrases[-1]
            else:
                fillers.append((slot, phrases, encoded.strip()))
        if head is not None:
            # A head that is said to be former or planned changes what may be said of it here, not what it is.
            related = self._ontology.is_a(head.kind, frame.evokes) or self._ontology.is_a(frame.evokes, head.kind)
            kind = head.kind if related else frame.evokes
            phrase = Phrase(kind, start, end, head.core, frame.id, frame.weight, same=head)
            if len(heads) > 1:
                phrase.parts.extend(heads)
        else:
            phrase = Phrase(frame.evokes, start, end, (start, end), frame.id, frame.weight)
        for slot, phrases, encoded in fillers:
            if slot.open:
                if slot.property:
                    self._open(phrase, slot, encoded, line)
                continue
            if slot.code:
                if slot.property:
                    code = self._compiler.codes(min(slot.kinds, key=lambda k: len(self._ontology.ancestors(k))))[2]
                    phrase.root.traits.setdefault(slot.property, code.get(encoded.lower(), ""))
                continue
            phrase.parts.extend(phrases)
        for name, value in frame.sets:
            phrase.root.traits.setdefault(name, value)
        if head is not None:
            phrase.parts.append(head)
        return phrase

    def _open(self, phrase: Phrase, slot: Slot, encoded: str, line: Line) -> None:
        relation = self._ontology.relations.get(slot.property)
        if relation is None or "string" not in relation.range:
            phrase.root.traits.setdefault(slot.property, _surface(encoded, line))


def _surface(encoded: str, line: Line) -> str:
    words = []
    for word in encoded.split(" "):
        item = line.items[ord(word[1]) - PHRASE] if len(word) == 2 and ord(word[1]) >= PHRASE else None
        words.append(word if item is None else "")
    return " ".join(w for w in words if w)
