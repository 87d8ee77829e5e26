"""The names in an article: what frames and lists see, weighed by the learned proposer, as a forest of nested phrases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.extract.lines import LineReader
from kg.extract.marks import marks, type_of
from kg.extract.nouns import NounReader, open_classes
from kg.extract.phrase import Line, Phrase
from kg.extract.proposer import Proposal, propose
from kg.extract.template import Compiler
from kg.language.dates import Date
from kg.language.tokens import tokens
from kg.model import Sentence
from kg.ontology import Ontology

# A proposal is taken from this probability on: found by cross-validation on entity F1.
THRESHOLD: Mapping[str, float] = {
    "Person": 0.5,
    "Post": 0.5,
    "Organization": 0.5,
    "Area": 0.5,
    "Document": 0.45,
    "Programme": 0.45,
    "Event": 0.45,
    "Honour": 0.45,
}


class MentionReader:
    """Finds the names in articles by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        kinds = sorted(set(ontology.parents) | {p for up in ontology.parents.values() for p in up})
        classes = {kind: chr(0xE000 + i) for i, kind in enumerate(kinds)}
        compiler = Compiler(ontology, classes, {})
        compiler.open.update(open_classes(compiler))
        self._lines = LineReader(ontology, classes)
        self._nouns = NounReader(ontology, classes, compiler)

    def lines(self, text: str, sentences: list[Sentence], dates: list[Date], trace: list[str] | None = None) -> list[Line]:
        """The sentences of a normalised text with what lists and noun frames see in them."""
        found = self._lines.lines(text, sentences, dates)
        for line in found:
            self._nouns.read(line, trace)
        return found

    def read(self, text: str, lines: Sequence[Line]) -> list[Phrase]:
        """The outermost names, each with the names inside it as parts, by place."""
        seen = list(walk(lines))
        row = list(tokens(text))
        return self.settle(text, seen, propose(text, row, marks(row, seen, self._ontology)))

    def settle(self, text: str, seen: Sequence[Phrase], proposals: Sequence[Proposal]) -> list[Phrase]:
        """The proposals that hold, as phrases; `seen` lends them what frames know of the same words."""
        chosen: list[Proposal] = []
        for one in sorted(proposals, key=lambda p: (-p.probability, p.start - p.end, p.start, p.kind)):
            if one.probability >= THRESHOLD[one.kind] and not any(_clash(one, two) for two in chosen):
                chosen.append(one)
        exact: dict[tuple[str, int, int], Phrase] = {}
        opening: dict[tuple[str, int], Phrase] = {}
        for phrase in seen:
            kind = type_of(phrase.kind, self._ontology)
            if kind and phrase.same is None:
                exact.setdefault((kind, *phrase.core), phrase)
                opening.setdefault((kind, phrase.core[0]), phrase)
        found = []
        for one in sorted(chosen, key=lambda p: (p.start, -p.end, p.kind)):
            phrase = Phrase(one.kind, one.start, one.end, (one.start, one.end), "proposed", one.probability)
            like = exact.get((one.kind, one.start, one.end))
            near = like or opening.get((one.kind, one.start))
            if near is not None:
                phrase.kind, phrase.frame = near.kind, near.frame
                phrase.traits = dict(near.traits)
            if like is not None:
                phrase.known = like.known
            else:
                phrase.traits.pop("candidates", None)
            found.append(phrase)
        return _forest(found)


def walk(lines: Iterable[Line]) -> Iterable[Phrase]:
    """Every phrase of the lines, outer before inner."""
    for line in lines:
        yield from nested(item for item in line.items if isinstance(item, Phrase))


def nested(phrases: Iterable[Phrase]) -> Iterable[Phrase]:
    """The phrases and all inside them, outer before inner."""
    for phrase in phrases:
        yield phrase
        yield from nested(phrase.parts)


def _clash(one: Proposal, two: Proposal) -> bool:
    """Whether two proposals cannot both hold: they cross, or give the same words to two types."""
    if one.end <= two.start or two.end <= one.start:
        return False
    if (one.start, one.end) == (two.start, two.end):
        return True
    return not (one.start <= two.start and two.end <= one.end or two.start <= one.start and one.end <= two.end)


def _forest(phrases: Sequence[Phrase]) -> list[Phrase]:
    roots: list[Phrase] = []
    path: list[Phrase] = []
    for phrase in phrases:  # by start, longer first
        while path and path[-1].end <= phrase.start:
            path.pop()
        (path[-1].parts if path else roots).append(phrase)
        path.append(phrase)
    return roots
