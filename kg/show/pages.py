"""The pages for people, as HTML: the first page, search, articles, and a page for each thing and article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.ontology import local
from kg.show import facts
from kg.show.about import about
from kg.show.article import Told, told
from kg.show.facts import Article, Queryable, rows
from kg.show.names import Names
from kg.show.render import Links, render
from kg.show.vocabulary import FAMILIES

PAGE = 100  # articles on one page


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a graph holds."""

    articles: int
    things: int
    links: int


def home(store: Queryable, names: Names, links: Links) -> str:
    """The first page: a search, what is told of most, the latest articles."""
    (articles,) = next(rows(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a a kg:Article } }"))
    (said,) = next(
        rows(
            store,
            """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?st a kg:Statement ; rdf:subject ?s ;
               rdf:predicate ?p ; rdf:object ?o } FILTER EXISTS { ?s ?p ?o } } }""",
        )
    )
    counts = Counts(int(articles), sum(iri in names.told for iri in names.things), int(said))
    top = [(family, names.top(family)) for family in FAMILIES]
    return render("home.html", links, counts=counts, top=top, latest=listed(store)[:8])


def search(names: Names, links: Links, query: str, family: str = "") -> str:
    """What is called so."""
    found = names.search(query[:200], 100, [family] if family in FAMILIES else ())
    return render("search.html", links, query=query[:200], family=family, found=found)


def listed(store: Queryable) -> list[tuple[str, Article]]:
    """Every article with its IRI, the latest first."""
    known = sorted(facts.articles(store).items(), key=lambda pair: (pair[1].title, pair[0]))
    return sorted(known, key=lambda pair: pair[1].date, reverse=True)


def articles(all_: Sequence[tuple[str, Article]], links: Links, page: int) -> str:
    """One page of the list of articles, counted from 0."""
    last = max(0, (len(all_) - 1) // PAGE)
    page = min(max(0, page), last)

    def address(number: int) -> str:
        if links.files:
            return links.page("articles" if number == 0 else f"articles-{number}")
        return links.page("articles") + (f"?page={number}" if number else "")

    return render(
        "articles.html",
        links,
        rows=all_[page * PAGE : (page + 1) * PAGE],
        total=len(all_),
        before=address(page - 1) if page else None,
        after=address(page + 1) if page < last else None,
    )


def thing(store: Queryable, links: Links, iri: str) -> str | None:
    """The page of a thing; None when there is none of that IRI."""
    found = about(store, iri)
    return render("thing.html", links, about=found) if found else None


def article(store: Queryable, links: Links, iri: str) -> str | None:
    """The page of an article; None when there is none of that IRI."""
    found = told(store, iri)
    return render("article.html", links, told=found, shown=_families(found)) if found else None


def record(store: Queryable, links: Links, iri: str) -> str | None:
    """The page of what is neither a thing nor an article: a statement, an award, a term of the ontology."""
    found = [
        (local(p), o)
        for p, o in rows(
            store, f"SELECT DISTINCT ?p ?o {{ {{ <{iri}> ?p ?o }} UNION {{ GRAPH ?g {{ <{iri}> ?p ?o }} }} }} LIMIT 500"
        )
    ]
    if not found:
        return None
    named = facts.things(store, [o for _, o in found if facts.is_iri(o)])
    triples = [
        (p, o, links.href(o) if links.path(o) else "", named[o].label if o in named else o)
        for p, o in sorted(set(found))
    ]
    return render("record.html", links, iri=iri, triples=triples)


def missing(links: Links, what: str) -> str:
    """The page for an address at which there is nothing; without a name, for the picture that was not drawn."""
    return render("problem.html", links, status=404, what=what)


def _families(found: Told) -> set[str]:
    return {thing.family for thing, _ in found.things}
