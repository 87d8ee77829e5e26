"""The time a question speaks of, taken out of it: "vào tháng 2/2018", "từ 2018 đến 2019", "since August 2018"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import QueryError
from kg.language.normal import unaccented
from kg.query.dates import day_after, day_before, iso, last_day

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_EN_MONTH = "|".join(f"{m}|{m[:3]}" for m in _MONTHS)
# Of unaccented text; a year alone needs a word before it, so that the year in a document's number is none.
_DAY = (
    r"(?:(?:ngay|mung)\s+)?\d{1,2}\s*(?:thang|[/.-])\s*\d{1,2}\s*(?:nam|[/.-])\s*\d{4}"
    r"|(?:thang\s+)?\d{1,2}\s*(?:nam|/|-)\s*\d{4}|nam\s+\d{4}|\d{4}-\d\d(?:-\d\d)?"
    rf"|\d{{1,2}}\s+(?:{_EN_MONTH})\s+\d{{4}}|(?:{_EN_MONTH})\s+\d{{1,2}},?\s+\d{{4}}|(?:{_EN_MONTH})\s+\d{{4}}"
)
_ANY = rf"(?:{_DAY}|\d{{4}})"
_END = r"(?![\w/]|-\w)"
_FORMS = (
    (
        "between",
        re.compile(
            rf"(?<!\w)(?:trong khoang\s+)?(?:tu|giua|from|between)\s+({_ANY})\s+"
            rf"(?:den|toi|va|to|and|until)\s+({_ANY}){_END}"
        ),
    ),
    ("since", re.compile(rf"(?<!\w)(?:ke tu|tu|since|from)\s+({_ANY}){_END}")),
    ("after", re.compile(rf"(?<!\w)(?:sau|after)\s+({_ANY}){_END}")),
    ("until", re.compile(rf"(?<!\w)(?:cho den|den|tinh den|until|up to)\s+({_ANY}){_END}")),
    ("before", re.compile(rf"(?<!\w)(?:truoc|before)\s+({_ANY}){_END}")),
    ("on", re.compile(rf"(?<!\w)(?:vao|trong|hoi|in|on|during|cua|luc)\s+({_ANY}){_END}")),
    ("on", re.compile(rf"(?<![\w/.-])({_DAY}){_END}")),
)
_BEYOND = {"before": day_before, "after": day_after}  # these words leave out the day, month or year they name
_WHEN = re.compile(
    r"(?<!\w)(?:khi nao|bao gio|luc nao|hoi nao|ngay nao|vao ngay nao|ngay may|nam nao|when|on what date)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class When:
    """A span of days, and whether the question asks for the day."""

    since: str = ""  # ISO 8601, as exact as the question
    until: str = ""
    asked: bool = False

    @property
    def on(self) -> str:
        """The day, month or year, when both ends are one."""
        return self.since if self.since == self.until else ""


def take_out(question: str) -> tuple[str, When]:
    """The question without its dates and its "when", and what they say."""
    plain = unaccented(question).casefold()
    if len(plain) != len(question):  # a letter that folding makes longer: no date is worth the risk
        return question, When()
    since = until = ""
    cuts: list[tuple[int, int]] = []
    for form, pattern in _FORMS:
        match = pattern.search(plain)
        dates = [_date(g) for g in match.groups()] if match else []
        if form in _BEYOND:
            dates = [date and _BEYOND[form](date) for date in dates]
        if match and all(dates):
            since = dates[0] if form in ("between", "since", "after", "on") else ""
            until = dates[-1] if form in ("between", "until", "before", "on") else ""
            cuts.append(match.span())
            break
    asked = _WHEN.search(plain)
    if asked:
        cuts.append(asked.span())
    for start, end in sorted(cuts, reverse=True):
        question = question[:start] + " " + question[end:]
    return " ".join(question.split()), When(since, until, bool(asked))


def bounds(when: When) -> tuple[str, str]:
    """The first text and the last day that a date of the span may have, for comparing as text."""
    return when.since, last_day(when.until) if when.until else ""


def _date(text: str) -> str:
    words = re.findall(r"[a-z]+|\d+", text)
    months = [i + 1 for i, m in enumerate(_MONTHS) for w in words if w in (m, m[:3])]
    numbers = [w for w in words if w.isdigit()]
    if months:
        days = [n for n in numbers if len(n) < 3]
        years = [n for n in numbers if len(n) == 4]
        parts = [years[0], f"{months[0]:02}", *(f"{int(d):02}" for d in days[:1])] if years else []
        text = "-".join(parts)
    elif numbers and len(numbers[0]) == 4:
        text = "-".join(numbers)
    else:
        text = "/".join(numbers)
    try:
        return iso(text)
    except QueryError:
        return ""
