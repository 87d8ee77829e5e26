"""Annotated articles in our own words, read from the inline markup of `tests/data/rewritten/batch-*.txt`.

One article of a batch:

    # rw01-01 | 2025-08-12
    Headline with [P1 Nguyễn Văn An], [C1 Chủ tịch [O1 UBND [A1 tỉnh Cao Bằng]]]
    Body ...
    --
    P1 holdsPost C1; chairs speaksAt E1; directs O2 O3
    D1 number 28-NQ/TW; issuedOn 2025-03-01
    P1 says Chúng ta phải
    = O1 a full name that is no surface
    - C1 postIn O1

The letter of an entity is its type; `[O1+O2 Tỉnh ủy X và Y]` is one surface of two things. What the markup already says is
not written again: a body or area marked directly inside a post gives postIn, one inside a body, and an area inside an area,
give partOf (a line with `-` takes such a relation back). chairs and speaksAt bring attends, appointedTo brings holdsPost,
removedFrom brings heldPost. `says` is given by the beginning of the quoted words and completed to twelve.

    python tests/data/rewritten.py OUT          writes OUT/articles.jsonl, OUT/text/ID.txt and OUT/gold/ID.json

`tests/data/rewriting.py` helps to write further articles.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
SENTENCE_END = re.compile(r"(?<!\b[A-ZĐ])[.!?…][\"”’)]*\s+(?=[\"“‘(\-–]?\s?[A-ZĐÀ-Ỹ0-9])|\n+")


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


def articles(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    """Yield every article as the gold has it, with its text and date: id, text, date, entities, relations."""
    seen: set[str] = set()
    for path in sorted(folder.glob("batch-*.txt")):
        for draft in drafts(path):
            if draft.id in seen:
                raise MarkupError(f"{path.name}: the id {draft.id} is there twice; give each article its own")
            seen.add(draft.id)
            yield gold(draft)


def drafts(path: Path) -> Iterator[Draft]:
    """Yield the articles of one batch, parsed and checked."""
    for head, body, lines in blocks(path.read_text(encoding="utf-8")):
        ident, _, date = (part.strip() for part in head.partition("|"))
        try:
            yield _draft(ident, date or None, body, lines)
        except MarkupError as error:
            raise MarkupError(f"{path.name}, {ident}: {error}") from None


def gold(draft: Draft) -> dict[str, Any]:
    """Return the article in the gold format; every relation carries the sentence(s) that hold both its ends."""
    numbers: dict[str, str] = {}
    entities = []
    for span in sorted(draft.spans, key=lambda s: (s.start, -s.end)):
        for name in span.names:
            numbers.setdefault(name, f"e{len(numbers) + 1}")
    for name, number in numbers.items():
        surfaces = list(dict.fromkeys(draft.text[s.start : s.end] for s in draft.spans if name in s.names))
        entities.append({"id": number, "type": TYPES[name[0]], "name": _full(draft, name), "mentions": surfaces})
    relations = []
    for subject, predicate, value in draft.relations:
        literal = not RELATIONS[predicate][1]
        relations.append(
            {
                "s": numbers[subject],
                "p": predicate,
                "o": f"literal:{value}" if literal else numbers[value],
                "quote": _quote(draft, subject, predicate, value),
            }
        )
    return {"id": draft.id, "text": draft.text, "date": draft.date, "entities": entities, "relations": relations}


def _full(draft: Draft, name: str) -> str:
    """Return the fullest name: the one written, or the longest surface with the bodies and area it stands in completed."""
    if name in draft.full:
        return draft.full[name]
    longest = max((span for span in draft.spans if span.names == (name,)), key=lambda s: s.end - s.start, default=None)
    if longest is None:
        return next(draft.text[span.start : span.end] for span in draft.spans if name in span.names)
    full = draft.text[longest.start : longest.end]
    if name[0] not in "CO":
        return full
    inner = [span for outer, span in nested(draft.spans) if outer == longest and len(span.names) == 1]
    for span in inner:
        if span.names[0][0] in "OA" and span.names[0] != name:
            full = full.replace(draft.text[span.start : span.end], _full(draft, span.names[0]))
    areas = [value for subject, predicate, value in draft.relations if (subject, predicate) == (name, "partOf")]
    if name[0] == "O" and not inner and areas and areas[0][0] == "A":
        area = _full(draft, areas[0])
        bare = re.sub(r"^(tỉnh|thành phố|TP\.?|xã|phường|huyện|đặc khu) ?", "", area)
        full, cut = re.subn(r" (tỉnh|thành phố|TP|xã|phường|huyện|đặc khu)$", r" \1 " + bare, full)
        if not cut:
            full += f" {bare if full in ('Tỉnh ủy', 'Thành ủy') else area}"
    return full


def write(out: Path) -> int:
    """Write articles.jsonl, text/ and gold/ below `out` in the layout of the gold; return the number of articles."""
    for name in ("text", "gold"):
        (out / name).mkdir(parents=True, exist_ok=True)
    records = []
    for article in articles():
        records.append({"id": article["id"], "text": article["text"], "date": article["date"]})
        kept = {key: article[key] for key in ("id", "entities", "relations")}
        (out / "text" / f"{article['id']}.txt").write_text(article["text"] + "\n", encoding="utf-8")
        (out / "gold" / f"{article['id']}.json").write_text(
            json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (out / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    return len(records)


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
            _require(name in known, f"unknown entity in: {line}")
            draft.full[name] = full
        elif line.startswith("- "):
            back.update(_statements(line[2:], known, text))
        else:
            found.update(dict.fromkeys(_statements(line, known, text)))
    _require(back <= found.keys(), f"taken back but not there: {sorted(back - found.keys())}")
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
        _require(character != "[", f"a bracket that opens no mention at: {body[position : position + 40]}")
        if character == "]":
            _require(bool(stack), f"a bracket closes nothing before: {body[position : position + 40]}")
            start, names = stack.pop()
            _require(start < length, f"an empty mention before: {body[position : position + 40]}")
            spans.append(Span(start, length, names))
        else:
            plain.append(character)
            length += 1
        position += 1
    _require(not stack, f"a mention of {stack} is never closed")
    text = "".join(plain)
    for span in spans:
        surface = text[span.start : span.end]
        _require(surface == surface.strip(), f"a mention begins or ends with a space: {surface!r}")
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
        _require(said.group(1) in known, f"unknown entity in: {line}")
        yield said.group(1), "says", _quotation(said.group(2), text)
        return
    subjects: list[str] = []
    for segment in line.split(";"):
        words = segment.split()
        first = [word for word in words if not NAME.fullmatch(word)]
        _require(bool(first) and first[0] in RELATIONS, f"no known predicate in: {segment}")
        index = words.index(first[0])
        subjects = words[:index] or subjects
        predicates = []
        while index < len(words) and words[index] in RELATIONS:
            predicates.append(words[index])
            index += 1
        values = words[index:]
        _require(bool(subjects) and bool(values), f"subject or object missing in: {segment}")
        for predicate in predicates:
            domain, scope = RELATIONS[predicate]
            objects = values if scope else [" ".join(values)]
            if not scope:
                _check_literal(predicate, objects[0], text)
            for subject in subjects:
                _require(subject in known, f"unknown entity {subject} in: {line}")
                _require(subject[0] in domain, f"{predicate} cannot start at {subject} in: {line}")
                for value in objects:
                    _require(not scope or value in known, f"unknown entity {value} in: {line}")
                    _require(not scope or value[0] in scope, f"{predicate} cannot end at {value} in: {line}")
                    _require(value != subject, f"{subject} points to itself in: {line}")
                    yield subject, predicate, value


def _check_literal(predicate: str, value: str, text: str) -> None:
    if predicate == "number":
        _require(re.sub(r"\s", "", value) in re.sub(r"\s", "", text), f"the number {value} is not in the text")
    elif predicate in ("heldOn", "issuedOn"):
        _require(bool(DATE.fullmatch(value)), f"not a date: {value}")


def _quotation(beginning: str, text: str) -> str:
    """Return the first twelve of the quoted words that start with `beginning`."""
    places = [m.start() for m in re.finditer(re.escape(beginning), text)]
    places = [p for p in places if re.search(r"[\"“'‘]\s?$|(^|\n)[-–] ?$|: ?[-–] ?$", text[max(0, p - 4) : p])]
    _require(len(places) == 1, f"{len(places)} quotations begin with: {beginning}")
    quoted = re.split(r"[\"”]|\n", text[places[0] :], maxsplit=1)[0]
    return " ".join(quoted.split()[:12]).rstrip(",")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the bounds of the sentences of a text."""
    bounds = []
    start = 0
    for end in SENTENCE_END.finditer(text):
        if end.start() > start:
            bounds.append((start, end.start() + len(end.group().rstrip())))
        start = end.end()
    if start < len(text):
        bounds.append((start, len(text)))
    return bounds


