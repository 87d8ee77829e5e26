"""The explorer's page and what it asks the server for."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.show import about, facts
from kg.show.escape import plain
from kg.show.near import named, near, way
from kg.show.render import STYLED, Links, render
from kg.show.vocabulary import FAMILIES, vocabulary
from kg.show.web import answer, links_of, look

MOST = 2000  # things whose links may be asked for at once
LARGEST = 1_000_000  # bytes of such a question


def routes() -> list[BaseRoute]:
    """The routes of the explorer."""
    return [
        Route("/explore", explore),
        Route("/explore/near", neighbourhood),
        Route("/explore/way", between),
        Route("/explore/said", said),
        Route("/explore/things", things, methods=["POST"]),
    ]


async def explore(request: Request) -> Response:
    """The page."""
    words = vocabulary()
    terms = {term: [*_both(term), *_side(term)] for term in words.names if term[0].islower()}

    def work(store: Any) -> str:
        names = {family: _both(family) for family in FAMILIES}
        return render("explore.html", links_of(store), policy=STYLED, terms=terms, names=names)

    return answer(await look(request, work), policy=STYLED)


def _both(term: str) -> list[str]:
    name = vocabulary().name(term)
    return [name.vi, name.en]


def _side(term: str) -> list[str]:
    name = vocabulary().heading(term, False)
    return [name.vi, name.en]


async def neighbourhood(request: Request) -> Response:
    """What a thing is linked to."""
    iri = request.query_params.get("iri", "")
    limit, skip = _number(request, "limit", 40, 500), _number(request, "skip", 0, 100_000)
    if not facts.is_iri(iri):
        return _wrong("iri is no IRI")
    found = await look(request, lambda s: near(s, links_of(s), iri, limit, skip))
    return JSONResponse(found) if found else JSONResponse({"detail": "There is no such thing."}, 404)


async def between(request: Request) -> Response:
    """The way between two things."""
    start, goal = request.query_params.get("from", ""), request.query_params.get("to", "")
    if not facts.is_iri(start) or not facts.is_iri(goal):
        return _wrong("from and to must be IRIs")
    return JSONResponse(await look(request, lambda s: way(s, links_of(s), start, goal)))


async def things(request: Request) -> Response:
    """Things by their IRIs (a JSON list), with the links among them."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return _wrong("too much at once", 413)
    try:
        asked = json.loads(bytes(body))
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, list) or not all(isinstance(iri, str) and facts.is_iri(iri) for iri in asked):
        return _wrong("send a JSON list of IRIs")
    return JSONResponse(await look(request, lambda s: named(s, links_of(s), list(dict.fromkeys(asked))[:MOST])))


async def said(request: Request) -> Response:
    """The sentences behind the links of two things."""
    one, other = request.query_params.get("a", ""), request.query_params.get("b", "")
    if not facts.is_iri(one) or not facts.is_iri(other):
        return _wrong("a and b must be IRIs")
    return JSONResponse(await look(request, lambda s: _sentences(s, links_of(s), one, other)))


def _sentences(store: Any, links: Links, one: str, other: str) -> dict[str, Any]:
    found = about.pair(store, one, other)
    return {
        "facts": [
            {
                "p": fact.relation,
                "out": fact.outward,
                "n": len({s.sentence for s in fact.said}),
                "said": [
                    {
                        "text": quote.text[:2000],
                        "marks": quote.marks,
                        "title": plain(quote.article.title or quote.article.id),
                        "date": quote.article.date[:10],
                        "source": plain(quote.article.source, 80),
                        "url": quote.article.url,
                        "href": links.href(quote.article_iri, f"s-{quote.start}"),
                        "confidence": quote.confidence,
                        "frame": quote.frame,
                    }
                    for quote in fact.quotes
                ],
            }
            for fact in found
        ]
    }


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, "")
    return min(int(text), most) if text.isdecimal() and len(text) < 9 else default


def _wrong(detail: str, status: int = 400) -> Response:
    return JSONResponse({"detail": detail}, status)
