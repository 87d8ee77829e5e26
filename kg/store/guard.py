"""What a query may not do here: reach out by SERVICE or LOAD, or change the graph.

Oxigraph has no switch for these. The text is cut into the tokens of SPARQL's grammar, so that strings, comments, IRIs,
prefixed names and variables that contain the words are no alarm.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.errors import QueryError

# In the order in which the grammar's terminals must be tried; longest string quotes first.
_TOKEN = re.compile(
    r"""
    (?P<comment> \#[^\r\n]* )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<string> '''(?:(?:'|'')?(?:[^'\\]|\\.))*''' | \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
              | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*" )
  | (?P<variable> [?$][\w·]+ )
  | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9-]+)* )
  | (?P<name> (?:[^\W\d_](?:[\w.·-]*[\w·-])?|_)?:(?:[\w:%·.-]|\\.)* )
  | (?P<word> [A-Za-z_][A-Za-z0-9_]* )
  | (?P<other> . )
    """,
    re.X | re.S,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REACH_OUT = {"SERVICE", "LOAD"}
_CHANGE = {"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
_SHORT = 8_000  # characters of a query whose tokens are kept for a while
_FIRST = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


def check(query: str) -> None:
    """Do nothing for a query that only reads this store.

    Raises QueryError, with line and column, for SERVICE, LOAD and updates.
    """
    for text in _readings(query):
        started = False
        for word, at in words(text):
            started = started or word in _FIRST
            if word in _REACH_OUT:
                raise QueryError(
                    f"{_place(text, at)}: {word} is not allowed: a query may not reach other servers or files."
                )
            if word in _CHANGE and not started:
                raise QueryError(f"{_place(text, at)}: {word} is an update; only queries are allowed here.")


def check_update(update: str) -> None:
    """Do nothing for an update that stays within this store.

    Raises QueryError, with line and column, for SERVICE and LOAD.
    """
    for text in _readings(update):
        for word, at in words(text):
            if word in _REACH_OUT:
                raise QueryError(
                    f"{_place(text, at)}: {word} is not allowed: an update may not reach other servers or files."
                )


def words(text: str) -> Iterator[tuple[str, int]]:
    """The bare words of a query in capitals (keywords, functions, true and false), each with its offset."""
    for kind, token, start in tokens(text):
        if kind == "word":
            yield token.upper(), start


def tokens(text: str) -> Iterable[tuple[str, str, int]]:
    """The kind, text and offset of every token; kinds are the groups of the pattern, "other" is one character."""
    return _kept(text) if len(text) <= _SHORT else _cut(text)


def _cut(text: str) -> Iterator[tuple[str, str, int]]:
    for match in _TOKEN.finditer(text):
        yield match.lastgroup or "other", match.group(), match.start()


@lru_cache(maxsize=64)
def _kept(text: str) -> tuple[tuple[str, str, int], ...]:
    """A query is looked at several times on its way: when it is read, bounded and run."""
    return tuple(_cut(text))


def form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; "" when the text is none of these."""
    return next((word for word, _ in words(text) if word in _FIRST), "")


def named(text: str) -> list[str]:
    """The IRIs and prefixed names that GRAPH is followed by, sorted."""
    kept = [(kind, token) for kind, token, _ in tokens(text) if kind != "comment" and not token.isspace()]
    pairs = itertools.pairwise(kept)
    return sorted({b for (_, a), (kind, b) in pairs if a.upper() == "GRAPH" and kind in ("iri", "name")})


def readable(error: SyntaxError) -> str:
    """A parser's complaint as one line that begins with its place."""
    message = " ".join(str(error.msg or error).split())
    found = re.match(r"error at (\d+):(\d+): (.*)", message)
    if not found:
        return message
    line, column, complaint = found.groups()
    if complaint.startswith("expected one of"):  # a list of all that the grammar allows: too long to be of use
        choices = re.findall(r'"((?:[^"\\]|\\.)+)"', complaint)
        complaint = "expected " + " or ".join(choices[:4]) + (" ..." if len(choices) > 4 else "")
    return f"line {line}, column {column}: {complaint}"


def _readings(text: str) -> Iterator[str]:
    r"""The text as it is, and with its \u escapes resolved, as SPARQL does before all else."""
    yield text
    if "\\u" in text or "\\U" in text:
        resolved = _ESCAPE.sub(lambda m: _character(int(m[1] or m[2], 16)), text)
        if resolved != text:
            yield resolved


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _place(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - (text.rfind(chr(10), 0, at) + 1) + 1}"
