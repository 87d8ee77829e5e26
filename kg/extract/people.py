"""Which names of people in an article are one person: the full name, and the short one that follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.phrase import Phrase
from kg.extract.things import Things
from kg.language.normal import key
from kg.ontology import Ontology

Words = tuple[str, ...]


class People:
    """Finds the people of articles by one ontology: other names that known people go by."""

    def __init__(self, ontology: Ontology) -> None:
        self._also = {
            _words(name): _words(known.label)
            for known in ontology.known.values()
            if known.kind == "Person"
            for name in (*known.spellings, *(h for h in known.hidden if " " not in h))
            if name != known.label
        }

    def resolve(self, phrases: Sequence[Phrase], things: Things) -> None:
        """Give the phrases (by place) their entities."""
        _resolve([(p, self._also.get(w, w)) for p in phrases for w in (_words(things.surface(p)),)], things)


def _words(name: str) -> Words:
    return tuple(re.findall(r"[^\W_]+", key(name)))


def _resolve(names: Sequence[tuple[Phrase, Words]], things: Things) -> None:
    """Give the phrases (by place) their entities, by the words of their names.

    A short name goes to the last person named in full before it whose name ends in it (or begins with it, as foreign
    names do), or else to the first after it; initials stand for any word ("V. Semashko").
    """
    full: dict[Words, list[int]] = {}
    for phrase, words in names:
        if len(words) > 1:
            full.setdefault(words, []).append(phrase.core[0])
    longest = sorted(full, key=lambda w: (-len(w), w))
    hosts: dict[Words, Words] = {}
    for words in longest:
        host = next((h for h in longest if len(h) > len(words) and h not in hosts and _short(words, h)), None)
        if host is None and any(len(w) == 1 for w in words):
            host = next((h for h in longest if h not in hosts and _initials(words, h)), None)
        if host is not None:
            hosts[words] = host
    for phrase, words in names:
        if len(words) > 1:
            things.add(phrase, "Person", hosts.get(words, words))
            continue
        kin = [w for w in full if words and (w[-1] == words[0] or w[0] == words[0] or words[0] in w[1:])]
        ends = [w for w in kin if w[-1] == words[0]] or kin
        before = [w for w in ends if full[w][0] < phrase.core[0]]
        near = max(before, key=lambda w: max(i for i in full[w] if i < phrase.core[0]), default=None)
        target = near or (min(ends, key=lambda w: full[w][0]) if ends else words)
        things.add(phrase, "Person", hosts.get(target, target))


def _short(words: Words, full: Words) -> bool:
    """Whether two or more words are the end or the beginning of a fuller name."""
    return full[-len(words) :] == words or full[: len(words)] == words


def _initials(words: Words, full: Words) -> bool:
    return (
        len(words) == len(full)
        and words != full
        and all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(words, full, strict=True))
    )
