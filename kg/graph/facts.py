"""The default graph: what is known, every fact once, whichever articles say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.graph.names import Names
from kg.graph.reference import Reference, rebased
from kg.graph.said import happened, said
from kg.graph.terms import BASE, CODE, KG, Triple, date, iri, prop, term, text, typed
from kg.identity import Node, Resolution
from kg.identity.resolution import Tenure
from kg.model import Reading
from kg.ontology import above

# Statements below this confidence are kept as evidence and not asserted: more of them are wrong than right.
FLOOR = 0.5
# Happenings that are evidence only: what was said and counted, not what is so.
_EVIDENCE_ONLY = {"Speech", "Quantity", "Tenure"}

_TYPE, _LABEL, _ALT = term("rdf:type"), term("rdfs:label"), term("skos:altLabel")
_SUBPROPERTY = term("rdfs:subPropertyOf")
_HOLDS, _HELD = term("kg:holdsPost"), term("kg:heldPost")
_ORDER = {_TYPE: 0, _LABEL: 1, term("skos:prefLabel"): 2, _ALT: 3}


@dataclass
class Facts:
    """The facts while they are gathered."""

    reference: Reference
    names: Names
    triples: set[Triple] = field(default_factory=set)
    used: set[str] = field(default_factory=set)  # known things, by the IRI that the ontology gives them
    cited: set[str] = field(default_factory=set)  # reference terms of office that inferences rest on: never facts here
    spans: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # (person, post) -> days of its articles

    def __post_init__(self) -> None:
        above: dict[str, set[str]] = {}
        for s, p, o in self.reference.vocabulary:
            if p == _SUBPROPERTY and o.startswith("<" + KG):
                above.setdefault(s, set()).add(o)
        self._above = above
        self._supers: dict[str, frozenset[str]] = {}

    def supers(self, predicate: str) -> frozenset[str]:
        """The property and the kg: properties that it specialises."""
        if predicate not in self._supers:
            self._supers[predicate] = above(predicate, self._above)
        return self._supers[predicate]

    def add(self, subject: str, predicate: str, object_: str) -> None:
        """Assert a triple, and what it implies by rdfs:subPropertyOf."""
        self.triples.update((subject, name, object_) for name in self.supers(predicate))

    def types(self, subject: str, kinds: Iterable[str]) -> None:
        """Give a thing its class and every kg: class above it, so that plain queries need no inference."""
        self.triples.update((subject, _TYPE, f"<{KG}{kind}>") for kind in kinds)


def facts(readings: Iterable[Reading], resolution: Resolution, names: Names, reference: Reference) -> Facts:
    """All facts of a set of readings."""
    out = Facts(reference, names)
    for id_, node in resolution.nodes.items():
        _node(out, names.nodes[id_], node)
    for reading in readings:
        _reading(out, reading)
    _tenures(out, resolution)
    for old, new in resolution.succeeded:
        if old in names.nodes and new in names.nodes:
            out.add(names.nodes[old], term("kg:succeededBy"), names.nodes[new])
    _known(out)
    terms = (f"<{BASE}id/{inferred.term}>" for inferred in resolution.inferred)
    out.cited.update(t for t in terms if t in reference.things)
    return out


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """Triples by subject; of each its class and names first, then the rest in alphabetical order."""
    of: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        of[triple[0]].append(triple)
    out = []
    for subject in sorted(of, key=lambda s: s[:-1]):  # without its ">", which is no letter of a name
        rows = sorted(of[subject])
        rows.sort(key=lambda t: _ORDER.get(t[1], 9))
        out += rows
    return out


def _node(out: Facts, name: str, node: Node) -> None:
    found = out.reference.find(node.id) if node.known else None
    out.types(name, out.names.kinds[name])
    out.triples.add((name, _LABEL, text(node.label, "vi")))
    out.triples.update((name, _ALT, text(alias, "vi")) for alias in node.aliases if alias != node.label)
    for trait, value in node.traits:
        _trait(out, name, trait, value)
    for same in node.same_as:
        out.triples.add((name, term("owl:sameAs" if "wikidata.org/entity/" in same else "schema:sameAs"), iri(same)))
    if found:
        out.used.add(found)


def _trait(out: Facts, name: str, trait: str, value: str) -> None:
    relation = out.names.ontology.relations.get(trait)
    if relation is None:  # a helper of reading
        return
    code = f"<{CODE}{value.removeprefix('code:')}>"
    if code in out.reference.things:
        out.used.add(code)
        out.add(name, prop(trait), code)
    elif not relation.range:
        out.add(name, prop(trait), date(value) or text(value))


def _reading(out: Facts, reading: Reading) -> None:
    for statement, subject, predicate, object_ in said(reading, out.names):
        if statement.confidence < FLOOR:
            continue
        out.add(subject, predicate, object_)
        above = out.supers(predicate)
        if _HOLDS in above or _HELD in above:
            days = out.spans.setdefault((subject, object_), [])
            if _HOLDS in above and reading.article.date:
                days.append(reading.article.date[:10])
    for happening, name, roles in happened(reading, out.names, but=_EVIDENCE_ONLY):
        if happening.confidence >= FLOOR:
            out.triples.add((name, _TYPE, f"<{KG}{happening.kind}>"))
            for predicate, end in roles:
                out.triples.add((name, predicate, end))
                if end.startswith("<" + CODE):
                    out.used.add(end)


def _tenures(out: Facts, resolution: Resolution) -> None:
    names = out.names.nodes
    done = set()
    for tenure in resolution.tenures:
        person, post = names[tenure.person], names[tenure.post]
        if not out.names.fits(person, "holdsPost", post):
            continue
        done.add((person, post))
        name = _tenure(out, person, post, tenure.attested_from, tenure.attested_until)
        _stated(out, name, tenure)
    for (person, post), days in sorted(out.spans.items()):
        if (person, post) not in done:
            _tenure(out, person, post, min(days, default=None), max(days, default=None))


def _tenure(out: Facts, person: str, post: str, first: str | None, last: str | None) -> str:
    name = f"<{out.names.base}id/{_local(person)}--{_local(post)}>"
    out.triples.update(
        ((name, _TYPE, term("kg:Tenure")), (name, term("org:member"), person), (name, term("opengov:post"), post))
    )
    if (person, _HOLDS, post) not in out.triples:
        out.triples.add((name, term("kg:former"), typed("true", "boolean")))
    for predicate, day in (("kg:attestedFrom", first), ("kg:attestedUntil", last)):
        if day and date(day):
            out.triples.add((name, term(predicate), typed(day[:10], "date")))
    return name


def _stated(out: Facts, name: str, tenure: Tenure) -> None:
    for predicate, day in (("schema:startDate", tenure.start), ("schema:endDate", tenure.end)):
        value = date(day) if day else None
        if value:
            out.triples.add((name, term(predicate), value))
    for predicate, people in (("kg:predecessor", tenure.before), ("kg:successor", tenure.after)):
        out.triples.update((name, term(predicate), out.names.nodes[p]) for p in people if p in out.names.nodes)
    if tenure.articles:
        out.triples.add((name, term("kg:support"), typed(str(tenure.articles), "integer")))


def _local(name: str) -> str:
    return name[name.rfind("/") + 1 : -1]


def _known(out: Facts) -> None:
    """What the ontology knows of the things that are used, and of those that they lead to."""
    base, nodes = out.names.base, set(out.names.nodes.values())
    out.used = out.reference.closure(out.used)
    for subject in out.used:
        name = rebased(subject, base)
        named = name in nodes
        kind = out.reference.kind(subject)
        if kind and not named:
            out.types(name, out.names.ontology.ancestors(kind))
        for predicate, object_ in out.reference.facts(subject):
            if (predicate == _TYPE and (kind or named)) or (named and predicate == _LABEL):
                continue
            out.add(name, predicate, rebased(object_, base))


def reference_graph(facts_: Facts) -> list[Triple]:
    """The triples of graph/reference: the known things in use as the ontology has them, spellings included."""
    base = facts_.names.base
    return ordered(
        (rebased(s, base), p, rebased(o, base))
        for s in facts_.used | facts_.cited
        for p, o in facts_.reference.things[s]
    )


def counted(triples: Sequence[Triple]) -> int:
    """How many of the triples relate things or date them: those with a kg: predicate."""
    return sum(t[1].startswith("<" + KG) for t in triples)
