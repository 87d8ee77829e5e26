"""Who holds a post that stands beside the name, where the form leaves no doubt: "ông A - Giám đốc Sở B", "các đồng chí
Ủy viên Trung ương Đảng: A, B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.happenings import Accepted
from kg.extract.offices import OfficeRows, any_row
from kg.extract.phrase import Line, Phrase
from kg.ontology import Ontology

_AFTER = re.compile(r"(?:\s*\([^)]{1,40}\))?([\s(]*)([^\W\d_]+|[“\"‘'])")  # the word with which it goes on after a post


class AppositionFinder:
    """Finds appositions by an ontology: its word sets office-group and office-open."""

    def __init__(self, ontology: Ontology) -> None:
        self._rows = OfficeRows(ontology)
        person = self._rows.person
        one = rf"C\d+ (?!{person})"
        listed = rf"{one}(?:(?:, |và |kiêm |, kiêm |, đồng thời là |- |– ){one})*"
        self._after = re.compile(rf"(?<!\S)(?P<who>{person})(?P<mark>[,(–-]) (?P<post>{listed})(?!(?:, |và )C\d)")
        group = any_row(ontology.words.get("office-group", ()))
        member = rf"{person}(?:\( [^)]{{1,30}}\) )?(?:(?:[,–-] |\( )C\d+ (?!{person})(?:\) )?)*"
        self._headed = re.compile(
            rf"(?<!\S){group}+(?P<post>C\d+ ): (?P<who>{member}(?:(?:[,;] (?:và )?|và ){member})*)"
        )
        self._own = frozenset(ontology.words.get("own-posts", ()))
        self._open = frozenset(w.lower() for w in ontology.words.get("office-open", ()))

    def find(self, text: str, lines: Sequence[Line]) -> Iterator[Accepted]:
        """What the lines of a text say."""
        for number, line in enumerate(lines):
            row = self._rows.row(text, line)
            if row is None:
                continue
            for form in (self._after, self._headed):
                for match in form.finditer(row.text):
                    posts = row.named(match["post"], "C")
                    if form is self._after and posts and self._goes_on(text, posts[-1].end, line.items[-1].end):
                        continue
                    for person in row.named(match["who"], "P"):
                        if form is self._after and match["mark"] == "," and self._other(text, person, posts):
                            continue
                        for post in posts:
                            entities = (person.root.entity, post.root.entity)
                            yield Accepted(entities[0], "holdsPost", entities[1], number, 0.9, "apposition")

    def _goes_on(self, text: str, at: int, end: int) -> bool:
        """Whether more of the last post's name, or of who holds it, may follow unseen, or that it is held no more."""
        after = _AFTER.match(text, at, end)
        return after is not None and (
            (after[2][0].isupper() and "(" not in after[1]) or not after[2].isalpha() or after[2].lower() in self._open
        )

    def _other(self, text: str, person: Phrase, posts: Sequence[Phrase]) -> bool:
        """Whether the post may begin what its own holder says: "Nói về ông Hòa, Chánh Văn phòng cho biết"."""
        only = text[posts[0].start : posts[-1].end].lower() if posts else ""
        return " " not in text[person.core[0] : person.core[1]] or only in self._own
