"""Names of people as an open class: where a full name ends, how it is written, and its shorter forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.language.normal import normal
from kg.language.syllables import is_syllable
from kg.language.tokens import Token, tokens
from kg.language.words import mapping, words

Origin = Literal["vietnamese", "foreign"]

_PREFIXED = re.compile(r"[HK]['’`][^\W\d_]+")
_MOST = 5  # syllables of a Vietnamese name; Nguyễn Phúc Bảo Long Vũ is about the longest
_RARE = 4  # bearers below which a surname in capitals ("TOÀN VĂN BÁO CÁO") begins no name
_COMMON = 9  # bearers from which on a surname and one more syllable are a name by themselves


@dataclass(frozen=True, slots=True)
class Name:
    """A full name found in running text; `titled` if a word such as "ông" or "Bộ trưởng" stands before it."""

    start: int
    end: int
    text: str  # in proper case
    origin: Origin
    titled: bool = False


def full_name(items: Sequence[Token], i: int) -> int | None:
    """The index after the last token of the full name that begins at token `i`, or None if none does.

    Vietnamese names are a surname and one to four capitalised syllables (Hà Thị Nga, Thích Nhất Hạnh, Lò Văn Muôn);
    names of other peoples of Viet Nam go without one (H'Yim Kđoh, Y Thanh Hà Niê Kđăm); foreign names are two or more
    capitalised words of which one is no Vietnamese syllable, with their particles and hyphens (Kim Jong-un,
    Thông-luông Xi-xu-lít). What stands before the name (đường Võ Thị Sáu) is the caller's business, see `names`.
    """
    parts = _parts(items, i)
    if not parts:
        return None
    texts = [proper_case(text) if text.isupper() else text for text, _ in parts]
    count = _vietnamese(texts, items, i) or _foreign(texts, items, i)
    return parts[count - 1][1] if count else None


def names(text: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
    """The full names in text[start:end], each as long as it can be; none after a word that makes it a street or school.

    A foreign name without a title before it is given too: whether "Samsung Electronics" is a person only context says.
    """
    items = list(tokens(text, start, end))
    i = 0
    while i < len(items):
        if not items[i].capital:
            i += 1
            continue
        place = _place(items, i)
        if place:
            i = place
            continue
        stop = None if _inside(text, items[i].start) else full_name(items, i)
        if stop is None or _of_place(items, i):
            i += 1 if stop is None else stop - i
            continue
        surface = text[items[i].start : items[stop - 1].end]
        first = proper_case(items[i].text) if items[i].text.isupper() else items[i].text
        native = _opens_vietnamese(first, items, i) and "-" not in surface
        origin: Origin = "vietnamese" if native else "foreign"
        yield Name(items[i].start, items[stop - 1].end, proper_case(surface), origin, _titled(items, i))
        i = stop


def proper_case(name: str) -> str:
    """The name as it is written in running text: NGUYỄN NAM KHÁNH is Nguyễn Nam Khánh, H'YIM is H'Yim.

    Words that are not all in capitals stay as they are, so particles (bin, de) and inner capitals (McCain) survive.
    """
    return " ".join(_proper(word) for word in normal(name).split())


def short_forms(name: str) -> tuple[str, ...]:
    """The shorter forms by which news goes on calling the bearer of a full name, most telling first.

    A Vietnamese is called by the given name (ông Thăng) or the last two syllables (bà Kim Ngân), a foreigner by the
    last word (Kalinak), a Chinese or Korean by the surname as well (ông Tập).
    """
    parts = proper_case(name).split()
    if len(parts) < 2:
        return ()
    found = []
    vietnamese = _is_surname(parts[0]) and all(is_syllable(part) for part in parts)
    if (
        vietnamese
        and len(parts) >= 3
        and not (len(parts) == 3 and parts[1] in _set("middle-name") and parts[1] in {"Văn", "Thị"})
    ):
        found.append(" ".join(parts[-2:]))
    if not vietnamese and len(parts) >= 3:
        found.append(" ".join(parts[-2:]))
    chinese = parts[0] in _set("surname-first")
    if chinese:
        found.append(parts[0])
    if not chinese or _bearers(parts[0]) >= _COMMON:
        found.append(parts[-1])
    return tuple(form for form in dict.fromkeys(found) if form != " ".join(parts))


def _parts(items: Sequence[Token], i: int) -> list[tuple[str, int]]:
    """The capitalised words from token `i` on, hyphenated ones joined, each with the index after it."""
    found: list[tuple[str, int]] = []
    shouted = _shouts(items[i].text)
    while i < len(items) and len(found) < 9:
        item = items[i]
        if found and item.start - items[i - 1].end != 1:
            break
        if not item.word or "." in item.text or any(character.isdigit() for character in item.text):
            break
        if not (item.capital or (found and item.text in _set("foreign-particle"))):
            break
        if item.capital and _shouts(item.text) != shouted and len(item.text) > 1:
            break  # "Nguyễn Văn An UBND", "TP HCM Lê Thanh An"
        stop, text = i + 1, item.text
        while _hyphen(items, stop):
            text += "-" + items[stop + 1].text
            stop += 2
        following = items[stop].text if stop < len(items) else ""
        pair = f"{text} {following}"
        if len(found) > 1 and text in {"Sáng", "Trưa", "Chiều", "Tối", "Năm"} and following[:1].isdigit():
            break  # "Trần Văn An Sáng 5/7"
        if found and (
            text in _set("not-in-name") or (pair in _set("not-in-name") and (len(found) > 1 or following.islower()))
        ):
            break
        if found and (text in _set("country-name") or pair in _set("country-name")) and not is_syllable(text):
            break
        found.append((text, stop))
        i = stop
    while found and found[-1][0] in _set("foreign-particle") and not found[-1][0][0].isupper():
        found.pop()
    return found


def _shouts(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word[1] not in "'’`"


def _hyphen(items: Sequence[Token], i: int) -> bool:
    """Whether tokens i and i+1 are a hyphen and a syllable joined to the word before: Xi-xu-lít."""
    return (
        i + 1 < len(items)
        and items[i].text in {"-", "‑"}
        and items[i + 1].word
        and items[i].start == items[i - 1].end
        and items[i + 1].start == items[i].end
        and not (items[i + 1].capital and is_syllable(items[i + 1].text) and is_syllable(items[i - 1].text))
    )


def _vietnamese(texts: list[str], items: Sequence[Token], i: int) -> int:
    """How many of the words make a Vietnamese name; 0 if they begin none."""
    if not _opens_vietnamese(texts[0], items, i):
        return 0
    highland = texts[0] in _set("given-first") or texts[0] in _set("highland-surname") or not is_syllable(texts[0])
    count = len(texts) if highland else next((n for n, text in enumerate(texts) if not is_syllable(text)), len(texts))
    texts = texts[:count]
    if count % 2 == 0 and texts[: count // 2] == texts[count // 2 :]:
        count //= 2
    if count > _MOST:
        # "Trần Đức Thắng Nguyễn Văn Bình": two names that a lost comma joined.
        cuts = [n for n in range(2, _MOST + 1) if _bearers(texts[n]) >= _COMMON and count - n >= 2]
        if not cuts or items[i].text.isupper():
            return 0
        count = cuts[-1] if len(cuts) == 1 else cuts[0]
    if count < 2 and not _PREFIXED.fullmatch(texts[0]):  # K'Bốt is a whole name
        return 0
    if _shouts(items[i].text) and _bearers(texts[0]) < _RARE:
        return 0
    place = next((n for n in range(min(4, count), 1, -1) if " ".join(texts[:n]) in _set("place-like-name")), 0)
    if place:
        return 0
    if (
        count == 2
        and not highland
        and not _titled(items, i)
        and (" ".join(texts) in _set("district-like-name") or _bearers(texts[0]) < _COMMON)
    ):
        return 0
    return count


def _foreign(texts: list[str], items: Sequence[Token], i: int) -> int:
    """How many of the words make a foreign name; 0 if none of them is foreign, or they are one word only."""
    # José is no Vietnamese syllable, but Ngài and Nhật are, and no foreigner's name has their marks.
    count = next((n for n, text in enumerate(texts) if is_syllable(text) and not text.isascii()), len(texts))
    texts = texts[:count]
    if count < 2 or _shouts(items[i].text) or any(text in _set("foreign-noun") for text in texts):
        return 0
    if texts[0] in _set("country-name") or " ".join(texts[:2]) in _set("country-name"):
        return 0
    joined = " ".join(texts)
    if "-" in joined and any(part in _set("country-name") for part in joined.split("-")):
        return 0  # "Belarus-Việt Nam"
    strange = [text for text in texts if not is_syllable(text) and text not in _set("foreign-particle")]
    if not strange or (is_syllable(texts[0]) and "-" not in "".join(texts)):
        return count if _titled(items, i) else 0  # Hun Sen, Park Geun Hye
    return count


def _opens_vietnamese(first: str, items: Sequence[Token], i: int) -> bool:
    if _PREFIXED.fullmatch(first):
        return True
    if first in _set("given-first"):
        return len(first) == 1 and i + 1 < len(items) and items[i + 1].capital and len(items[i + 1].text) > 1
    return _is_surname(first)


def _titled(items: Sequence[Token], i: int) -> bool:
    """Whether a personal title stands before token i, or a country, or one behind the other."""
    before = [item.text for item in items[max(0, i - 5) : i]]
    while before and before[-1] in {".", ":", "("}:
        before.pop()
    if any(" ".join(before[-n:]) in _set("country-name") for n in (1, 2, 3)):
        return True
    return any(" ".join(before[-n:]) in _titles() for n in range(1, len(before) + 1))


def _of_place(items: Sequence[Token], i: int) -> bool:
    """Whether a word before token i makes the name one of a place, a school or a prize."""
    before = [item.text for item in items[max(0, i - 4) : i]]
    while before and before[-1] in {".", "“", '"'}:
        before.pop()
    if (
        len(before) > 1
        and before[-1].islower()
        and before[-2][:1].isupper()
        and " ".join(before[-2:]) not in _set("place-noun")
    ):
        return False  # "Bộ Tài nguyên và Môi trường Trần Văn An"
    return any(" ".join(before[-n:]) in _set("place-noun") for n in range(1, len(before) + 1))


def _place(items: Sequence[Token], i: int) -> int:
    """The index after the place or country that begins at token i, over which names are not sought; 0 if none does."""
    for count in (4, 3, 2, 1):
        text = " ".join(item.text for item in items[i : i + count])
        if text in _set("country-name") or (count > 1 and text in _set("place-like-name")):
            return i + count
    return 0


def _inside(text: str, place: int) -> bool:
    """Whether a letter or digit stands right before: no name begins in the middle of a word."""
    return place > 0 and text[place - 1].isalnum()


def _proper(word: str) -> str:
    if not word.isupper() or len(word) == 1:
        return word
    word = word[0] + word[1:].lower()
    return re.sub(r"^(\w['’`])(\w)", lambda match: match[1] + match[2].upper(), word)


def _is_surname(word: str) -> bool:
    return normal(word) in _surnames()


def _bearers(word: str) -> int:
    """How many bearers of the surname were counted; 0 for what is no surname."""
    return _surnames().get(normal(word), 0)


@cache
def _surnames() -> dict[str, int]:
    return {normal(form): int(count) for form, count in mapping("surname").items()}


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(normal(form) for form in words(name))


@cache
def _titles() -> frozenset[str]:
    return frozenset(form for title in words("personal-title") for form in (title, title[0].upper() + title[1:]))
