"""Clause frames over lines made from mentions: which of them say what of which entities."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from kg.extract.clauses import ClauseReader
from kg.extract.nouns import open_classes
from kg.extract.phrase import Line, Phrase
from kg.extract.template import Compiler
from kg.model import Value
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Hit:
    """One relation that one match of a frame says. Ends are entity indices; a date is its phrase."""

    subject: Phrase
    predicate: str
    object: Phrase | Value
    frame: str
    weight: float
    line: int
    template: str
    guarded: bool  # the frame fits, but a guard (negation, plan, wish) stands before it


class FrameReader:
    """Applies the clause frames of an ontology to the lines of an article."""

    def __init__(self, ontology: Ontology, classes: dict[str, str], top: Callable[[str], str]) -> None:
        self._clauses = ClauseReader(ontology, Compiler(ontology, classes, open_classes))
        self._top = top

    def hits(self, lines: Sequence[Line], holders: dict[int, Phrase], several: Set[int] = frozenset()) -> list[Hit]:
        """What the frames say, in order; `several`: the ids of the phrases for posts of more than one."""
        referents = _Referents(holders, several, self._top)
        out = []
        starts = [line.items[0].start if line.items else 0 for line in lines]
        number = 0
        for found in self._clauses.read(lines, referents):
            for fact in found.facts:
                while number + 1 < len(starts) and starts[number + 1] <= fact.at:
                    number += 1
                out.append(
                    Hit(
                        fact.subject, fact.predicate, fact.object, fact.frame, fact.weight, number, found.template,
                        found.guarded,
                    )
                )  # fmt: skip
        return out


class _Referents:
    """The entities of a Reading as the clauses ask for them."""

    def __init__(self, holders: dict[int, Phrase], several: Set[int], top: Callable[[str], str]) -> None:
        self._holders, self._several = holders, several
        self._top = top

    def type(self, kind: str) -> str | None:
        """The main class of a class, None for a date."""
        return None if kind == "DateSpan" else self._top(kind)

    def holder(self, phrase: Phrase) -> Phrase | None:
        """The person who holds the post in this article."""
        return None if id(phrase) in self._several else self._holders.get(phrase.entity)
