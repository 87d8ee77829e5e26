"""Events that a verb tells of before any noun names them: "A đã tiếp B ... Tại buổi tiếp, A nêu rõ ..."."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extract.phrase import Line, Phrase, Site
from kg.extract.profiles import Profile
from kg.extract.standins import rows
from kg.ontology import Ontology

_BEFORE = 6  # lines before the first that names an event, in which a verb may tell of it
_AGENTS = frozenset({"Person", "Organization", "Area", "Post"})

Row = tuple[str, ...]


class Foretold:
    """Finds the verbs that tell of an event named later, by the word sets of an ontology."""

    def __init__(self, ontology: Ontology, top: Callable[[str], str]) -> None:
        self._top = top
        self._counters = _longest(ontology, "event-counter")
        self._with = frozenset(ontology.words.get("event-with", ()))
        self._meeting = _longest(ontology, "verb-of-meeting")
        self._other = _longest(ontology, "verb-other")

    def sites(
        self, lines: Sequence[Line], own: Sequence[Sequence[Site]], profiles: Sequence[Profile]
    ) -> list[list[Site]]:
        """For each line the events that a verb in it tells of, at the place of the verb."""
        out: list[list[Site]] = [[] for _ in lines]
        first: dict[int, tuple[int, Site]] = {}
        for number, found in enumerate(own):
            for site in found:
                if site.kind == "Event":
                    first.setdefault(site.entity, (number, site))
        for number, site in first.values():
            verbs = self._verbs(profiles[site.entity].name)
            if not verbs:
                continue
            told = []
            for k in range(max(1, number - _BEFORE), number):  # a headline is told again in what follows
                at = self._told(lines[k], verbs)
                if at is not None:
                    dated = any(isinstance(i, Phrase) and i.kind == "DateSpan" for i in lines[k].items)
                    told.append((dated, k, at))
            if told:
                _, k, at = max(told)
                out[k].append(Site(site.entity, "Event", site.phrase, at))
        return out

    def _verbs(self, name: str) -> Sequence[Row]:
        """The verbs that tell of an event of that name: "làm việc" of "buổi làm việc với Tỉnh ủy"; none of longer ones.

        A name that does not say with whom leaves it open which of the verbs of meeting it was.
        """
        words = tuple(name.split())
        counter = next((c for c in self._counters if words[: len(c)] == c), ())
        rest = words[len(counter) :]
        end = next((i for i, w in enumerate(rest) if w in self._with), len(rest))
        verb = rest[:end]
        if not 0 < len(verb) <= 3 or not (counter or verb in self._meeting):
            return ()
        return (verb, *self._meeting) if verb in self._meeting and end == len(rest) else (verb,)

    def _told(self, line: Line, verbs: Sequence[Row]) -> int | None:
        """Where a line with somebody who may do it says so."""
        row, i = line.row, 0
        while i < len(row):
            other = next((v for v in self._other if tuple(row[i : i + len(v)]) == v), ())
            if not other and any(tuple(row[i : i + len(v)]) == v for v in verbs) and self._done(line, i):
                return i
            i += len(other) or 1
        return None

    def _done(self, line: Line, at: int) -> bool:
        return any(isinstance(i, Phrase) and self._top(i.kind) in _AGENTS for i in line.items[:at])


def retold(line: Line, sites: Sequence[Site]) -> Line:
    """The line as frames should see it: an event that a verb tells of stands as a phrase before the verb.

    So does the body or area that a bare noun after a verb of asking means, before the noun.
    """
    events = (s for s in sites if s.kind == "Event" and s.at >= 0 and not s.how)
    told = sorted((*events, *(s for s in sites if s.how == "asked")), key=lambda s: -s.at)
    items = list(line.items)
    for site in told:
        if not isinstance(items[site.at], Phrase):
            start = items[site.at].start
            items.insert(
                site.at, Phrase(site.phrase.kind, start, start, (start, start), "foretold", entity=site.entity)
            )
    return line if len(items) == len(line.items) else line.of(items)


def _longest(ontology: Ontology, name: str) -> list[Row]:
    """The forms of a word set as rows of words, the longest first."""
    return sorted(rows(ontology.words.get(name, ())), key=lambda f: (-len(f), f))
