"""Where the titles of documents, programmes and events end: behind a quotation, a row of words, a person's name.

The proposer breaks a title off at the comma of a row ("Luật Quản lý | , sử dụng vũ khí"), within a quotation, or at the
name of the person that it is about ("quyết định kỷ luật đối với | ông Lò Văn Minh").
"""

from __future__ import annotations

import re

from kg.extract.proposer import Proposal
from kg.extract.tries import any_of, one_of
from kg.ontology import Ontology

_TITLED = frozenset({"Document", "Programme", "Event", "Honour"})  # which may end in a title
_ROWS = frozenset({"Document", "Programme"})  # in whose titles words stand in rows
_OF_PEOPLE = frozenset({"Document", "Event"})  # which may be about a person
_QUOTES = {"“": "”", "‘": "’", "«": "»", '"': '"', "'": "'"}
_QUOTED = 160  # characters of the longest title in quotation marks
_AROUND = 32  # characters on either side of a comma that its row may take


class Titles:
    """Finds the ends of titles by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._row = re.compile(rf"(?<!\w)(?=({any_of(words.get('row-in-title', ()))})(?!\w))", re.I)
        stops = any_of((*words.get("title-ends-before", ()), *words.get("never-in-name", ())))
        self._rest = re.compile(rf"(?: (?!{stops}(?!\w))[^\s,.;:()“”\"'‘’–-][^\s,.;:()“”\"]*)*", re.IGNORECASE)
        law, verbs = any_of(words.get("law-kind", ())), any_of(words.get("said-of-a-law", ()))
        self._law = re.compile(rf"(?P<name>(?:(?:dự thảo|dự án) )?{law}(?: [^,]*?)??) {verbs}(?!\w)", re.IGNORECASE)
        heads = one_of(words.get("body-head", ())).pattern
        self._hosted = re.compile(rf" {any_of(words.get('by-whom', ()))} (?={heads})", re.IGNORECASE)
        roles = [s for k in ontology.known.values() if k.kind == "Role" for s in k.spellings]
        leads = any_of((*words.get("before-person-in-title", ()), *roles))
        self._leads = re.compile(rf"(?<!\w){leads} $", re.IGNORECASE)

    def end(self, text: str, one: Proposal, end: int) -> int:
        """The end of a title that breaks off in a quotation or a row of words, or runs on over what it does."""
        if one.kind == "Document" and (law := self._law.match(text, one.start, end)):
            return law.end("name")  # "Luật Đất đai (quy định rõ việc này)"
        if one.kind == "Event" and (hosted := self._hosted.search(text, one.start, end)):
            return hosted.start()  # "Tọa đàm hợp tác (do Sở Y tế tổ chức)"
        end = self._closed(text, one.start, end) if one.kind in _TITLED else end
        return self._rowed(text, one.start, end) if one.kind in _ROWS else end

    def of_person(self, text: str, one: Proposal, start: int) -> bool:
        """Whether a title is about the person whose name begins there, rather than run into it."""
        return one.kind in _OF_PEOPLE and self._leads.search(text, max(one.start, start - 16), start) is not None

    def _rowed(self, text: str, start: int, end: int) -> int:
        while True:
            rows = self._row.finditer(text, max(start, end - _AROUND), end + _AROUND)
            row = next((m for m in rows if m.start() < end < m.end(1)), None)
            rest = self._rest.match(text, row.end(1)) if row else None
            if rest is None:
                return end
            end = rest.end()

    def _closed(self, text: str, start: int, end: int) -> int:
        piece = text[start:end]
        for opener, closer in _QUOTES.items():
            at = piece.rfind(opener)
            if at < 0 or closer in piece[at + 1 :] or (opener == closer and piece.count(opener) % 2 == 0):
                continue
            if at and piece[at - 1].isalnum():
                continue  # an apostrophe
            close = text.find(closer, end, end + _QUOTED)
            if close >= 0 and "\n" not in text[end:close]:
                return close + 1
        return end
