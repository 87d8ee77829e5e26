"""Other names that an article gives its bodies: in brackets, by their initials, a firm without its field of work."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.extract.phrase import Phrase
from kg.extract.spelling import Speller
from kg.extract.things import Things
from kg.language.syllables import is_syllable
from kg.ontology import Ontology

Plain = tuple[str, ...]
HOME = ("việt", "nam")
_BRACKET = re.compile(r"\(\s*(?:gọi tắt là\s+)?([^()]{2,25}?)\s*\)")


class Aliases:
    """Finds them by the word sets head-of-a-firm and idle-first-in-names of an ontology."""

    def __init__(self, ontology: Ontology, speller: Speller) -> None:
        self._speller = speller
        self._firms = [speller.plain(w) for w in ontology.words.get("head-of-a-firm", ())]
        self._idle_first = {speller.plain(w)[0] for w in ontology.words.get("idle-first-in-names", ())}

    def find(self, phrases: Sequence[Phrase], things: Things, plain: Mapping[int, Plain]) -> dict[Plain, Plain]:
        """For the words of a short name, those of the longer one that it stands for.

        Args: `plain` has the words of each phrase, by its id.
        """
        alias: dict[Plain, Plain] = {}
        full = {p for p in plain.values() if len(p) > 1}
        for phrase in phrases:
            mine, surface = plain[id(phrase)], named(phrase, things)
            inside = _BRACKET.search(surface)
            after = _BRACKET.match(things.text[phrase.core[1] : phrase.core[1] + 32].lstrip())
            for match in (inside, after):
                if match and len(mine) > 1 and (match is inside or _is_short(match.group(1))):
                    alias.setdefault(self._speller.plain(match.group(1)), mine)
            if inside:
                short = self._abbreviated(mine, inside.group(1))
                alias |= {shorter: longer for shorter, longer in short if shorter not in alias}
            for host in self._hosts(mine, surface, full):
                alias.setdefault(mine, host)
        for host in sorted(f for f in full if f[0] in self._idle_first):
            for mine in full:
                if len(mine) > 1 and host[1 : len(mine) + 1] == mine:
                    alias.setdefault(mine, host[: len(mine) + 1])
        return {short: long for short, long in alias.items() if short != long and alias.get(long) != short}

    def _abbreviated(self, mine: Plain, name: str) -> Iterator[tuple[Plain, Plain]]:
        """A name with the abbreviation in its bracket for the words of those initials, and what ends with it."""
        letters = re.sub(r"\W", "", name).lower()
        for i in range(1, len(mine) - len(letters) + 1):
            j = i + len(letters)
            if "".join(word[0] for word in mine[i:j]) == letters:
                short = self._speller.plain(name)
                yield (*mine[:i], *short, *mine[j:]), mine
                yield (*mine[:i], *short), mine[:j]

    def _hosts(self, mine: Plain, surface: str, full: Collection[Plain]) -> Iterator[Plain]:
        """The longer names that a name is short for, the likeliest first."""
        if len(mine) == 1 and surface.isupper() and 2 <= len(surface) <= 8:
            hosts = sorted(f for f in full if "".join(w[0] for w in f).startswith(surface.lower()))
            if len(hosts) == 1:
                yield hosts[0]
        elif any(w.isupper() and len(w) > 2 for w in surface.split()):
            hosts = sorted((f for f in full if _initials(mine, f)), key=lambda f: (len(f), f))
            if hosts and all(f[: len(hosts[0])] == hosts[0] for f in hosts):
                yield hosts[0]
        firm = self._firm(mine)
        if firm and len(mine) > len(firm) + 1 and mine[-2:] != HOME:  # "Công ty (Bóng đèn) Tân Quang"
            size, tail = len(firm), mine[len(firm) :]
            ends = [f for f in full if len(f) > len(mine) and f[-len(tail) :] == tail and f[:size] == firm]
            if len(ends) == 1:
                yield ends[0]
        if len(mine) == len(firm) + 1 and not is_syllable(mine[-1]):  # "NutiFood", "công ty NutiFood"
            ends = sorted((f for f in full if f[-1] == mine[-1] and self._firm(f)), key=lambda f: (len(f), f))
            if ends and len(ends[-1]) > len(mine) and (len(ends) == 1 or len(ends[-2]) < 4):
                yield ends[-1]

    def _firm(self, name: Plain) -> Plain:
        """The head of a firm that a name begins with, or nothing."""
        return next((w for w in self._firms if name[: len(w)] == w), ())


def named(phrase: Phrase, things: Things) -> str:
    """The text of a body's name, with the head that it shares with others of its row."""
    return f"{phrase.traits.get('head', '')} {things.surface(phrase)}".strip()


def _is_short(name: str) -> bool:
    """Whether a name in brackets can only be another one for what stands before it: "VFS", "Becamex IDC"."""
    return name.isupper() or not any(is_syllable(word) for word in name.split())


def _initials(short: Plain, long: Plain) -> bool:
    """Whether a word of a name has the first letters of several of another: "Sở QHKT", "Sở Quy hoạch Kiến trúc".

    The shorter name may lack the place at the end of the longer one.
    """
    return any(
        len(word) > 2
        and short[:i] == long[:i]
        and word == "".join(w[0] for w in long[i : i + len(word)])
        and long[i + len(word) :][: len(short) - i - 1] == short[i + 1 :]
        for i, word in enumerate(short)
    )
