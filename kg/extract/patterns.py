"""Templates of the lexicon as regular expressions, which stay compiled from one run to the next.

Compiling the lexicon's half a million characters of expressions takes `re` over a second, longer than reading ten
articles, and `re` has no way to keep what it compiled: a pattern that is pickled is compiled anew. So the engine's own
code is kept, and handed to the engine as `re.compile` does it. Where a Python has no such engine, or one with other
names, `re.compile` does it all.
"""

from __future__ import annotations

import importlib
import re
import sys
from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any

from kg.errors import OntologyError
from kg.keeping import kept, program

# What the templates are made by, apart from the ontology. Code is that of one interpreter, and of its tables of case.
_MADE_BY = (
    "extract/template.py",
    "extract/patterns.py",
    "extract/tries.py",
    "extract/nouns.py",
    "extract/marked.py",
    "language",
)
_KEPT = 3  # versions in the cache: 5 MB each
_LARGE = 2  # expressions of many words beside the templates


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template."""

    group: str
    property: str
    kinds: frozenset[str]
    head: bool = False
    many: bool = False
    topic: bool = False
    stand_in: bool = False  # a post in it stands for the person who holds it
    open: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """What `re` makes of an expression before the engine takes it."""

    flags: int
    words: bytes  # unsigned integers of the machine
    groups: int
    names: dict[str, int]
    numbers: tuple[str | None, ...]


@dataclass(frozen=True)
class Template:
    """A template as a regular expression, its slots, and what must be in a line for it to match.

    anchors: words of which one must be there, in lower case; needs: of each of these rows of class characters, one.
    """

    source: str
    regex: str
    slots: tuple[Slot, ...]
    anchors: frozenset[str]
    needs: tuple[frozenset[str], ...] = ()
    code: Code | None = None

    def may_fit(self, words: set[str], marks: set[str]) -> bool:
        """Whether a line with these words and class characters may hold a match."""
        if self.anchors and self.anchors.isdisjoint(words):
            return False
        return not any(map(marks.isdisjoint, self.needs))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression compiled, at its first use: most sentences need few of them."""
        try:
            return (_ready(self.regex, self.code) if self.code else None) or re.compile(self.regex)
        except re.error as error:
            raise OntologyError(f'template "{self.source}": {error}') from error


def remembered(family: str, version: str, make: Callable[[], list[list[Template]]]) -> list[list[Template]]:
    """The templates of an ontology, compiled to the last and kept in the user's cache folder.

    Args: what the templates are of, the ontology's version, and what makes them when they are not there.
    """

    def made() -> list[list[Template]]:
        return [[replace(one, code=code(one)) for one in of_frame] for of_frame in make()]

    key = f"{version} {program(*_MADE_BY)} {sys.version}"
    return kept(family, blake2b(key.encode(), digest_size=12).hexdigest(), made, most=_KEPT)


def compiled(regex: str, flags: int = 0) -> re.Pattern[str]:
    """An expression of many words compiled, which stays so from one run to the next like the templates."""
    version = blake2b(f"{sys.version} {int(flags)} {regex}".encode(), digest_size=12).hexdigest()
    known = kept("pattern", version, lambda: _code(regex, flags), most=_KEPT * _LARGE)
    return (_ready(regex, known) if known else None) or re.compile(regex, flags)


def code(template: Template) -> Code | None:
    """The engine's code for a template's expression; None where this Python does not let it be had.

    Raises OntologyError when the expression is not well-formed.
    """
    try:
        return _code(template.regex, 0)
    except re.error as error:
        raise OntologyError(f'template "{template.source}": {error}') from error


def _code(regex: str, flags: int) -> Code | None:
    try:
        parser, compiler = _engine()
        parsed = parser.parse(regex, flags)
        words, state = compiler._code(parsed, flags), parsed.state
    except (ImportError, AttributeError, TypeError, OverflowError):
        return None
    numbers: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        numbers[number] = name
    flags |= state.flags
    return Code(int(flags), array("I", words).tobytes(), state.groups - 1, dict(state.groupdict), tuple(numbers))


def _ready(regex: str, kept: Code) -> re.Pattern[str] | None:
    words = array("I")
    words.frombytes(kept.words)
    try:
        made = importlib.import_module("_sre").compile(
            regex, kept.flags, words.tolist(), kept.groups, kept.names, kept.numbers
        )
    except (ImportError, AttributeError, TypeError, RuntimeError, OverflowError):
        return None
    return made if isinstance(made, re.Pattern) else None


def _engine() -> tuple[Any, Any]:
    """The parts of `re` that parse and that write code: parser, compiler."""
    return importlib.import_module("re._parser"), importlib.import_module("re._compiler")
