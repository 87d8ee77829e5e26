"""How right a graph is: its claims against gold annotations, by type, by relation and by confidence.

A thing is right when a gold thing of its type shares a surface with it, one to one. A relation is right when both its
ends are right (or equal as text or date) and gold has that relation between them. Both sides are first closed under
the relations that imply another (who chairs an event attends it).

What counts as one surface is a part of the measure and so stands here, not in the ontology, which is what is measured.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from kg.claims import LITERAL, Claims, Triple
from kg.errors import InputError

IMPLIED = {"chairs": "attends", "speaksAt": "attends", "appointedTo": "holdsPost", "removedFrom": "heldPost"}
SYMMETRIC = frozenset({"meets", "cooperatesWith"})
DATED = frozenset({"heldOn", "issuedOn"})
LITERALS = DATED | {"number", "says"}
RELATIONS = (
    *("holdsPost", "heldPost", "postIn", "appointedTo", "removedFrom", "appoints", "disciplines", "partOf", "attends"),
    *("chairs", "speaksAt", "organizes", "heldIn", "heldOn", "about", "issues", "signs", "number", "issuedOn"),
    *("amends", "basedOn", "implements", "directs", "commends", "criticizes", "awards", "receives", "meets", "visits"),
    *("cooperatesWith", "says"),
)
# share of words that two surfaces must have in common: names of people and places must be equal, long names may differ
_ALIKE = {"Person": 1.0, "Area": 1.0, "Organization": 0.75, "Document": 0.5, "Event": 0.5}
_ALIKE_OTHERWISE = 0.6
_QUOTED_WORDS = 12  # of a quotation that are compared, as the annotation keeps no more
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)

_TITLES = {
    "Area": re.compile(
        r"(?:nước|tỉnh|thành phố|tp\.?|thị xã|tx\.?|huyện|quận|phường|xã|thị trấn|thủ đô)\s+(?=.)", re.DOTALL
    ),
    "Person": re.compile(
        r"(?:(?:đồng chí|đ/c|ông|bà|anh|chị|đại tướng|thượng tướng|trung tướng|thiếu tướng|đại tá|thượng tá|gs\.?|ts\.?"
        r"|pgs\.?|giáo sư|tiến sĩ|bác sĩ|luật sư)[\s.,]+)+(?=.)",
        re.DOTALL,
    ),
}
_PUNCTUATION = re.compile(r"[\"“”'‘’()\[\],;:.]")
_JOINERS = re.compile(r"[\s–-]")
_TONES = {
    unicodedata.normalize("NFC", pair + tone): unicodedata.normalize("NFC", pair[0] + tone + pair[1])
    for pair in ("oa", "oe", "uy")
    for tone in "\u0300\u0301\u0309\u0303\u0323"
}
_MOVED = re.compile("|".join(_TONES))


@dataclass(slots=True)
class Score:
    """How many were right, of how many found, of how many there are."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right ones among those found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Found ones among those there are."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: what was expected and not found, or found and not expected."""

    article: str
    wrong: bool  # found and not in gold; otherwise missed
    name: str  # a type or a relation
    text: str


@dataclass(slots=True)
class Evaluation:
    """The outcome over a set of articles."""

    articles: int = 0
    entities: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    relations: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    misses: list[Miss] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)  # confidence of a relation, whether it was right

    def total(self, relations: bool) -> Score:
        """The sum over all relations, or over all types of things."""
        scores = (self.relations if relations else self.entities).values()
        return Score(sum(s.right for s in scores), sum(s.found for s in scores), sum(s.gold for s in scores))

    def reliability(self) -> list[tuple[float, float, int, int]]:
        """(from, to, relations of that confidence, how many of them are right), lowest confidence first."""
        rows = []
        for low, high in pairwise(_EDGES):
            inside = [right for confidence, right in self.judged if low <= confidence < high or confidence == high == 1]
            rows.append((low, high, len(inside), sum(inside)))
        return rows


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one article."""

    id: str
    things: Mapping[str, tuple[str, str, tuple[str, ...]]]  # id -> type, name, surfaces
    relations: frozenset[Triple]


