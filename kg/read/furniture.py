"""Page furniture out of an article: related headlines, menus, keywords, picture credits, author lines.

They are full of titles and names that look like facts. Inside the text they are blanked, character for character, so
that every offset still holds in the text as it was given; at the end they are dropped. Sentences are never touched:
a line goes only when its form or its company shows that it is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kg import ontology

_UPPER = "A-ZÀ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_SYLLABLE = rf"[{_UPPER}][\w.]{{0,11}}"
_NAME = rf"{_SYLLABLE}(?:\s{_SYLLABLE}){{1,3}}"
_BODY_END = re.compile(r"[.;:,…)\]”\"’']$|\.\s*/\s*\.?$")
_FINAL = re.compile(r"\.\s?/\.\s*$")
_DATED = re.compile(r"^[^\n]{8,180}?\(\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*\)$")
_ARROW = re.compile(r"(?:>{2,}|(?:^|(?<=\s))[»►▶](?=\s))\s*")
_LONE = re.compile(r"^[-–—•*|_=.\s]*$")
_LONG = 200  # characters; a longer line is never a headline


@dataclass(frozen=True, slots=True)
class Words:
    """The word sets lex:furniture-* of the ontology, ready for matching."""

    lines: frozenset[str]  # furniture when they are a whole line
    headings: frozenset[str]
    crumb: re.Pattern[str]
    tag: re.Pattern[str]
    picture: re.Pattern[str]
    author: re.Pattern[str]
    dateline: re.Pattern[str]
    inline: re.Pattern[str]


def cut(text: str, words: Words | None = None) -> str:
    """`text` without its furniture.

    What stands before or between is replaced by as many spaces, what stands at the end is removed.
    """
    words = words or _words()
    lines = text.split("\n")
    gone = [index > 0 and _alone(line.strip(), words) for index, line in enumerate(lines)]
    if (len(lines) > 2 and _key(lines[0]) in words.lines) or words.crumb.match(lines[0].strip()):
        gone[0] = True
    _cut_lists(lines, gone, words)
    _cut_tail(lines, gone, words)
    kept = [" " * len(line) if drop else _inline(line, words) for line, drop in zip(lines, gone, strict=True)]
    return _without_credit("\n".join(kept), words)


def _alone(line: str, words: Words) -> bool:
    """Whether the line shows by itself that it is furniture."""
    if not line:
        return False
    return bool(
        _key(line) in words.lines
        or (_ARROW.match(line) and not _links(line))
        or (words.crumb.match(line) and len(line) < _LONG)
        or (words.tag.match(line) and len(line) < 2 * _LONG)
        or (words.picture.fullmatch(line) and len(line) < 100)
    )


def _cut_lists(lines: list[str], gone: list[bool], words: Words) -> None:
    """Headlines under a heading such as "Tin liên quan", and two or more dated headlines."""
    dated = [index for index, line in enumerate(lines) if index and _DATED.match(line.strip()) and _headline(line)]
    if len(dated) > 1:
        for index in dated:
            gone[index] = True
    under = False
    for index, line in enumerate(lines):
        heading = index > 0 and _key(line) in words.headings
        if heading:
            under = True
        elif under and not _blank(line) and not gone[index]:
            under = _headline(line) and any(
                _headline(rest) or _blank(rest) for rest in lines[index + 1 : index + 2] or [""]
            )
            gone[index] = under


def _cut_tail(lines: list[str], gone: list[bool], words: Words) -> None:
    """The lines after the last sentence, once a line among them or "./." shows that the article is over."""
    start = len(lines)
    while start > 1 and (gone[start - 1] or _blank(lines[start - 1]) or _tail_line(lines[start - 1], words)):
        start -= 1
    over = bool(_FINAL.search(lines[start - 1]))
    for index in range(start, len(lines)):
        over = over or gone[index]
        gone[index] = gone[index] or over
    last = len(lines)
    while last > start and (gone[last - 1] or _blank(lines[last - 1])):
        last -= 1
    before = next((line.strip() for line in reversed(lines[: last - 1]) if line.strip()), "") if last else ""
    if last > start and re.search(r"[.!?…”\"]$", before) and words.author.fullmatch(lines[last - 1].strip()):
        gone[last - 1] = True


def _tail_line(line: str, words: Words) -> bool:
    line = line.strip()
    return _headline(line) or bool(words.author.fullmatch(line))


def _headline(line: str) -> bool:
    """Whether the line could be a headline: not long, and not ended as a sentence is."""
    line = line.strip()
    return 0 < len(line) <= _LONG and (not _BODY_END.search(line) or bool(_DATED.match(line)) or line.endswith("..."))


def _blank(line: str) -> bool:
    return bool(_LONE.match(line))


def _links(line: str) -> int:
    """Where the body begins on a line that opens with marked links and goes on with sentences; 0 where none follows."""
    if not _ARROW.match(line):
        return 0
    last = [match.end() for match in _ARROW.finditer(line)][-1]
    rest = line[last:]
    return last if len(rest) > _LONG or (len(rest) > _LONG / 2 and re.search(r"[.:] ", rest)) else 0


def _inline(line: str, words: Words) -> str:
    """The line with the credits of pictures, and the links and the agency at its beginning, blanked."""

    def blanked(match: re.Match[str]) -> str:
        return "\n" + " " * (len(match.group()) - 1)

    start = _links(line)
    line = " " * start + line[start:]
    match = words.dateline.match(line)
    if match:
        line = " " * match.end() + line[match.end() :]
    line = words.inline.sub(blanked, line)
    return line


def _without_credit(text: str, words: Words) -> str:
    """The text without the author's name that stands behind its last sentence, on the same line."""
    text = text.rstrip()
    for _ in range(3):
        start = max(text.rfind("\n") + 1, len(text) - 160)
        for end in re.finditer(r"(?:\./\.|[.!?…])[”\"’')]*[ -]+(?=\S)|[”\"]\s+(?=\S)", text[start:]):
            stop = start + end.end()
            before = text[:stop].rstrip(" -")
            if words.author.fullmatch(text[stop:]) and _closes(before):
                text = before
                break
        else:
            break
    return text.rstrip()


