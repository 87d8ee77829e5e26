"""The named graph of one article: its text, sentences, mentions, statements and happenings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from kg.graph.names import Names
from kg.graph.said import Happened, Said, happened, said
from kg.graph.terms import LEX, Triple, article_name, date, decimal, digest, iri, term, text, typed
from kg.model import Article, Reading

_TYPE, _SOURCE, _START, _END, _EXACT = map(term, ("rdf:type", "oa:hasSource", "oa:start", "oa:end", "oa:exact"))
_DERIVED, _CONFIDENCE, _FRAME, _VIA = map(term, ("prov:wasDerivedFrom", "kg:confidence", "kg:frame", "kg:via"))
_REFERS, _IN_SENTENCE = term("kg:refersTo"), term("nif:sentence")
_ARTICLE, _SENTENCE, _MENTION, _STATEMENT = map(term, ("kg:Article", "kg:Sentence", "kg:Mention", "kg:Statement"))
_SUBJECT, _PREDICATE, _OBJECT = map(term, ("rdf:subject", "rdf:predicate", "rdf:object"))


def evidence(reading: Reading, names: Names) -> list[Triple]:
    """The triples of the article's named graph, in the order of its text.

    Offsets count characters of schema:articleBody. A statement whose subject or object identity has put aside is left
    out; all others are here, also those that are too unsure to be asserted as facts.
    """
    article = reading.article
    local = article_name(article.id)
    node = names.article(article.id)
    out = _article(article, node)
    sentences = [names.sentence(article.id, s.start) for s in reading.sentences]
    for sentence, name in zip(reading.sentences, sentences, strict=True):
        out += [(name, _TYPE, _SENTENCE), *_span(name, node, article, sentence.start, sentence.end)]
    out += _mentions(reading, names, node, f"<{names.base}mention/{local}-", sentences)
    events = list(happened(reading, names))
    via = {id(event.happening): event.name for event in events}
    out += _statements(reading, names, sentences, [via.get(id(h)) for h in reading.happenings])
    out += _happenings(events, sentences)
    return out


def _article(article: Article, node: str) -> list[Triple]:
    out = [(node, _TYPE, _ARTICLE), (node, term("dct:identifier"), text(article.id))]
    if article.title:
        out.append((node, term("dct:title"), text(article.title, "vi")))
    day = date(article.date) if article.date else None
    if day:
        out.append((node, term("dct:date"), day))
    if article.source:
        out.append((node, term("dct:source"), text(article.source)))
    if article.url:
        out.append((node, term("schema:url"), iri(article.url) if ":" in article.url else text(article.url)))
    out.append((node, term("schema:articleBody"), text(article.text, "vi")))
    return out


def _span(name: str, node: str, article: Article, start: int, end: int) -> tuple[Triple, ...]:
    return (
        (name, _SOURCE, node),
        (name, _START, typed(str(start), "integer")),
        (name, _END, typed(str(end), "integer")),
        (name, _EXACT, text(article.text[start:end])),
    )


def _mentions(reading: Reading, names: Names, node: str, stem: str, sentences: list[str]) -> list[Triple]:
    out: list[Triple] = []
    starts = [s.start for s in reading.sentences]
    seen: set[tuple[int, int]] = set()
    for mention in reading.mentions:
        entity = names.end(reading.article.id, mention.entity)
        if entity is None:
            continue
        name = f"{stem}{mention.start}-{mention.end}>"
        if (mention.start, mention.end) not in seen:  # one span may name two things: "Tỉnh ủy Cà Mau và Bạc Liêu"
            seen.add((mention.start, mention.end))
            out += [(name, _TYPE, _MENTION), *_span(name, node, reading.article, mention.start, mention.end)]
            inside = bisect_right(starts, mention.start) - 1
            if inside >= 0:
                out.append((name, _IN_SENTENCE, sentences[inside]))
        out.append((name, _REFERS, entity))
    return out


def _statements(reading: Reading, names: Names, sentences: list[str], via: list[str | None]) -> list[Triple]:
    best: dict[str, Said] = {}
    for found in said(reading, names):
        name = f"<{names.base}st/{digest(*found[1:], sentences[found.statement.sentence])}>"
        if name not in best or best[name].statement.confidence < found.statement.confidence:
            best[name] = found  # two entities of the article may be one node
    out: list[Triple] = []
    for name, (statement, subject, predicate, object_) in best.items():
        out += [
            (name, _TYPE, _STATEMENT),
            (name, _SUBJECT, subject),
            (name, _PREDICATE, predicate),
            (name, _OBJECT, object_),
            (name, _DERIVED, sentences[statement.sentence]),
            (name, _CONFIDENCE, decimal(statement.confidence)),
            (name, _FRAME, iri(LEX + statement.frame)),
        ]
        event = None if statement.via is None else via[statement.via]
        if event is not None:
            out.append((name, _VIA, event))
    return out


def _happenings(events: Iterable[Happened], sentences: list[str]) -> list[Triple]:
    groups: dict[str, list[Happened]] = {}
    for event in events:
        groups.setdefault(event.name, []).append(event)
    out: list[Triple] = []
    for name, told in groups.items():
        best = max((e.happening for e in told), key=lambda h: h.confidence)
        lines = [(name, _TYPE, term("kg:" + best.kind)), *((name, p, o) for p, o in told[0].roles)]
        lines += [(name, _DERIVED, sentences[e.happening.sentence]) for e in told]
        lines += [(name, _CONFIDENCE, decimal(best.confidence)), (name, _FRAME, iri(LEX + best.frame))]
        out += dict.fromkeys(lines)
    return out
