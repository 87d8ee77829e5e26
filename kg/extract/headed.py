"""Things known by a head noun and a description: events, documents, programmes, honours.

"Hội nghị tổng kết công tác năm 2017", "Hội nghị tổng kết", "Hội nghị" and "hội nghị này" are one conference unless
their numbers differ; a bare head goes to the last fuller phrase of its family, or to the first one that follows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.phrase import Phrase
from kg.extract.tries import any_of
from kg.language.normal import key
from kg.language.words import alternatives
from kg.ontology import Ontology

ALIKE = 0.6  # Dice coefficient of the words of two descriptions with one head


@dataclass
class Cluster:
    """Phrases that name one thing."""

    family: str
    phrases: list[Phrase] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


class Families:
    """Which heads name the same sort of thing ("buổi lễ" and "lễ kỷ niệm")."""

    def __init__(self, ontology: Ontology) -> None:
        self._family = {
            key(word): name for name, words in ontology.words.items() if name.startswith("family-") for word in words
        }
        self._named = frozenset(self._family.values())
        self._kin: dict[str, set[str]] = defaultdict(set)
        for name, words in ontology.words.items():
            if name.startswith("kin-"):
                families = {f"family-{word}" for word in words}
                for family in families:
                    self._kin[family] |= families - {family}
        self._before_head = frozenset(key(word) for word in ontology.words.get("before-head", ()))
        self._through = frozenset(key(word) for word in ontology.words.get("see-through-head", ()))
        self._before_name = frozenset(w for words in ontology.words.get("honorific", ()) for w in key(words).split())
        self._alone = re.compile(rf" ?(?:[^\w\s]|\n|$|{any_of(ontology.words.get('head-pointer', ()))}\b)")
        filler = {
            name: frozenset(w for form in forms for w in key(form).split())
            for name, forms in ontology.words.items()
            if name == "head-filler" or name.startswith("filler-")
        }
        common = filler.pop("head-filler", frozenset())
        self._filler = {f"family-{name.removeprefix('filler-')}": common | own for name, own in filler.items()}
        self._common = common

    def filler(self, family: str) -> Collection[str]:
        """The words of a description that do not tell which thing of the family it is."""
        return self._filler.get(family, self._common)

    def alone(self, text: str, end: int) -> bool:
        """Whether a head that ends there has nothing more of a description after it: "Tại cuộc họp, ..."."""
        return self._alone.match(text, end) is not None

    def kin(self, family: str) -> Collection[str]:
        """The other families whose things a bare head of this one may mean: "buổi lễ" a festival."""
        return self._kin.get(family, ())

    def split(self, text: str) -> tuple[str, list[str]]:
        """The family of a description's head, and the words after the head."""
        words = re.findall(r"[^\W_]+(?:[/-][^\W_]+)*", key(text))
        while words:
            for n in (5, 4, 3, 2, 1):
                head = " ".join(words[:n])
                if head in self._family:
                    inner = self.split(" ".join(words[n:])) if head in self._through else ("", [])
                    if inner[0] in self._named:
                        return inner
                    return self._family[head], self._partnered(words[n:])
            if words[0] not in self._before_head:
                break
            words = words[1:]
        return (words[0] if words else ""), self._partnered(words[1:])

    def _partnered(self, words: list[str]) -> list[str]:
        """The words, "với" with the one after it: a meeting "với Đoàn" is not the one "với Thành đoàn"."""
        joined: list[str] = []
        for word in words:
            if joined and joined[-1] == "với":
                if word not in self._before_name:
                    joined[-1] += f" {word}"
            else:
                joined.append(word)
        return joined


