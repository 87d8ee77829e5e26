"""Mentions that a learned model proposes: a network over syllables under a conditional random field a layer of nesting.

Mentions nest (the post "Chủ tịch UBND tỉnh X" holds the organization "UBND tỉnh X", which holds the area "tỉnh X"), so
each layer is a chain of its own and all of them read the same features. The frames stay the arbiter: a proposal is only
a span, a kind, and how often such a proposal was right on articles that the model had not seen.

`proposer.model` is made by tests/benchmarks/train_proposer.py with PyTorch. Its weights are whole numbers and the best
path is found in whole numbers, so that the spans are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import exp, log
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kg.extract.exact import SCALE, Ints
from kg.extract.proposer_features import features, segments
from kg.extract.proposer_model import FORBIDDEN, Layer, Model, load
from kg.language.tokens import Token

BATCH = 64  # segments that are computed together
_Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span text[start:end] that may name a thing of `kind`."""

    start: int
    end: int
    kind: str  # Person, Post, Organization, Area, Document, Programme, Event, Honour
    probability: float  # how often such a proposal names a thing of the kind, rounded to 0.001
    layer: str  # the chain that proposed it


@dataclass(frozen=True, slots=True)
class Span:
    """A raw outcome: tokens[first:last] and what the chain says of it, before calibration."""

    first: int
    last: int
    layer: int
    kind: str
    whole: float  # probability of exactly this span
    begin: float  # probability that a mention of the kind begins here
    inside: float  # mean probability of its tokens to be in a mention of the kind


def propose(text: str, tokens: Sequence[Token], marks: Sequence[Sequence[str]] = ()) -> list[Proposal]:
    """The mentions the shipped model sees in an article, by place, longest first.

    Args: the article's text, all its tokens in order (kg.language.tokens), and their kg.extract.marks. Raises
    InputError when the installed model file is missing or belongs to another version.
    """
    return proposals(load(), text, tokens, marks)


def proposals(model: Model, text: str, tokens: Sequence[Token], marks: Sequence[Sequence[str]] = ()) -> list[Proposal]:
    """The same with a model of your own."""
    return proposed(model, tokens, spans(model, text, tokens, marks))


def proposed(model: Model, tokens: Sequence[Token], found: Sequence[Span]) -> list[Proposal]:
    """Raw outcomes as proposals, by place, longest first, with their probabilities."""
    proposals = [
        Proposal(
            tokens[span.first].start,
            tokens[span.last - 1].end,
            span.kind,
            _calibrated(model.layers[span.layer], span),
            model.layers[span.layer].name,
        )
        for span in found
    ]
    return sorted(proposals, key=lambda p: (p.start, -p.end, p.kind, p.layer))


def evidence(span: Span) -> tuple[float, ...]:
    """What the probability of a span is computed from."""
    return (1.0, _logit(span.whole), _logit(span.begin), _logit(span.inside), log(span.last - span.first))


def spans(model: Model, text: str, tokens: Sequence[Token], marks: Sequence[Sequence[str]] = ()) -> list[Span]:
    """The best path of every layer as spans, with their probabilities."""
    cuts = segments(text, tokens)
    rows = features(text, tokens, model.tables, marks)
    order = sorted(range(len(cuts)), key=lambda i: (cuts[i][0] - cuts[i][1], i))
    found: list[Span] = []
    for at in range(0, len(order), BATCH):
        some = order[at : at + BATCH]
        found.extend(_read(model, [rows[i] for i in some], [cuts[i][0] for i in some]))
    return found


def _read(model: Model, rows: Sequence[Sequence[Sequence[str]]], lows: Sequence[int]) -> Iterator[Span]:
    """The spans of a few segments, the longest first; `lows` are their first tokens."""
    lengths = [len(row) for row in rows]
    scores = _scores(model, rows, lengths)
    running = [sum(n > t for n in lengths) for t in range(lengths[0])]  # the first so many segments reach step t
    path = _best(model, scores, running, lengths)
    alpha, beta, norm, psi = _marginals(model, scores, running, lengths)
    inside = alpha * beta
    factor = _factor(model)
    for y, layer in enumerate(model.layers):
        labels = layer.labels
        for t, s in zip(*np.nonzero(path[:, y] > 0), strict=True):
            if labels[path[t, y, s]][0] not in "BU":
                continue
            kind = labels[path[t, y, s]][2:]
            whole, end = float(alpha[t, y, s, path[t, y, s]]), t + 1
            while labels[path[end - 1, y, s]][0] in "BI":
                one, two = path[end - 1, y, s], path[end, y, s]
                whole *= float(factor[y, one, two] * psi[end, y, s, two] / norm[end, y, s])
                end += 1
            whole *= float(beta[end - 1, y, s, path[end - 1, y, s]])
            of_kind = [i for i, label in enumerate(labels) if label[2:] == kind]
            begins = [i for i in of_kind if labels[i][0] in "BU"]
            yield Span(
                first=lows[s] + int(t),
                last=lows[s] + int(end),
                layer=y,
                kind=kind,
                whole=whole,
                begin=float(inside[t, y, s, begins].sum()),
                inside=float(inside[t:end, y, s][:, of_kind].sum() / (end - t)),
            )


