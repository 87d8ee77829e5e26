"""Responses: problems in plain words, entity tags, JSON."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response


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
