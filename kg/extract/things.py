"""The entities of one article in the making."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.marks import type_of
from kg.extract.phrase import Phrase
from kg.model import Entity
from kg.ontology import Ontology


@dataclass
class Thing:
    """An entity in the making: the phrases that name it, and its fullest name so far."""

    type: str
    phrases: list[Phrase] = field(default_factory=list)
    surfaces: Counter[str] = field(default_factory=Counter)
    name: str = ""
    kind: str = ""
    area: int = -1  # for a body: the area that its name was completed by


class Things:
    """The entities of an article, found or made by what identifies them.

    Args: the ontology, and the article's normalised text.
    """

    def __init__(self, ontology: Ontology, text: str) -> None:
        self.ontology, self.text = ontology, text
        self.all: list[Thing] = []
        self.bare: dict[int, str] = {}  # for a place: its name without its type, as all its spellings share it
        self._index: dict[tuple[object, ...], int] = {}

    def surface(self, phrase: Phrase) -> str:
        """The text of a phrase's name."""
        return self.text[phrase.core[0] : phrase.core[1]]

    def type(self, kind: str) -> str | None:
        """Which of the eight counted classes a class belongs to."""
        return type_of(kind, self.ontology)

    def find(self, type_: str, *id_: object) -> int | None:
        """The entity of that type and identity, if there is one."""
        return self._index.get((type_, *id_))

    def add(self, phrase: Phrase, type_: str, *id_: object, name: str | None = None) -> int:
        """Give the phrase the entity of that type and identity, made when it is new."""
        index = self._index.get((type_, *id_))
        if index is None:
            index = self._index[(type_, *id_)] = len(self.all)
            self.all.append(Thing(type_))
        self.join(phrase, index, name)
        return index

    def join(self, phrase: Phrase, index: int, name: str | None = None) -> None:
        """Give the phrase an entity that is there; `name` is its surface as it should be read."""
        thing = self.all[index]
        thing.phrases.append(phrase)
        surface = name or self.surface(phrase)
        thing.surfaces[surface] += 1
        if (-len(surface), surface) < (-len(thing.name), thing.name):
            thing.name = surface
        if not thing.kind or self.ontology.is_a(phrase.kind, thing.kind):
            thing.kind = phrase.kind
        phrase.entity = index

    def of(self, type_: str) -> Iterable[tuple[int, Thing]]:
        """The entities of a type with their numbers."""
        return ((i, thing) for i, thing in enumerate(self.all) if thing.type == type_)

    def entities(self) -> list[Entity]:
        """The entities as a Reading has them."""
        out = []
        for thing in self.all:
            traits: dict[str, str] = {}
            for phrase in thing.phrases:
                for name, value in phrase.traits.items():
                    if value and name not in ("candidates", "date", "head"):
                        traits.setdefault(name, value)
            known = Counter(p.known for p in thing.phrases if p.known)
            best = min(known, key=lambda k: (-known[k], k)) if known else None
            out.append(Entity(thing.kind, thing.name, best, tuple(sorted(traits.items()))))
        return out
