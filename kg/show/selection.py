"""The part of a graph worth drawing: what was asked for, and of that the best connected, best supported, newest."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import networkx as nx
import rustworkx as rx

from kg.errors import InputError
from kg.show.facts import Article, Link, Thing
from kg.show.names import fold
from kg.show.vocabulary import vocabulary

HALF_LIFE = 730  # days after which a report weighs half of what it would on the newest day
EDGES_PER_NODE = 2.5  # more lines than that are a grey ball and nothing else


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see."""

    about: tuple[str, ...] = ()  # names (with or without accents), local names or IRIs
    depth: int = 1  # links away from `about`
    since: str | None = None  # publication dates, ISO 8601
    until: str | None = None
    classes: tuple[str, ...] = ()
    max_nodes: int = 2000


@dataclass(frozen=True)
class Part:
    """What is drawn, and how much is not."""

    things: Sequence[str]  # IRIs, the most telling first
    links: Sequence[Link]
    all_things: int
    all_links: int
    wish: Wish
    undated: int = 0  # links left out because no article behind them has a date


def choose(
    things: Mapping[str, Thing], links: Sequence[Link], articles: Mapping[str, Article], wish: Wish | None = None
) -> Part:
    """The part of the graph that the wish describes, cut to its `max_nodes` most telling nodes.

    A node tells more the more articles speak of its links, the more it is linked to others that tell much (PageRank),
    and the more recent those articles are. What only reference knowledge links, and no article, is not drawn.

    Raises InputError when `about` or a class names nothing.
    """
    wish = wish or Wish()
    drawable = [
        link for link in links if link.subject in things and link.object in things and link.subject != link.object
    ]
    everything = {end for link in drawable if link.said for end in (link.subject, link.object)}
    drawable = [link for link in drawable if link.subject in everything and link.object in everything]
    kept, undated = _within(drawable, articles, wish)
    if wish.classes:
        allowed = _of_classes(things, wish.classes)
        kept = [link for link in kept if link.subject in allowed and link.object in allowed]
    weights = _weights(kept, articles)
    centre: set[str] = set()
    if wish.about:
        centre = {iri for name in wish.about for iri in _named(name, things)}
        near = _near(weights, centre, wish.depth)
        weights = {pair: w for pair, w in weights.items() if pair[0] in near and pair[1] in near}
    rank = _rank(weights)
    for iri in centre:
        rank[iri] = rank.get(iri, 0.0) + 1.0
    chosen = _top(rank, weights, wish.max_nodes)
    pairs = _strongest({p: w for p, w in weights.items() if p[0] in chosen and p[1] in chosen}, rank)
    if centre:
        chosen |= centre & set(things)
    order = sorted(chosen, key=lambda iri: (-rank.get(iri, 0.0), iri))
    shown = [link for link in kept if _pair(link) in pairs]
    return Part(order, shown, len(everything), len(drawable), wish, undated)


def _within(links: Sequence[Link], articles: Mapping[str, Article], wish: Wish) -> tuple[list[Link], int]:
    if not wish.since and not wish.until:
        return list(links), 0
    low, high = wish.since or "", wish.until or "9999"
    kept, undated = [], 0
    for link in links:
        dates = [articles[said.article].date for said in link.said if said.article in articles]
        said = [s for s in link.said if s.article in articles and low <= articles[s.article].date[:10] <= high]
        said = [s for s in said if articles[s.article].date]
        if said:
            kept.append(Link(link.subject, link.relation, link.object, said))
        elif link.said and not any(dates):
            undated += 1
    return kept, undated


def _of_classes(things: Mapping[str, Thing], classes: Iterable[str]) -> set[str]:
    words = vocabulary()
    known = {fold(t): t for t in words.names if t[0].isupper()}
    wanted = set()
    for name in classes:
        term = known.get(fold(name)) or next(
            (t for t in known.values() if fold(name) in (fold(words.name(t).vi), fold(words.name(t).en))), None
        )
        if term is None:
            raise InputError(
                f"no class {name!r}; try Person, Post, Organization, Area, Document, Programme, Event, Honour"
            )
        wanted.add(term)
    return {iri for iri, thing in things.items() if words.above(thing.kind) & wanted}


