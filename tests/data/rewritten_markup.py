"""The inline markup of annotated articles: parsed, checked, and what it leaves unsaid filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "rewritten"
TYPES = {
    "P": "Person",
    "C": "Post",
    "O": "Organization",
    "A": "Area",
    "D": "Document",
    "G": "Programme",
    "E": "Event",
    "H": "Honour",
}
# predicate: letters its subject may have, letters its object may have ("" = a literal)
RELATIONS = {
    "holdsPost": ("P", "C"),
    "heldPost": ("P", "C"),
    "postIn": ("C", "OA"),
    "appointedTo": ("P", "C"),
    "removedFrom": ("P", "C"),
    "appoints": ("OP", "P"),
    "disciplines": ("OP", "PO"),
    "partOf": ("OA", "OA"),
    "attends": ("POA", "E"),
    "chairs": ("PO", "E"),
    "speaksAt": ("P", "E"),
    "organizes": ("POA", "E"),
    "heldIn": ("E", "A"),
    "heldOn": ("E", ""),
    "about": ("E", "DGEPOA"),
    "issues": ("OP", "D"),
    "signs": ("PO", "D"),
    "number": ("D", ""),
    "issuedOn": ("D", ""),
    "amends": ("D", "D"),
    "basedOn": ("D", "D"),
    "implements": ("POA", "DG"),
    "directs": ("PO", "POA"),
    "commends": ("PO", "POA"),
    "criticizes": ("PO", "POA"),
    "awards": ("PO", "POA"),
    "receives": ("POA", "H"),
    "meets": ("PO", "PO"),
    "visits": ("PO", "AO"),
    "cooperatesWith": ("OA", "OA"),
    "says": ("PO", ""),
}
IMPLIED = {"chairs": "attends", "speaksAt": "attends", "appointedTo": "holdsPost", "removedFrom": "heldPost"}
OPENING = re.compile(r"\[([PCOADGEH]\d+(?:\+[PCOADGEH]\d+)*) ")
NAME = re.compile(r"[PCOADGEH]\d+")
DATE = re.compile(r"(\d{4}|XXXX)(-\d\d(-\d\d)?)?(/(\d{4}|XXXX)-\d\d(-\d\d)?)?")


class MarkupError(ValueError):
    """A batch that breaks the format; the message names the article and the place."""


@dataclass(frozen=True, slots=True)
class Span:
    """A marked surface: text[start:end] names the entities `names`."""

    start: int
    end: int
    names: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """One article of a batch as it was written."""

    id: str
    date: str | None
    text: str
    spans: list[Span]
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    full: dict[str, str] = field(default_factory=dict)


def drafts(path: Path) -> Iterator[Draft]:
    """Yield the articles of one batch, parsed and checked."""
    for head, body, lines in blocks(path.read_text(encoding="utf-8")):
        ident, _, date = (part.strip() for part in head.partition("|"))
        try:
            yield _draft(ident, date or None, body, lines)
        except MarkupError as error:
            raise MarkupError(f"{path.name}, {ident}: {error}") from None


def blocks(content: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (header, marked text, relation lines) of every article of a batch."""
    for block in re.split(r"(?m)^# ", content)[1:]:
        head, _, rest = block.partition("\n")
        body, divider, tail = rest.partition("\n--\n")
        if not divider:
            raise MarkupError(f"{head}: there is no line -- between text and relations")
        yield head.strip(), body.strip(), [line.strip() for line in tail.splitlines() if line.strip()]


def _draft(ident: str, date: str | None, body: str, lines: list[str]) -> Draft:
    text, spans = unmarked(body)
    draft = Draft(ident, date, text, spans)
    known = {name for span in spans for name in span.names}
    back: set[tuple[str, str, str]] = set()
    found: dict[tuple[str, str, str], None] = dict.fromkeys(_structure(spans))
    for line in lines:
        if line.startswith("= "):
            name, _, full = line[2:].partition(" ")
            require(name in known, f"unknown entity in: {line}")
            draft.full[name] = full
        elif line.startswith("- "):
            back.update(_statements(line[2:], known, text))
        else:
            found.update(dict.fromkeys(_statements(line, known, text)))
    require(back <= found.keys(), f"taken back but not there: {sorted(back - found.keys())}")
    for statement in list(found):
        subject, predicate, value = statement
        if predicate in IMPLIED:
            found[(subject, IMPLIED[predicate], value)] = None
    draft.relations = [statement for statement in found if statement not in back]
    return draft


