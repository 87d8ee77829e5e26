"""The pages as routes of a Starlette application, which has the graph at `app.state.kg` (see kg.serve.state)."""

from __future__ import annotations

import contextlib
import mimetypes
import threading
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.graph.terms import BASE
from kg.show import escape, explore, facts, pages, review
from kg.show.editor import editor
from kg.show.render import STYLED, Links, render
from kg.show.vocabulary import FAMILIES, vocabulary
from kg.show.web import answer, links_of, look, names_of, read_names

_FOLDERS = ("", "fonts")


def mount(app: Starlette) -> None:
    """Give an application of kg.serve the pages of things and of the query editor."""
    app.state.thing_page = thing
    app.state.query_page = lambda request: RedirectResponse("/query", 303)
    # The names of a big graph take seconds to read: by the time that somebody has typed one, they are there.
    threading.Thread(target=_warm, args=(app,), daemon=True).start()


def _warm(app: Starlette) -> None:
    with contextlib.suppress(Exception):  # a request will say what is wrong
        read_names(app.state, app.state.kg.graph().store)


def routes(edit: Path | None = None) -> list[BaseRoute]:
    """The routes of the pages.

    Args:
        edit: the output folder whose judgements the review page may write; no review without one.
    """
    return [
        Route("/", home),
        Route("/search", search),
        Route("/suggest", suggest),
        Route("/articles", articles),
        Route("/query", query),
        Route("/network", network),
        *explore.routes(),
        *(review.routes(edit) if edit else ()),
        Route("/static/{name:path}", static),
    ]


async def home(request: Request) -> Response:
    """The first page."""
    return answer(await look(request, lambda s: pages.home(s, names_of(request, s), links_of(s))))


async def search(request: Request) -> Response:
    """The things of a name."""
    text, family = request.query_params.get("q", ""), request.query_params.get("class", "")
    return answer(await look(request, lambda s: pages.search(names_of(request, s), links_of(s), text, family)))


async def suggest(request: Request) -> Response:
    """Names that begin with what was typed, for the type-ahead."""
    text = request.query_params.get("q", "")[:200]
    family = request.query_params.get("class", "")

    def work(store: Any) -> list[list[str]]:
        links, words = links_of(store), vocabulary()
        found = names_of(request, store).search(text, 12, [family] if family in FAMILIES else ())
        return [
            [escape.plain(h.shown, 120), words.name(h.thing.kind).vi, words.name(h.thing.kind).en, h.thing.family,
             links.href(h.thing.iri), h.thing.iri]
            for h in found
        ]  # fmt: skip

    return JSONResponse({"found": await look(request, work)}, headers={"Cache-Control": "no-cache"})


async def articles(request: Request) -> Response:
    """The list of articles."""
    number = request.query_params.get("page", "0")
    page = int(number) if number.isdecimal() and len(number) < 9 else 0
    return answer(await look(request, lambda s: pages.articles(pages.listed(s), links_of(s), page)))


async def thing(request: Request, path: str) -> Response:
    """The page of the thing at a path such as id/cao-bang."""

    def work(store: Any) -> tuple[str, str]:
        links = links_of(store)
        place, _, name = path.partition("/")
        if place in ("sentence", "mention"):
            source = dict(facts.sources(store, [links.base + path]))
            if source:
                return "", links.href(
                    source[links.base + path], f"s-{name.rsplit('-', 1)[-1]}" if place == "sentence" else ""
                )
        for iri in dict.fromkeys((links.base + path, BASE + path, BASE + path.replace("/", "#", 1))):
            if facts.is_iri(iri):
                make = pages.article if place == "article" else pages.thing
                html = make(store, links, iri) or pages.record(store, links, iri)
                if html:
                    return html, ""
        return pages.missing(links, path), "404"

    html, more = await look(request, work)
    if more and more != "404":
        return RedirectResponse(more, 303)
    made = answer(html, 404 if more else 200)
    made.headers["Vary"] = "Accept, Accept-Encoding"
    return made


async def query(request: Request) -> Response:
    """The SPARQL editor."""
    return answer(
        await look(request, lambda s: render("query.html", links_of(s), policy=STYLED, **editor(s))), policy=STYLED
    )


async def network(request: Request) -> Response:
    """The picture that the build drew: a page that says itself what it may load."""
    page = Path(request.app.state.kg.output) / "network.html"
    if not page.is_file():
        return answer(pages.missing(Links(), ""), 404)
    return FileResponse(page, headers={"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"})


async def static(request: Request) -> Response:
    """A bundled style sheet, script or font."""
    name = request.path_params["name"]
    folder, _, file = name.rpartition("/")
    place = files("kg").joinpath("show", "static", *folder.split("/") if folder else ())
    if folder not in _FOLDERS or file not in {item.name for item in place.iterdir() if item.is_file()}:
        return answer(pages.missing(Links(), name), 404)
    media = {"woff2": "font/woff2", "js": "text/javascript", "css": "text/css"}.get(file.rsplit(".", 1)[-1])
    lasting = "public, max-age=31536000, immutable" if request.url.query else "public, max-age=3600"
    return Response(
        escape.static_bytes(name),
        headers={"Cache-Control": lasting, "X-Content-Type-Options": "nosniff"},
        media_type=media or mimetypes.guess_type(file)[0] or "application/octet-stream",
    )
