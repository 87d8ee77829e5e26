"""The forms in which Vietnamese news writes dates, as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.language.words import alternatives

_PART = alternatives("day-part")
_DAYS = alternatives("day-word")
YEAR = r"(?:1[89]\d\d|20\d\d)"
_D, _M, _Y = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", YEAR
_GAP, _TO = (
    r"[ \t\xa0]*",
    r"(?:[ \xa0]*[-–—][ \xa0]*|[ \xa0]+(?:đến|tới)(?:[ \xa0]+(?:hết|trước))?[ \xa0]+(?:ngày[ \xa0]+)?)",
)
_AND = r"(?:[ \xa0]+và[ \xa0]+(?:ngày[ \xa0]+)?)"
_OPEN, _SHUT = r"(?<![\w/.,-])", r"(?![/.,-]?\d)(?![/-][^\W\d_]|\w)(?!%)"
_LEAD = rf"(?:\b(?:{_PART}(?:[ \xa0]+(?:nay|qua|mai))?|ngày[ \xa0]+mai|{_DAYS}|từ|tức)\b{_GAP}[,:(]?{_GAP})+"
_LED = rf"(?P<lead>{_LEAD})"
_TAIL = rf"(?:{_GAP}(?P<s>[/.–-]){_GAP}(?P<m>{_M})(?:{_GAP}(?P=s){_GAP}(?P<y>{_Y})|[ \xa0]+năm[ \xa0]+(?P<y2>{_Y}))?)"
_LONG = rf"(?:[ \xa0]+tháng[ \xa0]+(?P<m>{_M})(?:(?:,?[ \xa0]+năm[ \xa0]+|[/.-])(?P<y>{_Y}))?)"

HINT = re.compile(r"\d|\b(?:nay|qua|mai|kia|ngày)\b", re.IGNORECASE)  # no date is without one of these
_DIGIT = re.compile(r"\d")
_BREAK = re.compile(r"\n|[.;!?](?=\s+[^\s\d])")  # no date that is written with digits goes over it
WORDED = frozenset({"relative", "same"})  # the forms without digits
PLAIN = re.compile(_LEAD, re.IGNORECASE)
FRACTION = re.compile(rf"\s+{alternatives('fraction-noun')}\b")
LUNAR = re.compile(r"[^\w]{0,3}(?:năm\s+[A-ZĐẤÂ]\w+\s*)?(?:âm lịch|\(âm lịch|ÂL|Âm lịch)")
FUTURE = re.compile(rf"\b{alternatives('future-word')}\b")
PARTS = re.compile(alternatives("day-part").replace("hôm|", ""), re.IGNORECASE)
COUNTED = re.compile(
    rf"\s*(?:%|m\b|ha\b|km|{alternatives('amount-word')}|{alternatives('fraction-noun')}|{alternatives('counted-noun')})\b"
)
NUMBER = re.compile(r"(?:hơn|gần|khoảng|trên|số|tới|đến hơn|từng|có|với|được)\s+$|[\d.,/-]$", re.IGNORECASE)
NOW = re.compile(
    rf"\b(?:sáng|trưa|chiều|tối|hôm|đêm)\s+nay\s*[,(]\s*(?:ngày\s+)?(?P<d>{_D})\s*[/.-]\s*(?P<m>{_M})(?:[/.-](?P<y>{_Y}))?{_SHUT}",
    re.IGNORECASE,
)
# What must stand before a day and month that no word such as "ngày" or "sáng" leads.
WEAK = re.compile(
    rf"(?:\b{alternatives('until-word')}\s+|(?:\b[Nn]gày|Lễ|[Dd]ịp|[Kk]ỷ niệm) [^.;\n]{{3,60}}[ (]"
    r"|(?P<slash>[(]|(?:\b[A-ZĐ]\w+ ){2}))$"
)


def numbered(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of text[start:end] that have digits; no date goes on beyond one."""
    for match in _BREAK.finditer(text, start, end):
        if _DIGIT.search(text, start, match.start()):
            yield start, match.start()
        start = match.end()
    yield start, end