def unmarked(body: str) -> tuple[str, list[Span]]:
    """Return the plain text of a marked one, and its spans in the order of their beginnings."""
    plain: list[str] = []
    length = 0
    stack: list[tuple[int, tuple[str, ...]]] = []
    spans: list[Span] = []
    position = 0
    while position < len(body):
        opening = OPENING.match(body, position)
        character = body[position]
        if opening:
            stack.append((length, tuple(opening.group(1).split("+"))))
            position = opening.end()
            continue
        require(character != "[", f"a bracket that opens no mention at: {body[position : position + 40]}")
        if character == "]":
            require(bool(stack), f"a bracket closes nothing before: {body[position : position + 40]}")
            start, names = stack.pop()
            require(start < length, f"an empty mention before: {body[position : position + 40]}")
            spans.append(Span(start, length, names))
        else:
            plain.append(character)
            length += 1
        position += 1
    require(not stack, f"a mention of {stack} is never closed")
    text = "".join(plain)
    for span in spans:
        surface = text[span.start : span.end]
        require(surface == surface.strip(), f"a mention begins or ends with a space: {surface!r}")
    return text, sorted(spans, key=lambda s: (s.start, -s.end))


def _structure(spans: list[Span]) -> Iterator[tuple[str, str, str]]:
    """Yield postIn and partOf as nesting says them: an area or body marked directly inside a post, body or area."""
    for outer, inner in nested(spans):
        if len(outer.names) > 1 or len(inner.names) > 1 or outer.names == inner.names:
            continue
        pair = outer.names[0][0] + inner.names[0][0]
        if pair in ("CO", "CA"):
            yield outer.names[0], "postIn", inner.names[0]
        elif pair in ("OO", "OA", "AA"):
            yield outer.names[0], "partOf", inner.names[0]


def nested(spans: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield (span, span directly inside it)."""
    stack: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        while stack and stack[-1].end <= span.start:
            stack.pop()
        if stack:
            yield stack[-1], span
        stack.append(span)


def _statements(line: str, known: set[str], text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of one line: SUBJECTS PREDICATES OBJECTS [; PREDICATES OBJECTS ...]."""
    said = re.fullmatch(r"(\w\d+) says (.+)", line)
    if said:
        require(said.group(1) in known, f"unknown entity in: {line}")
        yield said.group(1), "says", _quotation(said.group(2), text)
        return
    subjects: list[str] = []
    for segment in line.split(";"):
        words = segment.split()
        first = [word for word in words if not NAME.fullmatch(word)]
        require(bool(first) and first[0] in RELATIONS, f"no known predicate in: {segment}")
        index = words.index(first[0])
        subjects = words[:index] or subjects
        predicates = []
        while index < len(words) and words[index] in RELATIONS:
            predicates.append(words[index])
            index += 1
        values = words[index:]
        require(bool(subjects) and bool(values), f"subject or object missing in: {segment}")
        for predicate in predicates:
            domain, scope = RELATIONS[predicate]
            objects = values if scope else [" ".join(values)]
            if not scope:
                _check_literal(predicate, objects[0], text)
            for subject in subjects:
                require(subject in known, f"unknown entity {subject} in: {line}")
                require(subject[0] in domain, f"{predicate} cannot start at {subject} in: {line}")
                for value in objects:
                    require(not scope or value in known, f"unknown entity {value} in: {line}")
                    require(not scope or value[0] in scope, f"{predicate} cannot end at {value} in: {line}")
                    require(value != subject, f"{subject} points to itself in: {line}")
                    yield subject, predicate, value


def _check_literal(predicate: str, value: str, text: str) -> None:
    if predicate == "number":
        require(re.sub(r"\s", "", value) in re.sub(r"\s", "", text), f"the number {value} is not in the text")
    elif predicate in ("heldOn", "issuedOn"):
        require(bool(DATE.fullmatch(value)), f"not a date: {value}")


def _quotation(beginning: str, text: str) -> str:
    """Return the first twelve of the quoted words that start with `beginning`."""
    places = [m.start() for m in re.finditer(re.escape(beginning), text)]
    places = [p for p in places if re.search(r"[\"“'‘]\s?$|(^|\n)[-–] ?$|: ?[-–] ?$", text[max(0, p - 4) : p])]
    require(len(places) == 1, f"{len(places)} quotations begin with: {beginning}")
    quoted = re.split(r"[\"”]|\n", text[places[0] :], maxsplit=1)[0]
    return " ".join(quoted.split()[:12]).rstrip(",")


def require(condition: bool, message: str) -> None:
    """Raise MarkupError with the message unless the condition holds."""
    if not condition:
        raise MarkupError(message)
