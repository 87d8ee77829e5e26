"""Candidates of annotated articles, each said to be right or wrong: what the arbiter learns from, and how it is scored."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.extract.candidates import Candidate
from kg.extract.reader import Reader
from kg.extract.relations import RelationReader
from kg.language.dates import dates, year_hint
from kg.language.normal import normal
from kg.model import Article, Value
from kg.ontology import Ontology
from tests.benchmarks.relation_data import Gold

SUPER = {"chairs": "attends", "speaksAt": "attends", "appointedTo": "holdsPost", "removedFrom": "heldPost"}
MUTUAL = {"meets", "cooperatesWith"}
_TAUGHT = 3.0  # how many candidates of articles one of a frame's own examples weighs as much as
LITERAL = {"heldOn", "number", "issuedOn", "says"}
Triple = tuple[int, str, Any]


@dataclass
class Instance:
    """One candidate: the triple it would state, the gold triple it matches, its weight in training."""

    triple: Triple
    gold: Triple | None
    weight: float
    line: int
    features: list[str]


@dataclass
class Labelled:
    """One article's candidates."""

    id: str
    gold: set[Triple]
    instances: list[Instance]
    given: set[Triple] = field(default_factory=set)  # read without the arbiter: numbers, quotations
    scores: list[float] = field(default_factory=list)
    best: dict[Triple, float] = field(default_factory=dict)


def labelled(reader: RelationReader, gold: Gold) -> Labelled:
    """The candidates of an annotated article, labelled.

    A candidate in a sentence that the annotation does not quote for its relation is left out of training (weight 0),
    since what it shows is not what the annotator read there.
    """
    reading = gold.reading
    text = normal(reading.article.text)
    found = dates(text, published=reading.article.date or year_hint(text))
    work = reader.prepare(reading, found)
    want = close({(s, p, o) for s, p, o, _ in gold.relations})
    quoted: dict[Triple, set[int]] = defaultdict(set)
    for s, p, o, quote in gold.relations:
        at = reading.article.text.find(quote)
        places = {k for k, x in enumerate(reading.sentences) if at >= 0 and x.start < at + len(quote) and at < x.end}
        for name in {p, SUPER.get(p, p)}:
            quoted[s, name, o] |= places
    out = Labelled(reading.article.id, want, [])
    for c in work.candidates:
        phrase, s = c.object.phrase, c.subject.entity
        end: Any = phrase.root.entity
        if phrase.kind == "DateSpan":
            date = found[int(phrase.traits["date"])]
            end = re.sub(r"^--(\d\d-\d\d)", r"XXXX-\1", date.value)
        elif c.predicate in MUTUAL and end < s:
            s, end = end, s
        triple = (s, c.predicate, end)
        match = matching(triple, want)
        heard = match is None or not quoted.get(match) or c.line in quoted[match]
        out.instances.append(Instance(triple, match, float(heard), c.line, _named(c)))
    silent = {i.gold for i in out.instances if i.gold} - {i.gold for i in out.instances if i.gold and i.weight}
    for instance in out.instances:
        if instance.gold in silent:
            instance.weight = 1.0
    for a in reader._numbers(reading, work):
        out.given.add((a.subject, a.predicate, a.object.text if isinstance(a.object, Value) else a.object))
    formed = (*reader._formed(reading, work), *reader._appointments.find(text, work.lines, found, ""))
    for a in (*formed, *reader._settled.said(work.hits, work.candidates, found)):
        end = re.sub(r"^--(\d\d-\d\d)", r"XXXX-\1", a.object.text) if isinstance(a.object, Value) else a.object
        out.given.add((a.subject, a.predicate, end))
    for h in reader._speeches(work):
        roles = dict(h.roles)
        out.given.add((roles["agent"], "says", roles["quotedText"].text))
    return out


def taught(reader: RelationReader, whole: Reader, ontology: Ontology) -> Iterator[Labelled]:
    """The examples of the clause frames as right candidates, their counterexamples as wrong ones; the rest unjudged."""
    for frame in ontology.frames:
        names = {frame.evokes, *(rule.split()[1] for rule in frame.asserts)}
        for right, sentences in ((True, frame.examples), (False, frame.counterexamples)):
            for number, sentence in enumerate(() if frame.noun else sentences):
                reading = whole.read(Article(f"{frame.id}-{right}-{number}", f"Tin trong ngày\n{sentence}."))
                bare = replace(reading, statements=(), happenings=())
                work = reader.prepare(bare, dates(normal(reading.article.text)))
                out = Labelled(reading.article.id, set(), [])
                for c in work.candidates:
                    triple = (c.subject.entity, c.predicate, c.object.phrase.root.entity)
                    meant = c.predicate in names and (not right or c.frame == frame.id)
                    gold = triple if right and meant else None
                    out.instances.append(Instance(triple, gold, _TAUGHT if meant else 0.0, c.line, _named(c)))
                yield out


def _named(candidate: Candidate) -> list[str]:
    """Its features, each once; one string for all candidates that have it."""
    return [sys.intern(f) for f in dict.fromkeys(candidate.features)]


def close(triples: Iterable[Triple]) -> set[Triple]:
    """The triples and what they imply."""
    triples = set(triples)
    return triples | {(s, SUPER[p], o) for s, p, o in triples if p in SUPER}


def matching(triple: Triple, gold: Iterable[Triple]) -> Triple | None:
    """The gold triple that says the same, as the public scorer has it."""
    s, p, o = triple
    for g in sorted((g for g in gold if g[1] == p), key=str):
        if g[0] == s and (g[2] == o or (p in LITERAL and isinstance(o, str) and same_literal(p, o, g[2]))):
            return g
        if p in MUTUAL and (g[0], g[2]) == (o, s):
            return g
    return None


def same_literal(p: str, a: str, b: str) -> bool:
    """Whether two literals count as equal: dates to the coarser of the two, quotations by their first words."""
    a, b = _norm(a), _norm(b)
    if p in ("heldOn", "issuedOn"):
        a, b = a.split("/")[0], b.split("/")[0]
        if a.startswith("xxxx") or b.startswith("xxxx"):
            return a[-5:] == b[-5:]
        n = min(len(a), len(b))
        return n >= 4 and a[:n] == b[:n]
    if p == "says":
        x, y = a.split()[:12], b.split()[:12]
        return len(set(x) & set(y)) >= 0.7 * max(1, min(len(x), len(y)))
    return re.sub(r"[\s–-]", "", a) == re.sub(r"[\s–-]", "", b)


def _norm(text: str) -> str:
    text = normal(unicodedata.normalize("NFC", text)).casefold()
    return re.sub(r"\s+", " ", re.sub(r"[\"“”'‘’()\[\],;:.]", " ", text)).strip()


def tally(articles: Sequence[Labelled], stated: Sequence[set[Triple]]) -> dict[str, list[int]]:
    """For each relation (and ALL) how many are right, stated, annotated."""
    out: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for article, triples in zip(articles, stated, strict=True):
        hit: set[Triple] = set()
        for triple in sorted(close(triples), key=str):
            out[triple[1]][1] += 1
            match = matching(triple, article.gold - hit)
            if match:
                hit.add(match)
                out[triple[1]][0] += 1
        for triple in article.gold:
            out[triple[1]][2] += 1
    out["ALL"] = [sum(v[i] for v in out.values()) for i in range(3)]
    return dict(out)
