"""Where a drawing takes its contents from: a store that answers SPARQL, or a dataset that is still being written.

A build draws from its dataset: what stands in memory need not be asked of the store, and the drawing can be made while
the store is written. Both give the same, row for row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.graph import Dataset
from kg.graph.said import happened, said
from kg.graph.terms import Triple, article_name, date, iri, plain_text, term
from kg.model import Reading, Statement
from kg.ontology import local
from kg.show import facts
from kg.show.facts import Article, Link, Said, Thing
from kg.show.vocabulary import KG, vocabulary

_LABELS = frozenset({term("rdfs:label"), term("skos:prefLabel")})
_TYPE, _ALIAS = term("rdf:type"), term("skos:altLabel")
_DATES = frozenset({term("schema:validFrom"), term("schema:validThrough"), term("schema:birthDate")})


class Source(Protocol):
    """What a drawing asks for; see the functions of `kg.show.facts` of the same names."""

    def links(self) -> list[Link]:
        """Every link, sorted."""

    def things(self) -> dict[str, Thing]:
        """The nodes that have a name and belong to a family."""

    def articles(self, iris: Iterable[str] | None = None) -> dict[str, Article]:
        """The articles by IRI; at least those of `iris`."""

    def aliases(self, some: dict[str, Thing]) -> None:
        """Fill in other names."""

    def describe(self, some: dict[str, Thing]) -> None:
        """Fill in other names and plain values."""

    def sentences(self, iris: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Text and beginning of sentences."""

    def mentions(self, iris: Iterable[str]) -> Iterable[tuple[str, str, int, int]]:
        """What is named in sentences."""

    def told(self, iris: Iterable[str]) -> dict[str, int]:
        """How many articles name each thing."""

    def quotations(self, iris: Iterable[str]) -> Iterable[tuple[str, str, str]]:
        """What people are quoted as saying."""

    def sources(self, iris: Iterable[str]) -> Iterable[tuple[str, str]]:
        """The articles of sentences."""


