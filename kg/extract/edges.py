"""Where a proposed name begins and ends: what lists, the grammar of names and quotation marks say of its edges.

The proposer sees a few words at a time. It breaks off in the middle of a term ("Tổng cục Cảnh sát | quản lý hành
chính"), runs on over a verb ("Giám đốc Sở Tài chính được | Ban Bí thư"), or takes a row of names for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from ahocorasick_rs import AhoCorasick, Implementation

from kg.extract.foreigners import Foreigners
from kg.extract.proposer import Proposal
from kg.extract.spans import overlaps, whole
from kg.extract.starts import Starts
from kg.extract.titles import Titles
from kg.extract.tries import any_of, one_of
from kg.language.normal import UPPER, lowered, normal
from kg.ontology import Ontology

_DASH = re.compile(r" ?[-–] ?")
_SURE = 0.7  # how probable a person's name must be to end the post before it
_FIRM = frozenset({"Post", "Organization"})  # in whose names there is no verb
_TERMED = frozenset({"Post", "Organization", "Document", "Programme"})
_COUNT = re.compile(r"\d+ (?=[^\W\d_])(?!và )")  # "HĐND 64 tỉnh"
_JOINED = re.compile(r"[-–]?\w")  # a letter goes on: "Việt Nam-Cuba"
_AND = re.compile(r" (?:và|kiêm) ")
_NAMED = re.compile(
    rf"(?: (?!của |và |tại |do |là |có |cho |ở |với |[{UPPER}])[^\W\d_]+){{1,6}}(?: [{UPPER}][^\W\d_]*)+"
)
_BRACKET = re.compile(r" \(([^()]+)\)$")

Stretch = tuple[int, int]  # text[start:end]


class Seen(Protocol):
    """What lists and frames see in the text."""

    people: list[tuple[int, int]]

    def knows(self, kind: str, start: int, end: int) -> bool:
        """Whether a frame or list sees exactly this."""


class Edges:
    """Mends the edges of proposals by one ontology; `least` says from which probability on one of each kind counts."""

    def __init__(self, ontology: Ontology, least: Mapping[str, float]) -> None:
        words = ontology.words
        self._least = least
        self._starts = Starts(ontology)
        self._titles = Titles(ontology)
        self._foreigners = Foreigners(ontology, least["Post"])
        self._in_a_row = one_of(words.get("body-in-a-row", ()))
        self._after_people = one_of(words.get("named-after-people", ()))
        self._never_last = frozenset(words.get("never-last-in-name", ()))
        self._last = re.compile(rf"(?<!\w){any_of(words.get('ends-in-a-small-word', ()))}$", re.IGNORECASE)
        verbs = words.get("never-in-name", ())
        self._verb = re.compile(rf"\s{any_of(verbs)}(?!\w)")
        self._deed = re.compile(rf"\s{any_of((*verbs, *words.get('deed-of-a-head', ())))}(?!\w)")
        no_head = one_of(words.get("no-body-head", ())).pattern
        self._head = re.compile(rf"(?!{no_head}){one_of(words.get('body-head', ())).pattern}", re.IGNORECASE)
        self._elected = one_of(words.get("elected-in-a-place", ()))
        self._leads = one_of(words.get("leads-a-body", ()))
        provinces = [
            normal(s)
            for k in ontology.known.values()
            if ontology.is_a(k.kind, "AdministrativeArea") and dict(k.facts).get("level") in ("tinh", "thanh-pho-tw")
            for s in k.spellings
        ]
        places = any_of((*words.get("word-of-area", ()), *provinces))
        self._national = re.compile(
            rf"(?P<name>{any_of(words.get('body-of-no-province', ()))}(?: khóa [IVX\d]+)?) {places}", re.IGNORECASE
        )
        self._many = one_of(words.get("many-in-name", ()))
        self._holds_two = one_of((*words.get("body-of-several", ()), *words.get("body-within", ())))
        self._of_area = re.compile(rf" {any_of(words.get('word-of-area', ()))}(?!\w)")
        self._joint = re.compile(rf"\s?({any_of((*words.get('between-bodies', ()), ','))}) ")
        own = one_of(words.get("of-the-post", ())).pattern
        self._own = re.compile(rf"\s*(?:[,;(]|{own}|$)", re.IGNORECASE)
        self._own_tail = re.compile(rf",? (?:\(|{own})", re.IGNORECASE)
        self._bodies = {
            normal(s)
            for k in ontology.known.values()
            if ontology.is_a(k.kind, "Organization")
            for s in (*k.spellings, *k.hidden)
        }
        roles = [s for k in ontology.known.values() if k.kind == "Role" for s in k.spellings]
        self._role = one_of(roles)
        terms = {
            normal(s).lower()
            for k in ontology.known.values()
            if k.kind == "Field" or any(ontology.is_a(k.kind, t) for t in ("Document", "Organization", "Programme"))
            for s in (*k.spellings, *k.hidden)
        }
        self._fields = {normal(s).lower() for k in ontology.known.values() if k.kind == "Field" for s in k.spellings}
        complete = sorted(t for t in terms if " " in t and "(" not in t and not t.endswith(" ta"))
        self._terms = AhoCorasick(complete, implementation=Implementation.ContiguousNFA)
        forms = one_of(words.get("legal-form", ())).pattern
        self._bare_form = re.compile(rf"{forms}$", re.IGNORECASE)
        self._begun = re.compile(rf"(?<!\w){any_of(words.get('word-begun-before', ()))} (?:của )?")
        self._first = re.compile(rf"{any_of(words.get('never-first-in-name', ()))} ", re.IGNORECASE)

    def mend(
        self, text: str, proposals: Sequence[Proposal], like: Seen, terms: Sequence[Stretch]
    ) -> Iterator[Proposal]:
        """The proposals with their edges mended, and what was run into them on its own; `terms`: those of the text."""
        proposals = self._foreigners.parted(text, proposals)
        named = [p.start for p in proposals if p.kind == "Person" and p.probability >= _SURE]
        proposals = [*proposals, *self._starts.posts(text, proposals, self._least["Post"])]
        posts = [p for p in proposals if p.kind == "Post" and p.probability >= self._least["Post"]]
        grown = [self._starts.grown(text, p, posts) for p in proposals]
        cut = [replace(p, end=self._stretched(text, p, self._ended(text, p, named), terms)) for p in grown]
        for one in self._completed(text, cut):
            for alone in self._row(text, one, like):
                yield from self._trimmed(text, alone, like, terms)

    def terms(self, text: str) -> list[Stretch]:
        """Where the terms stand that no name breaks off in."""
        return [
            (start, end)
            for _, start, end in self._terms.find_matches_as_indexes(lowered(text), overlapping=True)
            if not (start and text[start - 1].isalnum()) and not _JOINED.match(text, end)
        ]

    def _ended(self, text: str, one: Proposal, named: Sequence[int]) -> int:
        """The end of a post or body before the verb, or the person's name, that it ran on over."""
        end = one.end
        if one.kind in _FIRM:
            verb = (self._deed if one.kind == "Post" else self._verb).search(text, one.start, end)
            end = verb.start() if verb else end
        role = self._role.match(text, one.start, end) if one.kind == "Post" else None
        joined = _AND.match(text, role.end(), end) if role else None
        if role and joined and self._head.match(text, joined.end(), end):
            end = role.end()  # "Tổng Bí thư (và Ban Bí thư)"
        return min((at for at in named if one.start < at < end), default=end) if one.kind == "Post" else end

    def _stretched(self, text: str, one: Proposal, end: int, terms: Sequence[Stretch]) -> int:
        """The end of a name that breaks off within a term or a title."""
        if one.kind in _TERMED:
            inside = [(a, b) for a, b in terms if one.start <= a < end < b]
            end = max((b for a, b in inside if text[end] != "," or text[a:b].count(" ") > 3), default=end)
        if one.kind == "Organization" and self._bare_form.fullmatch(text, one.start, end):
            rest = _NAMED.match(text, end)
            end = rest.end() if rest and not self._verb.search(rest[0]) else end  # "Công ty TNHH (thiết kế Tân Giang)"
        return self._titles.end(text, one, end)

    def _completed(self, text: str, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The proposals, those whole that break off in the middle of a name: "Trường THPT | Chu Văn An"."""
        people = {p.start: p for p in proposals if p.kind == "Person"}
        bodies = [p for p in proposals if p.kind == "Organization" and p.probability >= self._least["Organization"]]
        joined: list[Proposal] = []
        gone: set[Proposal] = set()
        longer: dict[Proposal, Proposal] = {}
        for one in proposals:
            if one.kind == "Post":  # "Chủ tịch Hội đồng quản trị" and "(Hội đồng quản trị) Công ty X": the whole body's
                beside = one.end + text.startswith(" ", one.end)
                end = max((b.end for b in bodies if one.start < b.start <= beside <= b.end), default=one.end)
                post = replace(one, end=end)
                if post.probability >= self._least["Post"]:
                    joined.extend(b for b in self._body(text, post, bodies, longer) if not overlaps(b, people.values()))
                joined.append(post)
                continue
            person = people.get(one.end + 1) if one.kind == "Organization" else None
            last = text[one.start : one.end].rsplit(" ", 1)[-1]
            if person and self._after_people.match(text, one.start) and (last.islower() or last.isupper()):
                joined.append(replace(one, end=person.end))
                gone.add(person)
            else:
                joined.append(one)
        return [longer.get(p, p) for p in joined if p not in gone]

    def _body(
        self, text: str, post: Proposal, bodies: Sequence[Proposal], longer: dict[Proposal, Proposal]
    ) -> Iterator[Proposal]:
        """The body of a post, to the post's end: "Giám đốc (Công ty Đo đạc | và Bản đồ)", "Phó (Ban coi thi)".

        Bodies that end too early are noted in `longer`; one that was not seen at all is yielded.
        """
        inner = [b for b in bodies if post.start < b.start and b.end <= post.end]
        last = max((b.end for b in inner), default=post.end)
        if inner and not self._goes_on(text, post.start, last, post.end):
            longer.update({b: replace(b, end=post.end) for b in inner if b.end == last})
        role = self._role.match(text, post.start, post.end)
        if role is None:
            return
        own = self._own_tail.search(text, role.end(), post.end)
        above = [b.start - 2 for b in inner if b.end == post.end and text[b.start - 2 : b.start] == ", "]
        end = min([own.start() if own else post.end, *above])  # "Trưởng (phòng Khoáng sản), Sở Nông nghiệp"
        # "Trưởng ban Pháp chế" heads the "ban Pháp chế"
        words = [m.start() for m in re.finditer(r"(?<= )\w", role[0])]
        for start in (*(role.start() + at for at in words), role.end() + 1):
            head = self._head.match(text, start, end)
            if head is None or self._role.match(text, start, end):  # "Phó Hạt trưởng"
                continue
            leads = self._leads.fullmatch(text, role.start(), start - 1) and head.end() >= role.end()
            if start < role.end() and not leads:  # "Phó Trưởng ban Thường trực", "Ủy viên Thường vụ"
                continue
            named = head.end() < end and (not text[start:end].islower() or self._of_area.search(text, start, end))
            many = self._many.match(text, head.end() + 1, end) or _COUNT.match(text, head.end() + 1, end)
            if named and not many and all(b.start > start for b in inner):
                yield replace(post, start=start, end=end, kind="Organization", probability=post.probability * 0.95)
            return

    def _goes_on(self, text: str, start: int, last: int, end: int) -> bool:
        """Whether what stands behind the last body in a post is the post's: a term, a second body, an electorate."""
        if self._own.match(text, last, end):
            return True
        after = _AND.match(text, last, end)
        if after and (self._head.match(text, after.end(), end) or self._role.match(text, after.end(), end)):
            return True  # "Viện trưởng VKSND và (Thủ trưởng cơ quan điều tra)"
        return bool(self._elected.match(text, start, end)) and text[last + 1 : last + 2].isupper()

    def _row(self, text: str, one: Proposal, like: Seen) -> Iterator[Proposal]:
        """The bodies of a row each on its own, anything else as it is."""
        cuts = [*self._cuts(text, one, like)] if one.kind == "Organization" else []
        for start, end in zip((one.start, *(b for _, b in cuts)), (*(a for a, _ in cuts), one.end), strict=True):
            yield replace(one, start=start, end=end)

    def _cuts(self, text: str, one: Proposal, like: Seen) -> Iterator[tuple[int, int]]:
        """Where a row of bodies is parted."""
        dashes = [m.span() for m in _DASH.finditer(text, one.start, one.end)]
        starts, ends = (one.start, *(b for _, b in dashes)), (*(a for a, _ in dashes), one.end)
        if dashes and all(self._in_a_row.match(text, a, b) for a, b in zip(starts, ends, strict=True)):
            yield from dashes
            return
        start = one.start
        for mark in self._joint.finditer(text, one.start, one.end):
            a, b = mark.span()
            head = self._head.match(text, b, one.end) if text[b].isupper() else None
            entire = head is not None and (head.end() < one.end or self._known(text, b, one.end, like))
            if not entire or "(" in text[start:a]:
                continue
            if mark[1] == "và" and not (self._known(text, start, a, like) and self._known(text, b, one.end, like)):
                continue  # "Ban Quản lý dự án và Đầu tư", but "Đảng | và Nhà nước"
            if not self._holds_two.match(text, start, a):
                yield a, b
                start = b

    def _known(self, text: str, start: int, end: int, like: Seen) -> bool:
        return text[start:end] in self._bodies or like.knows("Organization", start, end)

    def _trimmed(self, text: str, one: Proposal, like: Seen, terms: Sequence[Stretch]) -> Iterator[Proposal]:
        """The proposal with its ends where a name can begin and end, and a person's name run into it on its own."""
        start, end = whole(text, one.start, one.end, one.kind == "Area")
        begun = self._begun.search(text, max(0, start - 8), end)
        if begun and begun.start() < start < begun.end():
            if one.kind in _FIRM:
                return  # "tăng (trưởng kinh tế)"
            start = begun.end()
        first = self._first.match(text, start, end) if one.kind == "Organization" else None
        if first and self._head.match(text, first.end(), end):
            start = first.end()
        # Where the name of an event ends before who acts at it is told by the words before the person: see `announced`.
        alone = one.kind in ("Person", "Event") or like.knows(one.kind, start, end)
        if not alone and not self._after_people.match(text, start):
            person = next((p for p in like.people if start < p[0] and p[1] == end), None)
            if person is not None:
                yield replace(one, start=person[0], end=end, kind="Person", probability=one.probability * 0.9)
                end = end if self._titles.of_person(text, one, person[0]) else person[0]
        national = self._national.match(text, start, end) if one.kind == "Organization" else None
        if national:
            end = national.end("name")  # "Trưởng đoàn đại biểu Quốc hội (Lâm Đồng)"
        bracket = _BRACKET.search(text[start:end]) if one.kind == "Organization" else None
        if bracket and like.knows("Area", start + bracket.start(1), start + bracket.end(1)):
            end = start + bracket.start()  # "UBND phường Tân Lập (tỉnh Lạng Sơn)"
        while True:
            stripped = len(text[start:end].rstrip(" ,;:.-–\n")) + start
            last = text[start:stripped].rsplit(" ", 1)
            whole_end = any(b == stripped and a >= start for a, b in terms) or self._last.search(text, start, stripped)
            if len(last) < 2 or last[1] not in self._never_last or whole_end:
                end = stripped
                break
            end = start + len(last[0])
        if end > start:
            yield replace(one, start=start, end=end)

    def outer(self, text: str, found: Sequence[Proposal], terms: Sequence[Stretch]) -> list[Proposal]:
        """Those that hold, without names that are only words of another: "Trường THPT (Chu Văn An)", "Sở Tư (pháp)"."""
        bodies = [p for p in found if p.kind == "Organization" and self._head.match(text, p.start)]
        fields = [(a, b) for a, b in terms if text[a:b].lower() in self._fields]
        return [
            p
            for p in found
            if not (p.kind == "Person" and any(b.start < p.start and p.end <= b.end for b in bodies))
            and not (
                p.kind == "Area"
                and " " not in text[p.start : p.end]
                and any(a < p.start < p.end == b for a, b in fields)
            )
        ]
