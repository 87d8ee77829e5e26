"""Which places of an article are one: "Cao Bằng" and "tỉnh Cao Bằng", "TP.HCM" and "Thành phố Hồ Chí Minh"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.extract.phrase import Phrase
from kg.extract.spelling import Speller
from kg.extract.things import Things
from kg.extract.tries import one_of
from kg.language.normal import key
from kg.language.words import alternatives, mapping, words
from kg.ontology import Ontology

LEVELS = {form.removesuffix("."): level for form, level in mapping("level-of-a-place").items()}
_SHORT = "|".join(sorted(form[:-1] for form in mapping("level-of-a-place") if form.endswith(".")))  # "P.Sài Gòn"
LEVEL_WORDS = "|".join(form for form in mapping("level-of-a-place") if not form.endswith("."))
_TYPES = rf"{'|'.join(words('sort-of-a-place'))}|{LEVEL_WORDS}|(?:{_SHORT})(?=\s?\.)"
_TYPE = re.compile(rf"^(?:(?:(?:khu vực|vùng|địa bàn)\s)?(?:{_TYPES})|khu vực|vùng)[\s.]+", re.IGNORECASE)
_AROUND = re.compile(rf"^(?:khu vực|vùng|địa bàn)\s(?=(?:{_TYPES})[\s.])", re.IGNORECASE)  # "khu vực TP HCM" is TP HCM
_LEVEL = re.compile(rf"({LEVEL_WORDS}|(?:{_SHORT})(?=\.))", re.IGNORECASE)  # "TPHCM" too
_ALONE = mapping("level-alone")
_CAPITAL = "thànhphố"  # tells a province's city of the same name from it where bodies are compared
_COUNTRY = re.compile(rf"\b{alternatives('form-of-a-state')}\b")


class Areas:
    """Finds the places of articles by one ontology."""

    def __init__(self, ontology: Ontology, speller: Speller) -> None:
        self._ontology, self._speller = ontology, speller
        names = {
            level: {
                _bare(speller.spelled(_TYPE.sub("", key(s))))
                for k in ontology.known.values()
                if ontology.is_a(k.kind, "AdministrativeArea") and dict(k.facts).get("level") == level
                for s in k.spellings
            }
            for level in ("tinh", "thanh-pho-tw")
        }
        self._countries = {
            _plain(speller.spelled(s)): _plain(speller.spelled(k.label))
            for k in ontology.known.values()
            if k.kind == "Country"
            for s in k.spellings
        }
        self._seat = next(iter(ontology.words.get("seat-of-the-state", ())), "")
        self._alone_words = {*_ALONE, *map(key, ontology.words.get("seat-alone", ()))}
        self._site = one_of(ontology.words.get("site-word", ()))
        self._cities = names["thanh-pho-tw"]
        self._tops = self._cities | names["tinh"]

    def resolve(self, phrases: Sequence[Phrase], things: Things) -> dict[str, int]:
        """Give the phrases their entities; the most named place of each level ("tỉnh", "huyện", ...)."""
        keys = [self._key(things, phrase) for phrase in phrases]
        # "Thủ đô Vientiane" is what the Vientiane of the article is, which is known by the name Viêng Chăn.
        other = {self._own(things, p): name for p, (name, _) in zip(phrases, keys, strict=True) if p.known}
        other = self._countries | other
        keys = [
            (name if p.known else other.get(name, name), level) for p, (name, level) in zip(phrases, keys, strict=True)
        ]
        named: dict[str, set[str]] = defaultdict(set)
        for name, level in keys:
            named[name].add(level)
        sites = self._sites(phrases, keys, named, things)
        counts: dict[str, Counter[int]] = defaultdict(Counter)
        alone: list[Phrase] = []
        for phrase, (said, level) in zip(phrases, keys, strict=True):
            if key(things.surface(phrase)) in self._alone_words:
                alone.append(phrase)
                continue
            name = sites.get(said, said) if not level and self._is_bare(things, phrase) else said
            others = named[name] - {""}
            likely = next(iter(others)) if len(others) == 1 else "top" if "top" in others else ""
            surface = _AROUND.sub("", things.surface(phrase))
            index = things.add(phrase, "Area", name, level or likely, name=surface)
            # What belongs to "thành phố Yên Bái" is not what belongs to the "tỉnh Yên Bái" of the same article.
            things.bare[index] = f"{_CAPITAL} {name}" if {"city", "top"} <= named[name] and level == "city" else name
            counts[self._level(things, phrase)][index] += 1
        main = {level: min(counter, key=lambda i: (-counter[i], i)) for level, counter in counts.items()}
        for phrase in alone:
            self._alone(phrase, main, things)
        return main

    def _sites(
        self, phrases: Sequence[Phrase], keys: Sequence[tuple[str, str]], named: Mapping[str, set[str]], things: Things
    ) -> dict[str, str]:
        """For a name that stands alone, the one site with a word for what it is before it: "(bán đảo) Sơn Trà"."""
        found: dict[str, set[str]] = defaultdict(set)
        for phrase, (name, _) in zip(phrases, keys, strict=True):
            head = self._site.match(things.surface(phrase))
            if head and (bare := _bare(self._speller.spelled(things.surface(phrase)[head.end() :]))):
                found[bare].add(name)
        return {bare: next(iter(sites)) for bare, sites in found.items() if len(sites) == 1 and named.get(bare) == {""}}

    def _is_bare(self, things: Things, phrase: Phrase) -> bool:
        """Whether a name says not what it is the name of, and none but a small place is known by it."""
        small = not phrase.known or self._level(things, phrase) in ("huyện", "xã")
        return small and not _TYPE.match(things.surface(phrase))

    def _alone(self, phrase: Phrase, main: Mapping[str, int], things: Things) -> None:
        """Give "Thủ đô" or "TP" alone the place of the article that it means, or one of its own."""
        word = key(things.surface(phrase))
        level = _ALONE.get(word)
        meant = main.get(level) if level else things.find("Area", key(self._seat), "top")
        if meant is None:
            meant = things.add(phrase, "Area", word, "")
            things.bare[meant] = word
        else:
            things.join(phrase, meant)

    def _own(self, things: Things, phrase: Phrase) -> str:
        """The name of a place without the word for what it is, as it stands in the text."""
        return _plain(self._speller.spelled(things.surface(phrase)))

    def _level(self, things: Things, phrase: Phrase) -> str:
        known = self._ontology.known.get(phrase.known or phrase.traits.get("candidates", "").split(" ")[0])
        sort = known.kind if known and phrase.known else phrase.kind  # "Mỹ Đức" is a district, not two countries
        for kind, level in (("Province", "tỉnh"), ("District", "huyện"), ("Commune", "xã")):
            if self._ontology.is_a(sort, kind) and not (kind == "Province" and phrase.known):
                return level
        level = dict(known.facts).get("level", "") if known else ""
        if phrase.traits.get("level") == "thanh-pho" or level.startswith("thanh-pho"):
            return "thành phố"
        if level.startswith("tinh") or self._ontology.is_a(phrase.kind, "Province"):
            return "tỉnh"
        return "country" if self._ontology.is_a(sort, "Country") else level_of(things.surface(phrase))

    def _key(self, things: Things, phrase: Phrase) -> tuple[str, str]:
        known = self._ontology.known.get(phrase.known or phrase.traits.get("candidates", "").split(" ")[0])
        spelled = self._speller.spelled(known.label if known else things.surface(phrase))
        level = self._level(things, phrase)
        bare = _plain(spelled)
        bucket = {"huyện": "huyện", "xã": "xã", "thành phố": "city"}.get(level, "top" if phrase.known or level else "")
        if level not in ("country", "tỉnh") and not _TYPE.match(things.surface(phrase)):
            bucket = ""  # "Phú Quốc" is what the article says it is: "thành phố Phú Quốc", "đặc khu Phú Quốc"
        # "thành phố Cần Thơ" is what "Cần Thơ" is, but "thành phố Yên Bái" is the capital of "tỉnh Yên Bái".
        tops = {"city": self._cities, "": self._tops}.get(bucket, ())
        return bare, "top" if bare in tops else bucket


def level_word(surface: str) -> str:
    """The word for its level that a place's name begins with, "" where there is none."""
    word = _LEVEL.match(surface)
    return key(word.group(1)) if word else ""


def level_of(surface: str) -> str:
    """The level that the first word of a place's name gives: tỉnh, thành phố, huyện or xã; "" where it gives none."""
    return LEVELS.get(level_word(surface), "")


def untyped(surface: str) -> str:
    """The name of a place without the word for what it is: "tỉnh Lạng Sơn" is Lạng Sơn."""
    bare = _TYPE.sub("", surface)
    return surface if not bare or bare.isupper() else bare  # "TP.HCM" is whole


def _plain(spelled: str) -> str:
    """A spelled name without the word for what it is, or for the form of a state."""
    return _bare(_TYPE.sub("", _COUNTRY.sub(" ", spelled).strip()) or spelled)


def _bare(name: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"\(.*", " ", name)).split()) or name
