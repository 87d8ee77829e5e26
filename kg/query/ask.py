"""Questions in Vietnamese and English to SPARQL, by the lexicon alone: no model, no network, and no guessing.

A question is matched with every template of `ontology/lexicon/questions.ttl`; what stands in a slot must be a question
word, a kind of thing, or a name that the graph knows. Of the readings that account for every word, the one with the
most words of its template wins. A question that none accounts for is refused, with what can be asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.errors import QueryError
from kg.language.normal import key, unaccented
from kg.query.asking import Asked, Asking, Form, asking
from kg.query.compose import End, compose
from kg.query.lookup import vocabulary
from kg.query.names import Names
from kg.query.question import Value, questions
from kg.query.when import When, bounds, take_out

_AT = re.compile(
    r"^(.*?)\s*\b(?:ở|tại|trên địa bàn|diễn ra ở|diễn ra tại|o|tai|tren dia ban|in|at)\s+(?!(?:in|at)\b)(.+)$"
)
_ARTICLES = re.compile(r"^(?:các|những|đồng chí|the|cac|nhung|dong chi|a|an|any)\s+")
_MARKS = re.compile(r"[\s?.!]*$")
_PARTICLE = re.compile(r"(?<!\w)(?:nhỉ|vậy|thế|ạ|không|chưa)$")
_EXAMPLES = (
    "Ai phát biểu tại hội nghị ở Cao Bằng?",
    "Ai là Bí thư Tỉnh ủy Lạng Sơn vào năm 2018?",
    "Chính phủ đã ban hành văn bản nào?",
    "Who met Nguyễn Xuân Phúc in 2019?",
)

KindsOf = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question was taken to mean."""

    sparql: str
    template: str
    asked: str  # the column that answers it: `subject`, `object`, `date` or one of a named question
    said: tuple[tuple[str, str], ...]  # (slot, what it was taken for), for people


class _Unknown(Exception):
    """A slot that names nothing the graph has."""


def translate(question: str, names: Names, kinds: KindsOf) -> Understood:
    """The SPARQL of a question.

    Args:
        question: in Vietnamese, with or without accents, or in English.
        names: the names of the graph's things.
        kinds: gives the classes of things.

    Raises QueryError, saying what is not understood, or what is not in the graph.
    """
    reader = _Slots(asking(), names, kinds)
    missing: list[tuple[int, str]] = []
    rest, when = take_out(_MARKS.sub("", key(question)))
    text = ""
    while rest != text:
        text = _MARKS.sub("", rest)
        if understood := _best(text, when, reader, missing):
            return understood
        rest = _PARTICLE.sub("", text)  # only now, and one at a time: a name may end in such a word, as "Yên Thế" does
    raise QueryError(_refusal(question, missing, names))


def _best(text: str, when: When, reader: _Slots, missing: list[tuple[int, str]]) -> Understood | None:
    """The best reading of a question without its dates; what the graph lacks for another is added to `missing`."""
    plain = text == unaccented(text)
    best: tuple[tuple[int, int], Understood] | None = None
    for asked in reader.data.asked:
        for form in asked.forms:
            match = (form.folded if plain else form.pattern).fullmatch(text + " ")
            if not match and not plain:  # "Ai phat bieu tại Lạng Sơn": some accents left out
                match = form.folded.fullmatch(unaccented(text) + " ")
            if not match:
                continue
            slots = {slot: text[slice(*match.span(slot))].strip() for slot in match.groupdict() if match[slot]}
            literal = len(text) - sum(len(s) for s in slots.values())
            try:
                understood, exact = _understood(asked, form, slots, when, reader)
            except _Unknown as unknown:
                missing.append((literal, str(unknown)))
                continue
            if best is None or (literal, exact) > best[0]:
                best = (literal, exact), understood
    return best[1] if best else None


def _understood(asked: Asked, form: Form, slots: dict[str, str], when: When, reader: _Slots) -> tuple[Understood, int]:
    if asked.query:
        found = {slot: reader.named(text, frozenset({asked.of} - {""})) for slot, text in slots.items()}
        named = questions()[asked.query]
        values: dict[str, Value] = dict(found)
        has = {p.name for p in named.parameters}
        if when.on and "on" in has:
            values["on"] = when.on
        else:
            values.update({k: v for k, v in (("since", when.since), ("until", when.until)) if v and k in has})
        said = tuple((slot, _labels(reader.names, iris)) for slot, iris in found.items())
        return Understood(named.sparql(values), form.text, asked.asks, said), 10 * len(slots) + bool(asked.of)
    relation = vocabulary().relations.get(asked.relations[0])
    ends = {}
    for slot, classes in (("subject", relation.domain), ("object", relation.range)) if relation else ():
        ends[slot] = reader.end(slots[slot], classes) if slot in slots else End()
    subject, object_ = ends.get("subject", End()), ends.get("object", End())
    since, until = bounds(when)
    answer = "date" if when.asked else next((s for s, e in ends.items() if s in slots and e.asked), "subject")
    sparql = compose(
        asked.relations,
        subject,
        object_,
        dated=asked.dated,
        symmetric=asked.symmetric,
        literal=relation is not None and not relation.range,
        since=since,
        until=until,
    )
    said = tuple((slot, _said(reader.names, ends[slot])) for slot in slots)
    return Understood(sparql, form.text, answer, said), sum(e.sure for e in ends.values())


