"""What is known of an entity beside where it stands: how its name begins, its rank among areas, what holds it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from kg.language.normal import key
from kg.model import Entity, Reading
from kg.ontology import Ontology

_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"(?:[^\W\d]+ ){1,4}\d+[/-]\S*[^\W_]")  # nghị quyết số 28-nq/tw


@dataclass(frozen=True, slots=True)
class Profile:
    """One entity."""

    kind: str  # one of the main classes
    name: str  # comparison key of its name
    keys: tuple[str, ...]  # comparison keys of its name and of its surfaces of two syllables or more, the longest first
    head: tuple[str, ...]  # what its name begins with: one syllable, then two
    rank: str  # for areas: the class that says how large it is
    known: frozenset[str]  # the reference things that it may be
    count: int  # mentions in the article
    first: int  # sentence of the first mention


def area_ranks(ontology: Ontology) -> dict[str, str]:
    """The rank that each word for an area stands for: the word sets area-RANK."""
    sets = ((name.removeprefix("area-"), forms) for name, forms in ontology.words.items() if name.startswith("area-"))
    return {form: rank for rank, forms in sets for form in forms}


class Profiler:
    """Makes the profiles of the entities of a Reading."""

    def __init__(self, ontology: Ontology, top: Callable[[str], str]) -> None:
        self._ontology = ontology
        self._top = top
        self._ranks = area_ranks(ontology)
        self._areas: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._within: dict[str, set[str]] = defaultdict(set)
        for known in ontology.known.values():
            kind = top(known.kind) if "Agent" in ontology.ancestors(known.kind) else ""
            if kind in ("Area", "Organization"):
                for spelling in (*known.spellings, *known.hidden):
                    self._areas[kind, key(spelling)].add(known.id)
            for name, value in known.facts:
                if name in ("within", "partOf", "jurisdiction"):
                    self._within[known.id].add(value)

    def profiles(self, reading: Reading) -> list[Profile]:
        """One a entity, in their order."""
        surfaces: dict[int, set[str]] = defaultdict(set)
        count: Counter[int] = Counter()
        first: dict[int, int] = {}
        sentence = 0
        for mention in reading.mentions:
            while sentence + 1 < len(reading.sentences) and reading.sentences[sentence].end <= mention.start:
                sentence += 1
            surfaces[mention.entity].add(key(reading.article.text[mention.start : mention.end]))
            count[mention.entity] += 1
            first.setdefault(mention.entity, sentence)
        return [self._profile(e, surfaces[i], count[i], first.get(i, 0)) for i, e in enumerate(reading.entities)]

    def _profile(self, entity: Entity, surfaces: set[str], count: int, first: int) -> Profile:
        kind = self._top(entity.kind)
        name = key(entity.name)
        words = _WORD.findall(name)
        head = (" ".join(words[:1]), " ".join(words[:2])) if kind != "Person" else ()
        known = {entity.known} if entity.known else set()
        rank = ""
        if kind in ("Area", "Organization"):
            for form in sorted({name, *surfaces}):
                known |= self._areas.get((kind, form), set())
        if kind == "Area":
            rank = self._rank(name, surfaces, sorted(known), entity.kind)
        keys = {name, *(s for s in surfaces if " " in s or kind == "Area")}
        if kind == "Area":
            keys |= {bare for form in list(keys) if (bare := self._bare(form))}
        return Profile(
            kind, name, tuple(sorted(keys, key=lambda f: (-len(f), f))), head, rank, frozenset(known), count, first
        )

    def _rank(self, name: str, surfaces: set[str], known: Sequence[str], kind: str) -> str:
        for form in (name, *sorted(surfaces)):
            for n in (2, 1):
                word = " ".join(_WORD.findall(form)[:n])
                if word in self._ranks and word != form:
                    return self._ranks[word]
        kinds = {self._ontology.known[i].kind for i in known if i in self._ontology.known}
        return min(kinds) if kinds else kind

    def _bare(self, form: str) -> str:
        """The name without the word for the kind of area before it: "tỉnh Vĩnh Long" is Vĩnh Long."""
        for n in (2, 1):
            words = form.replace(".", ". ").split()
            if len(words) > n and " ".join(_WORD.findall(" ".join(words[:n]))) in self._ranks:
                return " ".join(words[n:])
        return ""

    def within(self, inner: Profile, outer: Profile) -> bool:
        """Whether the reference knows the one to lie in the other."""
        todo, seen = set(inner.known), set(inner.known)
        while todo:
            up = self._within.get(todo.pop(), set()) - seen
            if up & outer.known:
                return True
            seen |= up
            todo |= up
        return False


_KINDS = ("rank=", "R=", "h=")
_SHAPES = ("m>", "m<", "so<", "os<", "son", "osn", "mid")


def middles(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """The pairs of entities between which a third one stands, by their names: (a (b (c))) gives a and c."""
    chosen = [i for i, p in enumerate(profiles) if p.kind in ("Post", "Organization", "Area") and p.count]
    holds: dict[int, set[int]] = defaultdict(set)
    for a in chosen:
        for b in chosen:
            if a != b and profiles[b].kind != "Post" and contained(profiles[a], profiles[b]):
                holds[a].add(b)
    return {(a, c) for a, inner in holds.items() for b in inner for c in holds.get(b, ()) if c != a}


def pair_features(profiler: Profiler, s: Profile, o: Profile) -> list[str]:
    """What two profiles say of a relation between them, wherever they stand."""
    out = [f"sh={s.head[0]}", f"sH={s.head[1]}"] if s.head else []
    if o.head:
        out += [f"oh={o.head[0]}", f"oH={o.head[1]}"]
        if s.head:
            out.append(f"h={s.head[0]}|{o.head[0]}")
    if s.kind in ("Organization", "Post") and s.name.count(" ") < 5:
        out.append(f"sn={s.name}")
    if o.kind in ("Organization", "Area") and o.name.count(" ") < 5:
        out.append(f"on={o.name}")
    if s.rank or o.rank:
        out.append(f"rank={s.rank}>{o.rank}")
        out.append(f"R={s.kind}{s.rank}>{o.kind}{o.rank}")
    if profiler.within(s, o):
        out.append("kb>")
    elif profiler.within(o, s):
        out.append("kb<")
    elif s.known and o.known:
        out.append("kb-")
    for name, a, b in (("nm>", s, o), ("nm<", o, s)):
        fit = contained(a, b)
        if fit:
            out += [name, f"{name}{fit}"]
    out += [f"sc{min(s.count, 4)}", f"oc{min(o.count, 4)}"]
    if s.first == 0:
        out.append("shead")
    if o.first == 0:
        out.append("ohead")
    return out


def together(features: Sequence[str]) -> list[str]:
    """Ranks of areas or heads of names together with the words between them: "huyện B, tỉnh C"."""
    kinds = [f for f in features if f.startswith(_KINDS)]
    shapes = [f for f in features if f.startswith(_SHAPES)] if kinds else ()
    return [f"{k}&{m}" for k in kinds for m in shapes]


def contained(outer: Profile, inner: Profile, others: Collection[str] = ()) -> str:
    """Whether the one's name has the other's in it: "end", "in", or "" where it has not.

    others: whole names of things of the inner one's kind, which mean those: "Quốc hội" is not that of Cuba, beside it.
    """
    for form in inner.keys:
        if form != inner.name and form in others:
            continue
        if form != outer.name and len(form) < len(outer.name) and f" {form} " in f" {outer.name} ":
            return "end" if outer.name.endswith(form) else "in"
    return ""


def titled(outer: Profile, inner: Profile) -> int:
    """Where the one's name goes on with the other's, given by its name or its number, 0 where it does not."""
    forms = {k for k in (inner.name, *inner.keys) if k == inner.name or any(c.isdigit() for c in k) or k.count(" ") > 1}
    numbered = _NUMBERED.match(inner.name)
    if numbered:
        forms.add(numbered[0])
    places = [re.search(rf"(?<!\w){re.escape(form)}(?!\w)", outer.name) for form in sorted(forms) if form != outer.name]
    return min((at.start() for at in places if at and at.start()), default=0)
