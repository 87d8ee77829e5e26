"""One article as its page shows it: the text with every mention marked, and what was read from each sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.ontology import local
from kg.show import facts
from kg.show.facts import Article, Queryable, Thing, rows
from kg.show.vocabulary import KG, Name, vocabulary


@dataclass(slots=True)
class Span:
    """A piece of the text: a sentence, a mention in it (with mentions inside it), or plain text."""

    start: int
    end: int
    thing: Thing | None = None
    inside: list[Span] = field(default_factory=list)
    text: str = ""  # of a piece without others inside it


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact read from a sentence."""

    subject: Thing
    relation: Name
    object: Thing | None
    value: str  # where the object is no thing
    confidence: float
    frame: str
    asserted: bool  # whether it is among the graph's facts


@dataclass(slots=True)
class Sentence:
    """A sentence and what was read from it."""

    start: int
    pieces: list[Span]
    stated: list[Stated]
    before: str  # what stands between the sentence before and this one


@dataclass(slots=True)
class Told:
    """Everything on the page of an article."""

    iri: str
    article: Article
    sentences: list[Sentence]
    after: str
    things: list[tuple[Thing, int]]  # with how often they are named
    copies: list[tuple[str, Article]]  # near-copies of the same story


def told(store: Queryable, iri: str) -> Told | None:
    """What an article says; None when there is no article of that IRI."""
    article = facts.articles(store, [iri]).get(iri)
    if article is None:
        return None
    text = next((body for (body,) in rows(store, f"SELECT ?t {{ GRAPH ?g {{ <{iri}> schema:articleBody ?t }} }}")), "")
    spans = sorted(
        (int(start), int(end), sentence)
        for sentence, start, end in rows(
            store,
            f"SELECT ?x ?b ?z {{ GRAPH ?g {{ ?x a kg:Sentence ; oa:hasSource <{iri}> ; oa:start ?b ; oa:end ?z }} }}",
        )
    )
    named = [
        (int(start), int(end), entity)
        for entity, start, end in rows(
            store,
            f"""SELECT ?e ?b ?z {{ GRAPH ?g {{ ?m a kg:Mention ; oa:hasSource <{iri}> ; kg:refersTo ?e ;
                oa:start ?b ; oa:end ?z }} }}""",
        )
    ]
    said = list(
        rows(
            store,
            f"""SELECT ?x ?s ?p ?o ?c ?f {{ GRAPH ?g {{ ?x oa:hasSource <{iri}> . ?st prov:wasDerivedFrom ?x ;
                rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:confidence ?c ; kg:frame ?f }} }}""",
        )
    )
    things = facts.things(store, {e for _, _, e in named} | {end for _, s, _, o, _, _ in said for end in (s, o)})
    asserted = _asserted(store, said)
    sentences, at = [], 0
    for start, end, sentence in spans:
        if start < at:  # sentences never overlap; a damaged graph should still be readable
            continue
        inner = [(b, e, things[entity]) for b, e, entity in named if entity in things and start <= b < e <= end]
        stated = [_stated(row, things, asserted) for row in said if row[0] == sentence and row[1] in things]
        stated.sort(key=lambda one: (-one.confidence, one.subject.label, one.relation.vi))
        sentences.append(Sentence(start, pieces(text, start, end, inner), stated, text[at:start]))
        at = end
    counts: dict[str, int] = {}
    for _, _, entity in named:
        counts[entity] = counts.get(entity, 0) + 1
    ranked = sorted(
        ((things[e], n) for e, n in counts.items() if e in things), key=lambda p: (-p[1], p[0].label, p[0].iri)
    )
    copies = {
        other
        for pattern in (f"<{iri}> kg:copyOf ?o", f"?o kg:copyOf <{iri}>")
        for (other,) in rows(store, f"SELECT ?o {{ GRAPH ?g {{ {pattern} }} }}")
    }
    return Told(iri, article, sentences, text[at:], ranked, sorted(facts.articles(store, copies).items()))


def pieces(text: str, start: int, end: int, named: Iterable[tuple[int, int, Thing]]) -> list[Span]:
    """The span text[start:end] cut at its mentions, the shorter inside the longer, without those that cross another."""
    root = Span(start, end)
    for begin, stop, thing in sorted(named, key=lambda m: (m[0], -m[1], m[2].iri)):
        holder = root
        while holder.inside and holder.inside[-1].start <= begin and stop <= holder.inside[-1].end:
            if (holder.inside[-1].start, holder.inside[-1].end) == (begin, stop):
                break
            holder = holder.inside[-1]
        if not holder.inside or holder.inside[-1].end <= begin:
            holder.inside.append(Span(begin, stop, thing))
    _fill(text, root)
    return root.inside


def _fill(text: str, span: Span) -> None:
    """Give a span its plain pieces, so that its pieces side by side are its text."""
    parts: list[Span] = []
    at = span.start
    for inner in span.inside:
        if at < inner.start:
            parts.append(Span(at, inner.start, text=text[at : inner.start]))
        _fill(text, inner)
        parts.append(inner)
        at = inner.end
    if at < span.end:
        parts.append(Span(at, span.end, text=text[at : span.end]))
    span.inside = parts


def _asserted(store: Queryable, said: Iterable[tuple[str, ...]]) -> set[tuple[str, str, str]]:
    """Which of the statements are facts of the default graph."""
    subjects = {row[1] for row in said}
    found: set[tuple[str, str, str]] = set()
    for batch in facts.batches(subjects):
        query = f'SELECT ?s ?p ?o {{ VALUES ?s {{ {batch} }} ?s ?p ?o FILTER(STRSTARTS(STR(?p), "{KG}")) }}'
        found.update((s, p, o) for s, p, o in rows(store, query))
    return found


def _stated(row: tuple[str, ...], things: dict[str, Thing], asserted: set[tuple[str, str, str]]) -> Stated:
    _, s, p, o, confidence, frame = row
    return Stated(
        things[s],
        vocabulary().name(local(p)),
        things.get(o),
        "" if o in things else o,
        float(confidence),
        local(frame),
        (s, p, o) in asserted,
    )
