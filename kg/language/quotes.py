"""Direct quotations and answers in interviews, and the names and slogans that merely stand in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.language.normal import UPPER
from kg.language.words import alternatives

_OPEN = {"“": "”", "«": "»", "‘": "’", "„": "“"}
_MARK = re.compile(r"[“”\"«»„‘’']|\n")
_LONGEST = 8000  # characters; what has not ended by then has lost its closing mark
_CARRY = 4  # lines that a quotation without an end may reach into before its closing mark comes

Kind = Literal["speech", "scare", "answer"]

_TITLE = re.compile(rf"\b{alternatives('title-word')}\s*:?\s*$", re.IGNORECASE)
_NAMING = re.compile(rf"\b{alternatives('naming-word')}\s*:?\s*(?:là\s*)?$", re.IGNORECASE)
_SAYING = re.compile(
    rf"\b{alternatives('saying-word')}(?:\s+\w+){{0,2}}\s*[,:]?\s*(?:là\s*|rằng\s*:?\s*)?$", re.IGNORECASE
)
_SPEAKER = alternatives("speaker-word")
_ATTRIBUTION = re.compile(
    rf"\s*[,.–-]*\s*(?:{_SPEAKER}\b[^.\n]{{0,90}}?\b{alternatives('saying-word')}\b"
    rf"|theo {_SPEAKER}\b|là (?:lời|câu|ý))",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"[ \t\xa0]*[-–—+][ \t\xa0]*(?P<who>[^\n:?.!\"“]{3,80}:)?[ \t\xa0]*(?P<words>[^\n]+)|[ \t\xa0]*(?P<who2>"
    + alternatives("answerer-word")
    + r"\b[^\n:?!\"“]{2,80}:)[ \t\xa0]*(?P<words2>[^\n]+)"
)
_TURN = re.compile(  # within a line: "... chưa, thưa ông? Ông A: ...", "...? - ..."
    r"\?[\"”]?[ \t\xa0]+(?:[-–—*•][ \t\xa0]*)?(?P<who>"
    + alternatives("answerer-word")
    + rf"\b[^\n:?.!\"“]{{2,80}}:)[ \t\xa0]*|\?[ \t\xa0]+[-–—][ \t\xa0]+(?=[{UPPER}])"
)
_NEXT = re.compile(
    r"[ \t\xa0](?:[-–—*•][ \t\xa0]*)?"
    + alternatives("asker-word")
    + rf"\b[^\n:?.]{{0,30}}:|[ \t\xa0][-–—*•][ \t\xa0]*(?=[{UPPER}])(?:(?![ \t\xa0][-–—][ \t\xa0])[^\n?]){{5,400}}\?"
)
_ASKER = re.compile(r"\s*" + alternatives("asker-word") + r"\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, or a name in marks: text[start:end] with its marks, text[first:last] the words alone.

    kind: 'speech' for direct speech; 'answer' for an interview answer after a dash or a name and colon; 'scare' for
    slogans, titles, charges and single words in marks.
    """

    start: int
    end: int
    first: int
    last: int
    kind: Kind
    who: tuple[int, int] | None = None  # the speaker named in front of an interview answer: "Ông A:"


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations of `text` in order of their start."""
    found = []
    for start, end in spans(text):
        first, last = start + 1, end - (text[end - 1] in "”\"»’'“" and end - start > 1)
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            found.append(Quotation(start, end, first, last, _kind(text, start, end, text[first:last])))
    marked = [(q.start, q.end) for q in found if q.kind == "speech"]
    answers = [a for a in _answers(text) if not any(left < a.end and a.start < right for left, right in marked)]
    found = [q for q in found if not any(a.start <= q.start and q.end <= a.end for a in answers)]
    return sorted([*found, *answers], key=lambda quotation: quotation.start)


def spans(text: str) -> list[tuple[int, int]]:
    """Where outermost pairs of quotation marks begin and end (marks included), in order.

    A mark without its partner is passed over, unless its quotation ends some lines further on, or it follows a colon
    and so runs to the end of its line. What stands in other lines is never affected.
    """
    found: list[tuple[int, int]] = []
    place = 0
    while match := _MARK.search(text, place):
        start, place = match.start(), match.end()
        if not _opens(text, start):
            continue
        end = _partner(text, start)
        if end is not None:
            found.append((start, end))
            place = end
    return found


def _opens(text: str, place: int) -> bool:
    """Whether the mark at `place` can begin a quotation."""
    mark = text[place]
    before = text[place - 1] if place else "\n"
    after = text[place + 1] if place + 1 < len(text) else "\n"
    if mark in "“«„":
        return not after.isspace() or mark != "„"
    if mark == "‘":
        return not before.isalnum() and not after.isspace()
    if mark in "\"'":
        loose = (not before.isalnum() and before not in "”’.!?…)") or (
            before in ".!?…" and after.isupper() and mark == '"'
        )
        return loose and (after.isalnum() or after in "“‘'([.…") and after != mark
    return False


def _closes(text: str, place: int) -> bool:
    """Whether the straight mark at `place` can end a quotation."""
    before = text[place - 1] if place else "\n"
    after = text[place + 1] if place + 1 < len(text) else "\n"
    return not before.isspace() and before not in "([:" and not after.isalnum()


def _partner(text: str, start: int) -> int | None:
    """The end of the quotation that begins at `start`, or None if its mark has no partner."""
    mark = text[start]
    closer = _OPEN.get(mark, mark)
    depth, lines, reopened = 1, 0, False
    for match in _MARK.finditer(text, start + 1, start + _LONGEST):
        place, found = match.start(), match.group()
        if found == "\n":
            lines += 1
            if (
                lines == 1
                and _colon(text, start)
                and not reopened
                and mark not in "'‘"
                and not _carried(text, place, closer)
            ):
                return place
            if lines > _CARRY or mark in "'‘":
                return None
        elif (
            closer != mark
            and found == closer
            and not (mark == "‘" and text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha())
        ):
            depth -= 1
        elif closer == mark and found == mark:
            if _closes(text, place):
                depth -= 1
            elif _opens(text, place) and mark == '"':
                if lines:
                    return None
                depth, reopened = depth + 1, True
        elif mark == "“" and found == "“" and _closes(text, place) and not reopened:
            depth -= 1  # “ ... “
        elif found == mark:
            if lines:
                return None
            depth, reopened = depth + 1, True
        elif mark == "“" and found == '"' and depth == 1 and _closes(text, place):
            depth -= 1  # “ ... " : one hand typed, the other converted
        elif mark == '"' and found == "”" and depth == 1 and "“" not in text[start:place]:
            depth -= 1
        if not depth:
            return place + 1
    whole = len(text) - start < _LONGEST and not reopened and not lines and _colon(text, start) and mark not in "'‘"
    return len(text.rstrip()) if whole else None


def _colon(text: str, start: int) -> bool:
    """Whether a colon stands before the mark."""
    return text[max(0, start - 3) : start].rstrip().endswith(":")


def _carried(text: str, newline: int, closer: str) -> bool:
    """Whether the next lines hold a closing mark before any opening one."""
    for match in _MARK.finditer(text, newline + 1, newline + 3000):
        if match.group() == closer and (closer not in "\"'" or _closes(text, match.start())):
            return True
        if match.group() in '“«"':
            return False
    return False


def _kind(text: str, start: int, end: int, words: str) -> Kind:
    """Speech, or a name or odd word in marks."""
    before, after = text[max(0, start - 90) : start].rpartition("\n")[2], text[end : end + 140].partition("\n")[0]
    count = len(words.split())
    if count < 3:
        return "scare"
    if _TITLE.search(before):
        return "scare"
    if _NAMING.search(before):
        return "scare" if count < 15 or (count < 30 and not _colon(text, start)) else "speech"
    if _colon(text, start):
        return "speech"
    full = words[0].isupper() and (words[-1] in ".!?…" or after.lstrip()[:1] in {".", ",", ";", "", "–", "-"})
    opening = not before.strip() or before.rstrip()[-1] in '.!?…)”"'
    if opening and words[0].isupper() and count >= 5 and not after.lstrip()[:1].islower():
        return "speech"
    if count >= 4 and _SAYING.search(before):
        return "speech"
    if count >= 5 and _ATTRIBUTION.match(after):
        return "speech"
    if re.search(r"\bvề\s*$", before) or (opening and after.lstrip()[:1].islower()):
        return "scare"
    if count >= 12 and (full or not words.istitle()):
        return "speech"
    return "scare"


def _answers(text: str) -> list[Quotation]:
    """Answers of an interview: lines after a question that begin with a dash or with the speaker's name and a colon."""
    found = []
    asked = False
    for line in re.finditer(r"[^\n]+", text):
        match = _ANSWER.match(text, line.start(), line.end())
        question = line.group().rstrip('"”) \t\xa0').endswith("?")
        if match and asked and not question:
            group = "words" if match["words"] else "words2"
            name = "who" if match["who"] else "who2"
            who = match.span(name) if match[name] else None
            if not (who and _ASKER.match(text, who[0])):
                found.append(Quotation(match.start(group), line.end(), match.start(group), line.end(), "answer", who))
        if line.group().strip():
            asked = question or (asked and bool(match))
    inline = [*_turns(text)]
    named = [turn for turn in inline if turn.who]
    taken = [(a.start, a.end) for a in found]
    turns = inline if len(inline) > 1 else named  # a dash after a single question may part anything
    return [*found, *(t for t in turns if not any(left < t.end and t.start < right for left, right in taken))]


def _turns(text: str) -> Iterator[Quotation]:
    """Answers that stand in one line with their questions, as where the breaks of lines were lost."""
    end = 0
    for match in _TURN.finditer(text):
        if match.start() < end:
            continue
        line = text.find("\n", match.end())
        after = _NEXT.search(text, match.end(), line if line >= 0 else len(text))
        end = after.start() if after else line if line >= 0 else len(text)
        last = match.end() + len(text[match.end() : end].rstrip())
        if last > match.end():
            who = match.span("who") if match["who"] else None
            yield Quotation(match.end(), last, match.end(), last, "answer", who)
