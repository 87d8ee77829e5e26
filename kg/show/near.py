"""What the explorer asks for as it goes: the neighbourhood of a thing, links among things, the way between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.ontology import local
from kg.show import facts
from kg.show.escape import plain
from kg.show.facts import Queryable, rows
from kg.show.render import Links
from kg.show.vocabulary import FAMILIES, KG, vocabulary

WIDEST = 30_000  # things that a search for a way may look at from either end
FARTHEST = 8  # links between two things

Json = Any


def near(store: Queryable, links: Links, iri: str, limit: int, skip: int = 0) -> Json | None:
    """A thing and the `limit` others most linked to it, after the first `skip`; None when there is no such thing."""
    found = _between(store, [iri])
    others: dict[str, float] = defaultdict(float)
    for link in found:
        other = link["t"] if link["s"] == iri else link["s"]
        others[other] += sum(r["n"] + r["c"] for r in link["r"])
    known = facts.things(store, [iri, *others])
    if iri not in known:
        return None
    ranked = sorted((o for o in others if o in known and o != iri), key=lambda o: (-others[o], known[o].label, o))
    chosen = ranked[skip : skip + limit]
    kept = {iri, *chosen}
    told = facts.told(store, kept)
    return {
        "things": [
            _thing(known[one], links, told.get(one, 0), len(ranked) if one == iri else None) for one in (iri, *chosen)
        ],
        "links": [link for link in found if link["s"] in kept and link["t"] in kept],
        "total": len(ranked),
    }


def between(store: Queryable, iris: Sequence[str]) -> Json:
    """All links among these things."""
    inside = set(iris)
    return {"links": [link for link in _between(store, iris) if link["s"] in inside and link["t"] in inside]}


def way(store: Queryable, links: Links, start: str, goal: str) -> Json:
    """The things on a shortest way between two, and the links among them; nothing when there is no way.

    Both ends look outward in turn, the smaller first. Ways through a thing that is linked to very much (a country) are
    taken like others: they are the shortest.
    """
    before: list[dict[str, str]] = [{start: ""}, {goal: ""}]
    edges = [{start}, {goal}]
    meeting = start if start == goal else None
    for _ in range(FARTHEST):
        if meeting or not all(edges) or sum(map(len, before)) > 2 * WIDEST:
            break
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        reached: dict[str, str] = {}
        for one, other in _steps(store, edges[side]):
            if other not in before[side]:
                reached[other] = min(one, reached.get(other, one))
        before[side] |= reached
        edges[side] = set(reached)
        meeting = min((one for one in reached if one in before[1 - side]), default=None)
    if meeting is None:
        return {"things": [], "links": []}
    path = [meeting]
    while before[0][path[0]]:
        path.insert(0, before[0][path[0]])
    while before[1][path[-1]]:
        path.append(before[1][path[-1]])
    known, told = facts.things(store, path), facts.told(store, path)
    found = [_thing(known[iri], links, told.get(iri, 0)) for iri in path if iri in known]
    return {"things": found, "links": between(store, path)["links"]}


def named(store: Queryable, links: Links, iris: Sequence[str]) -> Json:
    """These things, and the links among them, to restore a view."""
    known, told = facts.things(store, iris), facts.told(store, iris)
    found = [_thing(known[iri], links, told.get(iri, 0)) for iri in iris if iri in known]
    return {"things": found, "links": between(store, list(known))["links"]}


def _thing(thing: facts.Thing, links: Links, told: int, total: int | None = None) -> Json:
    name = vocabulary().name(thing.kind)
    return {
        "id": thing.iri,
        "label": plain(thing.label),
        "kind": [name.vi, name.en],
        "family": thing.family,
        "told": told,
        "href": links.href(thing.iri),
        "total": total,
    }


def _steps(store: Queryable, iris: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Pairs of these things and what each is linked to, either way."""
    kinds = " ".join(f"kg:{family}" for family in FAMILIES)
    for batch in facts.batches(iris):
        for ends in ("?x ?p ?y", "?y ?p ?x"):
            query = f"""SELECT DISTINCT ?x ?y {{ VALUES ?x {{ {batch} }} {ends}
                FILTER(STRSTARTS(STR(?p), "{KG}") && isIRI(?y)) ?y a ?k VALUES ?k {{ {kinds} }} }}"""
            yield from ((one, other) for one, other in rows(store, query))


def _between(store: Queryable, iris: Sequence[str]) -> list[Json]:
    """The links that touch these things, one for each pair, with what is said of each relation of the pair."""
    pairs: dict[tuple[str, str], dict[str, Json]] = defaultdict(dict)
    once = len(set(iris)) == 1
    for batch in facts.batches(iris):
        for ends, only in (("?s", "?s ?p ?o"), *((("?o", "?s ?p ?o"),) if once else ())):
            query = f"""SELECT ?s ?p ?o {{ VALUES {ends} {{ {batch} }} {only}
                FILTER(STRSTARTS(STR(?p), "{KG}") && isIRI(?o)) }}"""
            for s, p, o in rows(store, query):
                if s != o:
                    pairs[s, o][p] = {"c": 0.0, "n": 0, "d": []}
            query = f"""SELECT ?s ?p ?o (MAX(?c) AS ?best) (COUNT(DISTINCT ?a) AS ?n)
                (MIN(?d) AS ?low) (MAX(?d) AS ?high) {{
                VALUES {ends} {{ {batch} }} GRAPH ?g {{ ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
                kg:confidence ?c ; prov:wasDerivedFrom ?x . ?x oa:hasSource ?a OPTIONAL {{ ?a dct:date ?d }} }}
                FILTER(isIRI(?o)) }} GROUP BY ?s ?p ?o"""
            for s, p, o, best, number, low, high in rows(store, query):
                if p in pairs.get((s, o), {}):
                    pairs[s, o][p] = {
                        "c": round(float(best), 2),
                        "n": int(number),
                        "d": [low[:10], high[:10]] if low else [],
                    }
    words = vocabulary()
    made = []
    for (s, o), relations in sorted(pairs.items()):
        special = set(words.most_special(frozenset(local(p) for p in relations)))
        rows_ = [{"p": local(p), **said} for p, said in sorted(relations.items()) if local(p) in special]
        made.append({"s": s, "t": o, "r": rows_})
    return made
