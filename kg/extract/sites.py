"""The places in a sentence where something stands that a relation may join: phrases, and what is carried over.

A post stands for the person who holds it in this article ("Thủ tướng yêu cầu"); a sentence without its own subject goes
on about the one before ("Ông cũng đề nghị"); and it goes on at the event that was spoken of last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extract.foretold import Foretold
from kg.extract.phrase import Line, Phrase, Site
from kg.extract.profiles import Profile
from kg.extract.scenes import Scenes
from kg.extract.standins import StandIns
from kg.language.tokens import Token
from kg.ontology import Ontology

AGENTS = frozenset({"Person", "Organization", "Area", "Post"})
_STRETCH = re.compile(r"(?:\d{1,2}/)?(?:19|20)\d\d(?:[-–](?:\d{1,2}/)?(?:(?:19|20)\d\d|nay))?")  # 4/1985-7/1988
_ALIKE = (frozenset({"Person", "Post"}), frozenset({"Organization", "Area"}))
_SPOKEN = frozenset({"pronoun"})  # who stands in a line as if named there
LIST_MARKS = frozenset({",", ";", "và", "cùng"})


def honorifics(ontology: Ontology) -> frozenset[str]:
    """The words that may stand between a comma or a post and the name of a person: ông, đồng chí, Thiếu tướng."""
    forms = (*ontology.words.get("honorific", ()), *ontology.spelled("Rank"))
    return frozenset(w for h in forms for w in h.lower().split() if w[0].isalnum())


class SiteFinder:
    """Finds the sites of every line of an article."""

    def __init__(self, ontology: Ontology, top: Callable[[str], str]) -> None:
        self._top = top
        self._opener = frozenset(ontology.words.get("subject-opener", ()))
        self._honorific = honorifics(ontology)
        self._plural = frozenset(ontology.words.get("before-many-holders", ()))
        self._career = frozenset(ontology.words.get("career-opener", ()))
        self._between_dates = frozenset(ontology.words.get("between-dates", ()))
        self._standins = StandIns(ontology, top)
        self._foretold = Foretold(ontology, top)
        self._scenes = Scenes(ontology)

    def sites(self, lines: Sequence[Line], profiles: Sequence[Profile]) -> list[list[Site]]:
        """For each line its sites in the order of the text, the carried ones last.

        profiles: those of the entities, by their index.
        """
        named = [list(self._own(line)) for line in lines]
        told = self._foretold.sites(lines, named, profiles)
        own = [[*a, *b] for a, b in zip(named, told, strict=True)]
        standing = self._standins.sites(lines, own, profiles, self.opens)
        scenes = self._scenes.sites(lines, own, profiles)
        holders = self.holders(lines)
        topic: list[Site] = []
        event: Site | None = None
        first: Site | None = None
        hero = self._hero(own)
        last: Site | None = None  # the person named last: whose posts a list of them is
        out = []
        for k, (line, found, stand, scene) in enumerate(zip(lines, own, standing, scenes, strict=True)):
            pronoun = next((s for s in stand if s.how == "pronoun" and self.opens(line, s.at)), None)
            sites = [*found, *(s for s in stand if s.how in _SPOKEN)]
            for site in found:
                if site.kind == "Post" and not self._titles(line, site) and not self._several(line, site.at):
                    holder = holders.get(site.entity)
                    if holder is not None and not any(s.entity == holder.entity for s in found):
                        sites.append(Site(holder.entity, "Person", holder, site.at, site.depth, site.parent, "holder"))
                    elif holder is None:
                        for part in site.phrase.parts[:1]:
                            if self._top(part.kind) == "Organization":
                                sites.append(
                                    Site(part.entity, "Organization", part, site.at, site.depth, site.phrase, "body")
                                )
            if any(s.kind in ("Document", "Programme") for s in found):
                sites += [replace(s, how="office") for s in found if self._office(s)]
            here = {s.entity for s in sites}
            sites += [
                Site(t.entity, t.kind, t.phrase, -1, how="topic", back=min(k - t.back, 5))
                for t in topic
                if t.entity not in here and k - t.back <= 12
            ]
            of = hero or last
            if of is not None and not any(s.at >= 0 for s in sites if s.kind == "Person") and self._career_of(line):
                sites = [s for s in sites if s.kind != "Person"]
                sites.append(Site(of.entity, "Person", of.phrase, -1, how="career"))
            elif hero is not None and not any(s.kind == "Person" for s in sites):
                sites.append(Site(hero.entity, "Person", hero.phrase, -1, how="hero"))
            last = next((s for s in reversed(found) if s.kind == "Person"), last)
            sites += scene
            for seen in dict.fromkeys((event, first)):
                if seen is not None and not any(s.entity == seen.entity for s in sites):
                    sites.append(Site(seen.entity, "Event", seen.phrase, -1, how="event", back=min(k - seen.back, 9)))
            sites.extend(s for s in stand if s.how not in _SPOKEN)
            out.append(sites)
            subject = self.subject(line, len(line.items), first=True)
            if pronoun is not None and (not subject or pronoun.at < min(subject)):
                topic = [Site(pronoun.entity, pronoun.kind, pronoun.phrase, pronoun.at, back=k)]
            elif subject:
                stand_ins = [s for s in sites if s.at in subject and s.depth == 0 and (s.kind != "Post" or s.how)]
                if stand_ins:
                    topic = [Site(s.entity, s.kind, s.phrase, s.at, back=k) for s in stand_ins][:4]
            for site in found:
                if site.kind == "Event":
                    event = Site(site.entity, "Event", site.phrase, -1, back=k)
                    first = first or event
        return out

    def _office(self, site: Site) -> bool:
        """Whether a site is the body or area in the name of a post: its holder tells what that does."""
        if site.kind not in ("Organization", "Area") or site.parent is None:
            return False
        return self._top(site.parent.kind) == "Post" or (
            site.depth == 2 and self._top(site.parent.kind) == "Organization"
        )

    def _hero(self, own: Sequence[Sequence[Site]]) -> Site | None:
        """The person an article is about: named most often, and no other half as often; lists of past posts are his."""
        people = [s for found in own for s in found if s.kind == "Person"]
        ranks = Counter(s.entity for s in people).most_common(2)
        if not ranks or ranks[0][1] < 3 or (len(ranks) > 1 and ranks[1][1] * 2 > ranks[0][1]):
            return None
        return next(s for s in people if s.entity == ranks[0][0])

    def _career_of(self, line: Line) -> bool:
        """Whether a line lists posts of somebody named before: "5/1997-12/1999: Giám đốc", "Từng giữ các chức vụ"."""
        items = line.items
        if not any(isinstance(i, Phrase) and self._top(i.kind) == "Post" for i in items):
            return False
        dated = False
        for item in items:
            if isinstance(item, Phrase) and item.kind != "DateSpan":
                dated = dated and self._top(item.kind) == "Post"
                break
            if isinstance(item, Phrase) or _STRETCH.fullmatch(item.text):
                dated = True
            elif item.word and item.text.lower() not in self._between_dates:
                dated = False
                break
        words = " ".join(line.row)
        return dated or any(f" {opener} " in f" {words} " for opener in self._career)

    def _own(self, line: Line) -> Iterator[Site]:
        for at, item in enumerate(line.items):
            if isinstance(item, Phrase):
                yield from self._inside(item, at, 0, None)

    def _inside(self, phrase: Phrase, at: int, depth: int, parent: Phrase | None) -> Iterator[Site]:
        yield Site(phrase.entity, self._top(phrase.kind), phrase, at, depth, parent)
        if depth < 3:
            for part in phrase.parts:
                yield from self._inside(part, at, depth + 1, phrase)

    def holders(self, lines: Sequence[Line]) -> dict[int, Phrase]:
        """For each post the person it is most often put beside: "Thủ tướng Phạm Văn A", "ông A, Bộ trưởng"."""
        votes: dict[int, Counter[int]] = {}
        phrases: dict[int, Phrase] = {}
        for line in lines:
            items = line.items
            for i, item in enumerate(items):
                if not isinstance(item, Phrase) or self._top(item.kind) != "Person":
                    continue
                phrases.setdefault(item.entity, item)
                for step in (-1, 1):
                    weight, j = 3, i + step
                    while 0 <= j < len(items) and weight:
                        beside = items[j]
                        if isinstance(beside, Phrase):
                            if self._top(beside.kind) != "Post":
                                break
                            votes.setdefault(beside.entity, Counter())[item.entity] += weight if step == -1 else 2
                            weight = weight - 1 if step == -1 else weight
                        elif not self._passes(beside, step, j == i - 1):
                            break
                        j += step
        return {post: phrases[max(sorted(c), key=lambda e: c[e])] for post, c in votes.items()}

    def several(self, lines: Sequence[Line]) -> frozenset[int]:
        """The ids of the phrases that name posts of several people."""
        places = ((line, at, item) for line in lines for at, item in enumerate(line.items) if isinstance(item, Phrase))
        return frozenset(id(p) for line, at, p in places if self._top(p.kind) == "Post" and self._several(line, at))

    def _passes(self, token: Token, step: int, beside: bool) -> bool:
        """Whether a token may stand between a person and a post: before the name, honorifics and commas of a list."""
        if step == 1:
            return token.text in (",", "-", "–", "(", "kiêm")
        return token.text.lower() in self._honorific or (token.text == "," and not beside)

    def _several(self, line: Line, at: int) -> bool:
        """Whether a post is that of several people: "các đồng chí Chủ tịch, Phó Chủ tịch", "bốn Phó Chủ tịch"."""
        while at > 0:
            at -= 1
            item = line.items[at]
            if isinstance(item, Phrase):
                if self._top(item.kind) != "Post":
                    return False
            elif line.row[at] in self._plural:
                return True
            elif line.row[at] not in LIST_MARKS and line.row[at] not in self._honorific:
                return False
        return False

    def _titles(self, line: Line, site: Site) -> bool:
        """Whether the post stands right before or after a person's name, and so does not act by itself."""
        for step in (-1, 1):
            j = site.at + step
            while 0 <= j < len(line.items):
                item = line.items[j]
                if isinstance(item, Phrase):
                    if self._top(item.kind) == "Person":
                        return True
                    if self._top(item.kind) != "Post":
                        break
                elif item.text.lower() not in self._honorific and item.text not in (",", "-", "–", "("):
                    break
                j += step
        return False

    def subject(self, line: Line, before: int, first: bool = False) -> frozenset[int]:
        """The items in subject position nearest before an item (or the first of the line), a list as a whole."""
        places = range(before) if first else range(min(before, len(line.items)) - 1, -1, -1)
        for i in places:
            item = line.items[i]
            if isinstance(item, Phrase) and self._top(item.kind) in AGENTS and self.opens(line, i):
                found = {i}
                kind = self._top(item.kind)
                for step in (-1, 1):
                    j = i + step
                    while 0 <= j < before:
                        other = line.items[j]
                        if isinstance(other, Phrase):
                            if self._top(other.kind) == kind or {self._top(other.kind), kind} == {"Person", "Post"}:
                                found.add(j)
                            else:
                                break
                        elif other.text.lower() not in LIST_MARKS and other.text.lower() not in self._honorific:
                            break
                        j += step
                return frozenset(found)
        return frozenset()

    def opens(self, line: Line, i: int) -> bool:
        """Whether what stands at item i may be a subject: at the start, after a mark, a conjunction or a date."""
        while i > 0:
            previous = line.items[i - 1]
            if isinstance(previous, Phrase):
                return previous.kind == "DateSpan" or (self._top(previous.kind) == "Post" and self.opens(line, i - 1))
            text = previous.text.lower()
            if text == ",":
                return not self._listed(line, i)
            if text in self._honorific:
                i -= 1
                continue
            if not previous.word:
                return text not in "()" and not text[0].isdigit()
            before = line.items[i - 2] if i > 1 else None
            two = f"{before.text.lower()} {text}" if isinstance(before, Token) else ""
            return text in self._opener or two in self._opener
        return True

    def _listed(self, line: Line, i: int) -> bool:
        """Whether the comma before item i only goes on a list or a name: "huyện A, xã B", "ông A, Bí thư Tỉnh ủy"."""
        before = line.items[i - 2] if i > 1 else None
        rest = (x for x in line.items[i:] if isinstance(x, Phrase) or x.text.lower() not in self._honorific)
        after = next(rest, None)
        if not isinstance(before, Phrase) or not isinstance(after, Phrase):
            return False
        return any({self._top(before.kind), self._top(after.kind)} <= alike for alike in _ALIKE)
