"""The server's routes on one screen."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import KgError
from kg.query.question import questions
from kg.serve import programs
from kg.serve.log import Log
from kg.serve.protocol import Refused
from kg.serve.reply import failed, problem
from kg.serve.resources import FOLDERS, resource
from kg.serve.sparql import sparql
from kg.serve.state import Limits, State


def create_app(
    output: str | Path = "output", limits: Limits | None = None, *, pages: Sequence[BaseRoute] = (), log: bool = True
) -> Starlette:
    """The ASGI application that serves the graph of an output folder.

    Args:
        output: the folder that `kg build` wrote.
        limits: what one client may use.
        pages: routes of pages for people, which come before the others. `app.state.thing_page`, an async function of
            request and path, and `app.state.query_page`, a function of the request, give the pages of a thing and of
            the query form when they are set.
        log: whether to write a line for each request.

    Raises StoreError when there is no graph.
    """
    state = State(output, limits)
    description = programs.openapi(questions())

    async def openapi(request: Request) -> Response:
        return Response(description, media_type="application/json")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        threading.Thread(target=_warm, args=(state,), daemon=True).start()
        yield
        state.close()

    routes: list[BaseRoute] = [
        *pages,
        Route("/sparql", sparql, methods=["GET", "HEAD", "POST"]),
        Route("/query", sparql, methods=["POST"]),  # where `kg query --store` asks, as of Oxigraph
        Route("/health", programs.health),
        Route("/openapi.json", openapi),
        Route("/api/search", programs.search),
        Route("/api/entity", programs.entity),
        Route("/api/explain", programs.explain),
        Route("/api/stats", programs.stats),
        Route("/api/ask", programs.ask),
        Route("/api/questions", programs.questions),
        Route("/api/questions/{name}", programs.question),
        *(Route(f"/{folder}/{{name:path}}", resource) for folder in FOLDERS),
        Route("/ontology", resource),
        Route("/dataset", resource),
    ]
    middleware = [
        *([Middleware(Log)] if log else []),
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=["*"],
            expose_headers=["ETag", "KG-Truncated"],
            max_age=86400,
        ),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
    ]
    app = Starlette(
        routes=routes,
        middleware=middleware,
        lifespan=lifespan,
        exception_handlers={Refused: _refused, KgError: _failed, 404: _missing, 405: _method, Exception: _broken},
    )
    app.state.kg = state
    return app


def _warm(state: State) -> None:
    """Start a worker and make the index of names, so that the first client does not wait for them."""
    with contextlib.suppress(KgError):  # whoever asks will be told
        state.workers.ask("ASK {}")
        state.graph().names  # noqa: B018


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return problem(error.status, error.message, **error.headers)


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, KgError)
    return failed(error)


async def _missing(request: Request, error: Exception) -> Response:
    return problem(404, "There is nothing here; see /openapi.json and /sparql.")


async def _method(request: Request, error: Exception) -> Response:
    allowed = (getattr(error, "headers", None) or {}).get("Allow", "GET, HEAD, POST")
    return problem(405, f"{request.method} is not possible here.", allow=allowed)


async def _broken(request: Request, error: Exception) -> Response:
    return problem(500, "The server failed; its log says more.")
