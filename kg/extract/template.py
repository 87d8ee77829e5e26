"""The template language of the lexicon, compiled to regular expressions over a Line.

word            itself, whatever its case                      (a|b c)   one of these
Word            itself, with a capital; the rest in any case
[x]             x or nothing                                   <set>     a word of the lex:WordSet called `set`
...             a gap of at most 12 items, which jumps over no phrase that could fill the slot on either side,
                nor over a semicolon, a colon or a quotation mark
{p}  {^p}       a phrase of property p's range (domain with ^), or a code of that class by its label
{p:C} {:C}      the same narrowed to class C; {:C} is matched and not kept
{=:C}           the head: the match names the same thing as this phrase
{x+}            one or several, joined by commas, semicolons, "và", "cùng"
{x~}            the subject of the clause, wherever it stands (see kg.extract.clauses)
{p#Open}        text of an open class (Number, Roman, ...; see nouns) as the value of property p; {#Open} not kept
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import pairwise

from kg.errors import OntologyError
from kg.extract.patterns import Slot, Template, remembered
from kg.extract.tries import tokenised, trie
from kg.language.normal import UPPER, normal
from kg.ontology import Frame, Ontology

LETTER = UPPER + UPPER.lower()
JOIN = r"(?:, (?:và |cùng |cùng với )?|; (?:và )?|và |cùng |cùng với )"
BOUNDARY = r"(?<![^ ])"


class Compiler:
    """Compiles templates against one ontology.

    Args:
        ontology: classes, relations, codes and word sets.
        classes: the private-use character of each class.
        open_classes: gives a regular expression for each open class, over the encoded string.
    """

    def __init__(
        self,
        ontology: Ontology,
        classes: Mapping[str, str],
        open_classes: Callable[[Compiler], Mapping[str, str]],
    ) -> None:
        self._ontology = ontology
        self._classes = classes
        self._open_classes = open_classes
        self._names: dict[str, set[str]] | None = None
        self._tries: dict[str, tuple[str, frozenset[str], dict[str, str]]] = {}

    @cached_property
    def open(self) -> Mapping[str, str]:
        """The expression of every open class."""
        return self._open_classes(self)

    def frames(self, noun: bool) -> list[tuple[Frame, Template]]:
        """The noun frames of the ontology, or its clause frames, each with every one of its templates.

        Those of an ontology that was read from files are kept in the user's cache folder, compiled to the last.

        Raises OntologyError when a template is not well-formed or names something unknown.
        """
        frames = [frame for frame in self._ontology.frames if frame.noun == noun]

        def made() -> list[list[Template]]:
            return [[self.compile(source, frame.evokes, noun) for source in frame.templates] for frame in frames]

        version, family = self._ontology.version, "noun-frames" if noun else "clause-frames"
        found = remembered(family, version, made) if version else made()
        return [(frame, one) for frame, of_frame in zip(frames, found, strict=True) for one in of_frame]

    def compile(self, source: str, evokes: str, noun: bool) -> Template:
        """The compiled form of one template of a frame that evokes a class or a property.

        Raises OntologyError when the template is not well-formed or names something unknown.
        """
        return _Parse(self, source, evokes, noun).template()

    def kinds(self, kind: str) -> frozenset[str]:
        """A class and all below it."""
        if kind not in self._ontology.parents:
            raise OntologyError(f"no class kg:{kind}")
        return self._ontology.descendants(kind)

    def slot_kinds(self, name: str, inverse: bool) -> frozenset[str]:
        """The classes that may fill property `name`."""
        relation = self._ontology.relations.get(name)
        if relation is None:
            raise OntologyError(f"no property kg:{name}")
        ends = relation.domain if inverse else relation.range
        if not ends:
            raise OntologyError(f"kg:{name} has no {'domain' if inverse else 'range'}: name a class in the slot")
        return frozenset(k for end in ends for k in self.kinds(end))

    def coded(self, kinds: frozenset[str]) -> bool:
        """Whether the kinds are code lists (roles, fields, ranks), matched by their labels and not as phrases."""
        things = any(self._ontology.is_a(k, t) for k in kinds for t in ("Agent", "Honour", "Document", "Post", "Event"))
        return not things and any(k.kind in kinds for k in self._ontology.known.values())

    def known_kinds(self, name: str) -> frozenset[str]:
        """The classes of the things of that name that a line shows as phrases."""
        if self._names is None:
            self._names = {}
            for known in self._ontology.known.values():
                if any(self._ontology.is_a(known.kind, t) for t in ("Area", "Organization")):
                    for spelling in known.spellings:
                        self._names.setdefault(" ".join(tokenised(spelling)).lower(), set()).add(known.kind)
        return frozenset(self._names.get(name.lower(), ()))

    def chars(self, kinds: frozenset[str]) -> str:
        """The class characters of the kinds."""
        return "".join(sorted(self._classes[k] for k in kinds if k in self._classes))

    def codes(self, kind: str) -> tuple[str, frozenset[str], dict[str, str]]:
        """For a class of codes: the pattern of their labels, the first syllables, and label -> code."""
        if kind not in self._tries:
            by = {}
            for known in sorted(self._ontology.known.values(), key=lambda k: k.id):
                if self._ontology.is_a(known.kind, kind):
                    for spelling in (*known.spellings, *known.hidden):
                        by[" ".join(tokenised(spelling)).lower()] = known.id
            if not by:
                raise OntologyError(f"no codes of class kg:{kind}")
            self._tries[kind] = (trie(by), frozenset(label.split()[0] for label in by), by)
        return self._tries[kind]

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a named set."""
        if name not in self._ontology.words:
            raise OntologyError(f"no word set <{name}>")
        return tuple(w for form in self._ontology.words[name] for w in [" ".join(tokenised(form))])

    @cached_property
    def titles(self) -> str:
        """The expression for a word that may stand before a person in a list."""
        words = self._ontology.words
        forms = (*words.get("honorific", ()), *words.get("list-title", ()))
        return trie(" ".join(tokenised(form)) for form in forms) if forms else "(?!)"

    def open_class(self, name: str) -> str:
        """The expression of an open class."""
        if name not in self.open:
            raise OntologyError(f"no open class #{name}")
        return self.open[name]


