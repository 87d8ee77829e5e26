"""How people ask, as data: the templates, question words and kinds of `ontology/lexicon/questions.ttl`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import ontology
from kg.graph.terms import LEX
from kg.language.normal import key, unaccented

_PARTS = re.compile(r"\{(\w+)\}|\[([^\]]*)\]|\(([^)]*)\)|(\S+)")


@dataclass(frozen=True, slots=True)
class Form:
    """One template of a question, ready to be matched."""

    text: str
    pattern: re.Pattern[str]  # of a question in normal form
    folded: re.Pattern[str]  # of one without accents


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that can be asked."""

    name: str
    relations: tuple[str, ...]  # local names of kg: properties
    forms: tuple[Form, ...]
    symmetric: bool = False
    dated: tuple[str, str] = ("", "")  # which end carries a date of its own, and its property
    query: str = ""  # a named question, in place of relations
    asks: str = ""  # the column that answers it
    of: str = ""  # class of what a named question is about; "" for any


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything in the file; words are in normal form, and again without accents."""

    asked: tuple[Asked, ...]
    question_words: dict[str, str]  # "những ai" -> "Agent"; "" for any class
    kinds: dict[str, str]  # "hội nghị" -> "Meeting"
    means: dict[str, str]  # "the government" -> "Chính phủ"


@cache
def asking(root: Path | None = None) -> Asking:
    """The lexicon of questions."""
    path = (root or ontology.folder()) / "lexicon" / "questions.ttl"
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            about[quad.subject.value][ontology.local(quad.predicate.value)].append(quad.object.value)
    asked, words, kinds, means = [], {}, {}, {}
    for subject, values in sorted(about.items()):
        kind = {ontology.local(v) for v in values["type"]}
        forms = [form for text in values["form"] for form in _forms(text)]
        of = ontology.local(values["of"][0]) if values["of"] else ""
        if "Question" in kind:
            asked.append(_asked(ontology.local(subject), values))
        elif "Asking" in kind:
            words.update(dict.fromkeys(forms, of))
        elif "Kind" in kind:
            kinds.update(dict.fromkeys(forms, of))
        elif subject.startswith(LEX) and values["means"]:
            means.update(dict.fromkeys(forms, values["means"][0]))
    return Asking(tuple(asked), words, kinds, means)


def _asked(name: str, values: dict[str, list[str]]) -> Asked:
    end, _, property_ = (values.get("dated") or [""])[0].partition(" ")
    return Asked(
        name=name,
        relations=tuple(sorted(ontology.local(v) for v in values.get("relation", ()))),
        forms=tuple(Form(t, _pattern(t, fold=False), _pattern(t, fold=True)) for t in sorted(values["template"])),
        symmetric="true" in values.get("symmetric", ()),
        dated=(end, property_.removeprefix("kg:")),
        query=(values.get("query") or [""])[0],
        asks=(values.get("asks") or [""])[0],
        of=ontology.local((values.get("of") or [""])[0]),
    )


def _forms(text: str) -> list[str]:
    forms = [key(form) for form in text.split("|")]
    return [*forms, *(unaccented(form) for form in forms)]


def _pattern(template: str, *, fold: bool) -> re.Pattern[str]:
    """A template as a pattern; every part is followed by the space that divides it from the next."""
    parts = []
    for slot, optional, choice, word in _PARTS.findall(template):
        if slot:
            parts.append(rf"(?P<{slot}>\S.*?)\s+")
        elif optional:
            parts.append(rf"(?:(?:{_words(optional, fold=fold)})\s+)?")
        else:
            parts.append(rf"(?:{_words(choice or word, fold=fold)})\s+")
    return re.compile("".join(parts))


def _words(text: str, *, fold: bool) -> str:
    words = sorted((key(w) for w in text.split("|")), key=len, reverse=True)
    return "|".join(re.escape(unaccented(w) if fold else w).replace(r"\ ", r"\s+") for w in words)
