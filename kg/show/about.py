"""What the graph knows of one thing, as its page tells it: facts by relation, their sentences, time, and doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.ontology import local
from kg.show import facts
from kg.show.facts import Article, Queryable, Said, Thing, rows
from kg.show.vocabulary import KG, Name, vocabulary

ROWS = 60  # things under one heading; the page says how many more there are
SENTENCES = 3  # of one fact
SPOKEN = 160  # sentences of a page in all: 300 kB is enough for anybody
UNSURE = 0.7  # confidence below which a fact is listed as uncertain

# The headings that come first on the page of a family: (relation, read from this thing's side).
FIRST = {
    "Person": [("holdsPost", True), ("appointedTo", True), ("heldPost", True), ("removedFrom", True), ("chairs", True)],
    "Document": [("issues", False), ("signs", False), ("implements", False), ("amends", True), ("amends", False)],
    "Event": [("chairs", False), ("speaksAt", False), ("attends", False), ("organizes", False), ("heldIn", True)],
    "Area": [("succeededBy", True), ("succeededBy", False), ("within", True), ("partOf", True)],
    "Post": [("holdsPost", False), ("appointedTo", False), ("heldPost", False), ("postIn", True)],
    "Organization": [("partOf", True), ("succeededBy", True), ("succeededBy", False), ("postIn", False)],
}


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that says so, with the spans in it that name either end."""

    iri: str
    text: str
    marks: tuple[tuple[int, int], ...]
    article: Article
    article_iri: str
    start: int
    confidence: float
    frame: str


@dataclass(slots=True)
class Fact:
    """One link of the thing, read from its side."""

    relation: str
    outward: bool
    other: Thing
    said: list[Said]
    quotes: list[Quote] = field(default_factory=list)
    first: str = ""
    last: str = ""
    articles: int = 0

    @property
    def confidence(self) -> float:
        """That of its surest sentence; 1 where it is reference knowledge."""
        return max((s.confidence for s in self.said), default=1.0)


@dataclass(frozen=True, slots=True)
class Group:
    """The facts under one heading."""

    relation: str
    outward: bool
    heading: Name
    facts: list[Fact]
    hidden: int  # further facts that the page does not list


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a post over time."""

    other: Thing  # the post on a person's page, the person on a post's
    start: str
    end: str
    attested_from: str
    attested_until: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Another thing that this one may be."""

    other: Thing
    verdict: str
    likeness: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class About:
    """Everything on the page of a thing."""

    thing: Thing
    groups: list[Group]
    told: int  # articles that name it
    tenures: list[Tenure]
    doubts: list[Doubt]
    unsure: list[Fact]
    spoken: list[tuple[str, Quote]]  # words quoted from a person
    years: list[tuple[str, list[Fact]]]  # facts by the year of their last article, newest first
    same_as: list[str]


def about(store: Queryable, iri: str) -> About | None:
    """What the graph knows of a thing; None when it knows no thing of that IRI."""
    thing = facts.things(store, [iri]).get(iri)
    if thing is None:
        return None
    facts.describe(store, {iri: thing})
    links = _links(store, iri)
    others = facts.things(store, {link.object if link.subject == iri else link.subject for link in links})
    articles = facts.articles(store, {said.article for link in links for said in link.said})
    found = _facts(iri, links, others, articles)
    groups = _groups(thing, found)
    listed = [fact for group in groups for fact in group.facts]
    _quote(store, iri, listed, articles)
    return About(
        thing=thing,
        groups=groups,
        told=facts.told(store, [iri]).get(iri, 0),
        tenures=_tenures(store, iri),
        doubts=_doubts(store, iri),
        unsure=[fact for fact in listed if fact.said and fact.confidence < UNSURE],
        spoken=_spoken(store, iri),
        years=_years(listed),
        same_as=sorted(
            same
            for (same,) in rows(store, f"SELECT ?o {{ <{iri}> owl:sameAs|schema:sameAs ?o FILTER(isIRI(?o)) }}")
            if same.startswith(("http://", "https://"))
        ),
    )


