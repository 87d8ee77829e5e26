"""Known things by their spellings, found in one pass over the text (Aho-Corasick; Aho & Corasick 1975)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation

from kg.language.normal import lowered, normal
from kg.ontology import Known, Ontology


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling found at text[start:end] and the things it may name."""

    start: int
    end: int
    known: tuple[Known, ...]


class Gazetteer:
    """Finds every spelling of the known things that are not codes.

    Case: the first letter must be as in the spelling; the rest is free where the spelling has several syllables, so
    that "Ủy ban Nhân dân" and "BỘ CÔNG AN" are found, but not "mỹ" for "Mỹ".
    """

    def __init__(self, ontology: Ontology) -> None:
        by: dict[str, list[tuple[str, Known]]] = {}
        things = [
            k
            for kind in ("Area", "Organization", "Honour", "Document", "Programme", "Event")
            for k in ontology.known.values()
            if ontology.is_a(k.kind, kind)
        ]
        for known in sorted(things, key=lambda k: k.id):
            for spelling in known.spellings:
                form = normal(spelling)
                by.setdefault(form.lower(), []).append((form, known))
        self._forms = sorted(by)
        self._by = by
        self._machine = AhoCorasick(self._forms, implementation=Implementation.ContiguousNFA)

    def hits(self, text: str) -> Iterator[Hit]:
        """All hits in a normalised text, longer ones and those inside them alike."""
        for form, start, end in self._machine.find_matches_as_indexes(lowered(text), overlapping=True):
            if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
                continue
            surface = text[start:end]
            found = tuple(k for spelling, k in self._by[self._forms[form]] if _same_case(surface, spelling))
            if found:
                yield Hit(start, end, found)


def _same_case(surface: str, spelling: str) -> bool:
    if surface == spelling:
        return True
    if " " not in spelling:
        return False
    if spelling[0].islower() and surface.islower():
        # "báo nhân dân" is not trusted to be "báo Nhân Dân"; "Bộ chính trị" for "Bộ Chính trị" is.
        return spelling.islower()
    return surface[0] == spelling[0]
