"""People of articles and people of the reference table: who is certainly whom."""

from __future__ import annotations

from collections.abc import Iterable

from kg.identity.digest import Span
from kg.identity.officeholders import Holder, Holders, Term
from kg.identity.persons import Cluster, province
from kg.identity.support import Support
from kg.identity.units import Units

_SLACK = 1  # years by which news and infobox may differ on a term's ends


def match(cluster: Cluster, holders: Holders, units: Units, support: Support) -> set[str]:
    """The one person of the table that the cluster certainly is, as a set of one id, or an empty set.

    Certain is a shared post with one holder at a time, in a term that fits the articles' days; or, for a name that
    few bear, any post that fits, or office in the country's bodies on the day. A common name alone is nobody.
    """
    name = cluster.members[0].name
    candidates = [holders.by_id[i] for i in holders.by_name.get(name, ())]
    candidates = [h for h in candidates if not _born_otherwise(cluster, h)]
    if not candidates:
        return set()
    fits = [(strength, h.id) for h in candidates if (strength := _strength(cluster, h, units, support))]
    if not fits:
        return set()
    fits.sort(key=lambda f: (-f[0], f[1]))
    if len(fits) > 1 and fits[0][0] == fits[1][0]:
        return set()
    needed = 3 if support.frequency(name) == "common" or len(candidates) > 1 else 2
    if support.frequency(name) == "rare" and len(candidates) == 1:
        needed = 1
    return {fits[0][1]} if fits[0][0] >= needed else set()


def moved(one: Cluster, two: Cluster, both: Iterable[str], holders: Holders, units: Units) -> bool:
    """Whether the table tells that one person held the posts in the places of both clusters."""
    for id_ in both:
        holder = holders.by_id.get(id_)
        if holder is None:
            continue
        areas = {province(t.area) for t in holder.terms if t.area}
        if all(any(units.kin(province(d), a) for a in areas) for c in (one, two) for d in c.desks):
            return True
    return False


def _strength(cluster: Cluster, holder: Holder, units: Units, support: Support) -> int:
    """3: a post that few hold, in a fitting term; 2: another post, one's place or high office; 1: a name; 0: no."""
    now, once = {p[:3] for p in cluster.now}, {p[:3] for p in cluster.once}
    best = 0
    for term in holder.terms:
        if term.post in now or term.post in once:
            spans = [m.span for m in cluster.members if any(p[:3] == term.post for p in m.now)]
            if term.post in once or any(_may(term, s) for s in spans):
                best = max(best, 3 if support.single(term.post) else 2)
    if best >= 2:
        return best
    areas = {province(t.area) for t in holder.terms if t.area and _may(t, cluster.days)}
    near = any(units.kin(province(d), a) for d in cluster.desks for a in areas)
    if cluster.desks:
        return 2 if near else 0  # of a place in which the table knows nothing of the person
    if not cluster.bare:
        return 0
    days = cluster.days
    central = [t for t in holder.terms if not t.area and (days is None or t.covers(days, _SLACK))]
    if days is None and support.frequency(cluster.members[0].name) != "rare":
        return 1 if central else 0  # the article may tell of any time, and of any bearer
    return 2 if any(support.high(t.post) for t in central) else 1 if central else 0


def _may(term: Term, span: Span | None) -> bool:
    """Whether the term can have run on some day of the span; true where either is not known."""
    if span is None:
        return True
    start = f"{int(term.start[:4]) - _SLACK:04}" if term.start else "0000"
    end = f"{int(term.end[:4]) + _SLACK:04}" if term.end else "9999"
    return start <= span[1][:4] and span[0][:4] <= end


def _born_otherwise(cluster: Cluster, holder: Holder) -> bool:
    return bool(cluster.born and holder.born and not cluster.born[0] <= int(holder.born[:4]) <= cluster.born[1])
