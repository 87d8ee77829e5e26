"""/sparql: the SPARQL 1.1 Protocol over the graph, for reading."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, QueryError
from kg.query.sparql import pointed
from kg.serve.accept import PAGE, ROWS, TRIPLES, best
from kg.serve.describe import service
from kg.serve.protocol import Query, Refused, read
from kg.serve.reply import failed, same, tagged
from kg.serve.state import State
from kg.store import guard

_FORMS = {"SELECT": ROWS, "ASK": ROWS, "CONSTRUCT": TRIPLES, "DESCRIBE": TRIPLES}
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_CHANGING = {"RAND", "NOW", "UUID", "STRUUID", "BNODE"}  # functions whose answer is another each time


async def sparql(request: Request) -> Response:
    """Answer a query, or describe the service where there is none."""
    state: State = request.app.state.kg
    accept = request.headers.get("accept")
    query = await read(request)
    if query is None:
        return _description(request, state, accept)
    query = _based(query, str(request.url.replace(query="", fragment="")))
    words = [word for word, _ in guard.words(query.text)]
    form = next((word for word in words if word in _FORMS), "")
    media = best(accept, _FORMS.get(form, ROWS))
    if media is None and form:
        offered = ", ".join(dict.fromkeys(sent for _, sent in _FORMS[form]))
        raise Refused(406, f"The answer to {form} can be had as: {offered}.")
    tag = ""
    if not _CHANGING & set(words):
        tag = state.tag(query.text, media or "", repr(query.default_graphs), repr(query.named_graphs))
        if same(request, tag):
            return Response(status_code=304, headers=tagged(tag))
    return await _answer(request, state, query, media or ROWS[0][1], tag)


async def _answer(request: Request, state: State, query: Query, media: str, tag: str) -> Response:
    try:
        answer = await state.ask(request, query, media, media)
    except QueryError as error:
        return failed(pointed(query.text, error))
    except KgError as error:
        return failed(error)
    headers = tagged(tag) if tag else {"Cache-Control": "no-store"}
    headers["Content-Type"] = answer.media + ("; charset=utf-8" if answer.media.startswith("text/") else "")
    if answer.truncated:
        headers["KG-Truncated"] = f"rows={state.limits.rows}"
    return Response(answer.body, headers=headers)


def _based(query: Query, endpoint: str) -> Query:
    """The query with the endpoint as its base, on the line of its first word, where relative IRIs need one."""
    parts = list(guard.tokens(query.text))
    relative = any(kind == "iri" and not _SCHEME.match(text) for kind, text, _ in parts)
    if not relative or any(kind == "word" and text.upper() == "BASE" for kind, text, _ in parts):
        return query
    return replace(query, text=f"BASE <{endpoint}> {query.text}")


def _description(request: Request, state: State, accept: str | None) -> Response:
    media = best(accept, (*TRIPLES, *PAGE))
    if media is None:
        raise Refused(406, "The service description can be had as " + ", ".join(dict.fromkeys(s for _, s in TRIPLES)))
    page = getattr(request.app.state, "query_page", None)
    if media == "text/html" and page is not None:
        found: Response = page(request)
        return found
    media = TRIPLES[0][1] if media == "text/html" else media
    tag = state.tag("description", media, str(request.base_url))
    if same(request, tag):
        return Response(status_code=304, headers=tagged(tag))
    body = service(state, str(request.url.replace(query="", fragment="")), media)
    return Response(body, headers={**tagged(tag), "Content-Type": media})