def _quote(draft: Draft, subject: str, predicate: str, value: str) -> str:
    """Return the shortest run of sentences that holds both ends, preferring one with a word of the predicate."""
    bounds = sentences(draft.text)
    if predicate in ("postIn", "partOf"):
        for outer, inner in nested(draft.spans):
            if outer.names == (subject,) and inner.names == (value,):
                return next(draft.text[a:b] for a, b in bounds if a <= outer.start < b)
    cue = _cues().get(predicate)
    best: tuple[float, int, int] | None = None
    for first in range(len(bounds)):
        for last in range(first, min(first + 5, len(bounds))):
            start, end = bounds[first][0], bounds[last][1]
            run = draft.text[start:end]
            if not (_holds(draft, subject, start, end) and _has(draft, predicate, value, start, end)):
                continue
            marked = bool(cue and cue.search(run))
            rank = (last - first) - (1.5 if marked else 0) + (0.25 if first == 0 and len(bounds) > 1 else 0)
            if best is None or rank < best[0]:
                best = (rank, start, end)
            break
    if best is not None:
        return draft.text[best[1] : best[2]]
    # an interview names its speaker once; a body's area is named far away: the end that is nearer to the words must do
    near = [draft.text[a:b] for a, b in bounds if _has(draft, predicate, value, a, b)]
    if predicate in ("postIn", "partOf") or not near:
        near = [draft.text[a:b] for a, b in bounds if _holds(draft, subject, a, b)]
    _require(bool(near), f"{draft.id}: no sentence holds {subject} {predicate} {value}")
    return next((run for run in near if cue and cue.search(run)), near[0])


