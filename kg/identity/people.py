"""Which appearances of one name are one person: joined where something speaks for it and nothing against it.

Clusters are joined best pair first, and a pair is looked at as a whole: no chain of likenesses joins two people of
whom one cannot be the other. Where a cluster would fit two that exclude each other, it is left alone and shown to a
reviewer. The outcome depends on the set of articles only, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.identity.conflicts import conflict
from kg.identity.judgements import Constraints
from kg.identity.officeholders import Holders
from kg.identity.persons import Appearance, Cluster, Persons
from kg.identity.places import Key
from kg.identity.reference import match, moved
from kg.identity.support import MAYBE, SAME, Support
from kg.identity.units import Units

_FEW = 60  # clusters of one name that are compared pair by pair
_LEAD = 0.1  # by which a cluster must fit one group of a rare name better than the next
_TIE = 0.04  # difference of scores within which two ways to join are equally good

Undecided = tuple[Cluster, Cluster, float, tuple[str, ...]]


class People:
    """Joins appearances of one name."""

    def __init__(
        self,
        persons: Persons,
        units: Units,
        holders: Holders,
        support: Support,
        constraints: Constraints,
        story_of: Mapping[str, str],
    ) -> None:
        self._persons, self.units, self._holders = persons, units, holders
        self._support, self._constraints, self._story_of = support, constraints, story_of

    def block(self, appearances: Sequence[Appearance]) -> tuple[list[Cluster], list[Undecided]]:
        """The people among the appearances of one full name, and the pairs that stay open."""
        clusters = self._judged(sorted(appearances, key=lambda a: a.ref))
        if self._persons.renowned(clusters[0].members[0].name):
            return self._all(clusters), []
        clusters = self._by(clusters, self._stories)
        clusters = self._by(clusters, lambda c: sorted(p for p in c.now if self._support.single(p)))
        clusters = self._by(clusters, lambda c: sorted(c.now | c.once))
        for cluster in clusters:
            cluster.known |= match(cluster, self._holders, self.units, self._support)
        clusters = self._by(clusters, lambda c: sorted(c.known))
        clusters, open_ = self._join(clusters)
        if self._support.frequency(clusters[0].members[0].name) == "rare":
            return self._gathered(clusters), open_
        return clusters, open_

    def _gathered(self, clusters: list[Cluster]) -> list[Cluster]:
        """The clusters of a rare name, those joined that may be one: two of such a name in public life are unlikely.

        Not where something bars it, nor where both hold posts that have nothing in common, nor where of neither more
        is said than the name, unless hardly anybody can bear it.
        """
        name = clusters[0].members[0].name
        sure, seldom = self._support.unique(name), self._support.seldom(name)
        groups: list[Cluster] = []
        for cluster in sorted(clusters, key=lambda c: (c.bare, c.first)):
            fitting = []
            for group in groups:
                if not self._support.unlike(group, cluster) and not self.barred(group, cluster):
                    score, _ = self._support.score(group, cluster, name)
                    public = seldom and (self._public(group) or self._public(cluster))
                    if sure or public or score >= MAYBE:
                        fitting.append((score, group))
            fitting.sort(key=lambda f: (-f[0], f[1].first))
            if len(fitting) == 1 or (fitting and fitting[0][0] >= max(MAYBE, fitting[1][0] + _LEAD)):
                fitting[0][1].take(cluster)
            else:
                groups.append(cluster)
        return sorted(groups, key=lambda c: c.first)

    def _public(self, cluster: Cluster) -> bool:
        """Whether one is in office beyond a district, so that news may name no more than the name."""
        return any(not p[2] or not self.units.is_inner(p[2]) for p in cluster.now | cluster.once) or bool(cluster.known)

    def _stories(self, cluster: Cluster) -> list[tuple[str, tuple[str, ...]]]:
        """Of which stories the members are, near-copies as one, with their names."""
        return sorted((self._story_of.get(m.ref[0], m.ref[0]), m.name) for m in cluster.members)

    def _all(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """All as one, but for those that a person judged different."""
        kept: list[Cluster] = []
        for cluster in clusters:
            home = next((k for k in kept if not self._constraints.parted(k, cluster)), None)
            if home is None:
                kept.append(cluster)
            else:
                home.take(cluster)
        return kept

    def barred(self, one: Cluster, two: Cluster) -> str:
        """Why two clusters may not be joined, or ""."""
        if self._constraints.parted(one, two):
            return "judged different"
        both = one.known & two.known
        return conflict(one, two, self.units, moved=moved(one, two, both, self._holders, self.units))

    def _judged(self, appearances: Iterable[Appearance]) -> list[Cluster]:
        """Clusters of one, those that a person judged the same joined."""
        by_group: dict[object, Cluster] = {}
        for one in appearances:
            group = self._constraints.group(one.ref)
            cluster = self._persons.cluster(one)
            if group in by_group:
                by_group[group].take(cluster)
            else:
                by_group[group] = cluster
        return list(by_group.values())

    def settled(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """The people, those joined whom a person judged the same though their names are not alike."""
        judged = {self._constraints.group(ref) for ref in self._constraints.groups()}
        if not judged:
            return list(clusters)
        homes: dict[tuple[str, int], Cluster] = {}
        taken: set[int] = set()
        for cluster in clusters:
            roots = {self._constraints.group(m.ref) for m in cluster.members} & judged
            for other in list({id(homes[root]): homes[root] for root in sorted(roots & homes.keys())}.values()):
                cluster.take(other)
                taken.add(id(other))
                roots |= {root for root, home in homes.items() if home is other}
            homes.update(dict.fromkeys(roots, cluster))
        return [cluster for cluster in clusters if id(cluster) not in taken]

    def _by(self, clusters: list[Cluster], keys: Callable[[Cluster], Sequence[object]]) -> list[Cluster]:
        """Join the clusters that share a key that is proof enough, unless something bars it."""
        if len(clusters) == 1:
            return clusters
        buckets: dict[object, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            for key in keys(cluster):
                buckets[key].append(cluster)
        owner = {id(c): c for c in clusters}

        def now(cluster: Cluster) -> Cluster:
            while owner[id(cluster)] is not cluster:
                cluster = owner[id(cluster)]
            return cluster

        for key in sorted(buckets, key=repr):
            groups: list[Cluster] = []
            for member in buckets[key]:
                cluster = now(member)
                if any(cluster is g for g in groups):
                    continue
                fitting = [g for g in groups if not self.barred(g, cluster)]
                if len(fitting) == 1:
                    fitting[0].take(cluster)
                    owner[id(cluster)] = fitting[0]
                elif not fitting:
                    groups.append(cluster)  # one that fits several that exclude each other is left alone
        return [c for c in clusters if owner[id(c)] is c]

    def _join(self, clusters: list[Cluster]) -> tuple[list[Cluster], list[Undecided]]:
        if len(clusters) > _FEW:
            clusters = self._attach(clusters)
        scores: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {}
        alive = dict(enumerate(sorted(clusters, key=lambda c: c.first)))
        numbers = sorted(alive)
        if len(alive) <= _FEW:
            for i in numbers:
                for j in numbers[:i]:
                    self._weigh(scores, alive, j, i)
        ties: set[tuple[int, int]] = set()
        while True:
            pairs = sorted((-s, pair) for pair, (s, _) in scores.items() if s >= SAME and pair not in ties)
            if not pairs:
                break
            (i, j) = pairs[0][1]
            if self._torn(scores, alive, i, j) or self._torn(scores, alive, j, i):
                ties.add((i, j))
                continue
            alive[i].take(alive.pop(j))
            scores = {pair: v for pair, v in scores.items() if j not in pair and i not in pair}
            ties = {pair for pair in ties if i not in pair and j not in pair}
            for k in sorted(alive):
                if k != i:
                    self._weigh(scores, alive, min(i, k), max(i, k))
        open_ = [(alive[i], alive[j], s, reasons) for (i, j), (s, reasons) in sorted(scores.items()) if s >= MAYBE]
        return [alive[i] for i in sorted(alive)], open_

    def _weigh(
        self,
        scores: dict[tuple[int, int], tuple[float, tuple[str, ...]]],
        alive: dict[int, Cluster],
        i: int,
        j: int,
    ) -> None:
        one, two = alive[i], alive[j]
        score, reasons = self._support.score(one, two, one.members[0].name)
        if score >= MAYBE and not self.barred(one, two):
            scores[i, j] = score, reasons

    def _torn(
        self, scores: dict[tuple[int, int], tuple[float, tuple[str, ...]]], alive: dict[int, Cluster], i: int, j: int
    ) -> bool:
        """Whether cluster i fits another as well as j, and the two exclude each other."""
        mine = scores[min(i, j), max(i, j)][0]
        for pair, (score, _) in scores.items():
            if i in pair and j not in pair and score >= max(SAME, mine - _TIE):
                other = pair[0] if pair[1] == i else pair[1]
                if self.barred(alive[j], alive[other]):
                    return True
        return False

    def _attach(self, clusters: list[Cluster]) -> list[Cluster]:
        """Of many clusters, join those of which little is said to the one of the others that they fit best."""
        firm = [c for c in clusters if not c.bare]
        kept = list(firm)
        for cluster in (c for c in clusters if c.bare):
            fits = []
            for n, other in enumerate(firm[:_FEW]):
                score, _ = self._support.score(cluster, other, cluster.members[0].name)
                if score >= SAME and not self.barred(cluster, other):
                    fits.append((-score, n))
            fits.sort()
            clear = fits and not any(
                self.barred(firm[fits[0][1]], firm[n]) for s, n in fits[1:] if s <= fits[0][0] + _TIE
            )
            if clear:
                firm[fits[0][1]].take(cluster)
            else:
                kept.append(cluster)
        return kept


def posts_of(cluster: Cluster) -> list[Key]:
    """All posts of a cluster, in a stable order."""
    return sorted(cluster.now | cluster.once)
