"""A sentence while it is being read: a row of items, each a token or a phrase that already names something.

For matching, the row is written as one string in which every item ends in a space; a phrase is two private-use
characters, its class and its place in the row's table, so that a template is an ordinary regular expression.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from kg.language.tokens import Token
from kg.model import Value

PHRASE = 0xF0000


@dataclass(eq=False, slots=True)
class Phrase:
    """A stretch of text that names a thing; start and end also cover honorifics and appositions around the name."""

    kind: str
    start: int
    end: int
    core: tuple[int, int]  # the name itself: what becomes the mention
    frame: str
    weight: float = 1.0
    known: str | None = None
    same: Phrase | None = None  # the phrase inside this one that names the same thing
    parts: list[Phrase] = field(default_factory=list)
    traits: dict[str, str] = field(default_factory=dict)
    entity: int = -1

    @property
    def root(self) -> Phrase:
        """The innermost phrase for the same thing."""
        phrase = self
        while phrase.same is not None:
            phrase = phrase.same
        return phrase


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between phrases, before entities are known."""

    subject: Phrase
    predicate: str
    object: Phrase | Value
    frame: str
    weight: float
    at: int  # a character of the sentence that says it


Item = Token | Phrase


class Line:
    """One sentence as a row of items."""

    def __init__(self, items: list[Item], classes: dict[str, str]) -> None:
        self.items = items
        self._classes = classes
        self.encode()

    def encode(self) -> None:
        """Rewrite the string after the items changed."""
        pieces, offsets, at, row = [], [], 0, []
        for index, item in enumerate(self.items):
            offsets.append(at)
            if isinstance(item, Phrase):
                piece = self._classes[item.kind] + chr(PHRASE + index) + " "
                row.append("")
            else:
                piece = item.text + " "
                row.append(item.text.lower())
            pieces.append(piece)
            at += len(piece)
        self.offsets = offsets
        self.text = "".join(pieces)
        self.row = row  # each item as its word in lower case, "" for a phrase
        self.words = set(row) - {""}
        self.marks = {self._classes[item.kind] for item in self.items if isinstance(item, Phrase)}

    def of(self, items: list[Item]) -> Line:
        """A line of other items."""
        return Line(items, self._classes)

    def index(self, offset: int) -> int:
        """The item that begins at a place of the string (or the first after it)."""
        return bisect_left(self.offsets, offset)

    def phrases(self, encoded: str) -> list[Phrase]:
        """The phrases named in a piece of the string, in order."""
        found = [self.items[ord(c) - PHRASE] for c in encoded if ord(c) >= PHRASE]
        return [p for p in found if isinstance(p, Phrase)]


@dataclass(frozen=True, slots=True)
class Site:
    """One thing at one place of a line."""

    entity: int  # in the Reading; -1 for a date
    kind: str  # one of the eight main classes, or DateSpan
    phrase: Phrase
    at: int  # the item of the line it is or is in; -1 where it is carried over from an earlier line
    depth: int = 0  # phrases around it
    parent: Phrase | None = None
    how: str = ""  # "holder", "body", "office" of a post; "topic", "event", "hero", "career" of earlier lines;
    # "pronoun", "group", "head", "asked", "name" for a word that means what was named before; "visited", "decider",
    # "deed", "when", "where", "frame" without any word
    back: int = 0  # lines since it was spoken of, where carried

    @property
    def plain(self) -> bool:
        """Whether it may take part in what its clause says: not inside the name of a post or a person."""
        return (
            self.depth == 0
            or self.how in ("body", "office")
            or (self.depth == 1 and self.parent is not None and self.parent.kind not in ("Post", "Person"))
        )

    @property
    def titled(self) -> bool:
        """Whether it is a document named only within another one's name: amended, and not what the clause passes."""
        return self.kind == "Document" and self.parent is not None and self.parent.kind == "Document"
