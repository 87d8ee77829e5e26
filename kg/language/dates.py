"""Dates in Vietnamese news, with their exact granularity and the year found from the article's day.

No library reads sáng 27/8, chiều 17.9, quý II/2017 or 25-27/9, and those that read dates fill unknown parts from the
clock; here an unknown year stays unknown ("--08-27").
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kg.language import date_forms
from kg.language.date_forms import COUNTED, FORMS, FRACTION, FUTURE, HINT, LUNAR, NOW, NUMBER, PARTS, PLAIN, WEAK, YEAR
from kg.language.words import alternatives

Datatype = Literal["date", "gYearMonth", "gYear", "gMonthDay"]
Kind = Literal["day", "month", "quarter", "year", "term", "period", "relative"]


_REACH = 4000  # characters; how far back "cùng ngày" looks for its day


@dataclass(frozen=True, slots=True)
class Date:
    """A stated point or stretch of time: text[start:end], words such as "sáng ngày" included.

    value is the lexical form of the XML Schema `datatype`; gMonthDay ("--08-27") where no year can be known. `until`
    is the last day, month or year of a stretch, in the same form. kind 'term' (nhiệm kỳ 2016-2021) and 'period' (giai
    đoạn 2016-2020) are never the date of an event; 'relative' was counted from the article's day (hôm qua); `part` is
    the part of the day as written; `bare` says that a year stands without "năm" (APEC 2024).
    """

    start: int
    end: int
    value: str
    datatype: Datatype
    until: str | None = None
    kind: Kind = "day"
    part: str | None = None
    bare: bool = False

    @property
    def literal(self) -> str:
        """The value, with its end after a stroke if it is a stretch."""
        return f"{self.value}/{self.until}" if self.until else self.value


def dates(text: str, start: int = 0, end: int | None = None, *, published: str | None = None) -> list[Date]:
    """The dates of text[start:end] in order; they do not overlap.

    published: the article's day (ISO, or a year alone, such as `year_hint` gives; other forms are ignored). Without it,
    dates without a year are gMonthDay and words like "hôm qua" are found only where the text gives the day somewhere:
    "sáng nay (23/5)".
    """
    return list(_dates(text, start, len(text) if end is None else end, _readable(published)))


@lru_cache(maxsize=8)  # an article is asked about again and again while it is read
def _dates(text: str, start: int, end: int, published: str | None) -> tuple[Date, ...]:
    return tuple(_merged(text, _found(text, start, end, published, FORMS)))


@lru_cache(maxsize=8)
def year_hint(text: str) -> str | None:
    """The year of the article where its own words give it without doubt, or None.

    Certain are: a year after words like "6 tháng đầu năm", and a full date whose day and month stand elsewhere in the
    text without a year. Nothing is given if two of these disagree, or the text has dates of a later year.
    """
    cue = alternatives("year-cue")
    years = set(re.findall(rf"{cue}\s+({YEAR})\b", text))
    found = dates(text)
    short = {date.value[-5:] for date in found if date.datatype == "gMonthDay" and date.kind == "day"}
    years |= {
        date.value[:4] for date in found if date.datatype == "date" and not date.until and date.value[-5:] in short
    }
    latest = {date.value[:4] for date in found if date.datatype == "date"}
    return years.pop() if len(years) == 1 and max(latest | years) == max(years) else None


def _found(
    text: str, start: int, end: int, published: str | None, forms: tuple[tuple[str, re.Pattern[str]], ...]
) -> list[Date]:
    """The dates of these forms, in order."""
    taken: list[Date] = []
    if not HINT.search(text, start, end):
        return taken
    numbered = list(date_forms.numbered(text, start, end))
    for form, pattern in forms:
        make = _READERS[form]
        for first, last in [(start, end)] if form in date_forms.WORDED else numbered:
            for match in pattern.finditer(text, first, last):
                if not any(d.start < match.end() and match.start() < d.end for d in taken):
                    taken.extend(make(text, match, published))
    return sorted(taken, key=lambda date: date.start)


def _readable(published: str | None) -> str | None:
    """The article's day as YYYY-MM-DD or YYYY, or None where it is neither."""
    if published and re.fullmatch(r"\d{4}", published):
        return published
    try:
        return datetime.date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def _day(text: str, match: re.Match[str], published: str | None) -> Iterator[Date]:
    groups = match.groupdict()
    lead, fraction = groups.get("lead") or "", FRACTION.match(text, match.end())
    year = groups.get("y") or groups.get("y2")
    if LUNAR.match(text, match.end()) or (not year and fraction and not PLAIN.fullmatch(lead)):
        return
    begin = match.start("lead") if PLAIN.fullmatch(lead) else match.start("d0" if groups.get("d0") else "d")
    end = match.end() + ("(" in lead and text[match.end() : match.end() + 1] == ")")
    first, last, months = (
        int(groups["d"]),
        int(groups.get("d2") or groups["d"]),
        (groups.get("m1") or groups["m"], groups["m"]),
    )
    value = _iso(text, match, (first, int(months[0]), groups.get("y1") or year), published)
    until = _iso(text, match, (last, int(months[1]), year), published)
    if value is None or until is None:
        return
    if groups.get("y1") and value[-5:] == until[-5:]:  # (27/2/1955 - 27/2/2025): a jubilee, not a stretch
        middle = match.start("d2")
        yield Date(begin, match.end("y1"), value, "date", part=_part(lead))
        yield Date(middle, match.end(), until, "date")
        return
    if value.startswith("--") != until.startswith("--") or (value > until and not value.startswith("--")):
        if not year or groups.get("y1"):
            return
        value = f"{int(year) - 1}{value[4:]}"
    if groups.get("and") and not groups.get("d0") and last - first != 1 and not re.search(r"các|hai|2|ba|3", lead):
        yield Date(begin, match.end("d"), value, _type(value), part=_part(lead))
        yield Date(match.start("d2"), match.end(), until, _type(until))
        return
    if groups.get("d0"):
        value = _iso(text, match, (int(groups["d0"]), int(months[0]), year), published) or value
    yield Date(begin, end, value, _type(value), until if until != value else None, part=_part(lead))


