"""The quote of a relation: the shortest piece of the text from which it can be read."""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rewritten_markup import FOLDER, RELATIONS, Draft, nested, require

SENTENCE_END = re.compile(r"(?<!\b[A-ZĐ])[.!?…][\"”’)]*\s+(?=[\"“‘(\-–]?\s?[A-ZĐÀ-Ỹ0-9])|\n+")


# the end that must stand in the quote when the other is only understood ("Ông cũng giao Sở Y tế ...")
DECISIVE_OBJECT = frozenset(
    [
        "directs",
        "commends",
        "criticizes",
        "awards",
        "visits",
        "meets",
        "appoints",
        "disciplines",
        "about",
        "heldIn",
        "receives",
        "implements",
    ]
)
DECISIVE_SUBJECT = frozenset(["speaksAt", "attends", "organizes", "appointedTo", "removedFrom"])
CROSSING = 1.0  # a further sentence
CLAUSE = 0.2  # a further clause of the same sentence
CUE = 1.5  # a word of the predicate is there
ONE_END = 0.6  # only the decisive end is there
HEADLINE = 0.25
LONGEST = 5  # sentences


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


def quote(draft: Draft, subject: str, predicate: str, value: str) -> str:
    """Return the piece of the text that says the triple: its ends near each other, beside a word of the predicate."""
    text = draft.text
    if predicate in ("postIn", "partOf"):
        for outer, inner in nested(draft.spans):
            if outer.names == (subject,) and inner.names == (value,):
                return text[outer.start : outer.end]
    whole = sentences(text)
    pieces = [(number, a, b) for number, bound in enumerate(whole) for a, b in _clauses(text, *bound)]
    cue = _cues().get(predicate)
    ranked: list[tuple[float, int, int]] = []
    for index, (first, start, _) in enumerate(pieces):
        for further, (last, _, end) in enumerate(pieces[index:]):
            if last - first >= LONGEST:
                break
            one = _holds(draft, subject, predicate, start, end)
            other = _has(draft, predicate, value, start, end)
            marked = bool(cue and cue.search(text[start:end]))
            lone = (
                marked
                and not further
                and ((predicate in DECISIVE_OBJECT and other) or (predicate in DECISIVE_SUBJECT and one))
            )
            if not (one and other) and not lone:
                continue
            rank = (
                (last - first) * CROSSING + further * CLAUSE - marked * CUE + (not first and len(whole) > 1) * HEADLINE
            )
            ranked.append((rank + (not (one and other)) * ONE_END, start, end))
            if one and other:
                break
    if not ranked:
        # an interview names its speaker once, and the area of a body may stand far away: one end must do
        alone = [(0.0, a, b) for _, a, b in pieces if _has(draft, predicate, value, a, b)]
        if predicate in ("postIn", "partOf") or not alone:
            alone = [(0.0, a, b) for _, a, b in pieces if _holds(draft, subject, predicate, a, b)]
        ranked = [piece for piece in alone if cue and cue.search(text[piece[1] : piece[2]])] or alone
    require(bool(ranked), f"{draft.id}: nothing in the text holds {subject} {predicate} {value}")
    _, start, end = min(ranked, key=lambda piece: piece[0])
    return text[start:end]


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bounds of what semicolons part within a sentence."""
    cuts = [match.end() for match in re.finditer("; ", text[start:end])]
    starts = [start, *(start + cut for cut in cuts)]
    return list(zip(starts, [*(start + cut - 2 for cut in cuts), end], strict=True))


def _holds(draft: Draft, name: str, predicate: str, start: int, end: int) -> bool:
    """Say whether the piece names the thing, or names the person by the post that is theirs alone."""
    names = {name}
    if name[0] == "P" and predicate not in ("holdsPost", "heldPost", "appointedTo", "removedFrom"):
        held = [(who, post) for who, kind, post in draft.relations if kind == "holdsPost"]
        names |= {post for who, post in held if who == name and {w for w, p in held if p == post} == {name}}
    return any(names & set(span.names) and start <= span.start and span.end <= end for span in draft.spans)


def _has(draft: Draft, predicate: str, value: str, start: int, end: int) -> bool:
    run = draft.text[start:end]
    if RELATIONS[predicate][1]:
        return _holds(draft, value, predicate, start, end)
    if predicate == "says":
        return value in " ".join(run.split())
    if predicate == "number":
        return re.sub(r"\s", "", value) in re.sub(r"\s", "", run)
    digits = [part.lstrip("0") for part in re.findall(r"\d\d+", value.split("/", maxsplit=1)[0])]
    return not digits or bool(re.search(rf"(?<!\d)0?{digits[-1]}(?!\d)", run))


_CUES: dict[str, re.Pattern[str]] = {}


def _cues() -> dict[str, re.Pattern[str]]:
    """Return a pattern for every predicate whose words are listed in cues.txt."""
    if not _CUES:
        for line in (FOLDER / "cues.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                predicate, _, words = line.partition(":")
                _CUES[predicate] = re.compile(rf"(?i)\b({words.strip()})\b")
    return _CUES
