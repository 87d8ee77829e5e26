"""SPARQL text for people: with a caret where it is wrong."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.terms import prefixes

_USED = re.compile(r"(?<![\w:<?$@/-])([A-Za-z][\w-]*):")
_PLACE = re.compile(r"line (\d+), column (\d+): (.*)", re.S)
_AT = re.compile(r"error at (\d+):(\d+)")
_TOKEN = re.compile(r"#[^\n]*|<[^<>\s]*>|'[^'\n]*'|\"[^\"\n]*\"|[?$]?[\w:.-]*\w|\S")
_WIDTH = 100  # characters of the line that are shown around the place


def pointed(text: str, error: QueryError) -> QueryError:
    """The error of a query in plain words, and below it the line with a caret under the place."""
    match = _PLACE.fullmatch(str(error))
    if not match:
        return error
    lines = text.split("\n")
    line, column, message = int(match.group(1)), int(match.group(2)), match.group(3)
    if not 1 <= line <= len(lines):
        return error
    offset = sum(len(before) + 1 for before in lines[: line - 1]) + min(column - 1, len(lines[line - 1]))
    complaint = _complaint(text) if message.startswith("expected") else ""  # else refused for another reason
    if "Prefix not found" in complaint:
        offset, message = _prefix(text, offset)
    elif "variable that is unbound" in complaint:
        message = (
            "a selected variable is not bound: it must stand in GROUP BY, or inside COUNT, MIN, SAMPLE or the like"
        )
    elif complaint:
        offset = _offender(text, offset)
        message = "this is not SPARQL" if offset < len(text.rstrip()) else "the query ends here, too early"
    line, column = text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
    shown = re.sub(r"[\x00-\x1f\x7f]", " ", lines[line - 1])
    start = max(0, column - _WIDTH // 2)
    caret = " " * (column - 1 - start) + "^"
    return QueryError(f"line {line}, column {column}: {message}\n  {shown[start : start + _WIDTH]}\n  {caret}")


def _complaint(text: str) -> str:
    try:
        ox.Store().query(text, prefixes=prefixes())
    except SyntaxError as error:
        return str(error)
    return ""


def _offender(text: str, reported: int) -> int:
    """Where the token begins that the parser could not take; the end of the text when it only stops too early.

    The parser reports how far it looked, which may be a keyword's length behind that token. Text that could still
    become a query fails at its very end, also with blanks there; text that cannot fails before them.
    """
    tokens = [m for m in _TOKEN.finditer(text) if m.start() <= reported and not m.group().startswith("#")]
    for here in tokens[-12:]:
        if not _may_go_on(text[: here.end()]):
            return here.start()
    return len(text.rstrip()) if reported >= len(text.rstrip()) else reported


def _may_go_on(text: str) -> bool:
    text += " " * 40  # more than any keyword is long
    match = _AT.search(_complaint(text))
    if not match:
        return True
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: int(match.group(1)) - 1]) + int(match.group(2)) > len(text)


def _prefix(text: str, offset: int) -> tuple[int, str]:
    found = [m for m in _USED.finditer(text) if m.start() < offset]
    if not found:
        return offset, "a prefix that is not declared"
    return found[-1].start(), f"the prefix {found[-1].group(1)}: is not declared"