def clusters(
    phrases: Sequence[Phrase],
    spelled: Callable[[Phrase], str],
    families: Families,
    alike: float,
    aliases: Mapping[int, Phrase],
    inner: Collection[Phrase],
    alone: Callable[[Phrase], bool],
) -> list[Cluster]:
    """The phrases (in order of the text) joined into things.

    Args:
        phrases: all of one kind.
        spelled: the text of a phrase, abbreviations spelled out.
        families: the families of heads.
        alike: from which likeness of their words two descriptions are one thing; over 1, only where one contains the
            other ("Luật quản lý nợ công" is not "Luật quản lý ngoại thương").
        aliases: for the id of a phrase, the phrase before it that it is another name of.
        inner: those that stand inside a name of another kind, "Nghị quyết (Hội nghị Trung ương 5)": a bare head after
            them goes on about something else, if there is any.
        alone: whether nothing more of the description follows a head: "cuộc họp đoàn riêng" is none named before.
    """
    split = {id(p): families.split(spelled(p)) for p in phrases}
    whole: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        family, words = split[id(phrase)]
        whole[family].update(w for w in (key(phrase.traits.get("number", "")), *words) if _ISSUED.match(w))
    found: list[Cluster] = []
    bare: list[tuple[Phrase, str]] = []
    for phrase in phrases:
        family, words = split[id(phrase)]
        if "nay" in words:  # "buổi làm việc sáng nay (7/2)": the day tells no more than "nay"
            words = [w for w in words if not _DAY.fullmatch(w)]
        words = [_unshortened(w, whole[family]) for w in words if w not in families.filler(family)]
        number = phrase.traits.get("number") or _first_number(phrase.kind, words)
        numbers = {_unshortened(key(number), whole[family])} if number else set(filter(_NUMBER.fullmatch, words))
        named = aliases.get(id(phrase))
        host = next((c for c in found if named in c.phrases), None) if named is not None else None
        if host is not None:
            host.phrases.append(phrase)
            host.words |= set(words)
            host.numbers |= numbers
            continue
        if not words and not number:
            bare.append((phrase, family))
            continue
        best = max(
            (c for c in found if _may_join(c, family, numbers) and not _within(phrase, c)),
            key=lambda c: (_alike(c.words, set(words)), c.phrases[-1].start),
            default=None,
        )
        same = best is not None and ((number and numbers & best.numbers) or _alike(best.words, set(words)) >= alike)
        if best is None or not same:
            best = Cluster(family)
            found.append(best)
        best.phrases.append(phrase)
        if len(words) > len(best.words):
            best.words = set(words)
        best.numbers |= numbers
    hidden = {id(p) for p in inner}
    for phrase, family in bare:
        own = [c for c in found if c.family == family]
        near = _nearest(own, phrase, hidden) or (own[0] if own else None)
        if near is None and alone(phrase):
            near = _nearest([c for c in found if c.family in families.kin(family)], phrase, hidden)
        if near is None:
            near = Cluster(family)
            found.append(near)
        near.phrases.append(phrase)
        near.phrases.sort(key=lambda p: p.core)
    return sorted(found, key=lambda c: c.phrases[0].core)


def aliases(phrases: Sequence[Phrase], text: str) -> dict[int, Phrase]:
    """Names that stand in brackets straight behind a longer one: "Đề án Ổn định dân cư vùng ven hồ (Đề án 666)"."""
    found = {}
    for phrase in phrases:
        mark = _SHORT_FOR.search(text, max(0, phrase.core[0] - 40), phrase.core[0])
        if mark and text[phrase.core[1] : phrase.core[1] + 1] in (")", "”", '"'):
            before = [p for p in phrases if p.core[1] == mark.start()]
            if before:
                found[id(phrase)] = min(before, key=lambda p: p.core)
    return found


def _first_number(kind: str, words: Sequence[str]) -> str:
    """The number that stands right behind the head of a document: "Chỉ thị 20 của Thủ tướng"."""
    return words[0] if words and kind != "Event" and re.fullmatch(r"\d{1,3}", words[0]) else ""


def _nearest(kin: Sequence[Cluster], phrase: Phrase, hidden: Collection[int]) -> Cluster | None:
    """The one of the things that was named last before a phrase, rather by itself than inside another's name."""

    def last(cluster: Cluster) -> tuple[bool, int]:
        return max((id(p) not in hidden, p.start) for p in cluster.phrases if p.start < phrase.start)

    return max((c for c in kin if c.phrases[0].start < phrase.start), key=last, default=None)


def _may_join(cluster: Cluster, family: str, numbers: set[str]) -> bool:
    return cluster.family == family and (numbers <= cluster.numbers or cluster.numbers <= numbers)


def _within(phrase: Phrase, cluster: Cluster) -> bool:
    """Whether the phrase stands inside a name of that thing: it is another, as the decree that a decree amends."""
    (low, high) = phrase.core
    return any(p.core[0] < low and high <= p.core[1] for p in cluster.phrases)


def _unshortened(number: str, whole: Collection[str]) -> str:
    """The number that one without its year or issuer is short for: "18" after "18-nq/tw", where no other fits."""
    fuller = sorted((n for n in whole if re.match(rf"{re.escape(number)}[/-]", n)), key=len)
    return fuller[-1] if fuller and all(fuller[-1].startswith(n) for n in fuller) else number


def _alike(a: set[str], b: set[str]) -> float:
    if not a or not b:
        return 0.0
    if a <= b or b <= a:
        return 2.0
    return 2 * len(a & b) / (len(a) + len(b))


_DAY = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?")
_NUMBER = re.compile(rf"\d.*|[ivxl]+|{alternatives('ordinal')}")
_ISSUED = re.compile(r"\d+[a-zđ]?[/-](?:\d{4}\b|[a-zđ])")  # a number with its year or issuer
_SHORT_FOR = re.compile(r"\s?\((?:(?:sau đây )?gọi (?:tắt )?là:?\s)?[“\"]?$")
