"""Word knowledge for the mention proposer: distributional classes, known names, surnames.

The classes come from plain text: each frequent form, and each frequent pair of forms, is described by the words around
it (positive pointwise mutual information, truncated SVD) and grouped by spherical k-means. They are what lets the model
generalise from few annotated articles: a syllable never seen in training shares its class with many that were.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from proposer_data import Annotated

from kg import ontology
from kg.extract.proposer_features import Tables
from kg.language.normal import normal
from kg.language.tokens import tokens

CONTEXTS = 1200  # frequent words that a form is described by, at two places on each side
SEED = 1
_LETTERS = {"Area": "A", "Organization": "O", "Honour": "H", "Person": "N", "Programme": "R", "Document": "L"}
_TYPE_WORDS = re.compile(r"^(tỉnh|thành phố|tp\.?|huyện|thị xã|quận) ")


Classes = tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]


def classes(corpus: Path, avoid: Sequence[str]) -> Classes:
    """The distributional classes of forms and of pairs of forms.

    Args: the folder of *.jsonl with plain articles, and the texts of those set aside, which are left out of the
    counting so that evaluation stays honest.
    """
    return _classes(list(_lines(corpus, avoid)))


def tables(found: Classes, facts: Path) -> Tables:
    """The tables for a model: the classes, the known names, and surnames from officeholders.tsv in a folder."""
    syllables, pairs = found
    names = _areas(facts / "areas" / "convert_legacy_2025_simple.csv") | _names()
    surnames = _surnames(facts / "officeholders.tsv")
    return Tables(syllables, pairs, names, surnames, min(10, max((len(n.split()) for n in names), default=1)))


def heads(articles: Sequence[Annotated], least: int = 3) -> frozenset[str]:
    """The two first syllables of names of events, documents and the like, from at least so many articles."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for o in article.occurrences:
            if o.kind in ("Document", "Event", "Programme", "Honour") and o.last - o.first > 1:
                found[" ".join(normal(t.text).lower() for t in article.tokens[o.first : o.first + 2])].add(article.id)
    return frozenset(head for head, ids in found.items() if len(ids) >= least)


