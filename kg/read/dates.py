"""Publication dates as pages and data sets write them, made ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

VIETNAM = timezone(timedelta(hours=7))

_ISO = re.compile(
    r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
_WORDS = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})", re.IGNORECASE)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})?(\d{2})?)?$")
_EPOCH = re.compile(r"^(\d{9,10})(?:\.\d+)?$|^(\d{12,13})$")
_YEARS = range(1945, 2101)  # of the Vietnamese state's press; anything else is a misreading


def iso_day(text: str) -> str | None:
    """The day that `text` names, as 'YYYY-MM-DD', or None when it names none.

    A moment with an offset is taken to Vietnamese time, so that 2025-08-08T18:30:00Z is 2025-08-09.
    Numbers alone are a moment written without signs (201808271230) where they can be one, and otherwise seconds
    (or milliseconds) since 1970. 03/04/2025 is the third of April.
    """
    text = text.strip()
    for read in (_from_compact, _from_epoch, _from_iso, _from_day_first, _from_mail):
        try:
            found = read(text)
        except (ValueError, OverflowError, OSError, TypeError, IndexError):
            continue
        if found and found.year in _YEARS:
            return found.isoformat()
    return None


def _from_epoch(text: str) -> date | None:
    match = _EPOCH.match(text)
    if not match:
        return None
    seconds = int(match[1]) if match[1] else int(match[2]) / 1000
    return datetime.fromtimestamp(seconds, VIETNAM).date()


def _from_iso(text: str) -> date | None:
    match = _ISO.search(text)
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups()[:3])
    zone = match[7]
    written = date(year, month, day)
    if not zone or not match[4]:
        return written
    minutes = 0
    if zone[0] in "+-":
        minutes = (int(zone[1:3]) * 60 + int(zone[-2:])) * (1 if zone[0] == "+" else -1)
    # +07:07 is Hanoi's mean solar time, which some sites write by mistake: their clock shows the legal time
    if abs(minutes - 420) <= 30:
        return written
    moment = datetime(year, month, day, int(match[4]), int(match[5]), tzinfo=timezone(timedelta(minutes=minutes)))
    return moment.astimezone(VIETNAM).date()


def _from_day_first(text: str) -> date | None:
    match = _DAY_FIRST.search(text) or _WORDS.search(text)
    return date(int(match[3]), int(match[2]), int(match[1])) if match else None


def _from_compact(text: str) -> date | None:
    match = _COMPACT.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, second).date()


def _from_mail(text: str) -> date | None:
    moment = parsedate_to_datetime(text)
    return moment.astimezone(VIETNAM).date() if moment.tzinfo else moment.date()
