"""Which place lies in the one named straight behind it: "xã A, huyện B, tỉnh C", "đèo A (Kon Tum)"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.happenings import Accepted
from kg.extract.homes import SIZES
from kg.extract.mentions import nested
from kg.extract.phrase import Line, Phrase
from kg.extract.profiles import Profile, Profiler
from kg.extract.tries import any_of
from kg.ontology import Ontology

_BEHIND = re.compile(r"(,| \() ?")
_WIDER = {**SIZES, "Region": 4, "Country": 5}


class PlaceFinder:
    """Finds them by the sizes of places, and by what an ontology knows to lie where."""

    def __init__(self, ontology: Ontology, profiler: Profiler) -> None:
        self._ontology = ontology
        self._profiler = profiler
        self._former = re.compile(rf"[^.;)]{{0,30}}?(?<!\w){any_of(ontology.words.get('place-of-old', ()))}(?!\w)")

    def find(self, text: str, lines: Sequence[Line], profiles: Sequence[Profile]) -> Iterator[Accepted]:
        """The pairs that the lines of a text say."""
        for number, line in enumerate(lines):
            places = [
                p
                for p in nested(i for i in line.items if isinstance(i, Phrase))
                if p.root.entity >= 0 and self._ontology.is_a(p.kind, "Area")
            ]
            starts: dict[int, list[Phrase]] = defaultdict(list)
            for place in places:
                starts[place.core[0]].append(place)
            for inner in places:
                gap = _BEHIND.match(text, inner.core[1])
                for outer in starts.get(gap.end(), ()) if gap else ():
                    a, b = inner.root.entity, outer.root.entity
                    in_brackets = bool(gap and "(" in gap[1])
                    if a == b or (in_brackets and self._former.match(text, outer.core[1])):
                        continue
                    if self._lies(profiles[a], profiles[b], in_brackets):
                        yield Accepted(a, "partOf", b, number, 0.9, "place")

    def _lies(self, inner: Profile, outer: Profile, in_brackets: bool) -> bool:
        """Whether a place lies in the one behind it: smaller by its kind, or of a kind unknown and in no list."""
        if self._profiler.within(inner, outer):
            return True
        if (inner.known and outer.known) or self._profiler.within(outer, inner):
            return False
        small, large = _WIDER.get(inner.rank), _WIDER.get(outer.rank, -1)
        if small is None:
            return large > 0 and (in_brackets or inner.rank != outer.rank) and (in_brackets or _ranked(outer))
        return small < large


def _ranked(place: Profile) -> bool:
    """Whether its name says what kind of place it is, as those of a list do not: "Tứ Liên, Lĩnh Nam"."""
    return any(" " in form and form != place.name and place.name.endswith(form) for form in place.keys)
