"""Who is said to be at an event in a list of guests: "Cùng dự có ông A - Bí thư Huyện ủy, bà B; đại diện Sở Y tế".

The people of such a list were there whatever stands between them; a body was where somebody unnamed speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.extract.happenings import Accepted
from kg.extract.occasions import occasions
from kg.extract.phrase import Line, Phrase, Site
from kg.extract.rows import SHORT
from kg.extract.sites import LIST_MARKS, honorifics
from kg.extract.tries import any_of
from kg.model import Entity
from kg.ontology import Ontology

_SURE = 0.88  # how sure it is that a person of a list was there
_LESS = 0.8  # and a body, of which only somebody was


class GuestFinder:
    """Finds lists of guests by the word sets guests-are-there, -side, -follow, -join, -end, guest-of and -for."""

    def __init__(self, ontology: Ontology, top: Callable[[str], str]) -> None:
        words = ontology.words
        self._top = top
        there, follow = any_of(words.get("guests-are-there", ())), any_of(words.get("guests-follow", ()))
        side = any_of(words.get("guests-side", ()))
        self._list = re.compile(
            rf"(?:{there}(?: (?:và|,) [^A-Z;:.]{{1,40}}?)?(?: (?:tại |với |buổi )?E)?|{side} [^PE;:.]{{1,60}}?)"
            rf"(?: ,)?(?: {side} [^PE;:.]{{1,60}}?)?(?: ,)? {follow}(?= )"
        )
        self._with = re.compile(rf"(?<= ){any_of(words.get('guests-with', ()))}(?= )")
        self._words = frozenset(w for name in ("guests-are-there", "guests-side") for w in _first(words.get(name, ())))
        self._ends = frozenset(words.get("guests-end", ()))
        self._titles = honorifics(ontology)
        self._of = frozenset(words.get("guest-of", ()))
        self._for = frozenset(words.get("guest-for", ()))
        self._plan = re.compile(rf"(?<!\w){any_of(words.get('guard-plan', ()))}(?!\w)")
        self._nobody = frozenset(words.get("guest-nobody", ()))
        self._joins = LIST_MARKS | frozenset(words.get("guests-join", ()))

    def find(
        self, lines: Sequence[Line], sites: Sequence[Sequence[Site]], entities: Sequence[Entity]
    ) -> Iterator[Accepted]:
        """Who the lists in an article's lines name; `sites`: those of each line, `entities`: the article's."""
        marks: Mapping[int, Sequence[str]] | None = None
        nobody: set[int] = set()
        for number, (line, found) in enumerate(zip(lines, sites, strict=True)):
            begins = not self._words.isdisjoint(line.row[:3]) and self._ends.isdisjoint(line.row[:4])
            if number == 0 or not (begins or "sự" in line.words):
                continue
            text = " ".join(SHORT[self._top(i.kind)] if isinstance(i, Phrase) else i.text.lower() for i in line.items)
            opening = self._list.match(text) if begins else None
            match = opening or self._with.search(text)
            if match is None or self._plan.search(text, 0, match.end()):
                continue
            if marks is None:
                marks = occasions(sites)
                # "lãnh đạo Tỉnh ủy" adds nothing where its Bí thư is named; "lãnh đạo Đảng, Nhà nước" never does.
                posts = (s for every in sites for s in every if s.parent and self._top(s.parent.kind) == "Post")
                nobody = {s.entity for s in posts} | {i for i, e in enumerate(entities) if e.name in self._nobody}
            start = text[: match.end()].count(" ") + 1
            event = self._event(line, start, found if opening else (), marks)
            if event is not None:
                for guest, sure in self._guests(line, start):
                    if sure == _SURE or guest not in nobody:
                        yield Accepted(guest, "attends", event, number, sure, "guests")

    def _event(self, line: Line, start: int, found: Sequence[Site], marks: Mapping[int, Sequence[str]]) -> int | None:
        own = [i for i in line.items[:start] if isinstance(i, Phrase) and self._top(i.kind) == "Event"]
        if own:
            return own[-1].root.entity
        carried = [s for s in found if s.how == "event"]
        main = {"emost", "edated"}
        best = max(carried, key=lambda s: (len(main.intersection(marks.get(s.entity, ()))), -s.back), default=None)
        return best.entity if best else None

    def _guests(self, line: Line, start: int) -> Iterator[tuple[int, float]]:
        spoken = True  # whether a body named here is one of the guests: right after "có", "đại diện", another such body
        for i in range(start, len(line.items)):
            item = line.items[i]
            if isinstance(item, Phrase):
                kind = self._top(item.kind)
                if kind == "Event":
                    return
                if item.root.entity >= 0 and self._before(line, start, i) not in self._of:
                    if kind == "Person":
                        yield item.root.entity, _SURE
                    elif kind == "Organization" and spoken:
                        yield item.root.entity, _LESS
                spoken = spoken and kind == "Organization"
                continue
            word, two = line.row[i], " ".join(line.row[i - 1 : i + 1])
            if word in self._ends or two in self._ends:
                return
            spoken = two in self._for or (spoken and (word in self._joins or not item.word))

    def _before(self, line: Line, start: int, i: int) -> str:
        """The word of a list before an item, past posts and titles: "phu nhân (của) nguyên Bí thư Tỉnh ủy, ông A"."""
        while i > start:
            i -= 1
            item = line.items[i]
            if isinstance(item, Phrase):
                if self._top(item.kind) != "Post":
                    return ""
            elif line.row[i] not in self._titles:
                return line.row[i]
        return ""


def _first(forms: Sequence[str]) -> Iterator[str]:
    for form in forms:
        yield form.split()[0].lower()
