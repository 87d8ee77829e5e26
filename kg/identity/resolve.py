"""Entities of many articles to nodes of one graph: the stage on one screen.

Places first, since they tell people apart; then people, documents and events. Nothing depends on the order of the
articles. Every step sorts by what things are, and the work grows with n log n of the number of articles.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from kg.identity import copies, judgements, officeholders, tenures
from kg.identity.canonical import Canonical, joined
from kg.identity.digest import Digest, Digester
from kg.identity.documents import Documents
from kg.identity.events import Events
from kg.identity.judgements import Constraints, anchor
from kg.identity.kinds import Kinds
from kg.identity.nodes import Nodes
from kg.identity.officeholders import Holders
from kg.identity.people import People
from kg.identity.persons import Appearance, Persons, Ref
from kg.identity.places import Key, Place, Placer
from kg.identity.prepared import Prepared
from kg.identity.resolution import Pair, Resolution
from kg.identity.spellings import Spellings
from kg.identity.support import Support
from kg.identity.units import Units
from kg.identity.variants import Variants
from kg.model import Reading
from kg.ontology import Ontology, load

_PRIOR = 1000  # articles by which the rarity of a name beside another is smoothed


def resolve(
    readings: Sequence[Reading], judgements: Path | None = None, ontology: Ontology | None = None
) -> Resolution:
    """Who is who in the readings.

    Args:
        readings: in any order, of different articles.
        judgements: the file of what people decided, which always wins.
        ontology: what is known; the shipped one by default.
    """
    ontology = ontology or load()
    _ontologies[ontology.version] = ontology
    digester = _digester(ontology.version)
    return join([digester.digest(r) for r in readings], judgements, ontology)


def join(
    digests: Iterable[Digest],
    path: Path | None = None,
    ontology: Ontology | None = None,
    *,
    prepared: Mapping[str, Prepared] | None = None,
) -> Resolution:
    """Who is who, from the digests of the readings; see `resolve`.

    prepared: by article what `preparer()` found of its digest, of those for which it is known.
    """
    ontology = ontology or load()
    _ontologies[ontology.version] = ontology
    digests = sorted(digests, key=lambda d: d.article)
    decided = judgements.read(path)
    resolver = _Resolver(_tools(ontology.version), digests, prepared or {})
    constraints = Constraints(decided, resolver.anchors() if decided else {})
    found = resolver.resolution(constraints)
    if constraints.missing:
        # Judgements of another graph name articles that this one does not hold: by the nodes they are about.
        nodes = {node: ref for ref, node in sorted(found.node_of.items(), reverse=True)}
        constraints = Constraints(decided, resolver.anchors(), nodes)
        found = resolver.resolution(constraints) if constraints else found
    return found


def preparer() -> Callable[[Digest], Prepared]:
    """What works out of a digest alone what `join` needs of it; making it takes longer than an article."""
    ontology = load()
    _ontologies[ontology.version] = ontology
    return _tools(ontology.version).prepare


def reference() -> Holders:
    """The terms of office of the reference table."""
    ontology = load()
    _ontologies[ontology.version] = ontology
    return _tools(ontology.version).holders


_ontologies: dict[str, Ontology] = {}


@lru_cache(maxsize=2)
def _digester(version: str) -> Digester:
    return Digester(_ontologies[version])


class _Tools:
    """What depends on the ontology alone: making it takes longer than joining a few articles."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.units, self.canonical = Units(ontology), Canonical(ontology)
        self.holders = officeholders.load(self.units, self.canonical, ontology.version)
        self.placer = Placer(ontology, self.units, self.canonical)
        self.persons = Persons(ontology, self.units)
        self.documents = Documents(ontology, self.canonical)
        self.events = Events(ontology, self.units, self.canonical)
        self.support = Support(ontology, self.units, self.holders)
        self.variants = Variants(ontology)
        self.kinds = Kinds(ontology)

    def prepare(self, digest: Digest) -> Prepared:
        """What the digest alone tells."""
        places = self.placer.places(digest)
        names = self._called(digest, places)
        return Prepared(
            places,
            self.documents.papers(digest, places),
            names,
            self.persons.appearances(digest, places, frozenset(names.values())),
            self.events.happenings(digest, places, names),
        )

    def _called(self, digest: Digest, places: Mapping[int, Place]) -> dict[int, str]:
        """What the entities of an article are called among articles, for what is named beside what."""
        found = {}
        for i, entity in enumerate(digest.entities):
            place = places.get(i)
            if place is not None and not place.local and place.key[0] != "post":
                found[i] = joined(part for part in place.key[1:] if part)
            elif entity.kind == "Person" and len(self.persons.name(entity.name)) > 1:
                found[i] = "@" + joined(self.persons.name(entity.name))
        return found


@lru_cache(maxsize=2)
def _tools(version: str) -> _Tools:
    return _Tools(_ontologies[version])


