"""Train, cross-validate and write the mention proposer (kg/extract/proposer.model).

    python tests/benchmarks/train_proposer.py --gold GOLD --corpus CORPUS --facts FACTS            write the model
    python tests/benchmarks/train_proposer.py ... --evaluate folds                                3-fold, all articles
    python tests/benchmarks/train_proposer.py ... --evaluate sources                              leave one source out

The written model never sees the articles named in tests/gold_split.json; it is trained on the others, those of the corpus
that tests/data/standoff.jsonl annotates among them, and on those in tests/data/rewritten, and its calibration comes from
cross-validation over the others. Writing it prints both scores: by cross-validation, and on the held-out articles. Needs
PyTorch.
"""

from __future__ import annotations

import hashlib
import json
import math
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click
import model_file
import numpy as np
import proposer_data as data
import proposer_score as scoring
import proposer_tables
import proposer_training as training
from forks import forked
from proposer_data import Annotated, Occurrence

from kg import ontology
from kg.extract import proposer
from kg.extract.marks import marks
from kg.extract.mentions import MentionReader, walk
from kg.extract.proposer import Span
from kg.extract.proposer_features import Tables, features, segments
from kg.extract.proposer_model import FORMAT, MODEL, Layer, Model, chains
from kg.extract.proposer_network import stored
from kg.language.dates import dates
from kg.language.normal import normal
from kg.language.sentences import sentences

LAYERS: dict[str, tuple[str, ...]] = {
    "name": ("Person", "Area"),
    "organization": ("Organization",),
    "inner-organization": ("Organization",),
    "post": ("Post",),
    "document": ("Document", "Programme", "Honour"),
    "event": ("Event",),
}
# Doubtful mentions are proposed too, with the probability that they deserve: found by cross-validation.
EAGERNESS = {"name": 1.0, "organization": 1.5, "inner-organization": 1.5, "post": 1.5, "document": 2.5, "event": 2.5}
SMALLEST = 10  # hundredths; features whose vectors have nothing larger are not kept


class Sequences:
    """Articles with their features, computed once for all layers and folds."""

    def __init__(self, articles: Iterable[Annotated], tables: Tables) -> None:
        self.tables = tables
        self.articles = list(articles)
        self.cuts = {a.id: segments(a.text, a.tokens) for a in self.articles}
        known = ontology.load()
        reader = MentionReader(known)
        self.marks = {}
        for a in self.articles:
            text = normal(a.text)
            lines = reader.lines(text, sentences(text), dates(text))
            self.marks[a.id] = marks(a.tokens, list(walk(lines)), known)
        self.numbers: dict[str, int] = {}  # of features
        self.segments = {a.id: list(self._segments(a)) for a in self.articles}
        self.names = list(self.numbers)

    def _segments(self, article: Annotated) -> Iterator[training.Segment]:
        layers = [(labels(kinds), layer_of(name, article.occurrences)) for name, kinds in LAYERS.items()]
        rows = features(article.text, article.tokens, self.tables, self.marks[article.id])
        for (low, high), tokens in zip(self.cuts[article.id], rows, strict=True):
            found = [np.array([self.numbers.setdefault(f, len(self.numbers)) for f in row], np.int32) for row in tokens]
            told = [[own.index(tag) for tag in tags(low, high, occurrences)] for own, occurrences in layers]
            yield training.Segment(found, np.array(told).T)


def labels(kinds: Sequence[str]) -> tuple[str, ...]:
    """O, and B-, I-, L-, U- of each kind."""
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BILU"))


