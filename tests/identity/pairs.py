"""Pairs of names in context as readings, and the verdict of a resolver on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.identity import resolve
from kg.language.normal import normal
from kg.model import Article, Entity, Mention, Reading, Sentence, Statement
from kg.ontology import Ontology, load

FILE = Path(__file__).parent.parent / "data" / "name-pairs.tsv"
_ADDRESS = {"ông", "bà"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names in context; verdict: same, different, or unknown where nobody can tell."""

    group: str
    verdict: str
    left: tuple[str, str]  # name, context
    right: tuple[str, str]


def pairs() -> Iterator[Pair]:
    """The pairs of the public test set."""
    for line in FILE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            group, verdict, left, about_left, right, about_right = line.split("\t")
            yield Pair(group, verdict, (left, about_left), (right, about_right))


def joined(pair: Pair) -> bool:
    """Whether the resolver makes one person of the two."""
    readings = [reading("left", *pair.left), reading("right", *pair.right)]
    found = resolve(readings, ontology=_ontology())
    return found.node_of["left", 0] == found.node_of["right", 0]


def scores(decide: Callable[[Pair], bool]) -> tuple[float, int, int, list[Pair]]:
    """Recall on "same", false merges among "different" and among "unknown", and the pairs decided wrongly."""
    wrong, merged = [], {"same": 0, "different": 0, "unknown": 0}
    everything = list(pairs())
    for pair in everything:
        one = decide(pair)
        merged[pair.verdict] += one
        if one != (pair.verdict == "same"):
            wrong.append(pair)
    total = sum(p.verdict == "same" for p in everything)
    return merged["same"] / total, merged["different"], merged["unknown"], wrong


def reading(article: str, name: str, context: str) -> Reading:
    """What a careful reader takes from an article that says of a person what the context says; entity 0 is the person."""
    return _Writer(_ontology(), article, normal(name), [p.strip() for p in normal(context).split(";")]).reading()


@cache
def _ontology() -> Ontology:
    return load()


@cache
def _known() -> tuple[dict[str, str], frozenset[str]]:
    """Class by spelling of the known areas, and the spellings of ranks."""
    everything = _ontology().known.values()
    areas = {f: k.kind for k in everything if _ontology().is_a(k.kind, "Area") for f in k.spellings}
    return areas, frozenset(f for k in everything if k.kind == "Rank" for f in k.spellings)


class _Writer:
    def __init__(self, ontology: Ontology, article: str, name: str, parts: list[str]) -> None:
        self._ontology, self._article, self._parts = ontology, article, parts
        self._entities: dict[tuple[str, str], int] = {}
        self._kinds: list[Entity] = []
        self._statements: list[Statement] = []
        self._text, self._mentions = "", []
        self._areas, self._ranks = _known()
        self._person = self._entity("Person", name)

    def reading(self) -> Reading:
        date = next((p for p in self._parts if p[:4].isdigit()), None)
        self._text = f"Ngày {date}, " if date else "Tin cho biết, "
        for part in self._parts:
            if part in _ADDRESS or part in self._ranks:
                self._text += part + " "
        self._mention(self._person)
        for part in self._parts:
            if part.startswith("sinh "):
                self._text += f" (sinh năm {part[5:]})"
        for part in self._parts:
            if part.startswith("nguyên "):
                self._post(part.removeprefix("nguyên "), "heldPost")
            elif "@" in part or (part and part[0].isupper() and part not in self._ranks):
                self._post(part, "holdsPost")
            elif part.startswith("cùng "):
                for other in part.removeprefix("cùng ").split(", "):
                    self._text += ", cùng "
                    self._mention(self._entity(self._kind(other), other))
        self._text += " có mặt."
        return Reading(
            article=Article(self._article, self._text, date=date),
            sentences=(Sentence(0, len(self._text)),),
            entities=tuple(self._kinds),
            mentions=tuple(self._mentions),
            statements=tuple(self._statements),
        )

    def _post(self, part: str, predicate: str) -> None:
        role, *around = (p.strip() for p in part.split("@"))
        self._text += ", "
        name = f"{role} {around[0]}" if around else role
        post = self._entity("Post", name)
        self._mention(post)
        self._say(self._person, predicate, post)
        inner, link = post, "postIn"
        for thing in around:
            outer = self._entity(self._kind(thing), thing)
            self._say(inner, link, outer)
            inner, link = outer, "partOf"

    def _say(self, subject: int, predicate: str, object_: int) -> None:
        self._statements.append(Statement(subject, predicate, object_, 0, 0.95, "test"))

    def _mention(self, entity: int) -> None:
        start = len(self._text)
        self._text += self._kinds[entity].name
        self._mentions.append(Mention(start, len(self._text), entity))

    def _entity(self, kind: str, name: str) -> int:
        if (kind, name) not in self._entities:
            self._entities[kind, name] = len(self._kinds)
            self._kinds.append(Entity(kind, name))
        return self._entities[kind, name]

    def _kind(self, name: str) -> str:
        level = name.split(" ", maxsplit=1)[0]
        if level in ("tỉnh", "huyện"):
            return "Province" if level == "tỉnh" else "District"
        if name.lower().startswith("thành phố"):
            return "AdministrativeArea"
        if name in self._areas:
            return self._areas[name]
        bodies = ("Bộ", "Công", "Sở", "UBND", "HĐND", "Tỉnh", "Thành", "Huyện", "Ủy", "Ban", "Trường", "Quân", "Liên")
        return "StateOrgan" if level in bodies else "Person"
