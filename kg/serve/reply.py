"""Responses: problems in plain words, entity tags, JSON."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, QueryError
from kg.store import Busy, Cancelled, Timeout


def problem(status: int, message: str, **headers: str) -> Response:
    """A problem as JSON (RFC 9457)."""
    body = {"type": "about:blank", "status": status, "title": message.split("\n", maxsplit=1)[0], "detail": message}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(
        json.dumps(body, ensure_ascii=False) + "\n",
        status_code=status,
        headers={**named, "Cache-Control": "no-store"},
        media_type="application/problem+json",
    )


def failed(error: KgError) -> Response:
    """The problem that an error of the library is to a client: its own mistake, or one of the server to wait for."""
    if isinstance(error, Timeout):
        return problem(504, str(error))
    if isinstance(error, Cancelled):
        return problem(499, str(error))
    if isinstance(error, QueryError) and not isinstance(error, Busy):
        return problem(413 if "larger than" in str(error) else 400, str(error))
    return problem(503, str(error), retry_after="5")


def found(value: Any, tag: str = "") -> Response:
    """A value as JSON."""
    body = json.dumps(value, ensure_ascii=False)
    return Response(body, media_type="application/json", headers=tagged(tag) if tag else None)


def tagged(tag: str) -> dict[str, str]:
    """Headers that let anyone keep the answer, as long as they ask whether it still holds."""
    return {"ETag": tag, "Cache-Control": "public, no-cache", "Vary": "Accept, Accept-Encoding"}


def same(request: Request, tag: str) -> bool:
    """Whether the client already has what the tag stands for."""
    known = request.headers.get("if-none-match", "")
    tags = {part.strip().removeprefix("W/") for part in known.split(",")}
    return request.method in ("GET", "HEAD") and ("*" in tags or tag.removeprefix("W/") in tags)
