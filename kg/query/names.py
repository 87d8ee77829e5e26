"""Things of the graph by what people call them, with or without accents.

Accents are identity: "Lê Minh Hưng" typed with its accents never finds Lê Minh Hương. Typed without any, it finds all
that it may mean, and the caller says so to the person who asked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
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
_COMPARED = 5000  # names that share words with a search and are compared letter by letter, at most


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
    _short: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # without the word for their kind
    _words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # unaccented word -> folded names
    _found: dict[str, list[str]] = field(default_factory=dict)  # what `find` gave: a question asks for a name often

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, bool, bool]]) -> Names:
        """An index of rows (IRI, name, whether it is the label, whether Vietnamese); a row for each name."""
        names = cls()
        best: dict[str, tuple[bool, bool, str]] = {}
        for iri, name, main, vietnamese in rows:
            best[iri] = min(best.get(iri, (True, True, "\U0010ffff")), (not main, not vietnamese, name))
            exact, folded = _tidy(key(name)), _tidy(fold(name))
            names._exact[exact].add(iri)
            names._folded[folded].add(iri)
            for form in (exact, folded):
                if _BEFORE.match(form):
                    names._short[_BEFORE.sub("", form, count=1)].add(iri)
            for word in folded.split():
                names._words[word].add(folded)
        names.labels = {iri: name for iri, (_, _, name) in best.items()}
        return names

    def find(self, name: str) -> list[str]:
        """The things that a name certainly or probably means, shortest label first; none when nothing is called so.

        In this order, the first that finds any: the name as it is; with or without the word for its kind ("tỉnh",
        "ông"); when it carries no accents, the same without accents; as a part, of whole words, of longer names.
        """
        if name not in self._found:
            self._found[name] = self.named(name) or self._part(name)
        return self._found[name]

    def named(self, name: str) -> list[str]:
        """The things with that very name, as `find` without its last resort."""
        exact, folded = _tidy(key(name)), _tidy(fold(name))
        short = _BEFORE.sub("", exact, count=1) if _BEFORE.match(exact) else exact
        tries = [(self._exact, exact), (self._exact, short), (self._short, short)]
        if exact == folded:
            tries = [(self._exact, exact), (self._folded, folded), (self._folded, short), (self._short, short)]
        for index, wanted in tries:
            if wanted and index.get(wanted):
                return self._sorted(index[wanted])
        return []

    def search(self, text: str, limit: int = 20) -> list[str]:
        """Things whose names are like the text, best first; for search boxes and "did you mean"."""
        folded = _tidy(fold(text))
        found = dict.fromkeys(self.named(text), 300.0)
        for known, score in self._alike(folded, 3 * limit):
            for iri in self._folded[known]:
                found.setdefault(iri, score)
        return sorted(found, key=lambda i: (-found[i], len(self.labels[i]), self.labels[i], i))[:limit]

    def near(self, name: str, limit: int = 3) -> list[str]:
        """Labels like a name that nothing bears."""
        return [self.labels[iri] for iri in self.search(name, limit)]

    def _alike(self, folded: str, limit: int) -> list[tuple[str, float]]:
        """Folded names that share words with the text, or else letters, with a score of at most 200."""
        shared: Counter[str] = Counter()
        *whole, last = folded.split() or [""]
        for word in whole:
            shared.update(self._words.get(word, ()))
        if last:  # perhaps not typed to its end
            shared.update({n for w, ns in self._words.items() if w.startswith(last) for n in ns})
        if not shared:
            return [
                (n, s)
                for n, s, _ in process.extract(
                    folded, list(self._folded), scorer=fuzz.ratio, limit=limit, score_cutoff=60
                )
            ]
        most = max(shared.values())
        kept = [n for n, count in shared.items() if count == most or count == len(whole) + 1][:_COMPARED]
        scored = ((n, 100.0 * shared[n] / (len(whole) + 1) + fuzz.ratio(folded, n)) for n in kept)
        return sorted(scored, key=lambda s: (-s[1], s[0]))[:limit]

    def _part(self, name: str) -> list[str]:
        exact = _tidy(key(name))
        if not exact:
            return []
        words = [w for w in fold(exact).split() if w in self._words]
        index = self._folded if exact == _tidy(fold(name)) else self._exact
        pattern = re.compile(rf"(?<!\w){re.escape(exact)}(?!\w)")
        part: set[str] = set()
        if len(words) == len(exact.split()):  # every word of it stands in some name
            for known, iris in index.items():
                if exact in known and pattern.search(known):
                    part |= iris
        return self._sorted(part)[:_MANY]

    def _sorted(self, iris: Iterable[str]) -> list[str]:
        return sorted(iris, key=lambda i: (len(self.labels[i]), self.labels[i], i))


def fold(text: str) -> str:
    """A comparison key without accents."""
    return unaccented(key(text))


def _tidy(text: str) -> str:
    return " ".join(re.sub(r"[^\w/-]+", " ", text).split())
