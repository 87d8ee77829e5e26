"""Which relations may join things of which classes, and in which roles they stand for others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from kg.extract.triggers import Trigger
from kg.ontology import Ontology

TYPES = ("Person", "Post", "Organization", "Area", "Document", "Programme", "Event", "Honour", "DateSpan")
SCENE = {"when": "heldOn", "where": "heldIn"}  # how a day or place stands -> what it may be of an event


class Signatures:
    """The signatures of the relations that are read, by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        words = ontology.words
        self.loose = frozenset(words.get("loose-relation", ()))
        self.near = frozenset(words.get("near-relation", ()))
        self._strict = frozenset(words.get("strict-relation", ()))
        self.inner = self.near | self.loose  # what may hold between things of one phrase without a trigger
        self._untriggered = (self.inner | frozenset(SCENE.values())) - self._strict
        self._standing = {
            n.removeprefix("relation-of-"): frozenset(w) for n, w in words.items() if n.startswith("relation-of-")
        }
        self.pairs = self._relations(words.get("read-relation", ()))
        self.fits = cache(self._fits)

    def usable(self, triggers: Mapping[str, list[Trigger]]) -> dict[str, list[Trigger]]:
        """The triggers of a line without the weak ones of relations that need a strong one."""
        return {n: found for n, found in triggers.items() if n not in self._strict or any(t.strong for t in found)}

    def askable(self, usable: Mapping[str, Sequence[Trigger]]) -> dict[tuple[str, str], list[str]]:
        """For each pair of main classes the relations that may be asked about in a line with these triggers."""
        out = {}
        for kinds, names in self.pairs.items():
            some = [name for name in names if name in usable or name in self._untriggered]
            if some:
                out[kinds] = some
        return out

    def _fits(self, subject: str, object: str, name: str) -> bool:
        """Whether what only stands for a thing may take part: a delegation visits, it is not made a minister.

        subject, object: how they stand there (Site.how).
        """
        if object in ("group", "decider", "office") or (object == "head" and name != "implements"):
            return False
        if subject in ("visited", "asked"):
            return False
        first, second = self._standing.get(subject), self._standing.get(object)
        return (first is None or name in first) and (second is None or name in second)

    def _relations(self, names: Sequence[str]) -> dict[tuple[str, str], list[str]]:
        out: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in names:
            relation = self._ontology.relations[name]
            for s in self._main(relation.domain):
                for o in self._main(relation.range) or (["DateSpan"] if name.endswith("On") else []):
                    out[s, o].append(name)
        return dict(out)

    def _main(self, classes: frozenset[str]) -> list[str]:
        """The main classes that lie in the classes or around them (Agent: Person, Organization, Area)."""
        return [t for t in TYPES if any(self._ontology.is_a(t, c) or self._ontology.is_a(c, t) for c in classes)]