def _weak(text: str, match: re.Match[str], published: str | None) -> Iterator[Date]:
    led = WEAK.search(text, max(0, match.start() - 80), match.start())
    if led and not (led["slash"] and match["s"] != "/"):
        yield from _day(text, match, published)


def _iso(text: str, match: re.Match[str], when: tuple[int, int, str | None], published: str | None) -> str | None:
    """The date as ISO text, with its year resolved if none is stated; None where the calendar has no such day."""
    day, month, year = when
    try:
        datetime.date(2000 if year is None else int(year), month, day)
    except ValueError:
        return None
    if year is None:
        year = _year(text, match, day, month, published)
    return f"{year}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"


def _year(text: str, match: re.Match[str], day: int, month: int, published: str | None) -> str | None:
    """The year of a day and month: the one nearest to the article's day, before it unless the words say otherwise."""
    line = text.rfind("\n", 0, match.start()) + 1
    before = text[max(line, match.start() - 60) : match.start()]
    stated = re.search(rf"\bNăm ({YEAR}),[^.;,]{{0,25}}$", before)
    if stated:
        return stated[1]
    if not published or len(published) < 10:
        return published[:4] if published else None
    own = datetime.date.fromisoformat(published[:10])
    around = text[max(line, match.start() - 80) : match.end() + 60].partition("\n")[0]
    ahead = 300 if FUTURE.search(around) else 62
    for year in (own.year, own.year - 1, own.year + 1):
        try:
            distance = (datetime.date(year, month, day) - own).days
        except ValueError:  # 29 February
            continue
        if -(365 - ahead) < distance <= ahead:
            return str(year)
    return None


def _month(text: str, match: re.Match[str], published: str | None) -> Iterator[Date]:
    year = match["y"]
    if not year:
        if not published or text[match.end() :].lstrip()[:8].startswith(("âm lịch", "đầu năm")):
            return
        year = _year(text, match, 15, int(match["m"]), published)
    if year:
        yield Date(match.start(), match.end(), f"{year}-{int(match['m']):02}", "gYearMonth", kind="month")


