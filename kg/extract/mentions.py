"""The names in an article: what frames and lists see, weighed by the learned proposer, as nested phrases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.announced import Announced
from kg.extract.echoes import echoes
from kg.extract.edges import Edges
from kg.extract.ellipses import Ellipses
from kg.extract.generics import Generics
from kg.extract.lines import LineReader
from kg.extract.marked import characters
from kg.extract.marks import marks, type_of
from kg.extract.nouns import NounReader, open_classes
from kg.extract.numbers import document_number
from kg.extract.phrase import Line, Phrase
from kg.extract.proposer import Proposal, propose
from kg.extract.template import Compiler
from kg.extract.tries import any_of, one_of
from kg.language.dates import Date
from kg.language.normal import normal
from kg.language.tokens import tokens
from kg.model import Sentence
from kg.ontology import Ontology

# A proposal is taken from this probability on: found by cross-validation on entity F1.
THRESHOLD: Mapping[str, float] = {
    "Person": 0.7,
    "Post": 0.7,
    "Organization": 0.68,
    "Area": 0.67,
    "Document": 0.57,
    "Programme": 0.55,
    "Event": 0.62,
    "Honour": 0.6,
}
_TITLED = 0.4  # how probable a person must be whose post stands right before: "của Chủ tịch nước (Trần Văn A)"
_NUMBERED = re.compile(
    r"\w+(?: [^\W\d]+){0,3}? (?:(?:số:? |năm )\d[\w./]*(?:[-–/][\w-]+)*"
    r"|(?:Trung ương |TW )\d+(?:,? \(?khóa [IVX\d]+\)?)?|(?P<count>\d+)|\d[\w./]*(?:[-–/][\w-]+)*)(?<![./-])(?=[\s,])"
)
_TAIL = "tail"  # the layer of proposals that frames make for the end of a longer name


class MentionReader:
    """Finds the names in articles by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        classes = characters(ontology)
        self._lines = LineReader(ontology, classes)
        self._nouns = NounReader(ontology, Compiler(ontology, classes, open_classes))
        names: dict[tuple[str, str], set[str]] = defaultdict(set)
        for known in ontology.known.values():
            kind = type_of(known.kind, ontology)
            for spelling in (*known.spellings, *known.hidden) if kind else ():
                form = normal(spelling)
                names[kind or "", form].add(known.id)
                if " " in form:  # "Cộng hòa nhân dân Trung Hoa" is spelled in either case
                    names[kind or "", form.lower()].add(known.id)
        self._names = {key: frozenset(ids) for key, ids in names.items()}
        self._edges = Edges(ontology, THRESHOLD)
        self._ellipses = Ellipses(ontology, self._names)
        self._kinds = frozenset(w.lower() for w in ontology.words.get("numbered-document", ()))
        numbered = one_of(sorted(self._kinds)).pattern
        number = r"\d+(?:/(?:\d{4}/)?[^\W\d][\w&-]*|-[^\W\d]+/[^\W\d]+)"
        self._inner = re.compile(rf"(?<!\w){numbered}(?: số:?)? {number}", re.IGNORECASE)
        law = one_of(ontology.words.get("law-kind", ())).pattern
        self._amends = one_of(ontology.words.get("verb-amends", ()))
        self._law = re.compile(rf"(?<=[^\W\d] ){law} \w.*?(?=,? (?:và )?{law} |$)", re.IGNORECASE)
        after = any_of((*ontology.words.get("doc-tail", ()), *ontology.words.get("after-number", ())))
        self._after_number = re.compile(rf",? ?[(“\"]| năm \d{{4}}| {after}\b")
        self._announced = Announced(ontology)
        self._generics = Generics(ontology)
        self._before = re.compile(rf"(?<!\w){any_of(ontology.words.get('head-of-name', ()))} $", re.IGNORECASE)
        self._committees_of = re.compile(
            rf"(?<!\w){one_of(ontology.words.get('body-of-committees', ())).pattern}", re.I
        )

    def lines(
        self, text: str, sentences: list[Sentence], dates: list[Date], trace: list[str] | None = None
    ) -> list[Line]:
        """The sentences of a normalised text with what lists and noun frames see in them."""
        found = self._lines.lines(text, sentences, dates)
        for line in found:
            self._nouns.read(line, trace)
        return found

    def read(self, text: str, lines: Sequence[Line]) -> list[Phrase]:
        """The outermost names, each with the names inside it as parts, by place."""
        seen = list(walk(lines))
        row = list(tokens(text))
        return self.settle(text, seen, propose(text, row, marks(row, seen, self._ontology)))

    def settle(self, text: str, seen: Sequence[Phrase], proposals: Sequence[Proposal]) -> list[Phrase]:
        """The proposals that hold, as phrases; `seen` lends them what frames know of the same words."""
        like = _Seen(text, seen, self._ontology, self._names)
        terms = self._edges.terms(text)
        headless = [*self._ellipses.find(text)]
        heads = {(s.start, s.end): s.head for s in headless}
        proposals = self._announced.cut(text, proposals)
        chosen: list[Proposal] = []
        for one in sorted(
            [*self._edges.mend(text, proposals, like, terms), *(s.proposal() for s in headless)],
            key=lambda p: (-p.probability, p.start - p.end, p.start, p.kind),
        ):
            if one.probability >= THRESHOLD[one.kind] and not any(_clash(one, two) for two in chosen):
                chosen.append(one)
        further = (
            *echoes(text, chosen),
            *like.tails(chosen),
            *self._numbered(text, chosen),
            *self._within(text, chosen),
            *_titled(proposals, chosen),
        )
        for one in (*further, *self._announced.events(text, seen, proposals, chosen)):
            if not any(_clash(one, two) or _holds(two, one) for two in chosen):
                chosen.append(one)
        chosen = [one for one in self._edges.outer(text, chosen, terms) if not self._generics.is_general(text, one)]
        chosen = [one for one in chosen if not self._headed(text, one, chosen)]
        found = [like.phrase(p, heads.get((p.start, p.end), "")) for p in chosen]
        for phrase in [p for p in found if type_of(p.kind, self._ontology) == "Document"]:
            # "Nghị định 42/2014/NĐ-CP ngày 14-5-2014 của Chính phủ về ..." is also named by its kind and number alone.
            if phrase.traits.get("number") and not document_number(text[phrase.start : phrase.end], self._kinds):
                del phrase.traits["number"]  # it is that of another document, named within this one's name
            short = _NUMBERED.match(text, phrase.start, phrase.end)
            if short and short["count"] and not self._after_number.match(text, short.end()):
                short = None  # "văn bản hướng dẫn 4 (tỉnh ...)", "danh mục 970 (biệt thự)"
            if short and short.end() < phrase.end:
                core = (phrase.start, short.end())
                found.append(Phrase(phrase.kind, *core, core, "short", phrase.weight, traits=dict(phrase.traits)))
        return _forest(sorted(found, key=lambda p: (p.start, -p.end, p.kind)))

    def _numbered(self, text: str, found: Sequence[Proposal]) -> Iterator[Proposal]:
        """The documents within a document's name: "Luật sửa đổi (Luật Đê điều)", "(Nghị định số 95/2024/NĐ-CP)"."""
        for outer in (p for p in found if p.kind == "Document"):
            inside = [*self._inner.finditer(text, outer.start + 1, outer.end)]
            amends = self._amends.search(text, outer.start, outer.end)
            inside += self._law.finditer(text, amends.end(), outer.end) if amends else ()
            for match in inside:
                yield replace(
                    outer, start=match.start(), end=match.end(), probability=outer.probability * 0.9, layer=_TAIL
                )

    def _headed(self, text: str, one: Proposal, chosen: Sequence[Proposal]) -> bool:
        """Whether a body is another one without the first word of its name: "Trưởng ban (Tổ chức Trung ương)"."""
        head = self._before.search(text, max(0, one.start - 4), one.start) if one.kind == "Organization" else None
        return head is not None and any(
            p.kind == one.kind and (p.start, p.end) == (head.start(), one.end) for p in chosen
        )

    def _within(self, text: str, found: Sequence[Proposal]) -> Iterator[Proposal]:
        """The bodies of whose committees a body's name is that of one: "Ủy ban (MTTQ Việt Nam) tỉnh Cà Mau"."""
        for outer in (p for p in found if p.kind == "Organization"):
            inner = self._committees_of.search(text, outer.start + 1, outer.end)
            if inner:
                probability = round(outer.probability * 0.8, 3)
                yield replace(outer, start=inner.start(), end=inner.end(), probability=probability, layer=_TAIL)


