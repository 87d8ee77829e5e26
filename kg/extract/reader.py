"""An article in, a Reading out: the stage on one screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.clauses import ClauseReader, Event
from kg.extract.lines import LineReader
from kg.extract.nouns import NounReader, open_classes
from kg.extract.phrase import Fact, Line, Phrase
from kg.extract.reference import Referents, walk
from kg.extract.speech import SpeechReader
from kg.extract.template import Compiler
from kg.language.dates import Date, dates, year_hint
from kg.language.normal import normal
from kg.language.sentences import sentences
from kg.model import Article, Happening, Mention, Reading, Sentence, Statement, Value
from kg.ontology import Ontology


@dataclass
class Trace:
    """What a lexicon author wants to see: the frames that fired."""

    frames: list[str] = field(default_factory=list)


class Reader:
    """Reads articles by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        kinds = sorted(set(ontology.parents) | {p for up in ontology.parents.values() for p in up})
        classes = {kind: chr(0xE000 + i) for i, kind in enumerate(kinds)}
        compiler = Compiler(ontology, classes, {})
        compiler.open.update(open_classes(compiler))
        self._lines = LineReader(ontology, classes)
        self._nouns = NounReader(ontology, classes, compiler)
        self._clauses = ClauseReader(ontology, compiler)
        self._speech = SpeechReader(ontology, self._clauses)

    def read(self, article: Article, trace: Trace | None = None) -> Reading:
        """What the article says."""
        text = normal(article.text)
        spans = sentences(text)
        found = dates(text, published=article.date or year_hint(text))
        lines = self._lines.lines(text, spans, found)
        fired = trace.frames if trace else None
        for line in lines:
            self._nouns.read(line, fired)
        referents = Referents(self._ontology, text)
        referents.resolve(lines)
        facts = list(referents.facts)
        events: list[tuple[Event, tuple[Fact, ...]]] = []
        for clause in self._clauses.read(lines, referents):
            if fired is not None:
                fired.append(clause.template)
            if clause.event is None:
                facts.extend(clause.facts)
            else:
                events.append((clause.event, clause.facts))
        events.extend((speech, ()) for speech in self._speech.read(text, spans, lines, referents))
        return _Writer(article, text, spans, found, referents, lines).reading(facts, events)


class _Writer:
    def __init__(
        self,
        article: Article,
        text: str,
        spans: list[Sentence],
        found: list[Date],
        referents: Referents,
        lines: list[Line],
    ) -> None:
        self.article, self.text, self.spans, self.dates = article, text, spans, found
        self.referents, self.lines = referents, lines

    def reading(self, facts: list[Fact], events: list[tuple[Event, tuple[Fact, ...]]]) -> Reading:
        mentions = sorted(
            {
                (p.core[0], p.core[1], p.root.entity)
                for p in walk(self.lines)
                if p.same is None and p.entity >= 0 and not self._bare(p)
            }
        )
        statements: dict[tuple[int, str, int | Value, int], Statement] = {}
        for fact in facts:
            self._state(fact, None, statements)
        happenings: list[Happening] = []
        for event, shortcuts in events:
            roles = tuple((name, self._end(name, value)) for name, value in event.roles)
            kept = tuple((n, v) for n, v in roles if v is not None)
            happenings.append(Happening(event.kind, kept, self._sentence(event.at), event.weight, event.frame))
            for fact in shortcuts:
                self._state(fact, len(happenings) - 1, statements)
        return Reading(
            article=self.article,
            sentences=tuple(self.spans),
            entities=tuple(self.referents.entities()),
            mentions=tuple(Mention(*m) for m in mentions),
            statements=tuple(sorted(statements.values(), key=lambda s: (s.sentence, s.subject, s.predicate, str(s.object)))),
            happenings=tuple(happenings),
        )

    def _bare(self, phrase: Phrase) -> bool:
        return False

    def _state(
        self, fact: Fact, via: int | None, statements: dict[tuple[int, str, int | Value, int], Statement]
    ) -> None:
        subject, object_ = fact.subject.root.entity, self._end(fact.predicate, fact.object)
        if subject < 0 or object_ is None or object_ == subject:
            return
        sentence = self._sentence(fact.at)
        slot = (subject, fact.predicate, object_, sentence)
        weight = round(fact.weight, 3)
        if slot not in statements or statements[slot].confidence < weight:
            statements[slot] = Statement(subject, fact.predicate, object_, sentence, weight, fact.frame, via)

    def _end(self, name: str, value: Phrase | Value) -> int | Value | None:
        if isinstance(value, Value):
            return value
        if value.kind == "DateSpan":
            date = self.dates[int(value.traits["date"])]
            return Value(date.value, date.datatype)
        return value.root.entity if value.root.entity >= 0 else None

    def _sentence(self, at: int) -> int:
        for index, span in enumerate(self.spans):
            if at < span.end:
                return index
        return len(self.spans) - 1
