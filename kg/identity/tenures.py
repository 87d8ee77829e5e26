"""Who held which post when, as the articles together say; and who must be meant where none is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.identity.digest import NOW, Digest
from kg.identity.officeholders import Holders
from kg.identity.persons import Ref
from kg.identity.places import Key, Place
from kg.identity.resolution import Inferred, Tenure


@dataclass(slots=True)
class _Span:
    first: str | None = None
    last: str | None = None
    stories: set[str] = field(default_factory=set)
    start: str | None = None
    end: str | None = None
    now: bool = False


def tenures(
    digests: Iterable[Digest],
    node_of: Mapping[Ref, str],
    story_of: Mapping[str, str],
    single: Mapping[str, bool],
) -> tuple[Tenure, ...]:
    """The tenures that the articles' statements make up, sorted by post and person.

    Args:
        digests: the articles.
        node_of: (article id, entity index) to node id.
        story_of: article id to the first article of its story; near-copies count once.
        single: post node id to whether one person holds it at a time, for who came before and after.
    """
    spans: dict[tuple[str, str], _Span] = defaultdict(_Span)
    for d in digests:
        for person, predicate, post, _ in d.holds:
            key = node_of.get((d.article, post)), node_of.get((d.article, person))
            if key[0] is None or key[1] is None:
                continue
            span = spans[key[0], key[1]]
            span.stories.add(story_of.get(d.article, d.article))
            if predicate in NOW:
                span.now = True
                if d.date:
                    span.first = min(span.first or d.date, d.date)
                    span.last = max(span.last or d.date, d.date)
        for person, post, start, end in d.stated:
            span = spans.get((node_of.get((d.article, post), ""), node_of.get((d.article, person), "")), _Span())
            if span.stories:
                span.start = min(filter(None, (span.start, start)), default=None)
                span.end = max(filter(None, (span.end, end)), default=None)
    by_post: dict[str, list[str]] = defaultdict(list)
    for office, holder in sorted(spans):
        by_post[office].append(holder)
    found = []
    for (office, holder), span in sorted(spans.items()):
        before, after = _around(office, holder, spans, by_post[office]) if single.get(office) else ((), ())
        found.append(
            Tenure(
                holder,
                office,
                span.first,
                span.last,
                span.start,
                span.end,
                not span.now,
                len(span.stories),
                before,
                after,
            )
        )
    return tuple(found)


def inferred(
    digests: Iterable[Digest],
    places: Mapping[str, Mapping[int, Place]],
    node_of: Mapping[Ref, str],
    holders: Holders,
    person_of: Mapping[str, str],
    single: Mapping[Key, bool],
) -> tuple[Inferred, ...]:
    """Holders of posts whom an article leaves unnamed, by the reference table, where one person alone fits the day.

    Args:
        digests: the articles.
        places: article id to its areas, bodies and posts.
        node_of: (article id, entity index) to node id.
        holders: the reference table.
        person_of: reference id to node id.
        single: post to whether one person holds it at a time.
    """
    found = []
    for d in digests:
        if d.span is None:
            continue
        named = {post for _, predicate, post, _ in d.holds if predicate in NOW}
        for i, place in sorted(places[d.article].items()):
            if place.key[0] != "post" or place.local or i in named or not single.get(place.key):
                continue
            fitting = {id_: term for id_, term in holders.by_post.get(place.key[:3], ()) if term.covers(d.span)}
            if len(fitting) == 1:
                ((id_, term),) = fitting.items()
                if id_ in person_of:
                    found.append(Inferred(d.article, i, node_of[d.article, i], person_of[id_], term.id))
    return tuple(found)


def _around(
    post: str, person: str, spans: Mapping[tuple[str, str], _Span], people: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The holders next before and next after, by the days that articles attest; none where days overlap."""
    mine = spans[post, person]
    if not mine.first or not mine.last:
        return (), ()
    others = [(s, p) for p in people if p != person and (s := spans[post, p]).first and s.last]
    if any(s.first <= mine.last and mine.first <= s.last for s, _ in others):  # type: ignore[operator]
        return (), ()
    earlier = sorted((s.last or "", p) for s, p in others if (s.last or "") < mine.first)
    later = sorted((s.first or "", p) for s, p in others if (s.first or "") > mine.last)
    return tuple(p for _, p in earlier[-1:]), tuple(p for _, p in later[:1])