def _factor(model: Model) -> _Floats:
    return np.where(model.transitions > FORBIDDEN, np.exp(model.transitions / SCALE), 0.0)


def _scores(model: Model, rows: Sequence[Sequence[Sequence[str]]], lengths: Sequence[int]) -> Ints:
    """Time x layer x segment x label: what the network makes of each token's features, and of those around it."""
    number, unknown = model.index.get, repeat(model.network.nothing)
    ids = [list(map(number, row, unknown)) for segment in rows for row in segment]
    found = model.network.scores(ids, lengths)
    layers, width = model.transitions.shape[:2]
    scores = np.full((lengths[0], layers, len(rows), width), FORBIDDEN, np.int64)
    at = 0
    for s, n in enumerate(lengths):
        first = 0
        for y, layer in enumerate(model.layers):
            last = first + len(layer.labels)
            scores[:n, y, s, : last - first] = found[at : at + n, first:last]
            first = last
        at += n
    ends = np.array(lengths) - 1
    for y, layer in enumerate(model.layers):
        for k, label in enumerate(layer.labels):
            if label[0] in "IL":
                scores[0, y, :, k] = FORBIDDEN
            if label[0] in "BI":
                scores[ends, y, np.arange(len(ends)), k] = FORBIDDEN
    return scores


def _best(model: Model, scores: Ints, running: Sequence[int], lengths: Sequence[int]) -> Ints:
    """Time x layer x segment: the labels of the best path (0, which is O, behind a segment's end)."""
    steps, layers, count, width = scores.shape
    scores = scores.copy()
    for y, layer in enumerate(model.layers):
        begins = [k for k, label in enumerate(layer.labels) if label[0] in "BU"]
        scores[:, y, :, begins] += round(layer.eagerness * SCALE)
    back = np.zeros((steps, layers, count, width), np.int64)
    last = scores[0].copy()
    for t in range(1, steps):
        s = running[t]
        ways = last[:, :s, :, None] + model.transitions[:, None]
        back[t, :, :s] = ways.argmax(axis=2)
        last[:, :s] = ways.max(axis=2) + scores[t, :, :s]
    path = np.zeros((steps, layers, count), np.int64)
    final = last.argmax(axis=2)
    for s, n in enumerate(lengths):
        path[n - 1, :, s] = final[:, s]
    for t in range(steps - 1, 0, -1):
        s = running[t]
        path[t - 1, :, :s] = np.take_along_axis(back[t, :, :s], path[t, :, :s, None], axis=2)[..., 0]
    return path


def _marginals(
    model: Model, scores: Ints, running: Sequence[int], lengths: Sequence[int]
) -> tuple[_Floats, _Floats, _Floats, _Floats]:
    """Scaled forward and backward messages, their norms, and the exponentiated scores."""
    psi = np.exp((scores - scores.max(axis=3, keepdims=True)) / SCALE)
    factor = _factor(model)
    alpha, beta = np.zeros_like(psi), np.zeros_like(psi)
    norm = np.ones(psi.shape[:3])
    for t, s in enumerate(running):
        alpha[t, :, :s] = psi[t, :, :s] if t == 0 else (alpha[t - 1, :, :s] @ factor) * psi[t, :, :s]
        norm[t, :, :s] = alpha[t, :, :s].sum(axis=2)
        alpha[t, :, :s] /= norm[t, :, :s, None]
    for s, n in enumerate(lengths):
        beta[n - 1, :, s] = 1.0
    for t in range(len(running) - 2, -1, -1):
        s = running[t + 1]
        message = psi[t + 1, :, :s] * beta[t + 1, :, :s] / norm[t + 1, :, :s, None]
        beta[t, :, :s] = message @ factor.transpose(0, 2, 1)
    return alpha, beta, norm, psi


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return log(p / (1 - p))


def _calibrated(layer: Layer, span: Span) -> float:
    weights = layer.calibration.get(span.kind)
    if weights is None:
        return round(span.begin, 3)
    total = sum(w * x for w, x in zip(weights, evidence(span), strict=True))
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 3)
