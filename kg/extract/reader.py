"""An article in, a Reading out: the stage on one screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.arbiter import Arbiter
from kg.extract.mentions import MentionReader, nested
from kg.extract.reference import Referents
from kg.extract.relations import RelationReader
from kg.language.dates import dates, year_hint
from kg.language.normal import normal
from kg.language.sentences import sentences
from kg.model import Article, Mention, Reading
from kg.ontology import Ontology


@dataclass
class Trace:
    """What a lexicon author wants to see: the frames that fired."""

    frames: list[str] = field(default_factory=list)


class Reader:
    """Reads articles by one ontology, and the shipped models unless another judge of relations is given."""

    def __init__(self, ontology: Ontology, judge: Arbiter | None = None) -> None:
        self._ontology = ontology
        self._mentions = MentionReader(ontology)
        self._referents = Referents(ontology)
        self._relations = RelationReader(ontology, judge)

    def read(self, article: Article, trace: Trace | None = None) -> Reading:
        """What the article says."""
        text = normal(article.text)
        spans = sentences(text)
        found = dates(text, published=article.date or year_hint(text))
        lines = self._mentions.lines(text, spans, found, trace.frames if trace else None)
        names = self._mentions.read(text, lines)
        things = self._referents.resolve(text, names)
        named = sorted({(p.core[0], p.core[1], p.entity) for p in nested(names) if p.entity >= 0})
        reading = Reading(
            article=article,
            sentences=tuple(spans),
            entities=tuple(things.entities()),
            mentions=tuple(Mention(*m) for m in named),
        )
        return self._relations.read(reading, found, trace)