def _named(name: str, things: Mapping[str, Thing]) -> set[str]:
    exact = {iri for iri in things if iri == name or iri.rsplit("/", 1)[-1] == name}
    exact = exact or {i for i, t in things.items() if name.casefold() in (n.casefold() for n in (t.label, *t.aliases))}
    folded = fold(name)
    exact = exact or {iri for iri, t in things.items() if folded in (fold(n) for n in (t.label, *t.aliases))}
    exact = exact or {iri for iri, t in things.items() if folded in fold(t.label)}
    if not exact:
        raise InputError(f"nothing in the graph is called {name!r}; `kg query` or the page's search show what there is")
    return exact


def _pair(link: Link) -> tuple[str, str]:
    return (link.subject, link.object) if link.subject < link.object else (link.object, link.subject)


def _weights(links: Sequence[Link], articles: Mapping[str, Article]) -> dict[tuple[str, str], float]:
    """How much each pair of things is worth: distinct articles, weighed by confidence and recency."""
    newest = max((a.date[:10] for a in articles.values() if a.date), default="")
    best: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for link in links:
        worth = best[_pair(link)]
        for said in link.said:
            article = articles.get(said.article)
            value = said.confidence * _freshness(article.date if article else "", newest)
            worth[said.article] = max(value, worth.get(said.article, 0.0))
    return {pair: math.log1p(sum(worth.values())) + 0.05 for pair, worth in best.items()}


def _freshness(day: str, newest: str) -> float:
    try:
        age = (date.fromisoformat(newest[:10]) - date.fromisoformat(day[:10])).days
    except ValueError:
        return 0.7
    return float(0.4 + 0.6 * 0.5 ** (age / HALF_LIFE))


def _rank(weights: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """PageRank, less for a part of a few nodes that hangs together with nothing else."""
    graph: rx.PyDiGraph[str, float] = rx.PyDiGraph(multigraph=False)
    nodes = sorted({end for pair in weights for end in pair})
    index = dict(zip(nodes, graph.add_nodes_from(nodes), strict=True))
    for (a, b), weight in sorted(weights.items()):
        graph.add_edge(index[a], index[b], weight)
        graph.add_edge(index[b], index[a], weight)
    if not nodes:
        return {}
    found = rx.pagerank(graph, weight_fn=float, tol=1e-7, max_iter=1000)
    apart = {at: min(1.0, math.log(len(part)) / 5) for part in rx.weakly_connected_components(graph) for at in part}
    return {node: round(found[index[node]] * len(nodes) * apart[index[node]], 6) for node in nodes}


def _near(weights: Mapping[tuple[str, str], float], centre: set[str], depth: int) -> set[str]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for a, b in weights:
        neighbours[a].add(b)
        neighbours[b].add(a)
    seen, edge = set(centre), set(centre)
    for _ in range(depth):
        edge = {other for node in edge for other in neighbours[node]} - seen
        seen |= edge
    return seen


def _top(rank: Mapping[str, float], weights: Mapping[tuple[str, str], float], limit: int) -> set[str]:
    """The `limit` highest nodes that are linked to another of them."""
    neighbours: dict[str, list[str]] = defaultdict(list)
    for a, b in weights:
        neighbours[a].append(b)
        neighbours[b].append(a)
    order = sorted(rank, key=lambda iri: (-rank[iri], iri))
    chosen: set[str] = set()
    linked: set[str] = set()
    for iri in order:
        if len(linked) >= limit:
            break
        chosen.add(iri)
        found = [other for other in neighbours[iri] if other in chosen]
        if found and len(linked) + 1 + sum(o not in linked for o in found) <= limit:
            linked.add(iri)
            linked.update(found)
    return linked


def _strongest(weights: Mapping[tuple[str, str], float], rank: Mapping[str, float]) -> set[tuple[str, str]]:
    """A spanning forest of the strongest pairs, then the strongest of the rest."""
    ends = {end for pair in weights for end in pair}
    room = int(EDGES_PER_NODE * len(ends))
    if len(weights) <= max(room, 400):
        return set(weights)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in sorted(weights.items()))
    tree = {(a, b) if a < b else (b, a) for a, b in nx.maximum_spanning_edges(graph, data=False)}
    rest = sorted(set(weights) - tree, key=lambda p: (-weights[p], -min(rank[p[0]], rank[p[1]]), p))
    return tree | set(rest[: max(0, room - len(tree))])
