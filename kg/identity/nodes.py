"""Nodes of a graph out of what was found to be one thing: their local names, classes, labels and traits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from kg.identity.digest import Digest
from kg.identity.iris import distinct, local_name, mark
from kg.identity.judgements import Constraints
from kg.identity.kinds import Kinds
from kg.identity.labels import apart, usual, usual_kind
from kg.identity.officeholders import Holders
from kg.identity.persons import Cluster, Ref
from kg.identity.places import Key
from kg.identity.resolution import Node
from kg.identity.units import Units
from kg.language.normal import key as spelling
from kg.language.normal import normal
from kg.model import Entity

_NAMED_UNDER_ID = ("Person", "Post", "Organization", "Area", "Document", "Programme", "Event")


class Nodes:
    """Collects the nodes of one resolution."""

    def __init__(
        self,
        kinds: Kinds,
        units: Units,
        holders: Holders,
        digests: Sequence[Digest],
    ) -> None:
        self._kinds, self._units, self._holders = kinds, units, holders
        self._entities = {(d.article, i): e for d in digests for i, e in enumerate(d.entities)}
        self._reserved = set(holders.by_id) | {
            i for i, k in units.known.items() if any(kinds.under(k.kind, t) for t in _NAMED_UNDER_ID)
        }
        self.nodes: dict[str, Node] = {}
        self.node_of: dict[Ref, str] = {}
        self._person_of: dict[str, str] = {}
        self._post_labels: dict[Key, str] = {}
        self._keys: dict[Key, str] = {}

    def things(self, keys: Mapping[Ref, Key], constraints: Constraints) -> None:
        """Nodes of all that is no person; `keys` says what the entities are."""
        groups: dict[Key, list[Ref]] = defaultdict(list)
        for ref, entity in sorted(self._entities.items()):
            if entity.kind != "Person":
                groups[keys.get(ref) or self._by_name(ref, entity)].append(ref)
        groups = _judged(groups, constraints, self._units.known)
        known: dict[Key, str] = {k: k[1] for k in groups if _is_known(k, self._units.known)}
        for k, refs in groups.items():
            certain = {self._entities[r].known for r in refs} - {None}
            if k not in known and k[0] not in ("area", "org") and len(certain) == 1:
                known[k] = str(next(iter(certain)))
        wanted = {k: (self._wish(k, refs), "\0".join(k)) for k, refs in groups.items() if k not in known}
        ids = {**known, **distinct(wanted, self._reserved)}
        for k, refs in sorted(groups.items()):
            self._thing(ids[k], k, refs, k in known)

    def people(self, clusters: Iterable[Cluster]) -> None:
        """Nodes of the people."""
        by_name: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            by_name[self._label(cluster)].append(cluster)
        wanted: dict[int, tuple[str, str]] = {}
        labels: dict[int, str] = {}
        sure: dict[int, str] = {}
        everyone: dict[int, Cluster] = {}
        for name, namesakes in sorted(by_name.items()):
            namesakes.sort(key=lambda c: (-len(c.members), c.first))
            marks = apart(namesakes, self._post_labels, self._units) if len(namesakes) > 1 else [""]
            for cluster, text in zip(namesakes, marks, strict=True):
                n = len(everyone)
                everyone[n] = cluster
                known = sorted(cluster.known & self._holders.by_id.keys())
                if len(known) == 1 and known[0] not in sure.values():
                    sure[n] = known[0]
                told = text or (f"bài {cluster.first[0]}" if len(namesakes) > 1 else "")
                labels[n] = f"{name} ({told})" if told else name
                # Alone, a name is enough; one of several without a mark is told by the first article that names it.
                first = "@".join(map(str, cluster.first))
                tail = text or (mark(first) if len(namesakes) > 1 else "")
                wanted[n] = (local_name(f"{name} {tail}".strip()), f"{name}\0{text}\0{first}")
        ids = {**sure, **distinct({n: w for n, w in wanted.items() if n not in sure}, self._taken())}
        for n, cluster in sorted(everyone.items()):
            self._person(ids[n], labels[n], cluster, n in sure)

    def holders(self) -> dict[str, str]:
        """Node of every person of the reference table; one that no article names gets a node of the table's."""
        return {id_: self._person_of.get(id_, id_) for id_ in self._holders.by_id}

    def keep_holders(self, ids: Iterable[str]) -> None:
        """Nodes of people whom no article names and an inference needs."""
        for id_ in sorted(ids):
            if id_ not in self.nodes:
                holder = self._holders.by_id[id_]
                self.nodes[id_] = Node(id_, "Person", holder.name, known=True, same_as=_links(holder.article))

    def succeeded(self) -> tuple[tuple[str, str], ...]:
        """(old, new) of the units that are nodes, and of the organs of units that followed one another."""
        found = set()
        for id_ in self.nodes:
            found |= {(id_, later) for later in self._units.successors(id_) if later in self.nodes and later != id_}
        organs = {k: id_ for k, id_ in self._keys.items() if k[0] == "org" and len(k) == 3 and k[2]}
        for (_, name, area), id_ in organs.items():
            for later in self._units.successors(area):
                new = organs.get(("org", name, later))
                if new and new != id_:
                    found.add((id_, new))
        return tuple(sorted(found))

    def _taken(self) -> set[str]:
        return set(self.nodes) | self._reserved

    def _by_name(self, ref: Ref, entity: Entity) -> Key:
        """What is told by its name alone: an honour anywhere, a programme whose name says enough."""
        name = spelling(entity.name)
        if self._kinds.under(entity.kind, "Honour") or (
            self._kinds.under(entity.kind, "Programme") and len(name.split()) >= 4
        ):
            return (entity.kind, name)
        return (entity.kind, name, "@" + ref[0], str(ref[1]))

    def _wish(self, k: Key, refs: Sequence[Ref]) -> str:
        tail = [part for part in k[2:] if part and not part.startswith("@")]
        if k[0] == "event":
            tail = [k[2]] if k[2] else []
        text = " ".join([k[1], *tail]).replace("/", " ")
        local = any(part.startswith("@") for part in k[2:]) or (k[0] == "event" and not k[2])
        name = local_name(text)
        return f"{name[:74]}-{mark(refs[0][0])}" if local else name

    def _thing(self, id_: str, k: Key, refs: Sequence[Ref], known: bool) -> None:
        entities = [self._entities[r] for r in refs]
        names = [normal(e.name) for e in entities]
        if known and id_ in self._units.known:  # a post may have the local name of a role
            one = self._units.known[id_]
            label, kind = one.label, one.kind
        else:
            label = usual(names)
            kind = usual_kind((e.kind for e in entities), self._kinds)
        aliases = () if names == [label] else tuple(sorted({*names} - {label}))
        self.nodes[id_] = Node(id_, kind, label, aliases, _traits(entities), known and id_ in self._units.known)
        self.node_of.update(dict.fromkeys(refs, id_))
        self._keys[k] = id_
        if k[0] == "post":
            self._post_labels[k] = label

    def _label(self, cluster: Cluster) -> str:
        """The fullest name in proper use: of "Nguyễn Kim Ngân" and "Nguyễn Thị Kim Ngân" the longer."""
        names = Counter(normal(m.shown) for m in cluster.members)
        return min(names, key=lambda n: (n.isupper(), n.isascii(), -len(n.split()), -names[n], n))

    def _person(self, id_: str, label: str, cluster: Cluster, sure: bool) -> None:
        name = self._label(cluster)
        refs = sorted(m.ref for m in cluster.members)
        entities = [self._entities[r] for r in refs]
        aliases = {normal(e.name) for e in entities} | ({name} if label != name else set())
        traits = {t for t in _traits(entities) if t[0] != "rank"}
        ranks = {r for m in cluster.members for r in m.about.ranks}
        traits |= {("rank", r) for r in ranks}
        if cluster.born and cluster.born[0] == cluster.born[1]:
            traits.add(("birthYear", str(cluster.born[0])))
        links: tuple[str, ...] = ()
        if sure:
            links = _links(self._holders.by_id[id_].article)
            self._person_of[id_] = id_
        kind = usual_kind((e.kind for e in entities), self._kinds)
        self.nodes[id_] = Node(id_, kind, label, tuple(sorted(aliases - {label})), tuple(sorted(traits)), same_as=links)
        self.node_of.update(dict.fromkeys(refs, id_))