class _Resolver:
    def __init__(self, tools: _Tools, digests: Sequence[Digest], prepared: Mapping[str, Prepared]) -> None:
        self._tools, self._digests = tools, digests
        self._prepared = {d.article: prepared.get(d.article) or tools.prepare(d) for d in digests}
        self._places = {a: p.places for a, p in self._prepared.items()}
        order = {d.article: (d.date or "9", d.article) for d in digests}
        self._copies = copies.copies({d.article: d.signature for d in digests}, order)
        stories: dict[str, set[str]] = defaultdict(set)
        for article, found in self._prepared.items():
            for name in found.names.values():
                stories[name].add(self._copies.get(article, article))
        self._weights = {n: self._weight(n, len(s)) for n, s in stories.items()}

    def anchors(self) -> dict[str, Ref]:
        """What every anchor of a judgement names: an entity by its name, or by whatever the text calls it alone."""
        found: dict[str, Ref] = {}
        for d in self._digests:
            called: dict[str, set[int]] = defaultdict(set)
            for surface, i in d.surfaces:
                called[surface].add(i)
            found.update({anchor(d.article, s): (d.article, min(i)) for s, i in called.items() if len(i) == 1})
            found.update({anchor(d.article, e.name): (d.article, i) for i, e in reversed([*enumerate(d.entities)])})
        return found

    def resolution(self, constraints: Constraints) -> Resolution:
        """Nodes for all entities."""
        tools = self._tools
        support = tools.support.weighing(self._weights)
        people = People(tools.persons, tools.units, tools.holders, support, constraints, self._copies)
        blocks: dict[tuple[str, ...], list[Appearance]] = defaultdict(list)
        for found in self._prepared.values():
            for one in found.people:
                blocks[one.name].append(one)
        spellings = Spellings(tools.variants, people, support)
        clusters, undecided = spellings.join({name: people.block(block) for name, block in sorted(blocks.items())})
        clusters = people.settled(clusters)
        keys: dict[Ref, Key] = {(a, i): p.key for a, places in self._places.items() for i, p in places.items()}
        documents, events = tools.documents, tools.events
        keys |= documents.keys([p for found in self._prepared.values() for p in found.papers])
        keys |= events.keys([h for found in self._prepared.values() for h in found.events], self._copies)
        nodes = Nodes(tools.kinds, tools.units, tools.holders, self._digests)
        nodes.things(keys, constraints)
        nodes.people(clusters)
        inferred = tenures.inferred(
            self._digests,
            self._places,
            nodes.node_of,
            self._tools.holders,
            nodes.holders(),
            {
                p.key: support.single(p.key)
                for places in self._places.values()
                for p in places.values()
                if p.key[0] == "post"
            },
        )
        nodes.keep_holders({i.person for i in inferred})
        single = {
            nodes.node_of[a, i]: support.single(p.key) and not p.local
            for a, places in self._places.items()
            for i, p in places.items()
            if p.key[0] == "post"
        }
        return Resolution(
            nodes=dict(sorted(nodes.nodes.items())),
            node_of=nodes.node_of,
            pairs=self._pairs(nodes.node_of, constraints, undecided),
            tenures=tenures.tenures(self._digests, nodes.node_of, self._copies, single),
            inferred=inferred,
            copies={a: b for a, b in sorted(self._copies.items()) if a != b},
            succeeded=nodes.succeeded(),
        )

    def _weight(self, name: str, stories: int) -> float:
        """How much it tells that two articles name the same beside a person."""
        rarity = math.log((len(self._digests) + _PRIOR) / stories / 10)
        if name.startswith("@"):
            return (
                max(0.0, rarity)
                if self._tools.holders.bearers(tuple(name[1:].split(" "))) < 3
                else max(0.0, rarity / 3)
            )
        known = self._tools.units.known.get(name)
        if known is not None or self._tools.units.is_country(name):
            return 0.0 if self._tools.units.is_country(name) else min(1.0, max(0.0, rarity / 4))
        return min(2.5, max(0.0, rarity / 2))

    def _pairs(
        self,
        node_of: Mapping[Ref, str],
        constraints: Constraints,
        undecided: Sequence[tuple[Ref, Ref, float, tuple[str, ...]]],
    ) -> tuple[Pair, ...]:
        found: dict[tuple[str, str], Pair] = {}
        for one, two, score, reasons in undecided:
            left, right = sorted((node_of[one], node_of[two]))
            if left != right:
                found[left, right] = Pair(left, right, "undecided", score, reasons)
        for (one, two), verdict in sorted(constraints.settled.items()):
            left, right = sorted((node_of[one], node_of[two]))
            if left != right or verdict != "same":
                found[left, right] = Pair(left, right, verdict, 1.0 if verdict == "same" else 0.0, ("judged",))
        return tuple(found[key] for key in sorted(found))
