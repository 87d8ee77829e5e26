"""Who and what inside one article: every phrase is given the entity that it names.

Places first, then bodies (completed by the article's own place where they have none), then posts (by role and body),
people (full and short names), and documents, programmes, events and honours (a bare head goes to the last fuller
phrase with the same head).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.extract.abroad import Abroad
from kg.extract.areas import Areas
from kg.extract.bodies import Bodies
from kg.extract.headed import ALIKE, Families, aliases, clusters
from kg.extract.mentions import nested
from kg.extract.people import People
from kg.extract.phrase import Phrase
from kg.extract.posts import Posts
from kg.extract.spelling import Speller
from kg.extract.things import Things
from kg.language.normal import key
from kg.ontology import Ontology


class Referents:
    """Finds the entities of articles by one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._speller = Speller(ontology)
        self._families = Families(ontology)
        self._areas = Areas(ontology, self._speller)
        self._abroad = Abroad(ontology)
        self._bodies = Bodies(ontology, self._speller)
        self._posts = Posts(ontology, self._speller)
        self._people = People(ontology)

    def resolve(self, text: str, phrases: Sequence[Phrase]) -> Things:
        """The entities of an article, each phrase (and every phrase inside it) given its own.

        Args: the normalised text, and the outermost phrases by place.
        """
        things = Things(self._ontology, text)
        by: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in nested(phrases):
            kind = things.type(phrase.kind)
            if kind:
                by[kind].append(phrase)
        for found in by.values():
            found.sort(key=lambda p: p.core)
        main = self._areas.resolve(by["Area"], things)
        abroad = self._abroad.find(by["Organization"], by["Person"], by["Area"], things)
        self._bodies.resolve(by["Organization"], things, main, abroad)
        self._people.resolve(by["Person"], things)
        self._posts.resolve(by["Post"], by["Person"], things)
        inner = [part for phrase in nested(phrases) for part in phrase.parts if part.kind != phrase.kind]
        for kind in ("Document", "Programme", "Event", "Honour"):
            alike = 1.1 if kind in ("Document", "Honour") else ALIKE
            for cluster in clusters(
                by[kind],
                lambda p: self._speller.spelled(things.surface(p)),
                self._families,
                alike,
                aliases(by[kind], text),
                inner,
                lambda p: self._families.alone(text, p.end),
            ):
                first = cluster.phrases[0]
                for phrase in cluster.phrases:
                    things.add(phrase, kind, first.core, key(things.surface(first)))
        return things
