"""What is no name of one thing: "nhiều (đại biểu)", "các (dự án nhà ở)", "(HĐND) các cấp", "(dự án) bị chậm"."""

from __future__ import annotations

import re

from kg.extract.proposer import Proposal
from kg.extract.tries import any_of, one_of
from kg.ontology import Ontology

_COUNTED = frozenset({"Post", "Document", "Programme"})
_BEFORE = 14  # characters of the longest word of number
_NAMES = re.compile(r"[\d“\"']")  # what makes a name one's own, as capitals do
_FOLLOWED = re.compile(r",? [^\W\d_]")


class Generics:
    """Tells what is named in general, by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._many = re.compile(
            rf"(?<!\w)(?:{any_of(words.get('many-of-a-kind', ()))}|\d+) (?:{any_of(words.get('former', ()))} )?$",
            re.IGNORECASE,
        )
        self._every = re.compile(rf" {any_of(words.get('of-every-level', ()))}(?!\w)")
        self._state = one_of(words.get("body-of-the-state", ()))
        self._both = re.compile(rf"(?<!\w){any_of(words.get('of-both-states', ()))} $", re.IGNORECASE)
        self._of_both = re.compile(rf"(?: của)? {any_of(words.get('both-states', ()))}(?!\w)")
        self._of_many = re.compile(rf" các {any_of(words.get('word-of-area', ()))}$")
        self._no_place = re.compile(rf"{any_of(words.get('no-place-head', ()))}(?!\w)")
        contest = any_of(words.get("contest", ()))
        self._contest = re.compile(rf"(?<!\w){contest}(?!\w)", re.IGNORECASE)
        committee = one_of(words.get("committee-of-a-contest", ())).pattern
        self._committee = re.compile(rf"{committee}(?P<of> {contest}.*)?", re.IGNORECASE)
        heads = any_of(words.get("head-of-a-programme", ()))
        verbs = any_of(words.get("never-after-programme", ()))
        self._clause = re.compile(rf"{heads} {verbs}(?!\w)", re.IGNORECASE)

    def is_general(self, text: str, one: Proposal) -> bool:
        """Whether a proposal names something in general, or is the beginning of a clause."""
        if one.kind == "Organization":
            return bool(
                self._every.match(text, one.end)
                or self._every.search(text, one.start, one.end)
                or self._two(text, one.start, one.end)
                or self._of_contest(text, one.start, one.end)
            )
        if one.kind == "Post" and self._of_many.search(text, one.start, one.end):
            return True
        if one.kind == "Area" and self._no_place.match(text, one.start, one.end):
            return True
        if one.kind == "Programme" and self._clause.match(text, one.start, one.end):
            return True
        if one.kind not in _COUNTED or not self._many.search(text, max(0, one.start - _BEFORE), one.start):
            return False
        own = text[one.start : one.end]
        if one.kind == "Post" and (name := _FOLLOWED.match(text, one.end)) and name[0][-1].isupper():
            return False  # "các phó chủ tịch Lò Văn Minh, ..."
        return own.islower() and not _NAMES.search(own)

    def _two(self, text: str, start: int, end: int) -> bool:
        """Whether a body that every state has is that of two states: "Quốc hội (hai nước)"."""
        if not self._state.fullmatch(text, start, end):
            return False
        return bool(self._of_both.match(text, end) or self._both.search(text, max(0, start - _BEFORE), start))

    def _of_contest(self, text: str, start: int, end: int) -> bool:
        """Whether a body is the committee that a contest or festival is run by, which is none of the Party's."""
        committee = self._committee.fullmatch(text, start, end)
        return committee is not None and bool(committee["of"] or self._contest.search(text))
