"""Direct quotations given to those who spoke them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.clauses import ClauseReader, Event
from kg.extract.phrase import Line, Phrase
from kg.extract.reference import Referents
from kg.language.normal import key
from kg.language.quotes import Quotation, quotations
from kg.language.tokens import tokens
from kg.model import Sentence, Value
from kg.ontology import Ontology

_REACH = 130  # characters after a quotation in which its speaker may be named


class SpeechReader:
    """Finds the speaker of every quotation."""

    def __init__(self, ontology: Ontology, clauses: ClauseReader) -> None:
        self._clauses = clauses
        self._verbs = {key(w) for w in (*ontology.words["speech-verb"], *ontology.words.get("saying-word", ()))}

    def read(self, text: str, sentences: Sequence[Sentence], lines: Sequence[Line], referents: Referents) -> Iterator[Event]:
        """One Speech an attributed quotation, in order."""
        last: Phrase | None = None
        for quotation in quotations(text):
            if quotation.kind == "scare":
                continue
            speaker, weight = self._speaker(text, quotation, sentences, lines, referents)
            if speaker is None and last is not None:
                speaker, weight = last, 0.6
            if speaker is None:
                continue
            last = speaker
            words = Value(" ".join(text[quotation.first : quotation.last].split()))
            yield Event("Speech", (("agent", speaker), ("quotedText", words)), "speech", weight, quotation.first)

    def _speaker(
        self, text: str, quotation: Quotation, sentences: Sequence[Sentence], lines: Sequence[Line], referents: Referents
    ) -> tuple[Phrase | None, float]:
        if quotation.who is not None:
            for phrase in self._between(lines, *quotation.who, referents):
                return phrase, 0.93
        stop = text.find("\n", quotation.end)
        after = text[quotation.end : min(quotation.end + _REACH, stop if stop >= 0 else len(text))]
        cut = min((i for i in (after.find("“"), after.find(". "), after.find(': "')) if i >= 0), default=len(after))
        if self._says(after[:cut]) or after.lstrip(" ,.–-").startswith(("ông ", "bà ", "theo ")):
            for phrase in self._between(lines, quotation.end, quotation.end + cut, referents):
                return phrase, 0.93
        index = max((i for i, s in enumerate(sentences) if s.start <= quotation.start), default=0)
        line = lines[index]
        before = next((i for i, item in enumerate(line.items) if item.start >= quotation.start), len(line.items))
        lead = text[sentences[index].start : quotation.start]
        if lead.rstrip().endswith(":") or self._says(lead):
            found = self._person(self._clauses.subject(line, before, referents), referents)
            if found is not None:
                return found, 0.93
        for back in range(index, max(-1, index - 4), -1):
            edge = before if back == index else len(lines[back].items)
            found = self._person(self._clauses.subject(lines[back], edge, referents), referents)
            if found is not None:
                return found, 0.7
        return None, 0.0

    def _says(self, text: str) -> bool:
        words = [t.text.lower() for t in tokens(text)]
        return any(w in self._verbs or " ".join(words[i : i + 2]) in self._verbs for i, w in enumerate(words))

    def _person(self, phrases: list[Phrase], referents: Referents) -> Phrase | None:
        for phrase in reversed(phrases):
            kind = referents.type(phrase.kind)
            person = referents.holder(phrase) if kind == "Post" else phrase if kind in ("Person", "Organization") else None
            if person is not None:
                return person
        return None

    def _between(self, lines: Sequence[Line], start: int, end: int, referents: Referents) -> Iterator[Phrase]:
        for line in lines:
            for item in line.items:
                if isinstance(item, Phrase) and start <= item.start < end:
                    found = self._person([item], referents)
                    if found is not None:
                        yield found