def pair(store: Queryable, one: str, other: str) -> list[Fact]:
    """What is said of two things together, read from the side of the first, with the sentences."""
    links = _links(store, one, f"VALUES ?e {{ <{other}> }}")
    articles = facts.articles(store, {said.article for link in links for said in link.said})
    found = sorted(_facts(one, links, facts.things(store, [other]), articles), key=lambda f: (f.relation, f.outward))
    _quote(store, one, found, articles, each=8)
    return found


def _links(store: Queryable, iri: str, limit: str = "") -> list[facts.Link]:
    found: dict[tuple[str, str, str], facts.Link] = {}
    for ends in (f"<{iri}> ?p ?e", f"?e ?p <{iri}>"):
        query = f'SELECT ?p ?e {{ {limit} {ends} FILTER(STRSTARTS(STR(?p), "{KG}") && isIRI(?e)) }}'
        for predicate, other in rows(store, query):
            s, o = (iri, other) if ends.endswith("?e") else (other, iri)
            found[s, predicate, o] = facts.Link(s, local(predicate), o)
    for ends in (f"rdf:subject <{iri}> ; rdf:object ?e", f"rdf:object <{iri}> ; rdf:subject ?e"):
        query = f"""SELECT ?e ?p ?c ?x ?a ?f {{ {limit} GRAPH ?g {{ ?st {ends} ; rdf:predicate ?p ;
                    prov:wasDerivedFrom ?x ; kg:confidence ?c ; kg:frame ?f . ?x oa:hasSource ?a }} }}"""
        for other, predicate, confidence, sentence, article, frame in rows(store, query):
            s, o = (iri, other) if ends.startswith("rdf:subject") else (other, iri)
            link = found.get((s, predicate, o))
            if link is not None:
                link.said.append(Said(sentence, article, float(confidence), local(frame)))
    return list(found.values())


def _facts(iri: str, links: Iterable[facts.Link], others: dict[str, Thing], articles: dict[str, Article]) -> list[Fact]:
    """The links without those that only follow from a more special one between the same two."""
    pairs: dict[tuple[str, str], list[facts.Link]] = defaultdict(list)
    for link in links:
        pairs[link.subject, link.object].append(link)
    found = []
    for (s, o), group in pairs.items():
        other = others.get(o if s == iri else s)
        if other is None or s == o:
            continue
        special = set(vocabulary().most_special(frozenset(link.relation for link in group)))
        for link in group:
            if link.relation not in special:
                continue
            days = sorted(
                filter(None, (articles[said.article].date[:10] for said in link.said if said.article in articles))
            )
            said = sorted(link.said, key=lambda one: (-one.confidence, one.sentence))
            fact = Fact(link.relation, s == iri, other, said, articles=len({one.article for one in said}))
            fact.first, fact.last = (days[0], days[-1]) if days else ("", "")
            found.append(fact)
    return found


def _groups(thing: Thing, found: Iterable[Fact]) -> list[Group]:
    words = vocabulary()
    sides: dict[tuple[str, bool], list[Fact]] = defaultdict(list)
    for fact in found:
        sides[fact.relation, fact.outward or fact.relation in words.symmetric].append(fact)
    first = FIRST.get(thing.family, [])

    def place(side: tuple[str, bool]) -> tuple[int, int, str]:
        return (first.index(side) if side in first else len(first), -len(sides[side]), side[0])

    groups = []
    for side in sorted(sides, key=place):
        ordered = sorted(sides[side], key=lambda f: (-f.articles, _backwards(f.last), f.other.label, f.other.iri))
        groups.append(Group(*side, words.heading(*side), ordered[:ROWS], max(0, len(ordered) - ROWS)))
    return groups


def _backwards(day: str) -> tuple[int, ...]:
    """A key that puts later days first and no day last."""
    return tuple(-ord(c) for c in day) if day else (1,)


