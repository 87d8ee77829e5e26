"""People under two spellings of a name: joined where one post or more proves it, else shown to a reviewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.identity.conflicts import near
from kg.identity.people import People, Undecided, posts_of
from kg.identity.persons import Cluster, Ref
from kg.identity.places import Key
from kg.identity.support import MAYBE, SAME, Support
from kg.identity.variants import Variants, folded

_PROOF = {  # what the score of a pair must reach when the names differ so
    "i or y": SAME,
    "written without marks": 0.8,
    "a middle name left out": 0.9,
    "surname first or last": 0.6,
    "another transcription": 0.9,
    "a short name": 0.9,
}
_CROWD = 40  # names in one post, above which the post tells nothing

Open = tuple[Ref, Ref, float, tuple[str, ...]]


class Spellings:
    """Joins people of different spellings."""

    def __init__(self, variants: Variants, people: People, support: Support) -> None:
        self._variants, self._people, self._support = variants, people, support

    def join(
        self, blocks: Mapping[tuple[str, ...], tuple[list[Cluster], list[Undecided]]]
    ) -> tuple[list[Cluster], list[Open]]:
        """All people, those that go by several spellings joined, and what stays open.

        Args:
            blocks: full name to its people and the open pairs among them, as `People.block` gives them.
        """
        everyone = [c for name in sorted(blocks) for c in blocks[name][0]]
        owner = {id(c): c for c in everyone}
        open_: list[Open] = [
            (one.first, two.first, score, reasons) for _, pairs in blocks.values() for one, two, score, reasons in pairs
        ]
        found = []
        for one, two in self._candidates(everyone):
            how = self._variants.how(one.members[0].name, two.members[0].name, abroad=self._abroad(one, two))
            if not how:
                continue
            longer = max(one.members[0].name, two.members[0].name, key=lambda n: (len(n), n))
            score, reasons = self._support.score(one, two, longer)
            found.append((score, how, one, two, (how, *reasons)))
        found.sort(key=lambda f: (-f[0], f[1], f[2].first, f[3].first))
        rivals = self._rivals(found)
        for score, how, one, two, reasons in found:
            left, right = _now(owner, one), _now(owner, two)
            if left is right:
                continue
            barred = self._people.barred(left, right) or self._same_article(left, right)
            if score >= _PROOF[how] and not barred and (id(one), id(two)) not in rivals and _together(one, two):
                first, second = sorted((left, right), key=lambda c: c.first)
                first.take(second)
                owner[id(second)] = first
            elif not barred and (score >= MAYBE or how == "i or y"):
                open_.append((left.first, right.first, min(score, 0.5), reasons))
        return [c for c in everyone if owner[id(c)] is c], open_

    def _candidates(self, everyone: Iterable[Cluster]) -> list[tuple[Cluster, Cluster]]:
        """Pairs worth a look: of one spelling but for i and y, or in one post."""
        buckets: dict[tuple[str, object], list[Cluster]] = defaultdict(list)
        for cluster in everyone:
            names = {m.name for m in cluster.members}
            for name in sorted(names):
                buckets["name", folded(name)].append(cluster)
            for post in posts_of(cluster):
                if self._telling(post):
                    buckets["post", post].append(cluster)
        pairs: dict[tuple[int, int], tuple[Cluster, Cluster]] = {}
        for key in sorted(buckets, key=repr):
            members = buckets[key]
            if len(members) > _CROWD:
                continue
            for n, two in enumerate(members):
                for one in members[:n]:
                    if one.members[0].name != two.members[0].name:
                        pairs.setdefault((id(one), id(two)), (one, two))
        return list(pairs.values())

    def _abroad(self, one: Cluster, two: Cluster) -> bool:
        """Whether both hold one post of another country, which one person holds at a time."""
        shared = one.now & two.now
        return any(self._people.units.is_country(p[2]) and self._support.single(p) for p in shared)

    def _telling(self, post: Key) -> bool:
        return self._support.single(post) or bool(post[2])

    def _rivals(self, found: list[tuple[float, str, Cluster, Cluster, tuple[str, ...]]]) -> set[tuple[int, int]]:
        """Pairs in which a side would as well go to another: "Thăng" in an article of two of the name."""
        sides: dict[int, list[tuple[Cluster, Cluster]]] = defaultdict(list)
        for score, how, one, two, _ in found:
            if score >= _PROOF[how]:
                sides[id(one)].append((one, two))
                sides[id(two)].append((one, two))
        rivals = set()
        for side, pairs in sides.items():
            others = [two if id(one) == side else one for one, two in pairs]
            if any(
                self._people.barred(a, b) or not self._variants_of(a, b)
                for n, a in enumerate(others)
                for b in others[:n]
            ):
                rivals |= {(id(one), id(two)) for one, two in pairs}
        return rivals

    def _variants_of(self, one: Cluster, two: Cluster) -> bool:
        mine, theirs = one.members[0].name, two.members[0].name
        return mine == theirs or bool(self._variants.how(mine, theirs))

    def _same_article(self, one: Cluster, two: Cluster) -> bool:
        """Whether one article names both, which it would not if they were one: it knows its own people."""
        return bool({m.ref[0] for m in one.members} & {m.ref[0] for m in two.members})


def _together(one: Cluster, two: Cluster) -> bool:
    """Whether a post that both hold can be held by both at one time: a successor's name may be alike."""
    shared = one.now & two.now
    if not shared:
        return bool((one.now | one.once) & (two.now | two.once)) or not (one.now and two.now)
    mine = [m.span for m in one.members if m.now & shared]
    return near(mine, [m.span for m in two.members if m.now & shared])


def _now(owner: Mapping[int, Cluster], cluster: Cluster) -> Cluster:
    while owner[id(cluster)] is not cluster:
        cluster = owner[id(cluster)]
    return cluster