class Stored:
    """The contents of a store."""

    def __init__(self, store: facts.Queryable) -> None:
        self._store = store

    def links(self) -> list[Link]:
        """Every link, sorted."""
        return facts.links(self._store)

    def things(self) -> dict[str, Thing]:
        """The nodes that have a name and belong to a family."""
        return facts.things(self._store)

    def articles(self, iris: Iterable[str] | None = None) -> dict[str, Article]:
        """The articles by IRI; those of `iris`."""
        return facts.articles(self._store, iris)

    def aliases(self, some: dict[str, Thing]) -> None:
        """Fill in other names."""
        facts.aliases(self._store, some)

    def describe(self, some: dict[str, Thing]) -> None:
        """Fill in other names and plain values."""
        facts.describe(self._store, some)

    def sentences(self, iris: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Text and beginning of sentences."""
        return facts.sentences(self._store, iris)

    def mentions(self, iris: Iterable[str]) -> Iterable[tuple[str, str, int, int]]:
        """What is named in sentences."""
        return facts.mentions(self._store, iris)

    def told(self, iris: Iterable[str]) -> dict[str, int]:
        """How many articles name each thing."""
        return facts.told(self._store, iris)

    def quotations(self, iris: Iterable[str]) -> Iterable[tuple[str, str, str]]:
        """What people are quoted as saying."""
        return facts.quotations(self._store, iris)

    def sources(self, iris: Iterable[str]) -> Iterable[tuple[str, str]]:
        """The articles of sentences."""
        return facts.sources(self._store, iris)


class Built:
    """The contents of a dataset: what the store that is written from it would answer."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset, self._names = dataset, dataset.names
        self._stem = dataset.base + "sentence/"
        self._of = {article_name(reading.article.id): reading for reading in dataset.readings}
        self._starts: dict[str, dict[int, int]] = {}
        self._facts = (*dataset.head, *dataset.facts)

    def links(self) -> list[Link]:
        """Every link, sorted."""
        relations = {f"<{KG}{name}>": name for name in vocabulary().names if name[0].islower()}
        found = {
            (s, p, o): Link(s[1:-1], relations[p], o[1:-1]) for s, p, o in self._facts if p in relations and o[0] == "<"
        }
        for reading in self._dataset.readings:
            self._spoken(reading, found)
        for link in found.values():
            link.said.sort(key=lambda one: (-one.confidence, one.sentence, one.frame))
        return sorted(found.values(), key=lambda link: (link.subject, KG + link.relation, link.object))

    def _spoken(self, reading: Reading, found: dict[Triple, Link]) -> None:
        """Add what a reading says of the links; two of its entities may be one node, and then the surer counts."""
        article = self._names.article(reading.article.id)[1:-1]
        best: dict[tuple[Triple, int], Statement] = {}
        for statement, *fact in said(reading, self._names):
            place = ((fact[0], fact[1], fact[2]), statement.sentence)
            if place[0] in found and (place not in best or best[place].confidence < statement.confidence):
                best[place] = statement
        for (ends, number), one in best.items():
            sentence = self._sentence(reading, number)
            found[ends].said.append(Said(sentence, article, round(one.confidence, 3), local(one.frame)))

    def _sentence(self, reading: Reading, number: int) -> str:
        return self._names.sentence(reading.article.id, reading.sentences[number].start)[1:-1]

    def things(self) -> dict[str, Thing]:
        """The nodes that have a name and belong to a family."""
        kinds: dict[str, set[str]] = defaultdict(set)
        labels: dict[str, list[tuple[bool, str]]] = defaultdict(list)
        for s, p, o in self._facts:
            if p == _TYPE and o.startswith("<" + KG):
                kinds[s].add(local(o[1:-1]))
            elif p in _LABELS:
                labels[s].append((not o.endswith('"@vi'), plain_text(o)))
        return facts.named({s[1:-1]: own for s, own in labels.items()}, {s[1:-1]: own for s, own in kinds.items()})

    def articles(self, iris: Iterable[str] | None = None) -> dict[str, Article]:
        """The articles by IRI, all of them: they cost nothing."""
        return {self._names.article(r.article.id)[1:-1]: _article(r) for r in self._dataset.readings}

    def aliases(self, some: dict[str, Thing]) -> None:
        """Fill in other names."""
        found: dict[str, set[str]] = defaultdict(set)
        for s, p, o in self._facts:
            if p == _ALIAS and s[1:-1] in some:
                found[s[1:-1]].add(plain_text(o))
        for name, names in found.items():
            some[name].aliases = tuple(sorted(names - {some[name].label}))

    def describe(self, some: dict[str, Thing]) -> None:
        """Fill in other names and plain values."""
        self.aliases(some)
        values: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for s, p, o in self._facts:
            if o[0] == '"' and (p in _DATES or p.startswith("<" + KG)) and s[1:-1] in some:
                values[s[1:-1]].add((local(p[1:-1]), plain_text(o)))
        for name, pairs in values.items():
            some[name].values = tuple(sorted(pairs))

    def sentences(self, iris: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Text and beginning of sentences."""
        found = {}
        for name in iris:
            reading, number = self._place(name)
            span = reading.sentences[number]
            found[name] = (reading.article.text[span.start : span.end], span.start)
        return found

    def _place(self, name: str) -> tuple[Reading, int]:
        """The reading that a sentence is of, and its number there."""
        article, _, start = name.removeprefix(self._stem).rpartition("-")
        if article not in self._starts:
            self._starts[article] = {s.start: n for n, s in enumerate(self._of[article].sentences)}
        return self._of[article], self._starts[article][int(start)]

    def mentions(self, iris: Iterable[str]) -> Iterator[tuple[str, str, int, int]]:
        """What is named in sentences."""
        wanted: dict[str, dict[int, str]] = defaultdict(dict)
        for name in iris:
            reading, number = self._place(name)
            wanted[reading.article.id][number] = name
        for reading in self._dataset.readings:
            here = wanted.get(reading.article.id)
            if not here:
                continue
            starts = [sentence.start for sentence in reading.sentences]
            for mention in reading.mentions:
                number = bisect_right(starts, mention.start) - 1
                entity = self._names.end(reading.article.id, mention.entity) if number in here else None
                if entity is not None:
                    yield entity[1:-1], here[number], mention.start, mention.end

    def told(self, iris: Iterable[str]) -> dict[str, int]:
        """How many articles name each thing."""
        wanted = set(iris)
        found: dict[str, int] = defaultdict(int)
        for reading in self._dataset.readings:
            article = reading.article.id
            here = {self._names.end(article, entity) for entity in {m.entity for m in reading.mentions}}
            for name in {end[1:-1] for end in here if end is not None} & wanted:
                found[name] += 1
        return dict(found)

    def quotations(self, iris: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """What people are quoted as saying."""
        wanted = {f"<{name}>" for name in iris}
        agent, quoted = term("kg:agent"), term("kg:quotedText")
        for reading in self._dataset.readings:
            for happening, _, roles in happened(reading, self._names, having="quotedText"):
                words = [end for role, end in roles if role == quoted]
                for who in [end for role, end in roles if role == agent and end in wanted] if words else ():
                    for text in words:
                        yield who[1:-1], plain_text(text), self._sentence(reading, happening.sentence)

    def sources(self, iris: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The articles of sentences."""
        for name in iris:
            yield name, self._names.article(self._place(name)[0].article.id)[1:-1]


def _article(reading: Reading) -> Article:
    known = reading.article
    links = [known.source or "", iri(known.url)[1:-1] if known.url and ":" in known.url else known.url or ""]
    urls = [link for link in links if link.startswith(("http://", "https://"))]
    names = [link for link in links if link and link not in urls]
    day = date(known.date) if known.date else None
    return Article(
        known.id, known.title or "", plain_text(day) if day else "", min(urls, default=""), min(names, default="")
    )