def _quarter(text: str, match: re.Match[str], published: str | None) -> Iterator[Date]:
    number = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(match["q"].upper()) or int(match["q"])
    year = match["y"] or (published or "")[:4]
    if year:
        first = f"{year}-{3 * number - 2:02}"
        yield Date(match.start(), match.end(), first, "gYearMonth", f"{year}-{3 * number:02}", "quarter")


def _span(text: str, match: re.Match[str], published: str | None) -> Iterator[Date]:
    if int(match["y"]) < int(match["y2"]) <= int(match["y"]) + 60:
        kind: Kind = "term" if re.match(r"nhiệm|khóa|khoá", match["word"] or "", re.IGNORECASE) else "period"
        yield Date(match.start(), match.end(), match["y"], "gYear", match["y2"], kind)


def _years(text: str, match: re.Match[str], published: str | None) -> Iterator[Date]:
    bare = not match["word"]
    if bare and (COUNTED.match(text, match.end()) or NUMBER.search(text[max(0, match.start() - 20) : match.start()])):
        return
    yield Date(match.start(), match.end(), match["y"], "gYear", kind="year", bare=bare)


def _relative(text: str, match: re.Match[str], published: str | None) -> Iterator[Date]:
    word = match["when"].lower()
    shift = {"nay": 0, "qua": -1, "mai": 1, "kia": -2}[word.split()[-1]]
    own = published if published and len(published) >= 10 else _today(text)
    if own is None:
        return
    if own.startswith("--"):
        if shift:
            return
        yield Date(match.start(), match.end(), own, "gMonthDay", kind="relative", part=_part(word))
        return
    value = (datetime.date.fromisoformat(own[:10]) + datetime.timedelta(days=shift)).isoformat()
    yield Date(match.start(), match.end(), value, "date", kind="relative", part=_part(word))


def _same(text: str, match: re.Match[str], published: str | None) -> Iterator[Date]:
    first = max(0, match.start() - _REACH)
    days = _found(
        text, first, match.start(), published, tuple(form for form in FORMS if form[0] in {"day", "relative"})
    )
    earlier = [day for day in days if not day.until]
    if earlier:
        last = earlier[-1]
        yield Date(match.start(), match.end(), last.value, last.datatype, kind="relative", part=_part(match.group()))


@lru_cache(maxsize=4)
def _today(text: str) -> str | None:
    """The article's own day where the text writes it beside "nay": "sáng nay (23/5)"."""
    match = NOW.search(text)
    if not match:
        return None
    value = f"-{int(match['m']):02}-{int(match['d']):02}"
    return f"{match['y']}{value}" if match["y"] else f"-{value}"


def _merged(text: str, found: list[Date]) -> list[Date]:
    """The dates with "sáng nay" and the "(23/5)" behind it made one: the written day wins."""
    kept: list[Date] = []
    for date in found:
        last = kept[-1] if kept else None
        if (
            last
            and last.kind == "relative"
            and re.fullmatch(r"[\s,(-]*", text[last.end : date.start])
            and date.kind == "day"
        ):
            end = date.end + (text[date.end : date.end + 1] == ")" and "(" in text[last.end : date.start])
            kept[-1] = replace(date, start=last.start, end=end, part=last.part or date.part)
        else:
            kept.append(date)
    return kept


def _part(lead: str) -> str | None:
    """The part of the day named in the words before a date."""
    match = PARTS.search(lead)
    return match.group().lower() if match else None


def _type(value: str) -> Datatype:
    return "gMonthDay" if value.startswith("--") else "date"


_READERS: dict[str, Callable[[str, re.Match[str], str | None], Iterator[Date]]] = {
    "day": _day,
    "weak": _weak,
    "month": _month,
    "quarter": _quarter,
    "span": _span,
    "years": _years,
    "relative": _relative,
    "same": _same,
}