# A parenthesis that stands alone, with a space on its inner side, is itself; one that touches a word is a choice.
_PIECE = re.compile(r"\s*(\.\.\.|\(\s|\)|[()\[\]|]|\{[^}]*\}|<[^>]*>|[^\s()\[\]|{}<]+)")
_SLOT = re.compile(r"\{(\^|=)?(\w*)(?::(\w+))?(?:#(\w+))?([+~]*)\}")


def _literal(match: re.Match[str]) -> str:
    piece = match.group(1)
    alone = (piece.startswith("(") and len(piece) > 1) or (piece == ")" and match.group().startswith((" ", "\n")))
    return "\\" + piece.strip() if alone else piece


_MARKS = ("(", ")", "[", "]", "|", "...")


def _parts(piece: str) -> list[str]:
    return [piece[1:]] if piece.startswith("\\") else tokenised(piece)


def _word(word: str) -> str:
    if word[0].isupper():
        return f"{re.escape(word[0])}(?i:{re.escape(word[1:])}) "
    return f"(?i:{re.escape(word)}) "


class _Parse:
    def __init__(self, compiler: Compiler, source: str, evokes: str, noun: bool) -> None:
        self.compiler, self.source, self.evokes, self.noun = compiler, source, evokes, noun
        self.pieces = [_literal(m) for m in _PIECE.finditer(normal(source))]
        self.at = 0
        self.slots: list[Slot] = []
        self.needs: tuple[str, ...] = ()  # the class characters of each slot that cannot be left out

    def template(self) -> Template:
        regex, anchors = self._choice()
        if self.at < len(self.pieces):
            raise self._error(f"unexpected '{self.pieces[self.at]}'")
        whole = BOUNDARY + "(?:" + self._gaps(regex) + ")"
        return Template(self.source, whole, tuple(self.slots), anchors, tuple(map(frozenset, self.needs)))

    def _choice(self) -> tuple[str, frozenset[str]]:
        needs = self.needs
        branches = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            branches.append(self._sequence())
        if len(branches) > 1:
            self.needs = needs
        anchors = frozenset[str]() if any(not b[1] for b in branches) else frozenset().union(*(b[1] for b in branches))
        return "(?:" + "|".join(b[0] for b in branches) + ")", anchors

    def _sequence(self) -> tuple[str, frozenset[str]]:
        regex, anchors = "", frozenset[str]()
        while (piece := self._peek()) is not None and piece not in ("|", ")", "]"):
            self.at += 1
            if piece in ("(", "["):
                needs = self.needs
                inner, found = self._choice()
                if self._peek() != (")" if piece == "(" else "]"):
                    raise self._error(f"'{piece}' is not closed")
                self.at += 1
                regex += inner if piece == "(" else inner + "?"
                if piece == "[":
                    found, self.needs = frozenset(), needs
            elif piece == "...":
                # A gap after {s~} alone says nothing: the subject stands wherever it stands.
                regex, found = regex + ("\0" if regex else ""), frozenset()
            elif piece.startswith("{"):
                more, found = self._slot(piece)
                regex += more
            elif piece.startswith("<"):
                words = self.compiler.words(piece[1:-1])
                regex, found = regex + trie(words), frozenset(w.split()[0].lower() for w in words)
            else:
                parts = _parts(piece)
                while (piece := self._peek() or "|") not in _MARKS and piece[0] not in "{<":
                    parts += _parts(piece)
                    self.at += 1
                regex += self._literal(parts)
                found = frozenset(p.lower() for p in parts[:1])
            # The rarest condition is unknown here; the longest word is a fair guess at it.
            if found and (not anchors or min(map(len, found)) > min(map(len, anchors))):
                anchors = found
        return regex, anchors

    def _literal(self, parts: list[str]) -> str:
        """Words as they stand; a known name among them may already be a phrase."""
        regex, i = "", 0
        while i < len(parts):
            for j in range(len(parts), i + 1, -1):
                kinds = self.compiler.known_kinds(" ".join(parts[i:j]))
                if kinds:
                    words = "".join(_word(p) for p in parts[i:j])
                    regex += f"(?:{words}|[{self.compiler.chars(kinds)}][^ ] )"
                    i = j
                    break
            else:
                regex += _word(parts[i])
                i += 1
        return regex

    def _slot(self, piece: str) -> tuple[str, frozenset[str]]:
        match = _SLOT.fullmatch(piece)
        if not match:
            raise self._error(f"bad slot {piece}")
        mark, prop, kind, open_class, flags = match.groups()
        group = f"g{len(self.slots)}"
        if open_class:
            self.slots.append(Slot(group, prop, frozenset(), open=open_class))
            return f"(?P<{group}>{self.compiler.open_class(open_class)})", frozenset()
        if kind:
            kinds = self.compiler.kinds(kind)
        elif prop in ("s", "o") and not self.noun:
            kinds = self.compiler.slot_kinds(self.evokes, prop == "s")
        else:
            kinds = self.compiler.slot_kinds(prop, mark == "^")
        stand_in = not self.noun and "Person" in kinds and "Post" not in kinds
        if stand_in:
            kinds |= self.compiler.kinds("Post")
        chars = self.compiler.chars(kinds)
        code = self.compiler.coded(kinds)
        slot = Slot(group, prop, kinds, mark == "=", "+" in flags, "~" in flags, stand_in, code=code)
        self.slots.append(slot)
        if slot.topic:
            return "", frozenset()
        if code:
            top = min(kinds, key=lambda k: len(self.compiler._ontology.ancestors(k)))
            pattern, first, _ = self.compiler.codes(top)
            return f"(?P<{group}>{pattern})", first
        self.needs += (chars,)
        one = f"[{chars}][^ ] "
        more = f"(?:{JOIN}{one})*"
        if stand_in:  # people stand in lists with their titles: "bà A, Thứ trưởng; Cục trưởng B; ông C"
            more = f"(?:(?:{JOIN})?(?:{self.compiler.titles})*{one})*"
        return f"(?P<{group}>{one}{more if slot.many else ''})", frozenset()

    def _gaps(self, regex: str) -> str:
        """Replace each gap by one that stops at fillers of the slots beside it."""
        pieces = regex.split("\0")
        out = pieces[0]
        for before, after in pairwise(pieces):
            left, right = (re.findall(r"\(\?P<g\d+>\[([^\]]*)\]", piece) for piece in (before, after))
            stop = "".join(sorted(set((left[-1] if left else "") + (right[0] if right else ""))))
            out += f'(?:(?![{stop};:"“”])[^ ]+ ){{0,12}}?' + after
        return out

    def _peek(self) -> str | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _error(self, message: str) -> OntologyError:
        return OntologyError(f'template "{self.source}": {message}')