@dataclass(frozen=True, slots=True)
class _Slots:
    """Reads what stands in a slot."""

    data: Asking
    names: Names
    kinds: KindsOf

    def end(self, text: str, classes: frozenset[str]) -> End:
        """An end of a relation whose things are of these classes."""
        text = text.strip(" ,")
        if text in self.data.question_words:
            kind = self.data.question_words[text]
            return End(asked=True, kind=kind if _meet(kind, classes) else "", sure=10)
        for pattern in (r"(?:những |các |nhung |cac )?(.+?) (?:nào|nao|gì|gi)", r"(?:which|what) (.+)"):
            match = re.fullmatch(pattern, text)
            if match and (described := self._described(match.group(1), classes)):
                return End(True, described.kind, (), described.places, 10)
        name = _ARTICLES.sub("", text)
        if iris := self._found(self.names.named, (text, name), classes):
            return End(False, "", iris, (), 10)
        if described := self._described(name, classes):
            return described
        match = _AT.match(text)
        if match and (places := self._found(self.names.named, (match.group(2),), frozenset({"Area"}))):
            inner = self.end(match.group(1), classes) if match.group(1) else End(asked=True)
            return End(inner.asked, inner.kind, inner.iris, places, inner.sure)
        held = _meet("Event", classes) and "Area" not in classes
        if held and (places := self._found(self.names.named, (name,), frozenset({"Area"}))):
            return End(places=places, sure=6)  # "phát biểu ở Lạng Sơn": at something held there
        if iris := self._found(self.names.find, (name,), classes):
            return End(False, "", iris, (), 2)
        raise _Unknown(name)

    def named(self, text: str, classes: frozenset[str]) -> tuple[str, ...]:
        """The things of a name."""
        name = _ARTICLES.sub("", text)
        for look in (self.names.named, self.names.find):
            if iris := self._found(look, (text, name), classes):
                return iris
        raise _Unknown(name)

    def _described(self, text: str, classes: frozenset[str]) -> End | None:
        """A kind of thing, with or without its place: "hội nghị ở Cao Bằng"."""
        name = _ARTICLES.sub("", text)
        if name in self.data.kinds:
            kind = self.data.kinds[name]
            return End(False, kind, (), (), 8) if _meet(kind, classes) else None
        match = _AT.match(name)
        if not match:
            return None
        head = re.sub(r"\s+(?:nào|nao|diễn ra|dien ra|được tổ chức|held)$", "", match.group(1))
        places = self._found(self.names.named, (match.group(2),), frozenset({"Area"}))
        kind = self.data.kinds.get(_ARTICLES.sub("", head), "")
        return End(False, kind, (), places, 8) if kind and places and _meet(kind, classes) else None

    def _found(
        self, look: Callable[[str], list[str]], texts: Iterable[str], classes: frozenset[str]
    ) -> tuple[str, ...]:
        for text in texts:
            for name in (self.data.means.get(text), text):
                iris = look(name) if name else []
                if iris and classes:
                    of = self.kinds(iris)
                    onto = vocabulary()
                    iris = [i for i in iris if any(onto.is_a(of.get(i, ""), c) for c in classes)]
                if iris:
                    return tuple(iris)
        return ()


def _meet(kind: str, classes: frozenset[str]) -> bool:
    """Whether a thing can be of this kind and of one of these classes."""
    onto = vocabulary()
    return not kind or not classes or any(onto.is_a(kind, c) or onto.is_a(c, kind) for c in classes)


def _labels(names: Names, iris: Iterable[str]) -> str:
    return ", ".join(names.labels.get(iri, iri) for iri in iris)


def _said(names: Names, end: End) -> str:
    parts = [_labels(names, end.iris) or (f"any {end.kind}" if end.kind else "anything")]
    if end.places:
        parts.append(f"in {_labels(names, end.places)}")
    return ("? " if end.asked else "") + " ".join(parts)


def _refusal(question: str, missing: list[tuple[int, str]], names: Names) -> str:
    if missing:
        name = max(missing)[1]
        near = names.near(name)
        hint = "; did you mean " + " or ".join(f'"{n}"' for n in near) + "?" if near else "."
        return f'I take this for a question about "{name}", but nothing in the graph is called so{hint}'
    examples = "\n".join(f"  {e}" for e in _EXAMPLES)
    return f'I do not understand "{question}". I can answer questions like:\n{examples}'