def _closes(before: str) -> bool:
    """Whether the last mark of `before` closes a sentence: not that of "TP.", "Th.S." or "12."."""
    match = re.search(r"([^\s(“\"]*?)(?:\./\.|[.!?…]+)?[”\"’')]*$", before)
    word = match[1] if match else ""
    if re.search(r"(?:\./\.|[!?…]|\.[”\"’')]|\.\.|[”\"])$", before):
        return True
    return bool(re.search(r"[a-zà-ỹđ]{2,}$|\d{3,}$|/\d+$|[)%]$|[A-ZĐ]{3,}$", word))


def _key(line: str) -> str:
    return " ".join(re.sub(r"^[\W_]+|[\W_]+$", "", line).casefold().split())


@cache
def _words() -> Words:
    sets = ontology.load().words

    def forms(name: str) -> tuple[str, ...]:
        return sets.get(f"furniture-{name}", ())

    def keys(name: str) -> frozenset[str]:
        return frozenset(_key(form) for form in forms(name))

    return _compiled(forms, keys)


def _compiled(forms: Callable[[str], tuple[str, ...]], keys: Callable[[str], frozenset[str]]) -> Words:
    def any_of(name: str) -> str:
        return "(?:" + "|".join(re.escape(form) for form in sorted(forms(name), key=len, reverse=True)) + ")"

    picture, agency, remark, credit = any_of("picture"), any_of("agency"), f"(?i:{any_of('remark')})", any_of("credit")
    house = rf"{agency}(?:[-/ ]{{1,3}}(?:{agency}|Trung tâm [Tt]in|TPHCM|{_SYLLABLE}(?:\s{_SYLLABLE})?))?"
    people = rf"(?:{_NAME}|{_SYLLABLE}\.{_SYLLABLE})(?:\s*(?:[-–,&]|và)\s*(?:{_NAME}|TTXVN))*"
    capitals = rf"[{_UPPER}.]{{2,}}(?:[ –,&-]+[{_UPPER}.]{{2,}}){{0,7}}"
    who = rf"(?:{people}|{capitals})"
    whence = r"\s*[(/-]\s*(?:(?:[Tt]heo|từ)\s)?(?:[Bb]áo\s)?[^().!?;:]{2,30}\)?"
    beside = rf"\s*\(?(?:{remark})\)?"
    author = re.compile(
        rf"\(?(?:"
        rf"(?:{remark})\)?\s*(?:{who}(?:{whence})?)?"
        rf"|{who}(?:{whence})?(?:{beside})?(?:\s+[Tt]heo\s[^.!?;:,]{{2,30}})?"
        rf"|{house}(?:\s*/\s*{who})?"
        rf"|(?:[Tt]heo|[Nn]guồn|NGUỒN|THEO)\s*:?\s+(?:[Bb]áo\s)?(?:{house}|{who}|[A-Za-z.]+\.(?:vn|com|net|org))(?:{whence})?(?:\s{who})?"
        rf"|(?:{credit}|{picture})\s*:\s*[^.!?;:]{{2,60}}"
        rf")\)?[\s:-]*"
    )
    by = rf"(?:{house}(?:\s*/\s*{who})?|{who}\s?[/-]\s?{agency}|{agency})"
    lead = rf"(?<![\w(])[-–(]?\s?\b{picture}\s?:\s?"
    opener = rf"(?=\s+[{_UPPER}“\"‘])"
    inline = re.compile(
        rf"[(\[]\s*(?:{picture}|Nguồn)\s?:[^()\[\]\n]{{1,60}}[)\]]\.?(?=\s+[{_UPPER}“\"‘\d]|\s*$)"
        rf"|{lead}{by}\.?(?:{opener}|\s*$)"
        rf"|{lead}(?:{_SYLLABLE}\s){{0,3}}{_SYLLABLE}(?:\.(?=\s)|(?=\s{{2,}}[{_UPPER}“\"‘])|(?=\s+[“\"])|\s*$|(?=\s{_SYLLABLE}\s[^{_UPPER}\W]))"
    )
    return Words(
        lines=keys("heading") | keys("section") | keys("tool"),
        headings=keys("heading"),
        crumb=re.compile(rf"{any_of('home')}\s*(?:[>/|»›:-]|$)", re.IGNORECASE),
        tag=re.compile(rf"#?{any_of('tag')}\s*:", re.IGNORECASE),
        picture=re.compile(rf"[(\[-]*\s*{picture}\s*:\s*[^\n]{{1,80}}"),
        author=author,
        dateline=re.compile(
            rf"\s*(?:\((?:{agency}|[A-ZĐ][^()\s]{{1,14}}(?:\s[^()\s]{{1,8}})?)\)|{agency})\s*[-–—]\s+(?=[{_UPPER}“\"\d])"
        ),
        inline=inline,
    )