def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    head = rf"{_OPEN}{_LED}"
    y1 = rf"(?:(?P=s)(?P<y1>{_Y}))?"
    listed = rf"(?:(?P<d0>{_D}),[ \xa0]*)?(?:{_D},[ \xa0]*)*"
    sources = [
        # từ ngày 28-5 đến 2-6-2017; (27/2/1955 - 27/2/2025)
        (
            "day",
            rf"{head}?(?P<d>{_D})(?P<s>[/.-])(?P<m1>{_M}){y1}{_TO}(?P<d2>{_D})(?P=s)(?P<m>{_M})(?:(?P=s)(?P<y>{_Y})){_SHUT}",
        ),
        ("day", rf"{head}(?P<d>{_D})(?P<s>[/.-])(?P<m1>{_M}){_TO}(?P<d2>{_D})(?P=s)(?P<m>{_M}){_SHUT}"),
        # từ ngày 27 đến ngày 30-6-2017; ngày 25-27/9; các ngày 25, 26 và 27/9/2014
        ("day", rf"(?:{head}|[(]){listed}(?P<d>{_D})(?:{_TO}|(?P<and>{_AND}))(?P<d2>{_D}){_TAIL}{_SHUT}"),
        ("day", rf"(?:{head}|[(]){listed}(?P<d>{_D})(?:{_TO}|(?P<and>{_AND}))(?P<d2>{_D}){_LONG}{_SHUT}"),
        # ngày 27 tháng 8 năm 2018
        ("day", rf"{_OPEN}{_LED}?(?P<d>{_D}){_LONG}{_SHUT}"),
        ("day", rf"{_OPEN}{_LED}?(?P<d>{_D})(?P<s>[/.–-])(?P<m>{_M})(?P=s)(?P<y>{_Y}){_SHUT}"),
        ("day", rf"{head}(?P<d>{_D}){_TAIL}{_SHUT}"),
        ("weak", rf"{_OPEN}(?P<d>{_D})(?P<s>[/-])(?P<m>{_M})(?=[^\w/-]|$){_SHUT}"),
        ("month", rf"\b[Tt]háng[ \xa0]+(?P<m>{_M})(?:[ \xa0]*[/.-][ \xa0]*|,?[ \xa0]+năm[ \xa0]+)(?P<y>{_Y})\b{_SHUT}"),
        ("month", rf"\b[Tt]háng[ \xa0]+(?P<m>{_M})(?P<y>)\b{_SHUT}(?![ \xa0]*(?:ngày|tuổi))"),
        (
            "quarter",
            rf"\b[Qq]u[ýí][ \xa0]+(?P<q>IV|I{{1,3}}|[1-4])(?:[ \xa0]*[/-][ \xa0]*|[ \xa0]+năm[ \xa0]+)"
            rf"(?P<y>{_Y})\b{_SHUT}",
        ),
        (
            "span",
            rf"(?:(?P<word>(?i:nhiệm kỳ|khóa|khoá|giai đoạn|thời kỳ|năm học|niên khóa|năm))[ \xa0]+)?{_OPEN}"
            rf"(?P<y>{_Y})[ \xa0]*[-–—/][ \xa0]*(?P<y2>{_Y}){_SHUT}",
        ),
        (
            "years",
            rf"(?:\b(?P<word>(?i:năm|xuân|hè|mùa xuân|mùa hè|mùa thu|mùa đông))[ \xa0]+)?{_OPEN}(?P<y>{_Y}){_SHUT}",
        ),
        (
            "relative",
            r"\b(?P<when>(?i:(?:sáng|trưa|chiều|tối|hôm|đêm|khuya)[ \xa0]+(?:nay|qua|mai)"
            r"|ngày[ \xa0]+mai|hôm[ \xa0]+kia))\b",
        ),
        ("same", rf"\b(?i:(?:{_PART}[ \xa0]+)?cùng[ \xa0]+ngày)\b"),
    ]
    return tuple((name, re.compile(source, re.IGNORECASE if "lead" in source else 0)) for name, source in sources)


# What each form is and how it looks; an earlier one wins over a later one that overlaps it.
FORMS = _compiled()