class _Seen:
    """What the frames and lists see, by type and place."""

    def __init__(
        self, text: str, seen: Sequence[Phrase], ontology: Ontology, names: Mapping[tuple[str, str], frozenset[str]]
    ) -> None:
        self._text, self._names = text, names
        self._exact: dict[tuple[str, int, int], Phrase] = {}
        self._opening: dict[tuple[str, int], Phrase] = {}
        self.people: list[tuple[int, int]] = []
        for phrase in seen:
            kind = type_of(phrase.kind, ontology)
            if kind and phrase.same is None:
                self._exact.setdefault((kind, *phrase.core), phrase)
                self._opening.setdefault((kind, phrase.core[0]), phrase)
                if kind == "Person":
                    self.people.append(phrase.core)

    def knows(self, kind: str, start: int, end: int) -> bool:
        """Whether a frame or list sees exactly this."""
        return (kind, start, end) in self._exact

    def tails(self, found: Sequence[Proposal]) -> Iterator[Proposal]:
        """The bodies and places that frames see at the end of a body's name: "Ủy ban Kiểm tra (Tỉnh ủy (Cà Mau))".

        The name of a known body holds no other: "Ngân hàng Nhà nước".
        """
        bodies = [p for p in found if p.kind == "Organization"]
        ends = {p.end: p for p in sorted(bodies, key=lambda p: -p.start)}  # of those that end there the longest
        for kind, start, end in self._exact:
            outer = ends.get(end)
            if outer is None or outer.start >= start:
                continue
            if kind == "Area" or (kind == "Organization" and not self.known(outer)):
                yield Proposal(start, end, kind, round(outer.probability * 0.8, 3), _TAIL)

    def known(self, one: Proposal, head: str = "") -> frozenset[str]:
        """The known things with this name."""
        surface = self._text[one.start : one.end]
        name = f"{head} {surface}" if head else surface
        return self._names.get((one.kind, name)) or self._names.get((one.kind, name.lower()), frozenset())

    def phrase(self, one: Proposal, head: str = "") -> Phrase:
        """The proposal as a phrase, with what a frame or list knows of it, or of what begins at the same place.

        head: what its name begins with, where the text says it only once for a row.
        """
        phrase = Phrase(one.kind, one.start, one.end, (one.start, one.end), "proposed", one.probability)
        like = self._exact.get((one.kind, one.start, one.end))
        near = like or self._opening.get((one.kind, one.start))
        if near is not None:
            phrase.kind, phrase.frame = near.kind, near.frame
            phrase.traits = dict(near.traits)
        phrase.known = like.known if like is not None else None
        if like is None:
            phrase.traits.pop("candidates", None)
        if phrase.known is None:
            # A spelling that does not stand alone in running text ("Đảng") is safe once it is known to be a name.
            ids = self.known(one, head)
            phrase.known = next(iter(ids)) if len(ids) == 1 else None
        if head and one.kind == "Organization":
            phrase.traits["head"] = head
        return phrase


