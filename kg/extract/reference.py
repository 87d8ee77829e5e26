"""Who and what inside one article: every phrase is given the entity that it names.

Areas first, then bodies (completed by the article's own area where they have none), then posts (by their role and
body), people (full and short names), and documents, programmes, events and honours (a bare head goes to the last
fuller phrase with the same head).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.headed import Families, clusters
from kg.extract.mentions import nested
from kg.extract.phrase import Fact, Phrase
from kg.extract.template import tokenised, trie
from kg.language.normal import key
from kg.model import Entity
from kg.ontology import Ontology

TYPES = ("Person", "Post", "Organization", "Area", "Document", "Programme", "Event", "Honour")


@dataclass
class Thing:
    """An entity in the making."""

    type: str
    phrases: list[Phrase] = field(default_factory=list)
    surfaces: Counter[str] = field(default_factory=Counter)
    name: str = ""
    kind: str = ""
    area: int = -1  # for a body: the area it was completed by


class Referents:
    """Finds the entities of one article."""

    def __init__(self, ontology: Ontology, text: str) -> None:
        self._ontology = ontology
        self._text = text
        self._abbreviations = _abbreviations(ontology)
        self._families = Families(ontology)
        self.things: list[Thing] = []
        self.facts: list[Fact] = []
        self._index: dict[tuple[str, ...], int] = {}
        self._main: dict[str, int] = {}
        self._holders: dict[int, list[tuple[int, Phrase]]] = {}

    def resolve(self, phrases: Sequence[Phrase]) -> None:
        """Give every phrase, and every phrase inside it, its entity."""
        by: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in nested(phrases):
            kind = self.type(phrase.kind)
            if kind:
                by[kind].append(phrase)
        for kind in by:
            by[kind].sort(key=lambda p: p.core)
        self._areas(by["Area"])
        self._bodies(by["Organization"])
        self._posts(by["Post"])
        self._people(by["Person"])
        for kind in ("Document", "Programme", "Event", "Honour"):
            self._headed(kind, by[kind])
    def type(self, kind: str) -> str | None:
        """Which of the eight counted classes a class belongs to."""
        return next((t for t in TYPES if self._ontology.is_a(kind, t)), None)

    def surface(self, phrase: Phrase) -> str:
        """The text of a phrase's name."""
        return self._text[phrase.core[0] : phrase.core[1]]

    def entities(self) -> list[Entity]:
        """The entities, in the order of their first mention."""
        out = []
        for thing in self.things:
            traits: dict[str, str] = {}
            for phrase in thing.phrases:
                for name, value in phrase.traits.items():
                    if value and name not in ("candidates", "date"):
                        traits.setdefault(name, value)
            known = Counter(p.known for p in thing.phrases if p.known)
            best = min(known, key=lambda k: (-known[k], k)) if known else None
            out.append(Entity(thing.kind, thing.name, best, tuple(sorted(traits.items()))))
        return out

    def _add(self, phrase: Phrase, kind: str, id_: tuple[str, ...], name: str | None = None) -> int:
        index = self._index.get((kind, *id_))
        if index is None:
            index = len(self.things)
            self._index[(kind, *id_)] = index
            self.things.append(Thing(kind))
        thing = self.things[index]
        thing.phrases.append(phrase)
        surface = name or self.surface(phrase)
        thing.surfaces[surface] += 1
        if len(surface) > len(thing.name) or (len(surface) == len(thing.name) and surface < thing.name):
            thing.name = surface
        if not thing.kind or self._ontology.is_a(phrase.kind, thing.kind):
            thing.kind = phrase.kind
        phrase.entity = index
        return index

    # ---- areas

    def _areas(self, phrases: list[Phrase]) -> None:
        named: dict[str, set[str]] = defaultdict(set)
        for phrase in phrases:
            name, level = self._area_key(phrase)
            named[name].add(level)
        counts: dict[str, Counter[int]] = defaultdict(Counter)
        for phrase in phrases:
            name, level = self._area_key(phrase)
            others = named[name] - {""}
            if not level and len(others) == 1:
                level = next(iter(others))
            if level == "top" and "" in named[name] and not others - {"top"}:
                level = "top"
            index = self._add(phrase, "Area", (name, level))
            counts[self._level(phrase)][index] += 1
        for level, counter in counts.items():
            self._main[level] = min(counter, key=lambda i: (-counter[i], i))

    def _level(self, phrase: Phrase) -> str:
        for kind, level in (("Province", "tỉnh"), ("District", "huyện"), ("Commune", "xã")):
            if self._ontology.is_a(phrase.kind, kind):
                return level
        known = self._ontology.known.get(phrase.known or phrase.traits.get("candidates", "").split(" ")[0])
        facts = dict(known.facts) if known else {}
        level = facts.get("level", "")
        if phrase.traits.get("level") == "thanh-pho" or level.startswith("thanh-pho"):
            return "thành phố"
        if level.startswith("tinh"):
            return "tỉnh"
        return "country" if self._ontology.is_a(phrase.kind, "Country") else ""

    def _area_key(self, phrase: Phrase) -> tuple[str, str]:
        surface = key(self._spelled(self.surface(phrase)))
        stripped = _AREA_TYPE.sub("", surface) or surface
        level = self._level(phrase)
        bucket = {"huyện": "huyện", "xã": "xã", "thành phố": "city"}.get(level, "top" if phrase.known or level else "")
        if bucket == "city" and self._is_top(stripped):
            bucket = "top"
        return re.sub(r"[-–\s]+", " ", stripped), bucket

    def _is_top(self, name: str) -> bool:
        tops = getattr(self, "_tops", None)
        if tops is None:
            tops = {
                key(self._spelled(_AREA_TYPE.sub("", key(s))))
                for k in self._ontology.known.values()
                if self._ontology.is_a(k.kind, "AdministrativeArea")
                and dict(k.facts).get("level", "").startswith(("tinh", "thanh-pho"))
                for s in k.spellings
            }
            self._tops: set[str] = tops
        return name in tops

    # ---- bodies

    def _bodies(self, phrases: list[Phrase]) -> None:
        for phrase in sorted(phrases, key=lambda p: (p.core[1] - p.core[0], p.core)):
            name = self.surface(phrase)
            spelled = key(self._spelled(name))
            area = self._missing_area(phrase, spelled)
            if area is not None:
                bare = _LEVEL_WORD.sub("", name).strip()
                name = f"{bare} {self._full_area(area)}"
                self.facts.append(
                    Fact(phrase, "partOf", self.things[area].phrases[0], "completed", 0.85, phrase.core[0])
                )
                spelled = key(self._spelled(name))
            index = self._add(phrase, "Organization", (self._body_key(spelled),), name)
            if area is not None:
                self.things[index].area = area
            last = [p for p in phrase.parts if p.core[1] == phrase.core[1] and self.type(p.kind) in ("Organization", "Area")]
            if last and not any(f.predicate == "partOf" and f.object is last[0] for f in phrase.facts):
                # A body or place that ends the name of another body is what that body belongs to.
                self.facts.append(Fact(phrase, "partOf", last[0], "nested", 0.9, phrase.core[0]))

    def _body_key(self, spelled: str) -> str:
        text = re.sub(r"\b(?:tỉnh|thành phố|tp|của|các|nước)\b", " ", spelled)
        return " ".join(re.sub(r"[^\w]+", " ", text).split())

    def _missing_area(self, phrase: Phrase, spelled: str) -> int | None:
        """The article's own area for a local body named without one ("Tỉnh ủy", "UBND TP", "Sở Y tế")."""
        inside = [p for p in nested(phrase.parts) if self.type(p.kind) in ("Area", "Organization")]
        if phrase.known or inside:
            return None
        for start, levels in self._ontology_levels():
            if spelled.startswith(start):
                word = _LEVEL_WORD.search(spelled)
                wanted = [_LEVELS.get(word.group(1), word.group(1))] if word else levels
                for level in wanted:
                    if level in self._main:
                        return self._main[level]
        return None

    def _ontology_levels(self) -> list[tuple[str, list[str]]]:
        rows = []
        for level in ("tỉnh", "thành phố", "huyện", "xã"):
            for form in self._ontology.words.get(f"bodies-of-{_LEVEL_SET[level]}", ()):
                rows.append((key(form), [level]))
        for form in self._ontology.words.get("bodies-of-any", ()):
            rows.append((key(form), ["tỉnh", "thành phố"]))
        return sorted(rows, key=lambda r: -len(r[0]))

    def _full_area(self, index: int) -> str:
        surfaces = self.things[index].surfaces
        return max(surfaces, key=lambda s: (len(s), s))

    # ---- posts

    def _posts(self, phrases: list[Phrase]) -> None:
        bare: list[tuple[Phrase, str]] = []
        for phrase in phrases:
            role = key(self._spelled(self.surface(phrase)))
            bodies = [p for p in phrase.parts if self.type(p.kind) in ("Organization", "Area")]
            if not bodies:
                bare.append((phrase, role))
                continue
            body = bodies[-1]
            head = key(self._spelled(self._text[phrase.core[0] : bodies[0].start]))
            self._add(phrase, "Post", (head, str(body.root.entity)), self._post_name(phrase, body))
        for phrase, role in bare:
            matches = [i for k, i in self._index.items() if k[0] == "Post" and k[1] == role and len(k) == 3]
            before = [i for i in matches if self.things[i].phrases[0].core < phrase.core]
            chosen = (before or matches)[-1:] if role not in self._ontology.words.get("own-posts", ()) else matches[:1]
            if chosen:
                thing = self.things[chosen[0]]
                thing.phrases.append(phrase)
                thing.surfaces[self.surface(phrase)] += 1
                phrase.entity = chosen[0]
            else:
                self._add(phrase, "Post", (role,))

    def _post_name(self, phrase: Phrase, body: Phrase) -> str:
        thing = self.things[body.root.entity] if body.root.entity >= 0 else None
        if thing is not None and thing.area >= 0 and body.core[1] == phrase.core[1]:
            return self._text[phrase.core[0] : body.core[0]] + thing.name
        return self.surface(phrase)

    # ---- people

    def _people(self, phrases: list[Phrase]) -> None:
        full = [p for p in phrases if len(self.surface(p).split()) > 1]
        for phrase in full:
            self._add(phrase, "Person", (key(self.surface(phrase)),))
        for phrase in phrases:
            if phrase.entity >= 0:
                continue
            short = key(self.surface(phrase))
            matches = [
                i
                for k, i in self._index.items()
                if k[0] == "Person" and (k[1].split()[-1] == short or k[1].split()[0] == short)
            ]
            before = [i for i in matches if self.things[i].phrases[0].core < phrase.core]
            if before or matches:
                index = (before or matches)[-1]
                self.things[index].phrases.append(phrase)
                self.things[index].surfaces[self.surface(phrase)] += 1
                phrase.entity = index
            else:
                self._add(phrase, "Person", (short,))

    def holder(self, post: Phrase) -> Phrase | None:
        """The phrase of the person who holds the post that a phrase names, the nearest before it."""
        if not self._holders:
            for fact in self.facts:
                if fact.predicate in ("holdsPost", "appointedTo") and isinstance(fact.object, Phrase):
                    self._holders.setdefault(fact.object.root.entity, []).append((fact.at, fact.subject))
            self._holders.setdefault(-2, [])
        found = self._holders.get(post.root.entity, [])
        people = {p.root.entity for _, p in found}
        if len(people) == 1:
            return found[0][1]
        before = [p for at, p in found if at < post.start]
        return before[-1] if before else None

    # ---- documents, programmes, events, honours

    def _headed(self, kind: str, phrases: list[Phrase]) -> None:
        for cluster in clusters(phrases, lambda p: self._spelled(self.surface(p)), self._families):
            first = cluster.phrases[0]
            for phrase in cluster.phrases:
                self._add(phrase, kind, (str(first.core), key(self.surface(first))))

    def _spelled(self, text: str) -> str:
        pattern, table = self._abbreviations
        flat = " ".join(tokenised(text)) + " "
        return pattern.sub(lambda m: table[m.group().strip().lower()] + " ", flat).strip()


_AREA_TYPE = re.compile(
    r"^(?:nước|tỉnh|thành phố|tp|thị xã|tx|huyện|quận|phường|xã|thị trấn|thủ đô|đặc khu)[\s.]+", re.IGNORECASE
)
_LEVEL_WORD = re.compile(r"\s(tỉnh|thành phố|TP \.|TP\.|TP|huyện|quận|thị xã|xã|phường|thị trấn)$", re.IGNORECASE)
_LEVELS = {"quận": "huyện", "thị xã": "huyện", "phường": "xã", "thị trấn": "xã", "tp": "thành phố", "tp .": "thành phố"}
_LEVEL_SET = {"tỉnh": "province", "thành phố": "city", "huyện": "district", "xã": "commune"}


def _abbreviations(ontology: Ontology) -> tuple[re.Pattern[str], dict[str, str]]:
    table = {
        " ".join(tokenised(s)).lower(): k.label
        for k in ontology.known.values()
        if k.kind == "Abbreviation"
        for s in k.spellings
        if s != k.label
    }
    return re.compile(r"(?<![^ ])" + trie(table)) if table else re.compile(r"(?!)"), table
