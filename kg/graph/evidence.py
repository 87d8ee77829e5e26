"""The named graph of one article: its text, sentences, mentions, statements and happenings."""

from __future__ import annotations

from bisect import bisect_right

from kg.graph.names import Names
from kg.graph.terms import LEX, Triple, article_name, date, decimal, digest, iri, prop, term, text, typed
from kg.model import Article, Happening, Reading, Statement

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
    sentences = [f"<{names.base}sentence/{local}-{s.start}>" for s in reading.sentences]
    for sentence, name in zip(reading.sentences, sentences, strict=True):
        out += [(name, _TYPE, _SENTENCE), *_span(name, node, article, sentence.start, sentence.end)]
    out += _mentions(reading, names, node, f"<{names.base}mention/{local}-", sentences)
    events = [names.happening(reading, h) for h in reading.happenings]
    out += _statements(reading, names, sentences, events)
    out += _happenings(reading, names, sentences, events)
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


def _statements(reading: Reading, names: Names, sentences: list[str], events: list[str]) -> list[Triple]:
    best: dict[str, tuple[str, str, str, Statement]] = {}
    for statement in reading.statements:
        subject = names.end(reading.article.id, statement.subject)
        object_ = names.end(reading.article.id, statement.object)
        if subject is None or object_ is None:
            continue
        predicate = prop(statement.predicate)
        name = f"<{names.base}st/{digest(subject, predicate, object_, sentences[statement.sentence])}>"
        if name not in best or best[name][3].confidence < statement.confidence:  # two entities may be one node
            best[name] = (subject, predicate, object_, statement)
    out: list[Triple] = []
    for name, (subject, predicate, object_, statement) in best.items():
        out += [
            (name, _TYPE, _STATEMENT),
            (name, _SUBJECT, subject),
            (name, _PREDICATE, predicate),
            (name, _OBJECT, object_),
            (name, _DERIVED, sentences[statement.sentence]),
            (name, _CONFIDENCE, decimal(statement.confidence)),
            (name, _FRAME, iri(LEX + statement.frame)),
        ]
        if statement.via is not None:
            out.append((name, _VIA, events[statement.via]))
    return out


def _happenings(reading: Reading, names: Names, sentences: list[str], events: list[str]) -> list[Triple]:
    groups: dict[str, list[Happening]] = {}
    for name, happening in zip(events, reading.happenings, strict=True):
        groups.setdefault(name, []).append(happening)
    out: list[Triple] = []
    for name, told in groups.items():
        best = max(told, key=lambda h: h.confidence)
        lines = [(name, _TYPE, term("kg:" + best.kind)), *roles(reading, best, name, names)]
        lines += [(name, _DERIVED, sentences[h.sentence]) for h in told]
        lines += [(name, _CONFIDENCE, decimal(best.confidence)), (name, _FRAME, iri(LEX + best.frame))]
        out += dict.fromkeys(lines)
    return out


def roles(reading: Reading, happening: Happening, name: str, names: Names) -> list[Triple]:
    """Who and what takes part in a happening named `name`."""
    ends = ((prop(role), names.end(reading.article.id, value)) for role, value in happening.roles)
    return [(name, predicate, end) for predicate, end in ends if end is not None]
