"""Why two people of one name cannot be one: what is said of them cannot be true of one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from kg.identity.digest import Span
from kg.identity.persons import Cluster
from kg.identity.units import Units

_NEAR = 183  # days: a person moved to another province's post is seldom moved again sooner
_CAREER = 70  # years between two articles on one person in public life, at most
_GROWN = 16  # years of age at which a first post is possible
_YEARS_A_STEP = 2  # between two ranks next to each other; the law asks for more


def conflict(one: Cluster, two: Cluster, units: Units, *, moved: bool = False) -> str:
    """The reason why the clusters cannot be one person, in English, or "".

    Args:
        one: a cluster.
        two: another.
        units: knows which unit followed which.
        moved: the reference table tells that one person held the posts of both, so places do not part them.
    """
    if one.born and two.born and (one.born[0] > two.born[1] or two.born[0] > one.born[1]):
        return f"born {_years(one.born)} and {_years(two.born)}"
    if one.sexes and two.sexes and not one.sexes & two.sexes:
        return "a man and a woman"
    if one.known and two.known and not one.known & two.known:
        return "two people of the reference files"
    return _ranks(one, two) or _times(one, two) or ("" if moved else _places(one, two, units))


def near(one: Iterable[Span | None], two: Iterable[Span | None]) -> bool:
    """Whether two sets of spans can be one time; a span that is not known can be any."""
    two = list(two)
    return any(a is None or b is None or not _apart(a, b) for a in one for b in two)


def _places(one: Cluster, two: Cluster, units: Units) -> str:
    if not one.desks or not two.desks:
        low, high = (one, two) if one.desks else (two, one)
        small = bool(low.desks) and all(units.is_inner(desk) for desk in low.desks)
        if small and high.national and near(high.national, (s for d in low.desks.values() for s in d)):
            return "a post of a district and one of the country at one time"
        return ""
    if one.now & two.now:
        return ""
    mine = {units.top(d): d for d in sorted(one.desks)}
    theirs = {units.top(d): d for d in sorted(two.desks)}
    if "" in mine or "" in theirs:
        return ""
    if not any(units.kin(a, b) for a in mine for b in theirs):
        for a in one.desks:
            for b in two.desks:
                if near(one.desks[a], two.desks[b]):
                    return f"posts in {_label(a, units)} and {_label(b, units)} at one time"
        return ""
    inner, other = set(one.desks), set(two.desks)
    if all(units.is_inner(d) for d in inner | other) and not inner & other:
        spans = [s for d in inner for s in one.desks[d]]
        if near(spans, [s for d in other for s in two.desks[d]]):
            return f"posts in {_label(min(inner), units)} and {_label(min(other), units)} at one time"
    return ""


def _ranks(one: Cluster, two: Cluster) -> str:
    for low, low_day in one.ranks:
        for high, high_day in two.ranks:
            if _fallen(low, low_day, high, high_day) or _fallen(high, high_day, low, low_day):
                if {low} & {s for s, _ in two.ranks} and {high} & {s for s, _ in one.ranks}:
                    continue
                return "two ranks that one person cannot have had"
    return ""


def _fallen(low: int, low_day: str, high: int, high_day: str) -> bool:
    """Whether rank `low` on one day and the higher `high` on another cannot be a promotion."""
    if low >= high:
        return False
    if not low_day or not high_day:
        return high - low > 1
    years = int(high_day[:4]) - int(low_day[:4])
    return high_day < low_day or (high - low > 1 and years < (high - low - 1) * _YEARS_A_STEP)


def _times(one: Cluster, two: Cluster) -> str:
    if one.days and two.days:
        years = int(max(one.days[1], two.days[1])[:4]) - int(min(one.days[0], two.days[0])[:4])
        if years > _CAREER:
            return f"more than {_CAREER} years apart"
    for born, other in ((one.born, two), (two.born, one)):
        if born and other.days and other.now and int(other.days[0][:4]) - born[0] < _GROWN:
            return f"in office before growing up (born {born[0]})"
    return ""


def _apart(one: Span, two: Span) -> bool:
    first, second = sorted((one, two))
    return _day(second[0]) - _day(first[1]) > timedelta(days=_NEAR)


def _day(text: str) -> date:
    year, month, day = (int(p) for p in text.split("-"))
    return date(year, month, 1) + timedelta(days=min(day, 28 if month == 2 else 30) - 1)


def _years(born: tuple[int, int]) -> str:
    return str(born[0]) if born[0] == born[1] else f"{born[0]}-{born[1]}"


def _label(desk: str, units: Units) -> str:
    top, _, inner = desk.partition("/")
    known = units.known.get(top)
    return f"{inner} ({known.label})" if inner and known else inner or (known.label if known else top)
