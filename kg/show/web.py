"""What the routes of pages share: answers with their headers, and the graph that is served."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.graph.terms import BASE
from kg.show import facts
from kg.show.names import Names
from kg.show.render import POLICY, Links

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_making = threading.Lock()


def answer(html: str, status: int = 200, policy: str = POLICY) -> Response:
    """A page, with what it may load said in its headers."""
    headers = {**_SAFE, "Content-Security-Policy": policy + "; frame-ancestors 'none'", "Cache-Control": "no-cache"}
    return Response(html, status, headers, "text/html; charset=utf-8")


async def look(request: Request, work: Callable[[Any], Any]) -> Any:
    """What `work` finds in the store, off the event loop."""
    return await request.app.state.kg.look_up(lambda graph: work(graph.store))


def names_of(request: Request, store: facts.Queryable) -> Names:
    """The names of the graph that is served now, read once for each graph."""
    return read_names(request.app.state, store)


def read_names(state: Any, store: facts.Queryable) -> Names:
    """The names of the graph that an application's state has now.

    After a rebuild those of the graph before serve on until the new ones are read, which takes seconds.
    """
    mark = state.kg.mark()
    known: tuple[str, Names] | None = getattr(state, "show_names", None)
    if known is None or known[0] != mark:
        if known is not None:
            threading.Thread(target=_renew, args=(state, mark), daemon=True).start()
            return known[1]
        with _making:
            if getattr(state, "show_names", None) is None:
                state.show_names = (mark, Names(store))
        known = state.show_names
    assert known is not None
    return known[1]


def _renew(state: Any, mark: str) -> None:
    if _making.acquire(blocking=False):  # else somebody is at it
        try:
            if state.show_names[0] != mark:
                state.show_names = (mark, Names(state.kg.graph().store))
        finally:
            _making.release()


def links_of(store: Any) -> Links:
    """Where the pages of this store are."""
    return Links(getattr(store, "base", BASE))
