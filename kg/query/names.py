"""Things of the graph by what people call them, with or without accents.

Accents are identity: "Lê Minh Hưng" typed with its accents never finds Lê Minh Hương. Typed without any, it finds all
that it may mean, and the caller says so to the person who asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from kg.language.normal import key, unaccented

# Words before a name that say what kind of thing it is, or address a person; people type them or leave them out.
_BEFORE = re.compile(
    r"(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|nước|đồng chí|ông|bà|anh|chị"
    r"|tinh|thanh pho|huyen|quan|thi xa|phuong|thi tran|nuoc|dong chi|ong|ba|mr|mrs|ms|the)\s+(?=\w)"
)
_MANY = 12  # things found by a part of their names, at most


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity of the graph as a name finds it."""

    iri: str
    label: str
    kind: str  # local name of its class


@dataclass(slots=True)
class Names:
    """Every name of every thing; see `find` and `search`. Things are their IRIs here."""

    labels: dict[str, str] = field(default_factory=dict)
    _exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _folded: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, bool, bool]]) -> Names:
        """An index of rows (IRI, name, whether it is the label, whether Vietnamese); a row for each name."""
        names = cls()
        best: dict[str, tuple[bool, bool, str]] = {}
        for iri, name, main, vietnamese in rows:
            best[iri] = min(best.get(iri, (True, True, "\U0010ffff")), (not main, not vietnamese, name))
            names._exact[_tidy(key(name))].add(iri)
            names._folded[_tidy(fold(name))].add(iri)
        names.labels = {iri: name for iri, (_, _, name) in best.items()}
        return names

    def find(self, name: str) -> list[str]:
        """The things that a name certainly or probably means, shortest label first; none when nothing is called so.

        In this order, the first that finds any: the name as it is; without the word for its kind ("tỉnh", "ông");
        when it carries no accents, the same without accents; as a part, of whole words, of longer names.
        """
        found = self.named(name)
        if found:
            return found
        exact, folded = _tidy(key(name)), _tidy(fold(name))
        plain = exact == folded
        whole = re.compile(rf"(?<!\w){re.escape(exact)}(?!\w)")
        part: set[str] = set()
        if exact:
            for known, iris in (self._folded if plain else self._exact).items():
                if exact in known and whole.search(known):
                    part |= iris
        return self._sorted(part)[:_MANY]

    def named(self, name: str) -> list[str]:
        """The things with that very name, as `find` without its last resort."""
        exact, folded = _tidy(key(name)), _tidy(fold(name))
        short = _BEFORE.sub("", exact, count=1) if _BEFORE.match(exact) else exact
        tries = [(self._exact, exact), (self._exact, short)]
        if exact == folded:
            tries += [(self._folded, folded), (self._folded, short)]
        for index, wanted in tries:
            if wanted and index.get(wanted):
                return self._sorted(index[wanted])
        return []

    def search(self, text: str, limit: int = 20) -> list[str]:
        """Things whose names are like the text, best first; for search boxes and "did you mean"."""
        found = dict.fromkeys(self.find(text), 200.0)
        near = process.extract(
            _tidy(fold(text)), list(self._folded), scorer=fuzz.WRatio, limit=2 * limit, score_cutoff=70
        )
        for known, score, _ in near:
            for iri in self._folded[known]:
                found.setdefault(iri, score)
        return sorted(found, key=lambda i: (-found[i], len(self.labels[i]), self.labels[i], i))[:limit]

    def near(self, name: str, limit: int = 3) -> list[str]:
        """Labels like a name that nothing bears."""
        return [self.labels[iri] for iri in self.search(name, limit)]

    def _sorted(self, iris: Iterable[str]) -> list[str]:
        return sorted(iris, key=lambda i: (len(self.labels[i]), self.labels[i], i))


def fold(text: str) -> str:
    """A comparison key without accents."""
    return unaccented(key(text))


def _tidy(text: str) -> str:
    return " ".join(re.sub(r"[^\w/-]+", " ", text).split())