def _lines(corpus: Path, avoid: Sequence[str]) -> Iterator[list[str]]:
    seen = {_print(text) for text in avoid} | {_print(text.partition("\n")[2]) for text in avoid}
    for path in sorted(corpus.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                body = record.get("text") or ""
                if seen.isdisjoint({_print(body), _print(body.partition("\n")[2])} - {""}):
                    for paragraph in f"{record.get('title') or ''}\n{body}".split("\n"):
                        if paragraph.strip():
                            yield [_form(t.text) for t in tokens(paragraph)]


def _print(text: str) -> str:
    return re.sub(r"\s+", "", text)[:60]


def _form(text: str) -> str:
    if not text[0].isdigit():
        return normal(text)
    return "0" if text.isdigit() else ("0/" if "/" in text or "-" in text else "0.")


def _classes(lines: Sequence[Sequence[str]]) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    counts = Counter(form for line in lines for form in line)
    lower: Counter[str] = Counter()
    for form, n in counts.items():
        lower[form.lower()] += n
    doubles = Counter(pair for line in lines for pair in pairwise(line))
    forms = sorted(f for f, n in counts.items() if n >= 12 and any(c.isalpha() for c in f))
    pairs = sorted(p for p, n in doubles.items() if n >= 40 and p[0][0].isalpha() and p[1][0].isalpha())
    frequent = sorted(lower, key=lambda w: (-lower[w], w))[:CONTEXTS]
    column = {word: i + 1 for i, word in enumerate(frequent)}
    row: dict[str | tuple[str, str], int] = {f: i for i, f in enumerate(forms)}
    row.update({p: len(forms) + i for i, p in enumerate(pairs)})
    width = CONTEXTS + 1
    table = np.zeros((len(row), 4 * width), np.float32)
    for line in lines:
        around = [0, 0, *(column.get(form.lower(), -1) for form in line), 0, 0]
        for i, form in enumerate(line):
            _count(table, row.get(form), around, (i, i + 1, i + 3, i + 4), width)
            if i + 1 < len(line):
                _count(
                    table, row.get((form, line[i + 1])), around, (i, i + 1, i + 4, min(i + 5, len(around) - 1)), width
                )
    vectors = _vectors(table)
    one, two = vectors[: len(forms)], vectors[len(forms) :]
    coarse, fine = _kmeans(one, 64), _kmeans(one, 256)
    coarse_pairs, fine_pairs = _kmeans(two, 64), _kmeans(two, 320)
    return (
        {form: (str(coarse[i]), str(fine[i])) for i, form in enumerate(forms)},
        {" ".join(pair): (str(coarse_pairs[i]), str(fine_pairs[i])) for i, pair in enumerate(pairs)},
    )


def _count(
    table: npt.NDArray[np.float32], row: int | None, around: Sequence[int], places: Sequence[int], width: int
) -> None:
    if row is not None:
        for slot, place in enumerate(places):
            if around[place] >= 0:
                table[row, slot * width + around[place]] += 1


def _vectors(table: npt.NDArray[np.float32], size: int = 80) -> npt.NDArray[np.float32]:
    """Unit vectors: randomised SVD of positive pointwise mutual information, contexts smoothed by the power 3/4."""
    share = (table.sum(axis=0) + 1) ** 0.75
    table /= table.sum(axis=1, keepdims=True) + 1e-6
    table /= share / share.sum()
    np.log(np.maximum(table, 1e-9), out=table)
    np.maximum(table, 0, out=table)
    basis = np.random.default_rng(SEED).standard_normal((table.shape[1], size + 30)).astype(np.float32)
    for _ in range(3):
        basis, _ = np.linalg.qr(table.T @ np.linalg.qr(table @ basis)[0])
    left, values, _ = np.linalg.svd(table @ basis, full_matrices=False)
    found = left[:, :size] * np.sqrt(values[:size])
    found /= np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    return np.asarray(found, np.float32)


def _kmeans(vectors: npt.NDArray[np.float32], groups: int, rounds: int = 25) -> npt.NDArray[np.int64]:
    generator = np.random.default_rng(SEED)
    centres = vectors[generator.choice(len(vectors), groups, replace=False)].copy()
    for _ in range(rounds):
        nearest = (vectors @ centres.T).argmax(axis=1)
        for j in range(groups):
            if (nearest == j).any():
                total = vectors[nearest == j].sum(axis=0)
                centres[j] = total / np.linalg.norm(total)
    return nearest


def _areas(path: Path) -> dict[str, str]:
    """Provinces and districts before and after July 2025."""
    names: dict[str, str] = {}
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for column in ("district", "province", "newProvince"):
                name = " ".join(t.text.lower() for t in tokens(normal(row[column])))
                for form in {name, _TYPE_WORDS.sub("", name)}:
                    if len(form) > 2 and not form.isdigit():
                        names[form] = "D" if column == "district" else "A"
    return names


def _names() -> dict[str, str]:
    """The spellings of the ontology's known things, with a letter for the class."""
    known = ontology.load()
    names: dict[str, str] = {}
    for thing in sorted(known.known.values(), key=lambda k: k.id):
        letter = next((c for kind, c in _LETTERS.items() if known.is_a(thing.kind, kind)), None)
        if letter:
            for spelling in (*thing.spellings, *thing.hidden):
                name = " ".join(t.text.lower() for t in tokens(normal(spelling)))
                for form in {name, _TYPE_WORDS.sub("", name)}:
                    if len(form) > 2 and not form.isdigit():
                        names.setdefault(form, letter)
    return names


def _surnames(path: Path) -> frozenset[str]:
    with path.open(encoding="utf-8") as lines:
        people = {row["person"] for row in csv.DictReader(lines, delimiter="\t")}
    counts = Counter(normal(person).split()[0].lower() for person in people)
    return frozenset(name for name, n in counts.items() if n >= 3)
