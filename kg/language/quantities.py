"""Numbers that measure or count something: their value, whether exact, their unit, and what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.language.dates import Date, dates
from kg.language.words import alternatives, mapping, words

Bound = Literal["exact", "minimum", "maximum", "about"]

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,6}(?:[.,]\d{1,2}(?!\d))?)"
_SPACE, _GAP = r"[ \t\xa0]+", r"[ \t\xa0]*"
_TIMES = rf"(?:{_SPACE}{alternatives('multiplier')}\b)*"
_BOUND = re.compile(
    rf"\b(?:(?P<minimum>{alternatives('minimum-word')})|(?P<maximum>{alternatives('maximum-word')})"
    rf"|(?P<about>{alternatives('about-word')})){_SPACE}$",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"(?<![\w/.,–-])(?P<number>{_NUMBER})(?P<times>{_TIMES})"
    rf"(?:(?:{_GAP}[-–]{_GAP}|{_SPACE}{alternatives('range-word')}{_SPACE})(?P<most>{_NUMBER})(?P<times2>{_TIMES}))?"
    rf"(?P<and>{_SPACE}(?P<number3>\d{{1,3}}){_SPACE}(?P<times3>{alternatives('small-multiplier')})\b)?"
    rf"(?!\d|[/-]\w|[.,]\d)"
    rf"(?:{_GAP}(?P<unit>{alternatives('unit')})(?!\w|{_SPACE}{alternatives('no-unit-before')}\b)|(?![^\W\d_]))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?:\b(?i:{alternatives('numbered-noun')})|\b[A-ZĐ]{{2,}}|[(])\s*$")
_END = re.compile(rf"{alternatives('phrase-end')}\b")
_SYLLABLE = re.compile(r"[ \xa0]+([^\W\d_]+)")
_MINIMUM, _MAXIMUM = (re.compile(rf"\s*({alternatives(f'{name}-behind')})") for name in ("minimum", "maximum"))
_TIMES_OF = frozenset(words("unit-of-time"))  # what follows is no noun
_LONGEST = 7  # syllables of a counted noun phrase
_FACTORS = {word: Decimal(factor) for word, factor in mapping("multiplier").items()}
_UNITS = {form.casefold(): code for form, code in mapping("unit").items()}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: text[start:end] from the word of its bound to the end of what is counted.

    value is the number with its multipliers worked out ("11,5 tỷ" is 11500000000), `most` the upper end of a span
    (5-6 người). unit is an ISO 4217 or UCUM code or a Vietnamese word, None for things counted one by one; measures
    is the counted noun phrase as the text has it ("tập thể và cá nhân"), "" where none follows.
    """

    start: int
    end: int
    value: Decimal
    bound: Bound = "exact"
    unit: str | None = None
    measures: str = ""
    most: Decimal | None = None


def quantities(text: str, start: int = 0, end: int | None = None, *, days: list[Date] | None = None) -> list[Quantity]:
    """The amounts of text[start:end] in order: neither dates nor numbers that are names (Quân khu 1, Nghị quyết 28).

    days: the dates of the same stretch, where they are known already; their numbers are left out.
    """
    end = len(text) if end is None else end
    if not any(character.isdigit() for character in text[start:end]):
        return []
    days = dates(text, start, end) if days is None else days
    taken = [(day.start, day.end) for day in days if not day.bare]
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text, start, end):
        if any(left < match.end("number") and match.start("number") < right for left, right in taken):
            continue
        quantity = _quantity(text, match, end)
        if quantity:
            found.append(quantity)
    return found


def _quantity(text: str, match: re.Match[str], end: int) -> Quantity | None:
    """The amount that the match writes, or None if the number is a name, a rank or stands alone."""
    bound: Bound = "exact"
    begin = match.start()
    led = _BOUND.search(text, max(0, begin - 20), begin)
    if led:
        begin, bound = led.start(), "minimum" if led["minimum"] else "maximum" if led["maximum"] else "about"
    unit = _UNITS[" ".join(match["unit"].casefold().split())] if match["unit"] else None
    if bound == "exact" and _NUMBERED.search(text, max(0, match.start() - 25), match.start()):
        return None
    factor, factor2 = _factor(match["times"]), _factor(match["times2"] or "")
    most = _value(match["most"]) * factor2 if match["most"] else None
    if most is not None and factor == 1 and factor2 > 1:
        factor = factor2
    value = _value(match["number"]) * factor
    if match["number3"]:
        value += _value(match["number3"]) * _factor(match["times3"])
    if most is not None and most <= value:
        return None
    measures, stop = ("", match.end()) if unit in _TIMES_OF else _counted(text, match.end(), end)
    if not (unit or measures or factor > 1 or bound != "exact"):
        return None
    if least := _MINIMUM.match(text, stop):
        bound, stop = "minimum", least.end()
    elif greatest := _MAXIMUM.match(text, stop):
        bound, stop = "maximum", greatest.end()
    if value == value.to_integral_value():
        value = value.to_integral_value()
    return Quantity(begin, stop, value, bound, unit, measures, most)


def _counted(text: str, start: int, end: int) -> tuple[str, int]:
    """The noun phrase that begins at `start`, and where it ends: "tập thể và cá nhân"."""
    place, count = start, 0
    while count < _LONGEST:
        match = _SYLLABLE.match(text, place, end)
        if not match or not match[1].islower() or match.end() > end:
            break
        if _END.match(text, match.start(1)):
            if match[1] != "và" or not count:
                break
            following = _SYLLABLE.match(text, match.end(), end)
            if not following or not following[1].islower() or _END.match(text, following.start(1)):
                break
        place, count = match.end(), count + 1
    return text[start:place].strip(), place


def _value(number: str) -> Decimal:
    """The value of digits in Vietnamese style: 1.500.000,5; a point before other than three digits is decimal."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    return Decimal(number.replace(",", "."))


def _factor(words: str) -> Decimal:
    """What the multipliers come to: "nghìn tỷ" is 10^12."""
    factor = Decimal(1)
    for word in words.casefold().split():
        factor *= _FACTORS[word]
    return factor