def annotated(folder: Path) -> list[Gold]:
    """The annotations in a gold folder (gold/*.json), ordered by file name.

    Raises InputError when there are none or one of them is not in the form of an annotation.
    """
    read = []
    for path in sorted((folder / "gold").glob("*.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            things = {e["id"]: (e["type"], e["name"], tuple(e["mentions"])) for e in data["entities"]}
            relations = frozenset((r["s"], r["p"], r["o"]) for r in data["relations"])
            read.append(Gold(data["id"], things, relations))
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise InputError(f"{path}: not an annotation ({type(error).__name__}: {error})") from error
    if not read:
        raise InputError(f"{folder}: no gold/*.json in it. Give a folder with articles.jsonl (or text/*.txt) and gold/")
    return read


def evaluate(annotations: Iterable[Gold], found: Mapping[str, Claims]) -> Evaluation:
    """The scores of what was found, `found` by article id."""
    outcome = Evaluation()
    for annotation in annotations:
        outcome.articles += 1
        claims = found.get(annotation.id, Claims())
        partner = _pairs(annotation, claims)
        _score_things(annotation, claims, partner, outcome)
        _score_relations(annotation, claims, partner, outcome)
    return outcome


def _pairs(annotation: Gold, claims: Claims) -> dict[str, str]:
    """Found node -> gold thing, one to one, the most alike first."""
    candidates = []
    for id_, (kind, name, mentions) in annotation.things.items():
        wanted = {_folded(m, kind) for m in mentions}
        for (node, found_kind), surfaces in claims.surfaces.items():
            if kind != found_kind:
                continue
            best = max((_alike(a, _folded(b, kind)) for a in wanted for b in surfaces), default=0.0)
            if best >= _ALIKE.get(kind, _ALIKE_OTHERWISE):
                folded = _folded(name, kind)
                label = max((_alike(folded, _folded(x, kind)) for x in claims.names.get(node, ())), default=0.0)
                candidates.append((best, label, len(surfaces), id_, node))
    partner: dict[str, str] = {}
    taken: set[str] = set()
    for *_, id_, node in sorted(candidates, reverse=True):
        if id_ not in taken and node not in partner:
            partner[node] = id_
            taken.add(id_)
    return partner


def _score_things(annotation: Gold, claims: Claims, partner: Mapping[str, str], outcome: Evaluation) -> None:
    matched = set(partner.values())
    for id_, (kind, name, _) in annotation.things.items():
        outcome.entities[kind].gold += 1
        outcome.entities[kind].right += id_ in matched
        if id_ not in matched:
            outcome.misses.append(Miss(annotation.id, False, kind, name))
    for (node, kind), surfaces in sorted(claims.surfaces.items()):
        outcome.entities[kind].found += 1
        if node not in partner:
            outcome.misses.append(Miss(annotation.id, True, kind, " | ".join(sorted(surfaces))))


def _score_relations(annotation: Gold, claims: Claims, partner: Mapping[str, str], outcome: Evaluation) -> None:
    wanted = {triple for triple, _ in _closed((t, 1.0) for t in annotation.relations)}
    open_ = set(wanted)
    known = {*RELATIONS, *(p for _, p, _ in wanted)}
    claimed: dict[Triple, float] = {}
    for triple, confidence in _closed(claims.relations.items()):
        claimed[triple] = max(confidence, claimed.get(triple, 0.0))
    for (s, p, o), confidence in sorted(claimed.items()):
        if p not in known:
            continue
        ours = (partner.get(s), p, o if o.startswith(LITERAL) else partner.get(o))
        hit = _counterpart(ours, open_)
        outcome.relations[p].found += 1
        outcome.judged.append((confidence, hit is not None))
        if hit:
            open_.discard(hit)
            outcome.relations[p].right += 1
        else:
            text = f"{_shown(s, annotation, claims, partner)} -> {_shown(o, annotation, claims, partner)}"
            outcome.misses.append(Miss(annotation.id, True, p, text))
    for s, p, o in sorted(wanted):
        outcome.relations[p].gold += 1
        if (s, p, o) in open_:
            text = f"{_shown(s, annotation, claims, {s: s})} -> {_shown(o, annotation, claims, {o: o})}"
            outcome.misses.append(Miss(annotation.id, False, p, text))


def _closed(triples: Iterable[tuple[Triple, float]]) -> Iterator[tuple[Triple, float]]:
    for (s, p, o), confidence in triples:
        yield (s, p, o), confidence
        if p in IMPLIED:
            yield (s, IMPLIED[p], o), confidence


def _counterpart(ours: tuple[str | None, str, str | None], open_: Set[Triple]) -> Triple | None:
    """The gold triple that `ours` (in gold's names; None for an end that gold lacks) is, if any."""
    s, p, o = ours
    if s is None or o is None:
        return None
    if (s, p, o) in open_:
        return s, p, o
    if p in SYMMETRIC and (o, p, s) in open_:
        return o, p, s
    if p in LITERALS:
        for a, q, b in sorted(open_):
            if (a, q) == (s, p) and b.startswith(LITERAL) and _same(p, o[len(LITERAL) :], b[len(LITERAL) :]):
                return a, q, b
    return None


def _same(relation: str, ours: str, theirs: str) -> bool:
    """Whether two literals say the same: dates as far as both are precise, quotations by their first words."""
    a, b = _folded(ours), _folded(theirs)
    if relation in DATED:
        a, b = a.split("/")[0], b.split("/")[0]
        if "xxxx" in (a[:4], b[:4]):
            return a[-5:] == b[-5:]
        shared = min(len(a), len(b))
        return shared >= 4 and a[:shared] == b[:shared]
    if relation == "says":
        x, y = a.split()[:_QUOTED_WORDS], b.split()[:_QUOTED_WORDS]
        return len({*x} & {*y}) >= 0.7 * max(1, min(len(x), len(y)))
    return _JOINERS.sub("", a) == _JOINERS.sub("", b)


def _folded(text: str, kind: str | None = None) -> str:
    """`text` without what does not tell one name from another: case, place of the tone mark, punctuation, title."""
    text = _MOVED.sub(lambda m: _TONES[m.group()], unicodedata.normalize("NFC", text).casefold())
    text = " ".join(_PUNCTUATION.sub(" ", text).split())
    title = _TITLES[kind].match(text) if kind in _TITLES else None
    return text[title.end() :] if title else text


def _alike(a: str, b: str) -> float:
    """1 for equal, otherwise the Dice coefficient of the two bags of words."""
    if a == b:
        return 1.0
    x, y = Counter(a.split()), Counter(b.split())
    shared = (x & y).total()
    return 0.999 * 2 * shared / (x.total() + y.total()) if shared else 0.0


def _shown(end: str, annotation: Gold, claims: Claims, partner: Mapping[str, str]) -> str:
    if end.startswith(LITERAL):
        return end[len(LITERAL) :]
    thing = annotation.things.get(partner.get(end, ""))
    return thing[1] if thing else min(claims.names.get(end) or {end})
