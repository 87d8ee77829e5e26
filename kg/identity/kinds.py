"""Which of the counted classes a class belongs to, remembered: the question is asked for every entity."""

from __future__ import annotations

from kg.ontology import Ontology


class Kinds:
    """The classes of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._known: dict[tuple[str, str], bool] = {}

    def under(self, kind: str, ancestor: str) -> bool:
        """Whether class `kind` is `ancestor` or below it."""
        found = self._known.get((kind, ancestor))
        if found is None:
            found = self._known[kind, ancestor] = self._ontology.is_a(kind, ancestor)
        return found

    def depth(self, kind: str) -> int:
        """How many classes stand above a class."""
        return len(self._ontology.ancestors(kind))