def _is_known(k: Key, known: Container[str]) -> bool:
    """Whether a key is that of an area or a body of the reference files."""
    return k[0] in ("area", "org") and len(k) == 2 and k[1] in known


def _judged(
    groups: Mapping[Key, list[Ref]], constraints: Constraints, known: Container[str] = ()
) -> dict[Key, list[Ref]]:
    """The groups with those joined that a person judged the same, and those parted that were judged different.

    What is joined with a thing of the reference files is that thing.
    """
    found = {k: list(v) for k, v in groups.items()}
    if not constraints:
        return found
    where = {ref: k for k, refs in found.items() for ref in refs}
    for (one, two), verdict in sorted(constraints.settled.items()):
        a, b = where.get(one), where.get(two)
        if a is None or b is None:
            continue
        if verdict == "same" and a != b:
            if _is_known(b, known) and not _is_known(a, known):
                a, b = b, a
            for ref in found.pop(b):
                found[a].append(ref)
                where[ref] = a
            found[a].sort()
    parted: dict[Key, set[Ref]] = defaultdict(set)
    for (one, two), verdict in sorted(constraints.settled.items()):
        if verdict == "different" and one in where and where.get(one) == where.get(two):
            parted[where[one]].add(constraints.group(two))
    for k, roots in sorted(parted.items()):
        for root in sorted(roots):
            moved = [r for r in found[k] if constraints.group(r) == root]
            kept = [r for r in found[k] if constraints.group(r) != root]
            if moved and kept:
                found[k] = kept
                found[(*k, *("@" + part for part in map(str, root)))] = moved
    return found


def _traits(entities: Sequence[Entity]) -> tuple[tuple[str, str], ...]:
    """The traits that most of the entities that have such a trait agree on."""
    if len(entities) == 1:
        return tuple(sorted(entities[0].traits))
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in entities:
        for name, value in entity.traits:
            by[name][value] += 1
    return tuple((name, min(c, key=lambda v: (-c[v], v))) for name, c in sorted(by.items()))


def _links(article: str) -> tuple[str, ...]:
    return (article,) if article else ()
