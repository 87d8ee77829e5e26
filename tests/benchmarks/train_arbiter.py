"""Fits the arbiter of relations to annotated articles and writes kg/extract/arbiter.model.

usage: python -m tests.benchmarks.train_arbiter GOLD [--corpus CORPUS] [--proposals FILE] [--write] [--brief]

Learns from each article twice, with its annotated mentions and with those that the program finds, so that it is used to
both, from the examples of the frames, from the articles of our own in tests/data/rewritten, and from those of CORPUS that
tests/data/standoff.jsonl annotates. FILE holds the mentions that models of train_proposer.py proposed for articles that
they had not seen. Prints the scores by three-fold cross-validation over the articles that are not held out, and those of
the held-out ones under the model of all others. Needs scikit-learn and PyTorch.
"""

from __future__ import annotations

import argparse
import json
import pickle
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from kg.extract import mentions
from kg.extract.arbiter import FORMAT, MODEL, STEPS, silent
from kg.extract.exact import COARSER, SCALE, Affine, stored
from kg.extract.proposer import Proposal
from kg.extract.reader import Reader
from kg.extract.relations import RelationReader
from kg.language.normal import normal
from kg.language.tokens import Token
from kg.ontology import load
from tests.benchmarks import model_file
from tests.benchmarks.arbiter_data import Labelled, Triple, labelled, matching, tally, taught
from tests.benchmarks.arbiter_network import CAREFUL, Floats, Network, Rows, fit
from tests.benchmarks.forks import forked
from tests.benchmarks.proposer_data import held_out
from tests.benchmarks.relation_data import Gold, golds, of_corpus, own, predicted

FOLDS = 3
TRUSTED = 3.0  # a candidate of the gold, on which two annotators agree, weighs as much as so many of other articles
HEEDED = 10  # times that an article of the gold counts where thresholds are fitted: there are 161 of them among 4,000
NO_FOLD, ALL = -1, -2
SMALLEST = 10  # thousandths; weights nearer to zero are not kept
_GRID = [g / 4 for g in range(-4, 11)]


def judge(scores: Sequence[float], articles: Sequence[Labelled]) -> None:
    """Give every article the best score of each triple."""
    at = 0
    for article in articles:
        article.scores = [float(v) for v in scores[at : at + len(article.instances)]]
        at += len(article.instances)
        article.best = {}
        for instance, score in zip(article.instances, article.scores, strict=True):
            article.best[instance.triple] = max(score, article.best.get(instance.triple, score))


def thresholds(articles: Sequence[Labelled], beta: float = 0.8, prior: float = 400.0) -> dict[str, float]:
    """For each relation the score with the best F, drawn towards that of all relations.

    Thresholds fitted to a relation's few examples do not hold for other articles: by nested cross-validation a weak
    pull (8) gave F1 .716 with precision .76, this one .724 with .80.
    """
    marks: dict[str, list[tuple[float, bool]]] = {}
    wanted: Counter[str] = Counter()
    for article in articles:
        read = {matching(triple, article.gold) for triple in article.given}  # in fixed forms, whatever its score
        wanted.update(t[1] for t in article.gold - read)
        for triple, score in article.best.items():
            if triple in article.given:
                continue
            marks.setdefault(triple[1], []).append((score, matching(triple, article.gold) is not None))
    tables = {
        name: np.array(
            [[sum(r for s, r in found if s >= g), sum(s >= g for s, _ in found), wanted[name]] for g in _GRID]
        )
        for name, found in marks.items()
    }
    common = sum(tables.values()) / max(1, sum(wanted[n] for n in tables))
    out = {}
    for name, table in tables.items():
        mixed = table + prior * common
        f = (1 + beta**2) * mixed[:, 0] / (mixed[:, 1] + beta**2 * mixed[:, 2] + 1e-9)
        out[name] = _GRID[int(np.argmax(f))]
    return out


def stated(articles: Sequence[Labelled], least: dict[str, float]) -> list[set[Triple]]:
    """What is believed of every article."""
    return [{t for t, v in a.best.items() if v >= least[t[1]]} | a.given for a in articles]


