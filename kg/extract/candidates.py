"""Which pairs of sites of a line a relation may join, and what speaks for each: the questions put to the arbiter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from kg.extract.evidence import LineEvidence
from kg.extract.frames import Hit
from kg.extract.homes import Homes
from kg.extract.occasions import occasions
from kg.extract.phrase import Line, Phrase, Site
from kg.extract.profiles import Profile, Profiler, contained, middles, pair_features, titled, together
from kg.extract.signatures import SCENE, TYPES, Signatures
from kg.extract.sites import SiteFinder, honorifics
from kg.extract.tries import tokenised
from kg.extract.triggers import Trigger, TriggerFinder, nearest
from kg.language.quotes import quotations
from kg.ontology import Ontology

_NEAR = 4  # items between two phrases that may be related without any trigger
_FAR = 30  # items between two phrases of one clause at most
_SAID = 14  # items between a verb and what it is said of, in a sentence of many verbs


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation that a line may state."""

    subject: Site
    predicate: str
    object: Site
    line: int
    features: tuple[str, ...]
    trigger: Trigger | None
    frame: str = ""  # the clause frame that says it too


class CandidateFinder:
    """Finds the candidates of all lines of an article."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self.top = cache(self._top)
        self.sites = SiteFinder(ontology, self.top)
        self.profiler = Profiler(ontology, self.top)
        self._triggers = TriggerFinder(ontology)
        self._homes = Homes(ontology)
        words = ontology.words
        self._honorific = honorifics(ontology)
        self._guards = {
            w: name.removeprefix("guard-")
            for name, forms in sorted(words.items())
            if name.startswith("guard-")
            for w in forms
        } | dict.fromkeys(words.get("occasion", ()), "occasion")
        self._signatures = Signatures(ontology)
        self._loose, self._near, self._inner = self._signatures.loose, self._signatures.near, self._signatures.inner
        self._mutual = frozenset(words.get("mutual-relation", ()))
        self._done = frozenset(words.get("never-planned-relation", ()))

    def _top(self, kind: str) -> str:
        return next((t for t in TYPES if self._ontology.is_a(kind, t)), "Honour")

    def candidates(
        self,
        lines: Sequence[Line],
        text: str,
        hits: Sequence[Hit],
        sites_of: Sequence[Sequence[Site]],
        profiles: Sequence[Profile],
    ) -> Iterator[Candidate]:
        """The candidates, line by line, then those that only frames or the names of things suggest.

        hits: what the clause frames said of these lines; sites_of: the sites of each line; profiles: of the entities.
        """
        said: dict[tuple[int, int, str, int], list[Hit]] = defaultdict(list)
        for hit in hits:
            if isinstance(hit.object, Phrase):
                said[hit.line, hit.subject.root.entity, hit.predicate, _end(hit.object)].append(hit)
        about: dict[tuple[int, int], list[str]] = {}
        middle = middles(profiles)
        quotes = [(q.start, q.end) for q in quotations(text) if q.kind != "scare"]
        events = occasions(sites_of)
        for number, (line, sites) in enumerate(zip(lines, sites_of, strict=True)):
            if len(sites) < 2:
                continue
            triggers = self._triggers.find(line, text)
            usable = self._signatures.usable(triggers)
            askable = self._signatures.askable(usable)
            spoken = {s.at for s in sites if s.how in ("pronoun", "group", "head")}
            opens = frozenset(
                i
                for i, item in enumerate(line.items)
                if (isinstance(item, Phrase) or i in spoken) and self.sites.opens(line, i)
            )
            quoted = [any(a <= item.start < b for a, b in quotes) for item in line.items] if quotes else []
            evidence = LineEvidence(
                line,
                text,
                self.top,
                number,
                opens,
                self._honorific,
                self._guards,
                quoted,
                frozenset(
                    i for found in triggers.values() for t in found if t.strong and not t.inside for i in (t.first,)
                ),
                cache(partial(self.sites.subject, line)),
                events,
            )
            named = any(s.kind == "Person" and s.at >= 0 for s in sites)
            for s in sites:
                alone = s.how in ("topic", "hero", "career") and not named
                if s.kind in ("DateSpan", "Honour", "Programme"):
                    continue
                for o in sites:
                    if s.entity == o.entity:
                        continue
                    if o.kind == "DateSpan" and o.phrase.traits["kind"].startswith(("term", "period")):
                        continue
                    names = askable.get((s.kind, o.kind))
                    if names:
                        if (s.entity, o.entity) not in about and o.entity >= 0:
                            about[s.entity, o.entity] = pair_features(
                                self.profiler, profiles[s.entity], profiles[o.entity]
                            ) + (["mid"] if (s.entity, o.entity) in middle else [])
                        more = about.get((s.entity, o.entity), [])
                        yield from self._of_pair(evidence, number, s, o, names, usable, alone, more, said)
        for (number, _, name, _), fired in said.items():
            subject, thing = fired[0].subject, fired[0].object
            if isinstance(thing, Phrase):
                s, o = self._carried(subject), self._carried(thing)
                yield Candidate(s, name, o, number, ("frame-only", *_fired(fired)), None, fired[0].frame)
        yield from self._by_name(profiles, middle)
        yield from self._by_title(profiles)
        yield from self._at_home(profiles)

    def _carried(self, phrase: Phrase) -> Site:
        return Site(phrase.entity, self.top(phrase.kind), phrase, -1, how="frame")

    def _by_name(self, profiles: Sequence[Profile], middle: set[tuple[int, int]]) -> Iterator[Candidate]:
        """A post or body whose full name, as the article completes it, holds the name of another thing."""
        whole = {k: {p.name for p in profiles if p.kind == k} for k in {p.kind for p in profiles}}
        for a, s in enumerate(profiles):
            if s.kind not in ("Post", "Organization", "Area") or not s.count:
                continue
            for b, o in enumerate(profiles):
                names = [n for n in self._signatures.pairs.get((s.kind, o.kind), ()) if n in ("postIn", "partOf")]
                if a == b or not names or not o.count:
                    continue
                fit = contained(s, o, whole[o.kind])
                kb = not fit and s.kind != "Post" and self.profiler.within(s, o)
                if not fit and not kb:
                    continue
                features = ["byname", f"byname{fit}", *pair_features(self.profiler, s, o)]
                if (a, b) in middle:
                    features.append("mid")
                yield Candidate(_nowhere(a, s), names[0], _nowhere(b, o), s.first, tuple(features), None)

    def _at_home(self, profiles: Sequence[Profile]) -> Iterator[Candidate]:
        """A place of the province, or a part of the body, that the article is about."""
        for a, b, found in self._homes.pairs(profiles):
            s, o = profiles[a], profiles[b]
            if not self.profiler.within(s, o):
                features = (*found, *pair_features(self.profiler, s, o))
                yield Candidate(_nowhere(a, s), "partOf", _nowhere(b, o), s.first, features, None)

    def _by_title(self, profiles: Sequence[Profile]) -> Iterator[Candidate]:
        """A document whose name says what it does to another: "Luật sửa đổi một số điều của Luật Đê điều"."""
        documents = [(i, p) for i, p in enumerate(profiles) if p.kind == "Document"]
        for a, s in documents:
            for b, o in documents:
                at = titled(s, o) if a != b and s.count else 0
                found = self._triggers.last(tokenised(s.name[:at]), ("amends", "basedOn")) if at else None
                if found:
                    name, word = found
                    features = ("bytitle", f"bytitle={word}", *pair_features(self.profiler, s, o))
                    yield Candidate(_nowhere(a, s), name, _nowhere(b, o), s.first, features, None)

    def _of_pair(
        self,
        evidence: LineEvidence,
        number: int,
        s: Site,
        o: Site,
        names: list[str],
        triggers: Mapping[str, Sequence[Trigger]],
        alone: bool,
        more: list[str],
        said: dict[tuple[int, int, str, int], list[Hit]],
    ) -> Iterator[Candidate]:
        pair: list[str] | None = None
        seen: dict[Trigger, list[str]] = {}
        same = s.at == o.at and s.at >= 0
        if not same and (s.titled or o.titled):
            return
        carried = s.at < 0 or o.at < 0
        distance = 0 if carried or same else abs(s.at - o.at) - 1
        plain = s.plain and o.plain
        far = distance > _FAR
        for name in names:
            if (name in self._mutual and not _leads(s, o)) or not self._signatures.fits(s.how, o.how, name):
                continue
            found = triggers.get(name, ())
            if not (
                (same and not s.how and not o.how and (found or name in self._inner))
                or (found and plain and not (s.at < 0 and o.at < 0) and (not far or evidence.said(found, s, o, _SAID)))
                or (not carried and not s.how and not o.how and distance <= _NEAR and name in self._near)
                or (distance <= _FAR and name in self._loose and plain and (not carried or alone))
                or (s.kind == "Event" and not s.how and name == SCENE.get(o.how))
                or (s.how == "career" and plain and o.kind == "Post" and name in self._near)
            ):
                continue
            if pair is None:
                pair = evidence.pair(s, o) + more
                pair += together(pair)
            fired = said.pop((number, s.entity, name, _end(o.phrase)), None)
            for trigger in self._meant(evidence, found, s, o):
                if trigger is None:
                    features = [*pair, "t0"]
                else:
                    if trigger not in seen:
                        seen[trigger] = pair + evidence.trigger(trigger, s, o)
                    features = seen[trigger]
                    if name in self._done and "guard-plan" in features:
                        features = [*features, "FG"]
                if fired:
                    features = features + _fired(fired)
                yield Candidate(s, name, o, number, tuple(features), trigger, fired[0].frame if fired else "")

    def _meant(self, evidence: LineEvidence, triggers: Sequence[Trigger], s: Site, o: Site) -> Iterator[Trigger | None]:
        """The trigger nearest to both sites; where the event stands in another line, the subject's own verb too.

        "Phó Trưởng phòng Giao thông Lê Văn Tám cho biết": "giao" stands before him, "cho biết" is what he does.
        """
        best = nearest(triggers, s, o)
        yield best
        if o.kind == "Event" and o.at < 0 <= s.at:
            own = next((t for t in triggers if not t.inside and evidence.tells(s, t.first)), None)
            if own is not None and own != best:
                yield own


def _nowhere(entity: int, profile: Profile) -> Site:
    phrase = Phrase(profile.kind, 0, 0, (0, 0), "name", entity=entity)
    return Site(entity, profile.kind, phrase, -1, how="name")


def _end(phrase: Phrase) -> int:
    """The entity, or for a date a number of its own below zero."""
    return -2 - int(phrase.traits["date"]) if phrase.kind == "DateSpan" else phrase.root.entity


def _fired(hits: Sequence[Hit]) -> list[str]:
    if all(h.guarded for h in hits):
        return ["FG", f"FG={hits[0].frame}"]
    hits = [h for h in hits if not h.guarded]
    return ["F", *sorted({f"F={h.frame}" for h in hits} | {f"F={h.template}" for h in hits})]


def _leads(s: Site, o: Site) -> bool:
    """Whether the one stands before the other: what is carried over stands before all."""
    return (s.at >= 0, s.phrase.start, s.entity) < (o.at >= 0, o.phrase.start, o.entity)