def layer_of(name: str, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The occurrences that a layer has to find."""
    mine = [o for o in occurrences if o.kind in LAYERS[name]]
    if LAYERS[name] != ("Organization",):
        return mine
    outer = [o for o in mine if not any(p.first <= o.first and o.last <= p.last and p != o for p in mine)]
    return outer if name == "organization" else [o for o in mine if o not in outer]


def tags(low: int, high: int, occurrences: Sequence[Occurrence]) -> list[str]:
    """The labels of tokens low to high; of overlapping occurrences the longest counts."""
    out = ["O"] * (high - low)
    for o in sorted(occurrences, key=lambda o: (o.first - o.last, o.first)):
        a, b = o.first - low, o.last - low
        if a < 0 or b > len(out) or any(tag != "O" for tag in out[a:b]):
            continue
        out[a:b] = [f"U-{o.kind}"] if b - a == 1 else [f"B-{o.kind}", *[f"I-{o.kind}"] * (b - a - 2), f"L-{o.kind}"]
    return out


def fit(found: Sequences, chosen: Sequence[Annotated]) -> Model:
    """A model trained on the chosen articles, without calibration."""
    seen = np.zeros(len(found.names), np.int64)
    for article in chosen:
        seen[np.unique(np.concatenate([f for s in found.segments[article.id] for f in s.features]))] += 1
    kept = np.flatnonzero(seen >= training.LEAST)
    place = np.full(len(seen), -1)
    place[kept] = np.arange(len(kept))
    segments = [
        training.Segment([p[p >= 0] for p in (place[f] for f in segment.features)], segment.labels)
        for article in chosen
        for segment in found.segments[article.id]
    ]
    own = [labels(kinds) for kinds in LAYERS.values()]
    network, learned = training.fit(segments, len(kept), own)
    layers = tuple(Layer(name, names, EAGERNESS[name], {}) for name, names in zip(LAYERS, own, strict=True))
    strong = np.flatnonzero(np.abs(network.vectors.astype(int)).max(axis=1) >= SMALLEST)
    index = {found.names[k]: i for i, k in enumerate(kept[strong])}
    network = replace(network, vectors=network.vectors[[*strong, -1]])
    return Model(layers, found.tables, index, network, chains(own, learned))


def cross(
    found: Sequences, chosen: Sequence[Annotated], fold: Callable[[Annotated], object], always: Sequence[Annotated]
) -> tuple[dict[str, list[Span]], Model]:
    """For each chosen article, what a model says that was trained on the other folds and on `always`; the model of all."""

    def part(one: object) -> tuple[dict[str, list[Span]], Model]:
        model = fit(found, [*(a for a in chosen if fold(a) != one), *always])
        mine = [a for a in chosen if fold(a) == one]
        return {a.id: proposer.spans(model, a.text, a.tokens, found.marks[a.id]) for a in mine}, model

    parts = forked(part, [*sorted({fold(a) for a in chosen}, key=str), _NO_FOLD])
    return {i: spans for said, _ in parts for i, spans in said.items()}, parts[-1][1]


_NO_FOLD = "none"  # left out of training: that is, nothing


def fold_of(article: Annotated) -> int:
    """One of three folds, independent of what is held out."""
    return int(hashlib.sha1(f"fold {article.id}".encode()).hexdigest(), 16) % 3


def calibrate(chosen: Sequence[Annotated], outcome: Mapping[str, list[Span]]) -> list[dict[str, tuple[float, ...]]]:
    """For each layer and kind, logistic weights over `proposer.evidence`: is the proposal right as scores count?"""
    rows: dict[tuple[int, str], list[tuple[tuple[float, ...], bool]]] = defaultdict(list)
    for article in chosen:
        for span in outcome[article.id]:
            rows[span.layer, span.kind].append((proposer.evidence(span), scoring.right(article, span)))
    out: list[dict[str, tuple[float, ...]]] = [{} for _ in LAYERS]
    for (layer, kind), found in rows.items():
        out[layer][kind] = tuple(round(w, 4) for w in _logistic(found))
    return out


def _logistic(found: Sequence[tuple[tuple[float, ...], bool]], strength: float = 2.0) -> list[float]:
    """Newton's method, with a ridge towards "as likely as the chance of its beginning"."""
    x = np.array([f for f, _ in found])
    y = np.array([r for _, r in found], float)
    prior = np.array([0.0, 0.0, 1.0, 0.0, 0.0])

    def loss(w: np.ndarray) -> float:  # type: ignore[type-arg]
        z = x @ w
        return float((np.logaddexp(0, z) - y * z).sum() + strength / 2 * ((w - prior) ** 2).sum())

    w = prior
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + strength * (w - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + strength * np.eye(x.shape[1])
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        while size > 1e-6 and loss(w - size * step) > loss(w):  # a full step can overshoot where all is certain
            size /= 2
        w = w - size * step
    return [float(v) for v in w]


def write(model: Model, path: Path) -> None:
    """The model as one file, the same bytes for the same model."""
    names = sorted(model.index, key=model.index.__getitem__)
    head = {
        "format": FORMAT,
        "longest": model.tables.longest,
        "layers": [
            {
                "name": layer.name,
                "labels": layer.labels,
                "eagerness": layer.eagerness,
                "calibration": layer.calibration,
                "transitions": model.transitions[y, : len(layer.labels), : len(layer.labels)].tolist(),
            }
            for y, layer in enumerate(model.layers)
        ],
    }
    parts = {
        "model.json": json.dumps(head, ensure_ascii=False, sort_keys=True, indent=1).encode(),
        "features.txt": "\n".join(names).encode(),
        "syllables.tsv": _lines([k, *v] for k, v in sorted(model.tables.syllables.items())),
        "pairs.tsv": _lines([k, *v] for k, v in sorted(model.tables.pairs.items())),
        "names.tsv": _lines([k, v] for k, v in sorted(model.tables.names.items())),
        "heads.tsv": _lines([k] for k in sorted(model.tables.heads)),
        "surnames.tsv": _lines([k] for k in sorted(model.tables.surnames)),
    }
    model_file.write(path, parts, stored(model.network))


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    return "\n".join("\t".join(row) for row in rows).encode()


def _tables(corpus: Path, facts: Path, articles: Sequence[Annotated], cache: Path | None) -> Tables:
    if cache and cache.exists():
        classes = pickle.loads(cache.read_bytes())
    else:
        classes = proposer_tables.classes(corpus, [a.text for a in articles if data.held_out(a.id)])
        if cache:
            cache.write_bytes(pickle.dumps(classes))
    return proposer_tables.tables(classes, facts)


@click.command()
@click.option(
    "--gold", required=True, type=click.Path(exists=True, path_type=Path), help="Folder with train/ and dev/."
)
@click.option("--corpus", required=True, type=click.Path(exists=True, path_type=Path), help="Folder of plain *.jsonl.")
@click.option("--facts", required=True, type=click.Path(exists=True, path_type=Path), help="Folder of public facts.")
@click.option("--evaluate", type=click.Choice(["folds", "sources"]), help="Print scores, write nothing.")
@click.option("--output", type=click.Path(path_type=Path), default=MODEL, help="Where the model goes.")
@click.option("--cache", type=click.Path(path_type=Path), help="Keep the word classes here between runs.")
@click.option("--proposals", type=click.Path(path_type=Path), help="Keep what was proposed for unseen articles here.")
def main(
    gold: Path,
    corpus: Path,
    facts: Path,
    evaluate: str | None,
    output: Path,
    cache: Path | None,
    proposals: Path | None,
) -> None:
    """Train the mention proposer, or print how good it is."""
    articles, own = [*data.articles(gold), *data.corpus(corpus)], list(data.rewritten())
    mine = [a for a in articles if not data.held_out(a.id)]
    heads = proposer_tables.heads([*mine, *own])
    found = Sequences([*articles, *own], replace(_tables(corpus, facts, articles, cache), heads=heads))
    if evaluate:
        fold: Callable[[Annotated], object] = fold_of if evaluate == "folds" else lambda a: data.source(a.id)
        outcome, _ = cross(found, articles, fold, own)
        scoring.show(articles, outcome)
        if evaluate == "sources":
            for name in sorted({data.source(a.id) for a in articles}):
                click.echo(f"\n{name}")
                scoring.show([a for a in articles if data.source(a.id) == name], outcome)
        return
    rest = [a for a in articles if data.held_out(a.id)]
    outcome, model = cross(found, mine, fold_of, own)
    pairs = zip(model.layers, calibrate(mine, outcome), strict=True)
    model = replace(model, layers=tuple(replace(layer, calibration=c) for layer, c in pairs))
    write(model, output)
    if proposals:
        unseen = outcome | {a.id: proposer.spans(model, a.text, a.tokens, found.marks[a.id]) for a in rest}
        proposals.write_bytes(pickle.dumps({a.id: proposer.proposed(model, a.tokens, unseen[a.id]) for a in articles}))
    data.SPLIT.write_text(json.dumps(data.split(articles), indent=1) + "\n", encoding="utf-8")
    click.echo(f"{output}: {math.ceil(output.stat().st_size / 1000)} kB, {len(model.index)} features")
    click.echo("\ncross-validation, without the held-out articles")
    scoring.show(mine, outcome)
    click.echo("\nheld-out articles")
    scoring.show(rest, {a.id: proposer.spans(model, a.text, a.tokens, found.marks[a.id]) for a in rest})


if __name__ == "__main__":
    main()
