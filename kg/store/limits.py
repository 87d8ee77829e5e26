"""How much a query may give: most rows by its LIMIT, most bytes by what its result is written into."""

from __future__ import annotations

import io
import re
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.guard import tokens

_NEXT_ROW = re.compile(rb'\},\{"[^"]+":\{')  # between rows of JSON; within a literal the quotes are escaped


def limited(sparql: str, most: int) -> str:
    """A SELECT whose outer LIMIT is at most `most`; other queries as they are."""
    depth, form, end = 0, "", None
    limit: tuple[int, int, int] | None = None  # start and end of the outer LIMIT's number, and the number
    last = ""
    for kind, text, start in tokens(sparql):
        if kind == "other" and text in "{}":
            depth += 1 if text == "{" else -1
            if depth == 0 and end is None:
                limit = None  # what stood before belongs to the WHERE
        elif depth == 0 and kind == "word":
            word = text.upper()
            if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") and not form:
                form = word
            if word == "VALUES" and form:
                end = start
            last = word
        elif depth == 0 and last == "LIMIT" and text.isdigit():
            if limit is None or limit[1] != start:  # digits come one by one
                limit = (start, start, 0)
            limit = (limit[0], start + 1, limit[2] * 10 + int(text))
    if form != "SELECT":
        return sparql
    if limit is not None:
        return sparql[: limit[0]] + str(min(limit[2], most)) + sparql[limit[1] :]
    if end is not None:
        return f"{sparql[:end]}\nLIMIT {most}\n{sparql[end:]}"
    return f"{sparql}\nLIMIT {most}"


def rows(body: bytes, form: ox.QueryResultsFormat) -> int:
    """How many rows a serialised result of a SELECT has."""
    if form == ox.QueryResultsFormat.JSON:
        found = re.search(rb'"bindings":\[', body)
        start = found.end() if found else len(body)
        if body[start : start + 1] != b"{":
            return 0
        if b"},{}" in body:  # rows without any value, or text that looks like them
            body, start = re.sub(rb'"(?:[^"\\]|\\.)*"', b"", body), 0
            return body.count(b"},{") + 1
        return 1 + sum(1 for _ in _NEXT_ROW.finditer(body, start))
    if form == ox.QueryResultsFormat.XML:
        return body.count(b"<result>") + body.count(b"<result/>")
    if form == ox.QueryResultsFormat.TSV:  # newlines within terms are escaped
        return max(0, body.count(b"\n") - 1)
    return max(0, re.sub(rb'"(?:[^"]|"")*"', b"", body).count(b"\n") - 1)


class Sink:
    """A file in memory that refuses more than `most` bytes."""

    def __init__(self, most: int) -> None:
        self._parts = _Bounded(most)
        self.file = cast("IO[bytes]", self._parts)

    def body(self) -> bytes:
        """What was written."""
        return self._parts.getvalue()


class _Bounded(io.BytesIO):
    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: object) -> int:
        """Take more bytes. Raises QueryError when they are too many."""
        part = bytes(cast("bytes", data))
        if self.tell() + len(part) > self._most:
            raise QueryError(f"The result is larger than {self._most:,} bytes. Ask for less, or add LIMIT.")
        return super().write(part)