def calibration(articles: Sequence[Labelled], least: dict[str, float]) -> tuple[float, float]:
    """Slope and shift that turn the scores of what is stated into how often it is right."""
    pairs = [
        (v - least[t[1]], matching(t, a.gold) is not None)
        for a in articles
        for t, v in a.best.items()
        if v >= least[t[1]] - 1
    ]
    model = LogisticRegression(C=10).fit([[v] for v, _ in pairs], [r for _, r in pairs])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def write(rows: Rows, network: Network, least: dict[str, float], line: tuple[float, float]) -> None:
    """The model file, the same bytes for the same weights."""
    count = len(rows.features)
    own = [(int(c), h) for c, h in zip(network.singles, network.hidden, strict=True) if c < count]
    numbers = sorted({c for c, _ in own}, key=lambda c: rows.features[c])
    names = [rows.features[c] for c in numbers]
    column = {c: n + 1 for n, c in enumerate(numbers)}
    hidden = np.zeros((len(names) + 1 + len(rows.relations), network.hidden.shape[1]))
    for code, vector in zip(network.singles, network.hidden, strict=True):
        hidden[column[int(code)] if code < count else len(names) + 1 + int(code) - count] = vector
    placed = sorted(
        (int(code) // count, column[int(code) % count], round(float(weight) * SCALE))
        for code, weight in zip(network.pairs, network.weights, strict=True)
        if abs(weight) * SCALE >= SMALLEST
    )
    head = {
        "format": FORMAT,
        "relations": rows.relations,
        "bias": [round(float(b) * SCALE) for b in network.bias],
        "threshold": {k: round(v * SCALE) for k, v in sorted(least.items())},
        "slope": round(line[0], 4),
        "shift": round(line[1], 4),
    }
    parts = {"arbiter.json": json.dumps(head, indent=1).encode(), "features.txt": "\n".join(names).encode()}
    arrays = {
        "counts": np.bincount([row for row, _, _ in placed], minlength=len(rows.relations)).astype(np.int32),
        "columns": np.array([c for _, c, _ in placed], np.int32),
        "weights": np.array([w for _, _, w in placed], np.int16),
        "hidden": np.rint(hidden * SCALE / COARSER).clip(-127, 127).astype(np.int8),
        "shifts": np.rint(network.shifts * SCALE).astype(np.int64),
        "out": np.rint(network.out * SCALE).astype(np.int64),
        "agreed": np.rint(network.agreed * SCALE).astype(np.int64),
    }
    rounded = (Affine(np.rint(weights * SCALE), np.rint(shifts * SCALE)) for weights, shifts in network.steps)
    model_file.write(MODEL, parts, {**arrays, **stored(dict(zip(STEPS, rounded, strict=True)))})
    print(f"{MODEL}: {len(names)} features, {len(placed)} weights, {MODEL.stat().st_size} bytes")


def show(counts: dict[str, list[int]]) -> None:
    """The table of scores."""
    for name in sorted(counts, key=lambda n: -counts[n][2]):
        right, found, gold = counts[name]
        p, r = right / max(1, found), right / max(1, gold)
        print(f"{name:16}{p:7.3f}{r:7.3f}{2 * p * r / max(1e-9, p + r):7.3f}{gold:6}{found:6}")


def _unseen(path: Path, annotated: Sequence[Gold]) -> None:
    """Let the reader take the proposals of the file for the annotated articles."""
    kept = pickle.loads(path.read_bytes())
    known = {
        normal(gold.reading.article.text): kept[gold.reading.article.id]
        for gold in annotated
        if gold.reading.article.id in kept  # another was unknown to the shipped model too
    }
    propose = mentions.propose

    def proposals(text: str, tokens: Sequence[Token], marks: Sequence[Sequence[str]] = ()) -> list[Proposal]:
        return known[text] if text in known else propose(text, tokens, marks)

    mentions.propose = proposals


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--proposals", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--brief", action="store_true")
    options = parser.parse_args()
    reader = RelationReader(load())  # only asks, judges nothing
    whole = Reader(load(), silent())
    annotated = [*golds(options.gold), *(of_corpus(options.corpus) if options.corpus else ())]
    if options.proposals:
        _unseen(options.proposals, annotated)

    def read(gold: Gold) -> tuple[Labelled, Labelled]:
        found = labelled(reader, gold), labelled(reader, predicted(gold, whole))
        for instance in (i for article in found for i in article.instances if gold.part != "corpus"):
            instance.weight *= TRUSTED
            instance.features.append(CAREFUL)
        return found

    told, heard = zip(*forked(read, annotated), strict=True)
    articles = {"annotated mentions": told, "mentions as found": heard}
    every = [*told, *heard]
    lessons = [*taught(reader, whole, load()), *forked(partial(labelled, reader), [*own()])]
    rows = Rows([*every, *lessons])
    for instance in (i for article in every for i in article.instances):
        instance.features.clear()  # numbers in the rows now; as lists they fill the memory that the folds need
    aside = np.array([held_out(a.id) for a in every] + [False] * len(lessons))
    fold = np.array([zlib.crc32(a.id.encode()) % FOLDS for a in every] + [NO_FOLD] * len(lessons))

    def part(one: int) -> tuple[Network, Floats]:
        return fit(rows, (~aside & (fold != one))[rows.article])

    networks, scores = zip(*forked(part, [*range(FOLDS), ALL]), strict=True)
    judge(
        np.select([aside[rows.article]], [scores[-1]], np.choose(np.maximum(fold, 0)[rows.article], scores[:-1])), every
    )
    tuned = [a for a in heard if not held_out(a.id)]  # as it will be used
    careful = [a for a, gold in zip(heard, annotated, strict=True) if gold.part != "corpus" and not held_out(a.id)]
    least = thresholds([*tuned, *careful * (HEEDED - 1)])
    line = calibration(tuned, least)
    for name, found in articles.items():
        for part, chosen in (("cross-validation", False), ("held out", True)):
            some = [a for a in found if held_out(a.id) == chosen]
            counts = tally(some, stated(some, least))
            print(f"{name}, {part}")
            show({"ALL": counts["ALL"]} if options.brief else counts)
    if options.write:
        write(rows, networks[-1], least, line)


if __name__ == "__main__":
    main()
