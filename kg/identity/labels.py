"""What a node is called: its most usual full name, and for a homonym what tells it apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.identity.kinds import Kinds
from kg.identity.persons import Cluster, province
from kg.identity.units import Units


def usual(names: Iterable[str]) -> str:
    """The name most used, the longer and then the first by alphabet where several are."""
    found = list(names)
    if len(found) == 1:
        return found[0]
    counts = Counter(found)
    return min(counts, key=lambda n: (n.isupper(), -counts[n], -len(n), n))


def usual_kind(kinds: Iterable[str], known: Kinds) -> str:
    """The class most used; of two that are equally, the one below the other."""
    found = list(kinds)
    if len(found) == 1:
        return found[0]
    counts = Counter(found)
    return min(counts, key=lambda k: (-counts[k], -known.depth(k), k))


def apart(clusters: Sequence[Cluster], posts: Mapping[tuple[str, ...], str], units: Units) -> list[str]:
    """For each of several people of one name the shortest thing said of it that is not said of the others.

    Its province, else a post, else the year of birth, else rank; "" where nothing is.
    """
    offers = [_offers(c, posts, units) for c in clusters]
    found = []
    for n, mine in enumerate(offers):
        others = {text for m, theirs in enumerate(offers) if m != n for text in theirs}
        found.append(next((text for text in mine if text not in others), ""))
    return found


def _offers(cluster: Cluster, posts: Mapping[tuple[str, ...], str], units: Units) -> list[str]:
    places = Counter(p for m in cluster.members for p in {province(d) for d in (m.desks or m.places)} if p)
    names = [
        units.known[p].label for p, _ in sorted(places.items(), key=lambda kv: (-kv[1], kv[0])) if p in units.known
    ]
    held = Counter(p for m in cluster.members for p in (m.now or m.once))
    titles = [posts[p] for p, _ in sorted(held.items(), key=lambda kv: (-kv[1], kv[0])) if p in posts]
    national = 2 * len(cluster.national) > sum(map(len, cluster.desks.values()))
    names = titles + names if national else names + titles
    if cluster.born:
        names.append(
            f"sinh {cluster.born[0]}" if cluster.born[0] == cluster.born[1] else f"sinh khoảng {cluster.born[1]}"
        )
    return names
