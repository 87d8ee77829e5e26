"""The requests of the SPARQL 1.1 Protocol, as far as they only read (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

import anyio
from starlette.requests import Request

MOST_BYTES = 256 * 1024  # of a request's body: a query of thousands of lines is far below it
MOST_SECONDS = 20.0  # in which the body must have come
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


class Refused(Exception):
    """A request that gets a status and a message instead of an answer."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True)
class Query:
    """What a client asks."""

    text: str
    default_graphs: tuple[str, ...] | None = None  # None: the store's own dataset
    named_graphs: tuple[str, ...] | None = None


async def read(request: Request) -> Query | None:
    """The query of a request; None for a GET without one, which asks for the service description.

    Raises Refused.
    """
    pairs = _pairs(request.scope["query_string"])
    if request.method == "POST":
        kind, charset = _content_type(request)
        if kind == UPDATE:
            raise Refused(403, "This endpoint is read-only: updates are not carried out.")
        if kind not in (FORM, QUERY):
            raise Refused(415, f"POST a query as {FORM} or {QUERY}, not as {kind or 'a body without a media type'}.")
        if charset not in ("", "utf-8", "utf8"):
            raise Refused(415, f"Queries are UTF-8, not {charset}.")
        body = await _body(request)
        pairs = [*pairs, *_pairs(body)] if kind == FORM else [*pairs, ("query", _decoded(body))]
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise Refused(403, "This endpoint is read-only: updates are not carried out.")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise Refused(400, "There is more than one query.")
    if not queries:
        if request.method == "POST":
            raise Refused(400, "There is no query.")
        return None
    defaults = tuple(value for name, value in pairs if name == "default-graph-uri")
    named = tuple(value for name, value in pairs if name == "named-graph-uri")
    return Query(queries[0], defaults, named) if defaults or named else Query(queries[0])


def _content_type(request: Request) -> tuple[str, str]:
    kind, *parameters = (part.strip() for part in request.headers.get("content-type", "").lower().split(";"))
    charset = next((p.partition("=")[2].strip(' "') for p in parameters if p.startswith("charset")), "")
    return kind, charset


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise Refused(400, "The request is not percent-encoded UTF-8.") from error
    except ValueError as error:
        raise Refused(400, f"The parameters cannot be read: {error}.") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "The query is not UTF-8.") from error


async def _body(request: Request) -> bytes:
    """The body, as far as a query may be long and slow."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > MOST_BYTES:
        raise Refused(413, f"A query may have {MOST_BYTES:,} bytes.", connection="close")
    parts: list[bytes] = []
    size = 0
    try:
        with anyio.fail_after(MOST_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > MOST_BYTES:
                    raise Refused(413, f"A query may have {MOST_BYTES:,} bytes.", connection="close")
                parts.append(part)
    except TimeoutError as error:
        raise Refused(408, "The request did not come in time.", connection="close") from error
    return b"".join(parts)