def _quote(store: Queryable, iri: str, listed: list[Fact], articles: dict[str, Article], each: int = SENTENCES) -> None:
    """Give the facts their best sentences while the page has room; all their first before any their second."""
    rounds: list[tuple[Fact, Said]] = []
    for turn in range(each):
        for fact in listed:
            once = list({said.sentence: said for said in reversed(fact.said)}.values())[::-1]
            if turn < len(once):
                rounds.append((fact, once[turn]))
    rounds = rounds[:SPOKEN]
    texts = facts.sentences(store, (said.sentence for _, said in rounds))
    spans: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for entity, sentence, start, end in facts.mentions(store, (said.sentence for _, said in rounds)):
        spans[sentence].append((entity, start, end))
    for fact, said in rounds:
        if said.sentence in texts:
            ends = {iri, fact.other.iri}
            marks = [(start, end) for entity, start, end in spans[said.sentence] if entity in ends]
            fact.quotes.append(_made(said, *texts[said.sentence], marks, articles))


def _made(said: Said, text: str, start: int, marks: Iterable[tuple[int, int]], articles: dict[str, Article]) -> Quote:
    inside = sorted((b - start, e - start) for b, e in marks if start <= b < e <= start + len(text))
    apart: list[tuple[int, int]] = []
    for begin, end in inside:
        if not apart or begin >= apart[-1][1]:
            apart.append((begin, end))
    article = articles.get(said.article) or Article(local(said.article))
    return Quote(said.sentence, text, tuple(apart), article, said.article, start, said.confidence, said.frame)


def _tenures(store: Queryable, iri: str) -> list[Tenure]:
    found = []
    for one, other in (("org:member", "opengov:post"), ("opengov:post", "org:member")):
        query = f"""SELECT ?o ?b ?e ?f ?u {{ ?t a kg:Tenure ; {one} <{iri}> ; {other} ?o
            OPTIONAL {{ ?t schema:startDate ?b }} OPTIONAL {{ ?t schema:endDate ?e }}
            OPTIONAL {{ ?t kg:attestedFrom ?f }} OPTIONAL {{ ?t kg:attestedUntil ?u }} }}"""
        found += list(rows(store, query))
    things = facts.things(store, [row[0] for row in found]) if found else {}
    made = [Tenure(things[row[0]], *row[1:]) for row in found if row[0] in things and any(row[1:])]
    return sorted(made, key=lambda t: (t.start or t.attested_from or "9", t.other.label, t.other.iri))


def _doubts(store: Queryable, iri: str) -> list[Doubt]:
    query = f"""SELECT ?o ?v ?l ?r {{ GRAPH ?g {{ ?d a kg:IdentityDecision ; kg:between <{iri}>, ?o ;
                kg:verdict ?v ; kg:likeness ?l OPTIONAL {{ ?d kg:reason ?r }} FILTER(?o != <{iri}>) }} }}"""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for other, verdict, likeness, reason in rows(store, query):
        if verdict in ("undecided", "unsure"):
            found[other, verdict, likeness].add(reason)
    things = facts.things(store, [other for other, _, _ in found]) if found else {}
    made = [
        Doubt(things[other], verdict, float(likeness), tuple(sorted(filter(None, reasons))))
        for (other, verdict, likeness), reasons in found.items()
        if other in things
    ]
    return sorted(made, key=lambda d: (-d.likeness, d.other.iri))


def _spoken(store: Queryable, iri: str) -> list[tuple[str, Quote]]:
    found = sorted({(words, sentence) for _, words, sentence in facts.quotations(store, [iri])})[:20]
    of = dict(facts.sources(store, [sentence for _, sentence in found]))
    articles, texts = facts.articles(store, of.values()), facts.sentences(store, of)
    return [
        (words, _made(Said(sentence, of[sentence], 1.0, ""), *texts[sentence], (), articles))
        for words, sentence in found
        if sentence in of and sentence in texts
    ]


def _years(listed: Iterable[Fact]) -> list[tuple[str, list[Fact]]]:
    years: dict[str, list[Fact]] = defaultdict(list)
    dated = sorted((f for f in listed if f.last), key=lambda f: (_backwards(f.last), f.relation, f.other.iri))
    for fact in dated[:ROWS]:
        years[fact.last[:4]].append(fact)
    return list(years.items())
