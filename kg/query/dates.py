"""Dates as people type them, to the ISO form that the graph has: a day, a month or a year."""

from __future__ import annotations

import calendar
import datetime
import re

from kg.errors import QueryError

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})")


def iso(text: str) -> str:
    """The ISO 8601 form of a date, as exact as it is given: 27/8/2018 -> 2018-08-27, 8/2018 -> 2018-08, 2018 -> 2018.

    Raises QueryError for anything else, and for a day that no calendar has.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise QueryError(f"{text!r} is not a date: write 2018-08-27, 27/8/2018, 2018-08 or 2018")
    if month and not 1 <= int(month) <= 12:
        raise QueryError(f"{text!r} is not a date: there is no month {month}")
    if day and not 1 <= int(day) <= calendar.monthrange(max(int(year), 1), int(month))[1]:
        raise QueryError(f"{text!r} is not a date: that month has no day {day}")
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def last_day(date: str) -> str:
    """The last day of a year, month or day in ISO form: 2018 -> 2018-12-31."""
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(max(year, 1), month)[1]
    return f"{year:04}-{month:02}-{day:02}"


def day_before(date: str) -> str:
    """The day before a year, month or day in ISO form begins: 2018 -> 2017-12-31; "" where the calendar ends."""
    return _shifted(f"{date}-01-01"[:10], -1)


def day_after(date: str) -> str:
    """The day after a year, month or day in ISO form ends: 2018 -> 2019-01-01; "" where the calendar ends."""
    return _shifted(last_day(date), 1)


def _shifted(day: str, days: int) -> str:
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return ""