def _holds(draft: Draft, name: str, start: int, end: int) -> bool:
    return any(name in span.names and start <= span.start and span.end <= end for span in draft.spans)


def _has(draft: Draft, predicate: str, value: str, start: int, end: int) -> bool:
    run = draft.text[start:end]
    if RELATIONS[predicate][1]:
        return _holds(draft, value, start, end)
    if predicate == "says":
        return value in " ".join(run.split())
    if predicate == "number":
        return re.sub(r"\s", "", value) in re.sub(r"\s", "", run)
    digits = [part.lstrip("0") for part in re.findall(r"\d\d+", value.split("/", maxsplit=1)[0])]
    return not digits or all(re.search(rf"(?<!\d)0?{part}(?!\d)", run) for part in digits[-1:])


_CUES: dict[str, re.Pattern[str]] = {}


def _cues() -> dict[str, re.Pattern[str]]:
    """Return a pattern for every predicate whose words are listed in cues.txt."""
    if not _CUES:
        for line in (FOLDER / "cues.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                predicate, _, words = line.partition(":")
                _CUES[predicate] = re.compile(rf"(?i)\b({words.strip()})\b")
    return _CUES


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise MarkupError(message)


def main(arguments: list[str]) -> int:
    """Run the command line and return its exit status."""
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        counts: Counter[str] = Counter(r["p"] for article in articles() for r in article["relations"])
        print(write(Path(arguments[0])), "articles;", ", ".join(f"{p} {n}" for p, n in counts.most_common()))
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
