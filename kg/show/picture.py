"""The contents of a network page: nodes and lines for drawing, and what its panel tells of each."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import networkx as nx

from kg.ontology import local
from kg.processes import beside
from kg.show import facts
from kg.show.escape import plain
from kg.show.layout import positions
from kg.show.selection import Part
from kg.show.source import Source
from kg.show.vocabulary import FAMILIES, vocabulary

SENTENCES = 5  # shown for one relation of a pair; the panel says how many more there are
QUOTATIONS = 5
LONGEST = 2000  # characters of a sentence
SCREEN = (1000, 680)  # pixels of a window in which all of it should be seen
NAMED = 90  # nodes whose names are shown at first, where there is room
FEW = 60  # nodes that can all show their names at once

Json = Any


@dataclass(frozen=True)
class Picture:
    """What pyvis draws, and what stands beside it."""

    nodes: list[dict[str, Json]]
    edges: list[dict[str, Json]]
    graph: dict[str, Json]


def picture(
    source: Source,
    part: Part,
    things: dict[str, facts.Thing],
    articles: Mapping[str, facts.Article] | None = None,
) -> Picture:
    """The chosen part of the source's graph, laid out, with the sentences behind every line.

    Args:
        source: where the sentences are.
        part: what is drawn.
        things: at least those of the part; their values and other names are filled in.
        articles: those of the source by IRI, where somebody has read them already.
    """
    shown = {iri: things[iri] for iri in part.things}
    source.describe(shown)
    number = {iri: n for n, iri in enumerate(part.things)}
    pairs: dict[tuple[int, int], list[facts.Link]] = defaultdict(list)
    for link in part.links:
        a, b = number[link.subject], number[link.object]
        pairs[min(a, b), max(a, b)].append(link)
    drawn: nx.Graph[int] = nx.Graph()
    drawn.add_nodes_from(range(len(number)))
    drawn.add_edges_from(sorted(pairs))
    groups = [(pair, _most_special(group)) for pair, group in sorted(pairs.items())]
    relations = sorted({link.relation for link in part.links} | {p for t in shown.values() for p, _ in t.values})
    relation = {name: n for n, name in enumerate(relations)}
    with beside(lambda: positions(drawn)) as places:  # while the texts are gathered
        texts = _Texts(source, part, number, [link.said for _, group in groups for link in group], articles or {})
        links = [[a, b, [texts.row(link, relation, a) for link in group]] for (a, b), group in groups]
        quoted = texts.quotations()
    words = vocabulary()
    nodes, quiet = _nodes(part, shown, places())
    graph = {
        "meta": {
            "quiet": quiet,
            "shown": len(number),
            "all": part.all_things,
            "shownLinks": len(part.links),
            "allLinks": part.all_links,
            "undated": part.undated,
            "wish": {**asdict(part.wish), "about": [plain(name) for name in part.wish.about]},
        },
        "families": {f: _names(f) for f in FAMILIES if any(t.family == f for t in shown.values())},
        "kinds": {kind: _names(kind) for kind in sorted({t.kind for t in shown.values()})},
        "relations": [
            [*_names(name), words.heading(name, False).vi, words.heading(name, False).en] for name in relations
        ],
        "things": [
            [
                plain(thing.label),
                thing.kind,
                thing.family,
                plain(local(iri)),
                [plain(alias) for alias in thing.aliases[:12]],
                [[relation[p], plain(v)] for p, v in thing.values],
                texts.told.get(iri, 0),
                quoted.get(iri, []),
            ]
            for iri, thing in shown.items()
        ],
        "links": links,
        "sentences": texts.texts,
        "articles": texts.articles,
    }
    return Picture(nodes, _edges(pairs, number), graph)


def _names(term: str) -> list[str]:
    name = vocabulary().name(term)
    return [name.vi, name.en]


def _most_special(group: Sequence[facts.Link]) -> list[facts.Link]:
    """The links of a pair that are told: not `attends` beside `speaksAt`."""
    kept = set(vocabulary().most_special(frozenset(link.relation for link in group)))
    return [link for link in group if link.relation in kept]


def _best(said: Sequence[facts.Said], stored: Container[str] | None = None) -> list[facts.Said]:
    """The surest sentences, each once; of those that are stored, when these are known."""
    once = {s.sentence: s for s in reversed(said) if stored is None or s.sentence in stored}
    return sorted(once.values(), key=lambda s: (-s.confidence, s.sentence))[:SENTENCES]


def _nodes(
    part: Part, shown: Mapping[str, facts.Thing], places: Mapping[int, tuple[int, int]]
) -> tuple[list[dict[str, Json]], int]:
    """Dots and names that can be read when the page opens: the wider the drawing, the larger the first of them.

    Names for which there is no room stay away until somebody zooms in: those of the size that stands beside the nodes
    (0 where all are shown).
    """
    wide = max((x for x, _ in places.values()), default=0) - min((x for x, _ in places.values()), default=0)
    high = max((y for _, y in places.values()), default=0) - min((y for _, y in places.values()), default=0)
    zoom = max(1.0, wide / SCREEN[0], high / SCREEN[1])
    least, most = (9, 14) if len(shown) <= FEW else (5, 15)
    rows: list[dict[str, Json]] = []
    unseen = int(6 * zoom)
    taken: list[tuple[float, float, float, float]] = []
    for n, thing in enumerate(shown.values()):
        weight = 1 / (1 + n / 12)  # by place in the order: ranks themselves fall too fast
        x, y = places[n]
        label = textwrap.wrap(plain(thing.label, 70), 24) or [""]
        size = round(5 + 2 * zoom**0.8 + (3 + 5 * zoom**0.8) * weight, 1)
        font = max(11, round((least + (most - least) * weight) * zoom))
        if n < NAMED or font >= 8 * zoom:
            font = max(font, round(9.6 * zoom))  # what is shown at first is not to be guessed at
            box = _label_box(x, y + size, font, label)
            if any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken):
                font = unseen if len(shown) > FEW else font
            else:
                taken.append(box)
        elif len(shown) > FEW:
            font = unseen
        rows.append(
            {
                "id": n,
                "label": "\n".join(label),
                "group": thing.family,
                "x": x,
                "y": y,
                "size": size,
                "font": {"size": font},
            }
        )
    return rows, unseen if any(row["font"] == {"size": unseen} for row in rows) else 0


def _label_box(x: float, top: float, font: float, lines: Sequence[str]) -> tuple[float, float, float, float]:
    """About where a name is drawn: left, top, right, bottom."""
    wide = max(len(line) for line in lines) * font * 0.54
    return x - wide / 2, top, x + wide / 2, top + len(lines) * font * 1.2


def _edges(pairs: Mapping[tuple[int, int], list[facts.Link]], number: Mapping[str, int]) -> list[dict[str, Json]]:
    rows: list[dict[str, Json]] = []
    for n, ((a, b), group) in enumerate(sorted(pairs.items())):
        heads = {"to" if number[link.subject] == a else "from" for link in group}
        spoken = len({s.article for link in group for s in link.said})
        row: dict[str, Json] = {
            "id": n,
            "from": a,
            "to": b,
            "arrows": ",".join(sorted(heads)),
            "width": round(1 + min(spoken, 8) ** 0.5 * 0.6, 1),
        }
        if not spoken:
            row["dashes"] = True
        rows.append(row)
    return rows


class _Texts:
    """The sentences and articles that the page carries, each once, numbered in the order of first use."""

    def __init__(
        self,
        source: Source,
        part: Part,
        number: Mapping[str, int],
        quoted: Sequence[Sequence[facts.Said]],
        articles: Mapping[str, facts.Article],
    ) -> None:
        self.source, self.number = source, number
        self.texts: list[Json] = []
        self.articles: list[Json] = []
        self.of: dict[str, str] = {s.sentence: s.article for link in part.links for s in link.said}
        best = {s.sentence for said in quoted for s in _best(said)}
        self.stored = source.sentences(best)
        if len(self.stored) < len(best):  # where one of the surest is missing, the next stands for it
            best = {s.sentence for said in quoted for s in said}
            self.stored |= source.sentences(best - set(self.stored))
        self.about = {iri: articles[iri] for iri in set(self.of.values()) & set(articles)}
        self.about |= source.articles(set(self.of.values()) - set(articles))
        self.spans = _spans(source, best, number)
        self.told = source.told(number)
        self._sentence: dict[str, int] = {}
        self._article: dict[str, int] = {}

    def sentence(self, iri: str) -> int:
        """The number of a sentence, which is added when it is new."""
        if iri not in self._sentence:
            text, begin = self.stored[iri]
            marks = [
                [start - begin, end - begin, thing]
                for start, end, thing in self.spans.get(iri, ())
                if begin <= start and end <= begin + min(len(text), LONGEST)
            ]
            self._sentence[iri] = len(self.texts)
            self.texts.append([text[:LONGEST], self.article(self.of[iri]), marks])
        return self._sentence[iri]

    def row(self, link: facts.Link, relation: Mapping[str, int], first: int) -> list[Json]:
        """What the page keeps of a link: relation, surest sentences, how many there are, if it leads from `first`."""
        return [
            relation[link.relation],
            [[self.sentence(s.sentence), round(s.confidence, 2), s.frame] for s in _best(link.said, self.stored)],
            len({s.sentence for s in link.said}),
            int(self.number[link.subject] == first),
        ]

    def article(self, iri: str) -> int:
        """The number of an article, which is added when it is new."""
        if iri not in self._article:
            known = self.about.get(iri) or facts.Article(local(iri))
            self._article[iri] = len(self.articles)
            self.articles.append(
                [plain(known.id), plain(known.title), plain(known.date, 10), known.url, plain(known.source)]
            )
        return self._article[iri]

    def quotations(self) -> dict[str, list[Json]]:
        """The words quoted from each of the things, with their sentences."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for who, words, sentence in self.source.quotations(self.number):
            found[who].add((words, sentence))
        missing = {s for rows in found.values() for _, s in rows} - set(self.stored)
        self.stored |= self.source.sentences(missing)
        for iri, article in self.source.sources(missing):
            self.of[iri] = article
        self.spans |= _spans(self.source, missing, self.number)
        self.about |= self.source.articles({self.of[s] for s in missing if s in self.of} - set(self.about))
        return {
            who: [[plain(w, LONGEST), self.sentence(s)] for w, s in sorted(rows) if s in self.stored and s in self.of][
                :QUOTATIONS
            ]
            for who, rows in sorted(found.items())
        }


def _spans(
    source: Source, sentences: Iterable[str], number: Mapping[str, int]
) -> dict[str, list[tuple[int, int, int]]]:
    """Where the drawn things are named in these sentences: start, end, number of the thing."""
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for iri, sentence, start, end in source.mentions(sentences):
        if iri in number:
            found[sentence].append((start, end, number[iri]))
    return {sentence: sorted(spans) for sentence, spans in found.items()}
