"""What speaks for two people of one name being one, as a score with reasons.

A shared post is near to proof, a shared body or place is not when the name is common: "Nguyễn Văn Hùng" can be
expected some thirty times among people in public life, "Lưu Bình Nhưỡng" once.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from kg.identity.canonical import begins, place, words
from kg.identity.officeholders import Holders
from kg.identity.persons import Cluster
from kg.identity.places import Key
from kg.identity.units import Units
from kg.ontology import Ontology

SAME = 0.55  # from here on two clusters are joined
MAYBE = 0.12  # from here on a pair is shown to a reviewer
_COMMON, _RARE, _SELDOM, _UNIQUE = 4.0, 0.3, 0.1, 0.03  # expected bearers of a name
_TELLING = 4  # words of a post that say what it is: "cục trưởng cục thuế", not "chủ tịch ủy ban"
_NEWS = 10  # articles from which on a person is known from the news
_PENALTY = {"common": 0.35, "usual": 0.2, "rare": 0.0}


class Support:
    """Scores pairs of clusters."""

    def __init__(self, ontology: Ontology, units: Units, holders: Holders) -> None:
        self._units, self._holders = units, holders
        self._weights: Mapping[str, float] = {}
        self._single: dict[str, bool] = {}
        self._free: dict[str, bool] = {}
        self._without = tuple(words(f) for f in ontology.words.get("without-office", ()))
        self._many = tuple(words(f) for f in ontology.words.get("many-holders", ()))
        self._crowd = tuple(words(f) for f in ontology.words.get("crowd-post", ()))
        self._high = tuple(words(f) for f in ontology.words.get("high-office", ()))
        self._wide = frozenset(words(f) for f in ontology.words.get("one-of-its-kind", ()))

    def weighing(self, weights: Mapping[str, float]) -> Support:
        """The same rules for a set of articles in which naming a thing beside a person tells so much."""
        other = copy(self)
        other._weights = weights
        return other

    def frequency(self, name: tuple[str, ...]) -> str:
        """Whether a name is "common", "usual" or "rare"."""
        expected = self._holders.bearers(name)
        return "common" if expected >= _COMMON else "usual" if expected >= _RARE else "rare"

    def unique(self, name: tuple[str, ...]) -> bool:
        """Whether two bearers of a name are hardly to be expected."""
        return self._holders.bearers(name) < _UNIQUE

    def seldom(self, name: tuple[str, ...]) -> bool:
        """Whether two bearers of a name in public life are unlikely."""
        return self._holders.bearers(name) < _SELDOM

    def single(self, post: Key) -> bool:
        """Whether a post has one holder, or few, at a time."""
        found = self._single.get(post[1])
        if found is None:
            found = self._single[post[1]] = not begins(post[1], self._many)
        return found

    def high(self, post: Key) -> bool:
        """Whether whoever holds a post is in the news so much that the name is enough."""
        return begins(post[1], self._high)

    def score(self, one: Cluster, two: Cluster, name: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
        """How much speaks for the clusters being one, 0 to 1, and what."""
        reasons: list[str] = []
        best = 0.0
        if one.known & two.known:
            return 1.0, ("one person of the reference files",)
        posts = (one.now & two.now) | (one.now & two.once) | (one.once & two.now) | (one.once & two.once)
        if posts:
            post = min(posts, key=lambda p: (not self.single(p), p))
            # A delegate is one of five hundred, a deputy one of four, and who bears the name is one of thirty.
            best = 0.7 if begins(post[1], self._crowd) else 1.0
            reasons.append(f"same post: {_name(post)}")
        fuller = "" if posts else self._fuller(one, two)
        if fuller:
            best = 0.85
            reasons.append(f"one post, said more fully: {fuller}")
        bodies = {b for b in one.bodies & two.bodies if tuple(b[1].split(" ")) not in self._wide}
        if bodies and best < 0.85:
            best = 0.85
            reasons.append(f"same body: {_name(min(bodies))}")
        top = self._units.top
        mine, theirs = {top(p) for p in one.places} - {""}, {top(p) for p in two.places} - {""}
        kin = sorted((a, b) for a in mine for b in theirs if self._units.kin(a, b))
        if kin and best < 0.7:
            level = {self._units.is_inner(p) for p in one.places} & {self._units.is_inner(p) for p in two.places}
            best = max(best, 0.65 if level else 0.5)
            reasons.append(f"same place: {kin[0][0]}")
        unnamed = {p for p in (one.now & two.open) | (two.now & one.open) if self.single(p)}
        if unnamed and best < 0.6:
            best = 0.6
            reasons.append(f"the other article names the post: {_name(min(unnamed))}")
        own = {" ".join(p for p in b[1:] if p) for b in one.bodies | two.bodies} | one.places | two.places
        shared = (one.context & two.context) - own
        if best < 0.9 and shared:
            weight = sum(sorted(self._weights.get(k, 0.0) for k in shared))
            around = min(0.95, weight * 0.065)
            if around >= 0.1:
                reasons.append("named beside the same: " + ", ".join(sorted(shared, key=self._order)[:3]))
            # What surrounds two people adds to what is said of them, and is something by itself.
            best = max(best, around) + (0.3 * min(best, around) if best and around else 0.0)
        if one.born and two.born and one.born == two.born:
            exact = one.born[0] == one.born[1]
            best += 0.5 if exact else 0.25
            reasons.append(f"born {one.born[0]}")
        if best and one.ranks and {s for s, _ in one.ranks} & {s for s, _ in two.ranks}:
            best += 0.05
            reasons.append("same rank")
        frequency = self.frequency(name)
        if best and frequency == "rare" and self.unique(name):
            best += 0.3  # whoever bears such a name and is named beside the same is the same
        if 0 < best < SAME + _PENALTY[frequency] and self._renown(one, two):
            best += 0.25
            reasons.append("the one of the name whom many articles name")
        if best < 1.0:
            best -= _PENALTY[frequency]
        if best > 0 and frequency != "rare":
            reasons.append(f"{frequency} name")
        return round(max(0.0, min(1.0, best)), 3), tuple(reasons)

    def unlike(self, one: Cluster, two: Cluster) -> bool:
        """Whether both hold or held posts, and these have neither a body nor a place of one level in common.

        A deputy or a member of the Central Committee holds any other post beside; two delegations are two places.
        """
        if one.known & two.known or one.bodies & two.bodies:
            return False
        mine, theirs = self._offices(one), self._offices(two)
        if not mine or not theirs:
            if any(m.local for m in one.members + two.members):
                return any(not p[2] or not self._units.is_inner(p[2]) for p in mine + theirs)
            seats = self._seats(one), self._seats(two)
            # Who sits for a province is of the country's bodies, or in office in that province.
            left, right = (
                {self._units.top(p[2]) for p in seat or held if p[2]}
                for seat, held in zip(seats, (mine, theirs), strict=True)
            )
            return bool(left and right and not any(self._units.kin(a, b) for a in left for b in right))
        return not self._fuller(one, two) and not any(
            self._units.is_inner(p[2]) == self._units.is_inner(q[2])
            and self._units.kin(self._units.top(p[2]), self._units.top(q[2]))
            for p in mine
            for q in theirs
            if p[2] and q[2]
        )

    def _offices(self, one: Cluster) -> list[Key]:
        return [p for p in sorted(one.now | one.once) if not self._beside(p)]

    def _seats(self, one: Cluster) -> list[Key]:
        return [p for p in sorted(one.now | one.once) if p[2] and self._beside(p)]

    def _beside(self, post: Key) -> bool:
        """Whether a post is held beside any other."""
        found = self._free.get(post[1])
        if found is None:
            found = self._free[post[1]] = begins(post[1], self._without)
        return found

    def _fuller(self, one: Cluster, two: Cluster) -> str:
        """A post of one that is the other's said more fully: with the body, what that belongs to, or the place."""
        for p in sorted(one.now | one.once):
            for q in sorted(two.now | two.once):
                short, long = sorted((p, q), key=lambda k: len(k[1]))
                if short[1].count(" ") < _TELLING - 1 or self._beside(short):
                    continue
                if short[2:3] == long[2:3]:
                    if long[1].startswith(short[1] + " "):
                        return _name(long)
                elif short[1] == long[1]:
                    if not (short[2] and long[2]) and self._units.is_country(short[2] or long[2]):
                        return _name(long)
                elif not long[2] and short[2] in self._units.known:
                    where = place(self._units.known[short[2]].label)
                    if long[1] == " ".join((short[1], *where)):
                        return _name(long)
        return ""

    def _renown(self, one: Cluster, two: Cluster) -> bool:
        """Whether one is in office and in the news all the time, and the other a name and no more."""
        big, small = (one, two) if (two.bare, len(one.members)) > (one.bare, len(two.members)) else (two, one)
        if not small.bare:
            return False
        if big.known and any(self.high(p) for p in big.now | big.once):
            return True
        return len(big.members) >= _NEWS and bool(big.now) and bool(big.national or big.known)

    def _order(self, key: str) -> tuple[float, str]:
        return -self._weights.get(key, 0.0), key


def _name(key: Key) -> str:
    return " ".join(part for part in key[1:] if part)
