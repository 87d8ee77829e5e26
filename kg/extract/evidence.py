"""What speaks for and against a relation between two sites of a line, as named features for the arbiter.

Features are short strings. Those of a pair are the same whatever the relation; those of a trigger are said of the
relation whose trigger it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, pairwise

from kg.extract.phrase import Line, Phrase, Site
from kg.extract.rows import LETTERS, SHORT, Row
from kg.extract.shapes import bucket, listed, listing, shape
from kg.extract.triggers import Trigger
from kg.language.tokens import words

_AGENT = "POA"
_THINGS = LETTERS - {SHORT["DateSpan"]}


class LineEvidence:
    """The features of pairs of sites of one line.

    Args:
        text: the text of the article in normal form.
        top: the main class of a class.
        number: the line's place in the article; 0 is the headline.
        opens: the items in subject position; `verbs` those where a verb of some relation begins.
        guards: word -> the guard it belongs to; `events` the features of each event's place in the article.
    """

    def __init__(
        self,
        line: Line,
        text: str,
        top: Callable[[str], str],
        number: int,
        opens: frozenset[int],
        honorific: frozenset[str],
        guards: dict[str, str],
        quoted: Sequence[bool],
        verbs: frozenset[int],
        subject: Callable[..., frozenset[int]],
        events: Mapping[int, Sequence[str]],
    ) -> None:
        self.text, self.top, self.number, self.opens, self.quoted = text, top, number, opens, quoted
        # The line in short: words in lower case, phrases as the letter of their class; honorifics are passed over.
        self.row = [SHORT[top(item.kind)] if isinstance(item, Phrase) else item.text.lower() for item in line.items]
        self.phrase = [isinstance(item, Phrase) for item in line.items]
        self.skip = [not p and w in honorific for p, w in zip(self.phrase, self.row, strict=True)]
        self.guards, self.verbs, self.subject, self.events = guards, verbs, subject, events
        self.line = Row(self.row, self.phrase, self.skip)
        self.guarded = [*self._guarded(guards)]
        self.first, self.last = self.line.lists()
        self.own = {self.row[i] for i in opens}  # what subjects are named here
        self.words = cache(partial(words, text))
        self._verbs = [0, *accumulate(i in verbs for i in range(len(self.row)))]  # how many before each item

    def pair(self, s: Site, o: Site) -> list[str]:
        """What the places of two sites say, whatever the relation."""
        types = SHORT[s.kind] + SHORT[o.kind]
        out = ["y=" + types, "s" + s.how, "o" + o.how]
        if self.number == 0:
            out.append("head")
        elif self.number == 1:
            out.append("lead")
        if s.how in ("topic", "event"):
            out += [f"s{s.how}{s.back}", "carry"]
            if s.how == "topic":
                out.append("sbeside" if "P" in self.own else "salone")
        if o.how in ("topic", "event"):
            out += [f"o{o.how}{o.back}", "carry"]
        if o.kind == "Event":
            out += [f"{'o' if o.at >= 0 else 'oc'}{mark}" for mark in self.events.get(o.entity, ())]
        if s.at < 0 or o.at < 0:
            near = o if s.at < 0 else s
            if near.at >= 0:
                out += self._around("n", near)
            return out
        if s.at == o.at:
            out += self._same(s, o)
            if o.kind == "DateSpan":
                out.append(f"odate:{o.phrase.traits['kind']}")
            return out
        out += self._apart(s, o, types)
        out += self._around("s", s)
        out += self._around("o", o)
        return out

    def _around(self, name: str, site: Site) -> list[str]:
        i = site.at
        while i > 0 and self.skip[i - 1]:
            i -= 1
        before = self.row[i - 1] if i else "^"
        after = self.row[site.at + 1] if site.at + 1 < len(self.row) else "$"
        out = [f"{name}<{before}", f"{name}>{after}", f"{name}d{min(site.depth, 2)}"]
        if i > 1:
            out.append(f"{name}<<{self.row[i - 2]} {before}")
        out += [f"{name}p:{w}" for w in dict.fromkeys(self.row[max(0, i - 5) : i - 1])]
        if site.kind == "DateSpan":
            out.append(f"{name}date:{site.phrase.traits['kind']}")
        if site.at in self.opens:
            out.append(f"{name}opens")
        if site.parent is not None:
            out.append(f"{name}in{self._short(site.parent)}")
        if site.at < len(self.quoted) and self.quoted[site.at]:
            out.append(f"{name}quoted")
        if site.kind == "Event":
            out += self._occasion(name, max(0, i - 5), i)
        return out

    def _guarded(self, guards: Mapping[str, str]) -> Iterator[tuple[int, int, str, str]]:
        """The guards of the line: the items that each begins at and ends before, its words, which guard it is."""
        at = 0
        while at < len(self.row):
            runs = ((n, " ".join(self.row[at : at + n])) for n in (3, 2, 1))
            n, words = next(((n, w) for n, w in runs if w in guards), (1, ""))
            if words:
                yield at, at + n, words, guards[words]
            at += n

    def _occasion(self, name: str, low: int, at: int) -> list[str]:
        """Whether an event is only the occasion of something else: "nhân dịp (dự) Hội nghị ...", "bên lề ..."."""
        if not any(low <= a and b <= at and guard == "occasion" for a, b, _, guard in self.guarded):
            return []
        return [f"{name}occasion", f"{name}occasion{'+' if 'dự' in self.row[low:at] else '-'}"]

    def _same(self, s: Site, o: Site) -> list[str]:
        """Two sites in one outermost phrase: one in the other, or side by side."""
        a, b = s.phrase, o.phrase
        if a.start <= b.start and b.end <= a.end:
            return ["s(o", *self._within("so", a, b)]
        if b.start <= a.start and a.end <= b.end:
            return ["o(s", *self._within("os", b, a)]
        first, second = (a, b) if a.start < b.start else (b, a)
        between = self.words(first.end, second.start)
        order = "s-o" if first is a else "o-s"
        out = [order, f"{order}:{len(between)}"]
        if len(between) <= 4:
            out.append(f"{order}={' '.join(between)}")
        return [*out, *(f"{order}+{w}" for w in between[:6]), f"sin{self._short(s.parent)}"]

    def _within(self, name: str, outer: Phrase, inner: Phrase) -> list[str]:
        """How the inner phrase stands in the outer one."""
        lead, tail = self.words(outer.start, inner.start), self.words(inner.end, outer.end)
        out = [
            f"{name}0={' '.join(lead[:1])}",
            f"{name}00={' '.join(lead[:2])}",
            f"{name}<{lead[-1] if lead else '^'}",
            f"{name}<<{' '.join(lead[-2:])}",
            f"{name}>{tail[0] if tail else '$'}",
            f"{name}n{min(len(lead), 6)}",
        ]
        if len(lead) <= 4:
            out.append(f"{name}={' '.join(lead)}")
        direct = inner in outer.parts
        out.append(f"{name}{'direct' if direct else 'deep'}")
        if not direct:
            for part in outer.parts:
                if part.start <= inner.start and inner.end <= part.end:
                    out.append(f"{name}via{self._short(part)}")
        else:
            out.append(f"{name}#{outer.parts.index(inner)}")
            out.append(f"{name}e{outer.end == inner.end}")
        seen = set(lead) - {lead[0] if lead else ""}
        return out + [f"{name}~{w}" for w in sorted(seen)[:8]]

    def _apart(self, s: Site, o: Site, types: str) -> list[str]:
        low, high = (s.at, o.at) if s.at < o.at else (o.at, s.at)
        order = ">" if s.at < o.at else "<"
        between = self.line.between(low, high)
        words = [w for w, p in zip(self.row[low + 1 : high], self.phrase[low + 1 : high], strict=True) if not p]
        out = ["o" + order, f"g{order}{bucket(len(between))}"]
        short = shape(between)
        if len(short) <= 6:
            out.append(f"m{order}{' '.join(short)}")
            out.append(f"M{order}{types}{' '.join(short)}")
        for mark in (",", ";", ":", "(", "-", "và", "của"):
            if mark in words:
                out.append(f"b{order}{mark}")
        out.append(f"k{order}{min(between.count(types[0]), 3)}{min(between.count(types[1]), 3)}")
        left = self.row[:low]
        out.append(f"l{order}{min(left.count(types[0]), 2)}{min(left.count(types[1]), 2)}")
        right = self.row[high + 1 :]
        out.append(f"r{order}{min(right.count(types[0]), 2)}{min(right.count(types[1]), 2)}")
        if o.depth and self.last[s.at] == o.at:
            out.append("listtail")
        if len(words) <= 12:
            out += [f"w{order}{w}" for w in dict.fromkeys(words) if len(w) > 1]
            out += [f"v{order}{a} {b}" for a, b in pairwise(between[:9])]
        if all(map(listing, between)):
            out.append(f"list{order}")
        if types == "PC":
            out += self.line.apposition(s.at, o.at)
        return out

    def _short(self, phrase: Phrase | None) -> str:
        return "" if phrase is None else SHORT[self.top(phrase.kind)]

    def trigger(self, t: Trigger, s: Site, o: Site) -> list[str]:
        """What a trigger's place among the two sites says."""
        n = len(self.row)
        at_s = self._nearest(s.at, t.first)
        at_o = self._nearest(o.at, t.first)
        # Where two stand at one place, the trigger is first, or last when it is inside.
        marks = sorted([(at_s, 1, "s"), (at_o, 0 if t.inside else 2, "o"), (t.first, 2 if t.inside else 0, "t")])
        order = "".join([m[2] for m in marks]) + ("i" if t.inside else "")
        strong = "S" if t.strong else "W"
        out = [f"t={t.text}", f"q={order}", f"q={order}{strong}", f"q={order}|{t.text}", f"t{strong}"]
        gap_s = self._gap(t, at_s)
        gap_o = self._gap(t, at_o)
        out += [f"ts{order}{bucket(len(gap_s))}", f"to{order}{bucket(len(gap_o))}"]
        letter_s, letter_o = SHORT[s.kind], SHORT[o.kind]
        subject = self.subject(t.first)
        is_subject = s.at in subject if s.at >= 0 else not subject
        free = _THINGS.isdisjoint(gap_o)
        fits = letter_o not in gap_o
        verbs_o = self._verbs_between(t, at_o)
        verbs_s = self._verbs_between(t, at_s)
        out += [
            f"subj{is_subject:d}",
            f"subj{is_subject:d}{order}{strong}",
            f"vo{min(verbs_o, 2)}",
            f"vs{min(verbs_s, 2)}",
        ]
        out.append(f"Z{order}{strong}{is_subject:d}{free:d}{fits:d}{min(verbs_o, 1)}{min(verbs_s, 1)}")
        out.append(f"z{strong}{is_subject:d}{fits:d}{min(verbs_o, 1)}|{t.text}")
        if o.at in subject and o.at >= 0:
            out += ["osubj", f"osubj{order}"]
        if s.at >= 0 and at_s != s.at:
            out.append("smember")
        if o.at >= 0 and at_o != o.at:
            out.append("omember")
        agents = sum(map(gap_s.count, _AGENT))
        things = gap_o.count(letter_o)
        out += [f"as{order}{min(agents, 3)}", f"ao{order}{min(things, 3)}", f"ss{order}{min(gap_s.count(letter_s), 2)}"]
        if len(gap_o) <= 3:
            out.append(f"xo{order}{' '.join(gap_o)}")
        if len(gap_s) <= 3:
            out.append(f"xs{order}{' '.join(gap_s)}")
        if listed(gap_o):
            out.append(f"chain-o{order}")
        if listed(gap_s):
            out.append(f"chain-s{order}")
        out += [f"wo{w}" for w in dict.fromkeys(gap_o[:8])]
        out += [f"ws{w}" for w in dict.fromkeys(gap_s[:8])]
        before = self.row[t.first - 1] if t.first else "^"
        after = self.row[t.last] if t.last < n else "$"
        out += [f"t<{before}", f"t>{after}", f"t<{before}|{order}"]
        if order == "sto" and self._wished(s.at):
            out.append("FG")
        low = at_s if 0 <= at_s < t.first else 0
        for a, b, said, guard in self.guarded:
            if t.first - 4 <= a and b <= t.first:
                out += [f"guard-{guard}", f"guard={said}"]
            if low <= a and b <= t.first:
                out.append(f"far-{guard}")
        return out

    def said(self, triggers: Sequence[Trigger], s: Site, o: Site, most: int) -> bool:
        """Whether a verb between a sentence's subject and a thing far from it stands near that thing.

        So the last bodies in "Ông A yêu cầu B làm ...; giao C ...; đề nghị D ..." are still told to act.
        """
        if s.at > o.at or not (s.at in self.subject(o.at) or s.at in self.subject(o.at, True)):
            return False
        at = self.first[o.at]
        return any(t.strong and not t.inside and s.at < t.first <= at and at - t.last <= most for t in triggers)

    def tells(self, s: Site, at: int) -> bool:
        """Whether a verb is that of a site before it: only its titles, bodies and small words stand between them."""
        between = range(s.at + 1, at)
        return 0 <= s.at < at and not any(i in self.verbs or self.row[i] == SHORT[s.kind] for i in between)

    def _wished(self, at: int) -> bool:
        """Whether somebody asks that the site act: "yêu cầu tỉnh Cao Bằng thực hiện"."""
        i = at
        while i > 0 and self.skip[i - 1]:
            i -= 1
        two = " ".join(self.row[max(0, i - 2) : i])
        return i > 0 and "wish" in (self.guards.get(two), self.guards.get(self.row[i - 1]))

    def _nearest(self, at: int, to: int) -> int:
        """The member of the site's list that stands nearest to an item."""
        if at < 0:
            return -1
        return self.last[at] if self.last[at] < to else self.first[at] if self.first[at] > to else at

    def _verbs_between(self, t: Trigger, at: int) -> int:
        low, high = (at + 1, t.first) if at < t.first else (t.last, at)
        return self._verbs[max(low, high)] - self._verbs[low]

    def _gap(self, t: Trigger, at: int) -> Sequence[str]:
        if at < 0:
            return self.row[: t.first]
        return self.line.between(at, t.first) if at < t.first else self.line.between(t.last - 1, at)
