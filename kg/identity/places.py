"""Areas, bodies and posts of articles to the things they are: by name, place and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.identity.canonical import Canonical, joined, place, without_level
from kg.identity.digest import Digest
from kg.identity.kinds import Kinds
from kg.identity.units import Units
from kg.ontology import Ontology

HOME = "viet-nam"
_OF_DISTRICTS = frozenset({("huyện", "ủy"), ("quận", "ủy"), ("thị", "ủy")})

Key = tuple[str, ...]  # what a thing is: ("org", "ủy ban nhân dân", "cao-bang")


@dataclass(frozen=True, slots=True)
class Place:
    """An area, body or post of one article, identified."""

    key: Key
    known: str | None = None  # of the reference files
    local: bool = False  # known in its own article only
    area: str = ""  # the unit of which it is ("@..." a commune of the article), "" where there is none or the country's
    text: str = ""  # of a body: its name as a part of other names


class Placer:
    """Identifies the areas, bodies and posts of a digest."""

    def __init__(self, ontology: Ontology, units: Units, canonical: Canonical) -> None:
        self._units, self._canonical, self._kinds = units, canonical, Kinds(ontology)
        self._forms: dict[tuple[str, bool], frozenset[tuple[str, ...]]] = {}
        w = ontology.words
        forms = [self._form(f) for f in w.get("needs-owner", ())]
        self._needs = frozenset(f for f in forms if f[-1:] != ("*",))
        self._needs_any = tuple(f[:-1] for f in forms if f[-1:] == ("*",))
        self._single = frozenset(self._form(f) for f in w.get("one-of-its-kind", ()))
        self._national = frozenset(self._form(f) for f in w.get("national-post", ()))
        self._unowned = frozenset(self._form(f) for f in w.get("not-owned", ()))

    def places(self, digest: Digest) -> dict[int, Place]:
        """The areas, bodies and posts of one article, by the index of the entity."""
        kinds = {i: self._type(e.kind) for i, e in enumerate(digest.entities)}
        owners: dict[int, list[int]] = {}
        for subject, _, object_ in digest.links:
            owners.setdefault(subject, []).append(object_)
        found: dict[int, Place] = {}
        for type_, identify in (("Area", self._area), ("Organization", self._body), ("Post", self._post)):
            todo = [i for i, t in kinds.items() if t == type_]
            # Bodies after those they belong to: shorter names first, as a longer one holds its owner's.
            for i in sorted(todo, key=lambda i: (len(digest.entities[i].name), i)):
                found[i] = identify(digest, i, owners.get(i, []), found)
        return found

    def _type(self, kind: str) -> str | None:
        return next((t for t in ("Area", "Organization", "Post") if self._kinds.under(kind, t)), None)

    def _form(self, text: str) -> tuple[str, ...]:
        star = ("*",) if text.endswith("*") else ()
        return self._canonical.name(text) + star

    # ---- areas

    def _area(self, digest: Digest, i: int, owners: list[int], found: Mapping[int, Place]) -> Place:
        entity = digest.entities[i]
        known = entity.known or self._units.find(entity.name, entity.kind, digest.span)
        if known:
            known = self._units.at(known, digest.span, then=i in digest.then, now=i in digest.now)
            return Place(("area", known), known, area=known)
        name = joined(place(entity.name))
        if not self._kinds.under(entity.kind, "AdministrativeArea"):
            return Place(("area", name), area="")
        level = "" if entity.kind == "AdministrativeArea" else entity.kind
        around = sorted({found[o].area for o in owners if o in found and found[o].area} - {HOME})
        if not around:
            provinces = {p.area for p in found.values() if p.area and self._units.is_province(p.area)}
            around = sorted(provinces) if len(provinces) == 1 else []
        if around:
            return Place(("area", level, name, around[0]), area=f"{around[0]}/{name}")
        if self._kinds.under(entity.kind, "Commune"):
            return Place(("area", level, name, "@" + digest.article), local=True, area=f"@{digest.article}/{name}")
        return Place(("area", level, name), area=f"?/{name}")

    # ---- bodies

    def _body(self, digest: Digest, i: int, owners: list[int], found: Mapping[int, Place]) -> Place:
        entity = digest.entities[i]
        known = entity.known or self._units.find(entity.name, entity.kind, digest.span)
        name = self._canonical.plain(entity.name)
        if known:
            known = self._units.at(known, digest.span)
            label = joined(self._canonical.name(self._units.known[known].label))
            return Place(("org", known), known, text=label)
        if self._canonical.same(name) in self._unowned:
            text = joined(self._canonical.same(name))
            return Place(("org", text, ""), text=text)
        head, owner = self._cut(digest, name, owners, found)
        if owner is not None and owner.key[0] == "org" and owner.area and not owner.local:
            # "Ban Tổ chức" of a "Tỉnh ủy Cao Bằng": of that place, whichever body of it is named.
            text = joined(self._canonical.same((*head, *owner.text.split(" "))))
            return Place(("org", text, owner.area), area=owner.area, text=text)
        head = self._canonical.same(head)
        if owner is not None:
            if owner.local:
                at = "@" + digest.article
                return Place(("org", joined(head), at), local=True, area=owner.area, text=joined(head))
            area = owner.area if owner.area != HOME else ""
            text = joined(part for part in (joined(head), owner.text) if part)
            if area or owner.text or not self._generic(head):
                return Place(("org", text, area), area=area, text=text)
        if self._generic(head):
            return Place(("org", joined(head), "@" + digest.article), local=True, text=joined(head))
        return Place(("org", joined(head), ""), text=joined(head))

    def _generic(self, head: tuple[str, ...]) -> bool:
        head = without_level(head)
        if head in self._single:
            return False
        return head in self._needs or any(head[: len(n)] == n for n in self._needs_any) or len(head) < 2

    def _cut(
        self, digest: Digest, name: tuple[str, ...], owners: list[int], found: Mapping[int, Place]
    ) -> tuple[tuple[str, ...], Place | None]:
        """The name without its owner's, and the owner: the longest owner that ends the name, else the only one."""
        known_owners = [o for o in owners if o in found]
        # "đại biểu Quốc hội tỉnh Bắc Kạn" is a post in the Quốc hội, but of that place.
        kinds = ("area",) if known_owners else ("area", "org")
        others = [o for o, p in found.items() if p.key[0] in kinds]
        best = self._ending(digest, name, known_owners, found) or self._ending(digest, name, others, found)
        if best is not None:
            return without_level(name[: -best[0]]), found[best[1]]
        if known_owners:
            own = [o for o in known_owners if found[o].key[0] == "area"]
            bodies = [o for o in known_owners if found[o].key[0] == "org" and not found[o].local]
            return without_level(name), found[(bodies or own or known_owners)[0]]
        return without_level(name) if len(name) > 1 else name, None

    def _ending(
        self, digest: Digest, name: tuple[str, ...], candidates: Sequence[int], found: Mapping[int, Place]
    ) -> tuple[int, int] | None:
        """The candidate with the longest name that ends a name, and how many words those are."""
        best: tuple[int, bool, int] | None = None
        for o in candidates:
            entity = digest.entities[o]
            is_area = found[o].key[0] == "area"
            for form in self._called(entity.name, is_area):
                n = len(form)
                if n and n < len(name) and name[-n:] == form:
                    # "Tỉnh ủy Quảng Trị" is the province's, where the article names the town of Quảng Trị as well.
                    fits = not is_area or self._units.is_province(found[o].area) != (name[:-n][-2:] in _OF_DISTRICTS)
                    if best is None or (n, fits) > best[:2]:
                        best = (n, fits, o)
        return best and (best[0], best[2])

    def _called(self, name: str, is_area: bool) -> frozenset[tuple[str, ...]]:
        """The ways in which an owner can end another's name."""
        forms = self._forms.get((name, is_area))
        if forms is None:
            forms = frozenset({self._canonical.plain(name), *({place(name)} if is_area else ())})
            self._forms[name, is_area] = forms
        return forms

    # ---- posts

    def _post(self, digest: Digest, i: int, owners: list[int], found: Mapping[int, Place]) -> Place:
        entity = digest.entities[i]
        name = self._canonical.plain(entity.name)
        owners = [o for o in owners if o in found]
        head, owner = self._cut(digest, name, owners, found)
        if owner is not None and owner.key[0] == "area":
            head = self._canonical.same(head)
            if owner.area == HOME:
                return self._national_post(digest, head)
            if owner.local or not owner.area:
                return Place(("post", joined(head), "@" + digest.article), local=True, area=owner.area)
            if not self._units.is_country(owner.area):
                head = self._canonical.post_of_area(head)
            return Place(("post", joined(head), owner.area), area=owner.area)
        if owner is not None:
            text = joined(self._canonical.same((*head, *owner.text.split(" "))))
            if owner.local:
                return Place(("post", text, "@" + digest.article), local=True, area=owner.area)
            # A ministry of one name before and after a reform is two bodies, and its minister two posts.
            era = self._units.era(owner.known) if owner.known else ""
            return Place(("post", text, owner.area, *([era] if era else [])), area=owner.area)
        return self._national_post(digest, self._canonical.same(name))

    def _national_post(self, digest: Digest, head: tuple[str, ...]) -> Place:
        if head in self._national or len(head) >= 4 or (len(head) > 2 and head[:1] == ("bộ",)):
            return Place(("post", joined(head), ""))
        return Place(("post", joined(head), "@" + digest.article), local=True)
