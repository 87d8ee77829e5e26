"""Which posts of an article are one: the same role in the same body, named in full or by what is left of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.areas import level_word
from kg.extract.phrase import Phrase
from kg.extract.sites import honorifics
from kg.extract.spelling import Speller
from kg.extract.things import Things
from kg.extract.tries import any_of
from kg.ontology import Ontology

Plain = tuple[str, ...]


@dataclass
class _Found:
    """The posts of an article so far."""

    owned: list[tuple[Plain, int, int]] = field(default_factory=list)  # role, body, entity, in order of the text
    beyond: dict[int, int] = field(default_factory=dict)  # post -> the place that its name has behind the body
    alone: list[tuple[Plain, int]] = field(default_factory=list)  # role and entity of those without a body
    held: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # by whom
    full: dict[int, set[Plain]] = field(default_factory=lambda: defaultdict(set))  # how each is named with its body


class Posts:
    """Finds the posts of articles by one ontology."""

    def __init__(self, ontology: Ontology, speller: Speller) -> None:
        self._speller = speller
        self._own = {speller.plain(w) for w in ontology.words.get("own-posts", ())}
        self._heading = {speller.plain(w) for w in ontology.words.get("body-that-heads-a-place", ())}
        self._unsaid = {speller.plain(w)[0] for w in ontology.words.get("shared-head", ())}
        self._many = {speller.plain(w) for w in ontology.words.get("post-of-many", ())}
        titles = any_of(honorifics(ontology))
        self._title = re.compile(rf"(?: {titles}\.?(?!\w)|[,:])* ?", re.IGNORECASE)
        self._rank = sorted({speller.plain(w) for w in ontology.words.get("rank-of-a-post", ())})

    def resolve(self, phrases: Sequence[Phrase], people: Sequence[Phrase], things: Things) -> None:
        """Give the phrases (by place) their entities; `people` are the article's named people, resolved."""
        bare: list[tuple[Phrase, Plain]] = []
        starts = {p.core[0]: p.entity for p in people}
        found = _Found()
        for phrase in phrases:
            body = next((p for p in phrase.parts if things.type(p.kind) in ("Organization", "Area")), None)
            head = things.text[phrase.core[0] : body.core[0] if body else phrase.core[1]]
            role = self._speller.plain(head) if head.strip() else ()
            if body is None or body.entity < 0 or not role:
                bare.append((phrase, role))
            else:
                self._embodied(phrase, role, body, self._holders(phrase, starts, things), found, things)
        for phrase, role in bare:
            self._bare(phrase, role, self._holders(phrase, starts, things), found, things)

    def _holders(self, post: Phrase, starts: Mapping[int, int], things: Things) -> set[int]:
        """The person whose name stands right after a post; `starts` are where people's names begin."""
        gap = self._title.match(things.text, post.core[1])
        after = starts.get(gap.end()) if gap else None
        return set() if after is None else {after}

    def _embodied(
        self, phrase: Phrase, role: Plain, body: Phrase, mine: set[int], found: _Found, things: Things
    ) -> None:
        """Give a post that names its body its entity; `mine` are its holders."""
        role = _whole(role, self._speller.plain(things.surface(body)))
        # "Bí thư Yên Bái" is "Bí thư Tỉnh ủy Yên Bái": the body, or the place that the body heads, is the same.
        place = self._headed(body, things)
        same = {body.entity} if place is None else {body.entity, place}
        beyond = _beyond(phrase, body, things)  # "đại biểu Quốc hội (tỉnh A)" is not that of province B
        ways = self._ways(role, body, things)

        def is_twin(its: Plain, at: int, post: int) -> bool:
            here = at in same and found.beyond[post] == beyond
            # "ĐBQH tỉnh A" has Quốc hội in its role, and for its body the place behind "đại biểu Quốc hội (tỉnh A)".
            in_role = role in found.full[post] and found.beyond[post] == body.entity
            in_its_role = its in ways and at == beyond
            said_fuller = bool(mine & found.held[post]) and _fuller(its, role)
            return (here and (its == role or said_fuller)) or in_role or in_its_role

        twin = next((post for its, at, post in reversed(found.owned) if is_twin(its, at, post)), None)
        if twin is None:
            twin = things.add(phrase, "Post", role, body.entity, beyond, name=self._name(phrase, body, things))
            found.beyond[twin] = beyond
        else:
            things.join(phrase, twin)
        found.owned.extend((role, b, twin) for b in sorted(same))
        found.full[twin] |= ways
        found.held[twin] |= mine

    def _bare(self, phrase: Phrase, role: Plain, mine: set[int], found: _Found, things: Things) -> None:
        """Give a post without its body the entity of one that has it, or of one like it; `mine` are its holders."""
        kin = self._kin(phrase, role, found, things)
        # With a holder of its own it is not the post of another: "Bộ trưởng Ngoại giao A" beside "... Nga B".
        if not any(role[: len(w)] == w for w in self._many):
            kin = [e for e in kin if not (mine and found.held[e] and not mine & found.held[e])]
        before = [e for e in kin if things.all[e].phrases[0].core < phrase.core]
        if kin:
            things.join(phrase, _latest(before, phrase, things) if before and role not in self._own else kin[0])
            return
        plain = self._unranked(role)
        twin = next((e for r, e in reversed(found.alone) if r == plain and (mine & found.held[e] or not mine)), None)
        if twin is None:
            found.alone.append((plain, things.add(phrase, "Post", role)))
        else:
            things.join(phrase, twin)
        found.held[phrase.entity] |= mine

    def _kin(self, phrase: Phrase, role: Plain, found: _Found, things: Things) -> list[int]:
        """The posts with a body that a role alone may mean: of that role, so said in one word, or beginning with it."""
        owned = found.owned
        return (
            [e for r, _, e in owned if r == role]
            or [e for r, _, e in owned if any(_begins(role, way, len(r)) for way in found.full[e])]
            or [
                e
                for r, _, e in owned
                if r[: len(role)] == role and len(role) > 1 and things.all[e].phrases[0].core < phrase.core
            ]
        )

    def _ways(self, role: Plain, body: Phrase, things: Things) -> set[Plain]:
        """How a post may be said in one word with its body: ĐBQH, "Thứ trưởng (Bộ) Tài chính", "Chủ tịch (UBND) xã"."""
        words = self._speller.plain(things.surface(body))
        ways = {(*role, *words)}
        if words[0] in self._unsaid:
            ways.add((*role, *words[1:]))
        area = self._area(body, things) if things.type(body.kind) == "Organization" else None
        level = "" if area is None or self._headed(body, things) is None else level_word(things.all[area].name)
        return ways | {(*role, *level.split())} if level else ways

    def _unranked(self, role: Plain) -> Plain:
        """A role without the words at its end that only rank it: "Phó Thủ tướng (Thường trực)"."""
        return next((role[: -len(w)] for w in self._rank if len(role) > len(w) and role[-len(w) :] == w), role)

    def _headed(self, body: Phrase, things: Things) -> int | None:
        """The place whose committee a body is."""
        words = self._speller.plain(things.surface(body))
        if things.type(body.kind) != "Organization" or not any(words[: len(w)] == w for w in self._heading):
            return None
        return self._area(body, things)

    def _area(self, body: Phrase, things: Things) -> int | None:
        last = [p for p in body.parts if p.end == body.end and things.type(p.kind) == "Area"]
        if last:
            return last[0].entity
        area = things.all[body.entity].area
        return area if area >= 0 else None

    def _name(self, phrase: Phrase, body: Phrase, things: Things) -> str:
        thing = things.all[body.entity]
        if thing.area >= 0 and body.core[1] == phrase.core[1]:
            return things.text[phrase.core[0] : body.core[0]] + thing.name
        return things.surface(phrase)


