"""What lies in what though no sentence says so: the communes of the province that an article is about, the divisions
of the ministry that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extract.profiles import Profile, area_ranks, contained
from kg.ontology import Ontology

SIZES = {"Hamlet": 0, "Site": 0, "Commune": 1, "District": 2, "City": 3, "Province": 3}


class Homes:
    """Finds the pairs, by the words of an ontology for ranks of areas and for parts of bodies."""

    def __init__(self, ontology: Ontology) -> None:
        self._ranks = area_ranks(ontology)
        self._parts = tuple(f"{w} " for w in ontology.words.get("part-of-body", ()))
        self._wholes = tuple(f"{w} " for w in ontology.words.get("body-of-parts", ()))

    def pairs(self, profiles: Sequence[Profile]) -> Iterator[tuple[int, int, list[str]]]:
        """Two entities of which the first may be a part of the second, with what speaks for it."""
        areas = [i for i, p in enumerate(profiles) if p.kind == "Area" and p.count and p.rank in SIZES]
        bodies = [i for i, p in enumerate(profiles) if p.kind == "Organization" and p.count]
        wholes = [i for i in bodies if f"{profiles[i].name} ".startswith(self._wholes)]
        told = self._told(profiles, {*areas, *wholes})
        for i in areas:
            size = SIZES[profiles[i].rank]
            for larger in range(size + 1, 4):
                yield from self._best(profiles, i, [a for a in areas if SIZES[profiles[a].rank] == larger], told)
        for i in bodies:
            name = f"{profiles[i].name} "
            last = name.rsplit(None, 2)
            rank = self._ranks.get(" ".join(last[-2:])) or self._ranks.get(last[-1]) if len(last) > 2 else None
            if rank in SIZES:
                yield from self._best(profiles, i, [a for a in areas if profiles[a].rank == rank], told)
            if name.startswith(self._parts):
                yield from self._best(profiles, i, wholes, told)

    def _told(self, profiles: Sequence[Profile], chosen: set[int]) -> Counter[int]:
        """How often a thing is named, by itself or within the name of a post or body."""
        named = [p for p in profiles if p.kind in ("Post", "Organization")]
        told: Counter[int] = Counter()
        for i in sorted(chosen):
            told[i] = profiles[i].count
            told[i] += sum(p.count for p in named if contained(p, profiles[i]))
        return told

    def _best(
        self, profiles: Sequence[Profile], inner: int, outer: Sequence[int], told: Counter[int]
    ) -> Iterator[tuple[int, int, list[str]]]:
        """The one that is named most, and the one that was first named last before the inner thing."""
        first = profiles[inner].first
        fits = [o for o in outer if o != inner and not contained(profiles[inner], profiles[o])]
        if any(contained(profiles[inner], profiles[o]) for o in outer if o != inner) or not fits:
            return
        most = max(fits, key=lambda o: (told[o], -o))
        near = max(
            (o for o in fits if profiles[o].first <= first),
            key=lambda o: (profiles[o].first, told[o], -o),
            default=most,
        )
        for o in dict.fromkeys((most, near)):
            ways = [w for w, is_it in (("most", o == most), ("near", o == near), ("only", len(fits) == 1)) if is_it]
            away = first - profiles[o].first
            yield (
                inner,
                o,
                [
                    "byhome",
                    *(f"home{w}" for w in ways),
                    f"hometold{min(told[o], 6)}",
                    f"homeaway{min(max(away, -1), 3)}",
                ],
            )
