"""What disagrees in a graph, and what changed between two graphs or two days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.api import Graph
from kg.identity.canonical import words
from kg.ontology import load, local
from kg.query.evidence import Evidence, evidence

# Properties of which a thing has one value; a coarser date ("2017") does not disagree with a finer one.
_ONE_VALUE = ("heldOn", "issuedOn", "number")
_TENURES = """SELECT ?t ?person ?personLabel ?post ?postLabel ?first ?last ?start ?end ?n {
    ?t a kg:Tenure ; org:member ?person ; opengov:post ?post .
    ?person rdfs:label ?personLabel . ?post rdfs:label ?postLabel
    OPTIONAL { ?t kg:attestedFrom ?first } OPTIONAL { ?t kg:attestedUntil ?last }
    OPTIONAL { ?t schema:startDate ?start } OPTIONAL { ?t schema:endDate ?end } OPTIONAL { ?t kg:support ?n } }"""
_PLACES = """SELECT ?post ?area ?label { ?post kg:postIn/kg:partOf* ?area . ?area kg:level ?level ; rdfs:label ?label
    FILTER(?level IN (<https://w3id.org/vnkg/code/tinh>, <https://w3id.org/vnkg/code/thanh-pho-tw>)) }"""


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one post, as the graph has it; dates are ISO or ""."""

    person: str
    person_label: str
    post: str
    post_label: str
    first: str = ""  # attested
    last: str = ""
    start: str = ""  # stated
    end: str = ""
    articles: int = 0

    @property
    def begin(self) -> str:
        """The first day known of, stated or attested."""
        return self.start or self.first

    @property
    def until(self) -> str:
        """The last day known of."""
        return self.end or self.last

    def on(self, day: str) -> bool:
        """Whether the articles say that the person held the post on the day, or before it and not that it ended."""
        return bool(self.begin) and self.begin <= day and (not self.end or day[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two facts that cannot both be so, with the sentences that say them."""

    kind: str  # "holders", "value", "places"
    about: str  # label of what they are on
    left: str
    right: str
    left_said: tuple[Evidence, ...] = ()
    right_said: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What is in the new and not in the old, the other way round, and what has another value; rows of labels."""

    entered: list[tuple[str, str, str]] = field(default_factory=list)
    left: list[tuple[str, str, str]] = field(default_factory=list)
    changed: list[tuple[str, str, str, str]] = field(default_factory=list)  # subject, property, old, new


def tenures(graph: Graph) -> list[Tenure]:
    """All tenures of a graph, in the order of time."""
    found = []
    for row in graph.query(_TENURES):
        r = {name: str(value or "") for name, value in row.items()}
        who, what = (r["person"], r["personLabel"]), (r["post"], r["postLabel"])
        found.append(Tenure(*who, *what, r["first"], r["last"], r["start"], r["end"], int(r["n"] or 0)))
    return sorted(found, key=lambda t: (t.begin or "9", t.until, t.post_label, t.person_label, t.person))


def conflicts(graph: Graph) -> list[Conflict]:
    """What the graph's facts disagree on, by kind and name."""
    return [*_holders(graph), *_places(graph), *_values(graph)]


def between_graphs(old: Graph, new: Graph) -> Changes:
    """What changed from one build to another: facts of the default graphs, by the names of things."""
    before, after = _facts(old), _facts(new)
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    by: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for fact in (*gone, *come):
        by[fact[:2]].append(fact)
    changes = Changes()
    for (_, _), facts in sorted(by.items()):
        out = sorted(f for f in facts if f in gone)
        into = sorted(f for f in facts if f in come)
        if len(out) == len(into) == 1 and local(out[0][1]) in _ONE_VALUE:
            subject, prop, value = before[out[0]]
            changes.changed.append((subject, prop, value, after[into[0]][2]))
            continue
        changes.left.extend(before[f] for f in out)
        changes.entered.extend(after[f] for f in into)
    return changes


def between_days(graph: Graph, old: str, new: str) -> Changes:
    """What changed in the world from one day to another as the articles tell: who held which post."""
    held: list[dict[str, dict[str, Tenure]]] = [defaultdict(dict), defaultdict(dict)]
    for tenure in tenures(graph):
        for when, day in enumerate((old, new)):
            if tenure.on(day):
                held[when][tenure.post][tenure.person] = tenure
    changes = Changes()
    for post in sorted(held[0].keys() | held[1].keys()):
        before, after = (dict(h.get(post, {})) for h in held)
        label = next(iter((before or after).values())).post_label
        out = [t for p, t in sorted(before.items()) if p not in after]
        into = [t for p, t in sorted(after.items()) if p not in before]
        if single(label) and len(into) == 1 and (before or out):
            last = max((*out, *before.values()), key=lambda t: (t.until, t.person))
            changes.changed.append((label, "holder", last.person_label, into[0].person_label))
            continue
        changes.left.extend((t.person_label, "holdsPost", label) for t in out)
        changes.entered.extend((t.person_label, "holdsPost", label) for t in into)
    return changes


@cache
def _many() -> tuple[tuple[str, ...], ...]:
    return tuple(words(form) for form in load().words.get("many-holders", ()))


def single(post: str) -> bool:
    """Whether a post of this name has one holder at a time."""
    head = words(post)
    return not any(head[: len(form)] == form for form in _many())


def _holders(graph: Graph) -> Iterable[Conflict]:
    by: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures(graph):
        if tenure.first and tenure.last and single(tenure.post_label):
            by[tenure.post].append(tenure)
    for post in sorted(by):
        for n, two in enumerate(by[post]):
            for one in by[post][:n]:
                if one.person != two.person and one.first <= two.last and two.first <= one.last:
                    said = [_told(evidence(graph.store, [t.person], [post])) for t in (one, two)]
                    yield Conflict("holders", two.post_label, _span(one), _span(two), *said)


def _places(graph: Graph) -> Iterable[Conflict]:
    areas: dict[str, dict[str, str]] = defaultdict(dict)
    for row in graph.query(_PLACES):
        areas[str(row["post"])][str(row["area"])] = str(row["label"])
    later = {str(r["a"]): str(r["b"]) for r in graph.query("SELECT ?a ?b { ?a kg:succeededBy ?b }")}
    by: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures(graph):
        if tenure.first and tenure.last and areas.get(tenure.post) and words(tenure.post_label)[:1] != ("đại",):
            by[tenure.person].append(tenure)
    for person in sorted(by):
        for n, two in enumerate(by[person]):
            for one in by[person][:n]:
                mine, theirs = ({later.get(a, a) for a in areas[t.post]} for t in (one, two))
                if not mine & theirs and one.first <= two.last and two.first <= one.last:
                    said = [_told(evidence(graph.store, [person], [t.post])) for t in (one, two)]
                    yield Conflict("places", one.person_label, _post(one), _post(two), *said)


def _values(graph: Graph) -> Iterable[Conflict]:
    for prop in _ONE_VALUE:
        rows = graph.query(f"SELECT ?s ?label ?v {{ ?s kg:{prop} ?v ; rdfs:label ?label }}")
        by: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in rows:
            by[str(row["s"])].append((str(row["v"]), str(row["label"])))
        for subject, values in sorted(by.items()):
            distinct = sorted({v for v, _ in values})
            for n, two in enumerate(distinct):
                for one in distinct[:n]:
                    if not _agree(one, two):
                        said = evidence(graph.store, [subject], relation=prop)
                        sides = (_told(e for e in said if e.object == v) for v in (one, two))
                        yield Conflict("value", f"{values[0][1]}: {prop}", one, two, *sides)


def _told(said: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Two sentences of these, each once: one that says both appointedTo and holdsPost is one sentence."""
    return tuple({one.sentence: one for one in reversed([*said])}.values())[::-1][:2]


def _agree(one: str, two: str) -> bool:
    """Whether two values can be one: a date may be told more coarsely, or without its year."""
    if one[:2] == "--" or two[:2] == "--":
        return one[-5:] == two[-5:] or len(one) == 4 or len(two) == 4
    return two.startswith(one) or one.startswith(two)


def _facts(graph: Graph) -> Mapping[tuple[str, str, str], tuple[str, str, str]]:
    query = """SELECT ?s ?p ?o ?sl ?ol { ?s ?p ?o . FILTER(STRSTARTS(STR(?p), STR(kg:)))
        OPTIONAL { ?s rdfs:label ?sl } OPTIONAL { ?o rdfs:label ?ol } }"""
    found: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    for r in graph.query(query):
        key = str(r["s"]), str(r["p"]), str(r["o"])
        found[key] = str(r["sl"] or local(key[0])), local(key[1]), str(r["ol"] or local(key[2]))
    return found


def _span(tenure: Tenure) -> str:
    return f"{tenure.person_label} ({tenure.first} – {tenure.last})"


def _post(tenure: Tenure) -> str:
    return f"{tenure.post_label} ({tenure.first} – {tenure.last})"
