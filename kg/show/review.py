"""Review in the page: pairs of which nobody knows whether they are one, side by side, decided by one key.

What is decided goes into the same file as from the terminal and takes effect with the next build. The routes exist only
when the server was started for editing, on a loopback address; they ask for the token of the page and for a host name
that is loopback too, so that no other site in the same browser can decide anything.
"""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.identity import judgements
from kg.ontology import local
from kg.show import facts
from kg.show.about import Fact, Tenure, about
from kg.show.facts import Queryable, Thing, rows
from kg.show.render import render
from kg.show.undecided import pairs
from kg.show.web import answer, links_of, look

SHOWN = 50  # pairs on a page, the most valuable first
LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
_SAID = ("holdsPost", "heldPost", "appointedTo", "worksIn", "postIn", "partOf", "jurisdiction", "issues", "heldIn")
_writing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    thing: Thing
    told: int
    facts: list[Fact]  # those that tell people of one name apart, and a few others
    tenures: list[Tenure]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that may be one."""

    left: Side
    right: Side
    likeness: float
    reasons: tuple[str, ...]


def routes(output: Path) -> list[BaseRoute]:
    """The routes of the review of an output folder's graph."""
    token = secrets.token_urlsafe(24)
    file = output / "judgements.tsv"

    async def page(request: Request) -> Response:
        if not _here(request):
            return answer(_refused(), 403)
        return answer(await look(request, lambda s: _page(s, file, token)))

    async def decide(request: Request) -> Response:
        if not _here(request) or not _same(request.headers.get("x-kg-token", ""), token):
            return JSONResponse({"detail": "Open /review in this browser and decide there."}, 403)
        body = await request.body()
        try:
            asked: Any = json.loads(body) if len(body) < 10_000 else None
        except (ValueError, RecursionError):
            asked = None
        if not _decision(asked):
            return JSONResponse({"detail": "left, right and verdict (same, different, unsure) are needed."}, 400)
        made = await look(request, lambda s: _decide(s, file, asked))
        return JSONResponse(made) if made else JSONResponse({"detail": "There is no such pair."}, 404)

    return [Route("/review", page, methods=["GET"]), Route("/review", decide, methods=["POST"])]


def _page(store: Any, file: Path, token: str) -> str:
    open_ = pairs(store, judgements.read(file))
    shown = []
    for left, right, likeness, reasons in open_[:SHOWN]:
        sides = [_side(store, iri) for iri in (left, right)]
        if sides[0] and sides[1]:
            shown.append(Pair(sides[0], sides[1], likeness, reasons))
    return render("review.html", links_of(store), pairs=shown, total=len(open_), token=token, file=str(file))


def _side(store: Queryable, iri: str) -> Side | None:
    found = about(store, iri)
    if found is None:
        return None
    telling = [fact for group in found.groups for fact in group.facts]
    telling.sort(key=lambda fact: (fact.relation not in _SAID, -fact.articles, fact.other.label))
    return Side(found.thing, found.told, telling[:6], found.tenures[:6])


def _decide(store: Any, file: Path, asked: dict[str, str]) -> dict[str, str] | None:
    left, right = sorted((asked["left"], asked["right"]))
    if not any((one, other) == (left, right) for one, other, _, _ in pairs(store)):
        return None
    made = judgements.judgement(
        _anchor(store, left), _anchor(store, right), asked["verdict"], nodes=(local(left), local(right))
    )
    with _writing:
        judgements.add(file, [made])
    return {"left": made.left, "right": made.right, "verdict": made.verdict}


def _anchor(store: Queryable, iri: str) -> str:
    """The first article that names a thing, and its fullest name there."""
    query = f"""SELECT ?id ?t {{ GRAPH ?g {{ ?m kg:refersTo <{iri}> ; oa:hasSource ?a ; oa:exact ?t .
                ?a dct:identifier ?id }} }}"""
    named = sorted(rows(store, query), key=lambda row: (row[0], -len(row[1]), row[1]))
    return judgements.anchor(*named[0]) if named else judgements.anchor("", local(iri))


def _decision(asked: Any) -> bool:
    return (
        isinstance(asked, dict)
        and all(isinstance(asked.get(end), str) and facts.is_iri(asked[end]) for end in ("left", "right"))
        and asked.get("verdict") in judgements.VERDICTS
    )


def _same(given: str, token: str) -> bool:
    """Whether the tokens are one, in a time that tells nothing; a header may hold any character."""
    return secrets.compare_digest(given.encode(), token.encode())


def _here(request: Request) -> bool:
    """Whether the request came to a loopback name, from this page or from nowhere."""
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "").rsplit(":", 1)[0]
    return host in LOOPBACK and (not origin or origin == f"{request.url.scheme}://{request.headers.get('host', '')}")


def _refused() -> str:
    from kg.show.render import Links

    return render("problem.html", Links(), status=403, what="")