def _beyond(post: Phrase, body: Phrase, things: Things) -> int:
    """The place that a post's name has behind its body, -1 where it has none."""
    behind = (p.entity for p in post.parts if p.start >= body.end and things.type(p.kind) == "Area")
    return next(behind, -1)


def _whole(role: Plain, body: Plain) -> Plain:
    """A role as its body's full post has it: "Phó (Ban X)" and "Phó trưởng ban (Ban X)" are Phó trưởng (Ban X)."""
    if len(role) > 1 and body and role[-1] == body[0]:
        role = role[:-1]
    return ("phó", "trưởng") if role == ("phó",) else role


def _fuller(one: Plain, two: Plain) -> bool:
    """Whether one of two roles only says more than the other: "Phó Chủ tịch (Thường trực)", "Đại sứ (đặc mệnh ...)"."""
    short, long = sorted((one, two), key=len)
    return long[: len(short)] == short


def _begins(short: Plain, way: Plain, role: int) -> bool:
    """Whether a post's name is the beginning of another's, with its role and some of its body."""
    return len(short) > role and way[: len(short)] == short


def _latest(entities: Sequence[int], phrase: Phrase, things: Things) -> int:
    return max(entities, key=lambda e: max(p.core for p in things.all[e].phrases if p.core < phrase.core))
