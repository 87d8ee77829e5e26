"""Names that begin before what was proposed of them, and posts straight behind a person that were not proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.patterns import compiled
from kg.extract.proposer import Proposal
from kg.extract.tries import any_of, one_of
from kg.ontology import Ontology

_POST = 0.75  # how probable a post behind a person and a comma is
_PERSON = 0.65  # how probable the person must be
_LONGEST = 110  # characters of a post in apposition


class Starts:
    """Finds the beginnings of names by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._head = one_of(words.get("body-head", ()))
        heads = any_of(words.get("body-of-a-field", ()))
        # "trụ sở", "cơ sở" and "văn phòng" end in a head and are none
        self._before = re.compile(rf"(?<!\w)(?<!trụ )(?<!cơ )(?<!văn ){heads} $", re.IGNORECASE)
        fields = any_of([s for k in ontology.known.values() if k.kind == "Field" for s in k.spellings])
        self._field = compiled(rf"{fields}(?!\w)", re.IGNORECASE)
        self._standing = re.compile(rf"(?<!\w){any_of(words.get('body-of-a-body', ()))} $")
        self._has_standing = one_of(words.get("has-a-standing-body", ()))
        roles = one_of([s for k in ontology.known.values() if k.kind == "Role" for s in k.spellings]).pattern
        former = any_of(words.get("former", ()))
        self._title = re.compile(
            rf"(?:,| [-–]) (?:{former} )?(?P<post>{roles}(?P<rest> [^,;.:()\n–]+?))(?=[,;.:()\n]| [-–] )",
            re.IGNORECASE,
        )
        verbs = any_of((*words.get("never-in-name", ()), *words.get("never-in-post", ())))
        self._verb = re.compile(rf"(?<!\w){verbs}(?!\w)")

    def grown(self, text: str, one: Proposal, posts: Sequence[Proposal]) -> Proposal:
        """A body with the head before it: "phòng (Nội vụ huyện X)", "Thường trực (Thành ủy X)"."""
        if one.kind != "Organization":
            return one
        lead = text[max(0, one.start - 24) : one.start]
        before = None
        if self._field.match(text, one.start, one.end) and not self._head.match(text, one.start, one.end):
            before = self._before.search(lead)
        elif self._has_standing.match(text, one.start, one.end):
            before = self._standing.search(lead)
        start = one.start - len(before[0]) if before else one.start
        if start < one.start and any(p.start <= start < p.end for p in posts):
            return one  # "Phó Bí thư Thường trực (Tỉnh ủy X)"
        return replace(one, start=start)

    def posts(self, text: str, proposals: Sequence[Proposal], least: float) -> Iterator[Proposal]:
        """What stands between commas behind a person and begins with a role: "ông An, thư ký Ban chấm thi,"."""
        taken = [(p.start, p.end) for p in proposals if p.kind in ("Post", "Person") and p.probability >= least]
        for person in (p for p in proposals if p.kind == "Person" and p.probability >= _PERSON):
            title = self._title.match(text, person.end, person.end + _LONGEST)
            if title is None:
                continue
            start, end = title.span("post")
            verb = self._verb.search(text, title.start("rest"), end)
            end = verb.start() - 1 if verb else end
            rest = text[title.start("rest") : end].strip()
            if not rest or (rest.islower() and (verb or " " not in rest)):
                continue  # "giám đốc cho biết"
            if not any(a < end and start < b for a, b in taken):
                yield Proposal(start, end, "Post", _POST, "apposition")