def walk(lines: Iterable[Line]) -> Iterable[Phrase]:
    """Every phrase of the lines, outer before inner."""
    for line in lines:
        yield from nested(item for item in line.items if isinstance(item, Phrase))


def nested(phrases: Iterable[Phrase]) -> Iterable[Phrase]:
    """The phrases and all inside them, outer before inner."""
    for phrase in phrases:
        yield phrase
        yield from nested(phrase.parts)


def _holds(outer: Proposal, inner: Proposal) -> bool:
    """Whether a name stands inside one that would hold no second name of its own: a person, a place, or its like."""
    inside = outer.start <= inner.start and inner.end <= outer.end
    return inside and outer.kind in ("Person", "Area", inner.kind if inner.layer != _TAIL else "")


def _titled(proposals: Sequence[Proposal], chosen: Sequence[Proposal]) -> Iterator[Proposal]:
    """The less certain people whose posts are named right before them."""
    behind = {p.end + 1 for p in chosen if p.kind == "Post"}
    yield from (p for p in proposals if p.kind == "Person" and p.probability >= _TITLED and p.start in behind)


def _clash(one: Proposal, two: Proposal) -> bool:
    """Whether two proposals cannot both hold: they cross, or begin one thing twice, or name the same words twice."""
    if one.end <= two.start or two.end <= one.start:
        return False
    outer, inner = (one, two) if one.end - one.start > two.end - two.start else (two, one)
    if outer.kind == "Organization" and inner.kind == "Post":  # "Đoàn đại biểu Quốc hội" is no post's
        return True
    if (one.start, one.end) == (two.start, two.end) or (one.start == two.start and one.kind == two.kind):
        return True
    return not ((one.start <= two.start and two.end <= one.end) or (two.start <= one.start and one.end <= two.end))


def _forest(phrases: Sequence[Phrase]) -> list[Phrase]:
    roots: list[Phrase] = []
    path: list[Phrase] = []
    for phrase in phrases:  # by start, longer first
        while path and path[-1].end <= phrase.start:
            path.pop()
        (path[-1].parts if path else roots).append(phrase)
        path.append(phrase)
    return roots
