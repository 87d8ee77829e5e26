"""The arbiter as it learns: candidates as rows of numbers, and the network over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from kg.extract.arbiter import ANY, HOPELESS, SCALE
from tests.benchmarks.arbiter_data import Labelled

Floats: TypeAlias = NDArray[np.float32]
Ids: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

# Features that mean much the same for every relation, and so have a weight for all of them together too.
_COMMON = re.compile(
    r"^(q=|ts|to|as|ao|ss|xo|xs|chain|t<|guard|far|s$|o$|stopic|shero|scareer|sholder|sbody|carry|sopens|oopens|head|lead|s\(o|o\(s"
    r"|o>|o<|list|squoted|oquoted|sd|od|wo|ws|subj|Z|vo|vs|tS|tW|F$|FG$|frame-only|osubj|smember|omember|careful$)"
)
# Of an article and not of a candidate: annotated with the care of the guide's own articles. In use all are taken for such,
# so that what the network learns of it becomes part of its bias (Daumé III, Frustratingly easy domain adaptation, ACL 2007).
CAREFUL = "careful"
_LEAST = 4  # articles that show a feature
_UNITS = 32
_EPOCHS = 6
_RATE = 0.05
_DROPPED = 0.3  # of the features and of the hidden units, at each step
_BATCH = 256


class Rows:
    """The candidates of articles, one after the other: features as numbers, one flat array."""

    def __init__(self, articles: Sequence[Labelled]) -> None:
        numbers: dict[str, int] = {}
        self.sizes = np.array([len(i.features) for a in articles for i in a.instances])
        flat = (numbers.setdefault(f, len(numbers)) for a in articles for i in a.instances for f in i.features)
        self.columns = np.fromiter(flat, np.int64, int(self.sizes.sum()))
        self.features = list(numbers)
        names = [i.triple[1] for a in articles for i in a.instances]
        self.relations = [ANY, *sorted(set(names))]
        places = {name: n for n, name in enumerate(self.relations)}
        self.relation = np.array([places[name] for name in names])
        self.right = np.array([i.gold is not None for a in articles for i in a.instances], np.float32)
        self.weight = np.array([i.weight for a in articles for i in a.instances], np.float32)
        texts: dict[str, int] = {}
        own = [texts.setdefault(a.id, len(texts)) for a in articles]
        self.text = np.repeat(own, [len(a.instances) for a in articles])
        self.article = np.repeat(np.arange(len(articles)), [len(a.instances) for a in articles])
        common = np.array([bool(_COMMON.match(f)) for f in self.features])[self.columns]
        row = np.repeat(np.arange(len(self.sizes)), self.sizes)
        paired = self.relation[row] * len(self.features) + self.columns
        self.pairs = np.concatenate([paired, self.columns[common]])  # of relation and feature, and of ANY and feature
        self.pairs_row = np.concatenate([row, row[common]])
        self.singles = np.concatenate([self.columns, len(self.features) + self.relation])  # features, then relations
        self.singles_row = np.concatenate([row, np.arange(len(self.sizes))])

    def shown(self, codes: Ids, rows: Ids, chosen: Mask) -> Ids:
        """The codes that enough of the chosen rows' articles have, in order."""
        kept = chosen[rows]
        texts = int(self.text.max()) + 1
        found, count = np.unique(np.unique(codes[kept] * texts + self.text[rows[kept]]) // texts, return_counts=True)
        return found[count >= _LEAST]

    def matrix(self, codes: Ids, rows: Ids, columns: Ids) -> sp.csr_matrix:
        """All rows, with a one where a row has the code of a column."""
        place = np.minimum(np.searchsorted(columns, codes), len(columns) - 1)
        there = columns[place] == codes
        ones = np.ones(int(there.sum()), np.float32)
        out = sp.csr_matrix((ones, (rows[there], place[there])), (len(self.sizes), len(columns)))
        out.sum_duplicates()
        out.data[:] = 1
        return out


@dataclass
class Network:
    """A weight for each pair of relation and feature, and a hidden layer over features and relation.

    Trained by stochastic gradient descent on the log loss with adaptive rates (AdaGrad: Duchi, Hazan and Singer, Adaptive
    subgradient methods, JMLR 12, 2011) and dropout (Srivastava et al., JMLR 15, 2014). By cross-validation over 1,180
    articles the hidden layer is worth .008 of F1 over the weights alone.
    """

    pairs: Ids  # the codes that have a weight
    singles: Ids  # the codes that the hidden layer sees
    weights: Floats
    bias: Floats  # one a relation
    hidden: Floats
    shifts: Floats
    out: Floats

    def scores(self, rows: Rows) -> Floats:
        """The scores of all rows, as the shipped arbiter gives them."""
        linear = rows.matrix(rows.pairs, rows.pairs_row, self.pairs) @ self.weights + self.bias[rows.relation]
        units = rows.matrix(rows.singles, rows.singles_row, self.singles) @ self.hidden + self.shifts
        return np.where(linear > HOPELESS / SCALE, linear + np.maximum(units, 0) @ self.out, linear)

    def in_use(self, rows: Rows) -> Network:
        """The same without CAREFUL, which always holds: it becomes part of the shifts and of the bias."""
        count = len(rows.features)
        careful = rows.features.index(CAREFUL)
        paired, single = self.pairs % count == careful, self.singles == careful
        bias = self.bias.copy()
        for row, weight in zip(self.pairs[paired] // count, self.weights[paired], strict=True):
            bias[row : None if rows.relations[row] == ANY else row + 1] += weight
        shifts = self.shifts + self.hidden[single].sum(0)
        rest = {"pairs": self.pairs[~paired], "weights": self.weights[~paired], "singles": self.singles[~single]}
        return replace(self, **rest, bias=bias, hidden=self.hidden[~single], shifts=shifts)


def fit(rows: Rows, chosen: Mask, seed: int = 0) -> Network:
    """The network of the chosen rows."""
    rng = np.random.default_rng(seed)
    pairs = rows.shown(rows.pairs, rows.pairs_row, chosen)
    singles = rows.shown(rows.singles, rows.singles_row, chosen)
    linear = rows.matrix(rows.pairs, rows.pairs_row, pairs)
    nested = rows.matrix(rows.singles, rows.singles_row, singles)
    kept = np.flatnonzero(chosen & (rows.weight > 0))
    weights = _Learned(np.zeros(len(pairs), np.float32))
    hidden = _Learned((rng.standard_normal((len(singles), _UNITS)) * 0.05).astype(np.float32))
    shifts = _Learned(np.zeros(_UNITS, np.float32))
    out = _Learned((rng.standard_normal(_UNITS) * 0.3).astype(np.float32))
    bias = _Learned(np.zeros(1, np.float32))
    every = slice(None)
    for epoch in range(_EPOCHS):
        rate = _RATE * (1 - epoch / _EPOCHS)
        order = kept[rng.permutation(len(kept))]
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            a, x = _dropped(linear[batch], rng)
            b, z = _dropped(nested[batch], rng)
            units = np.maximum(z @ hidden.value[b] + shifts.value, 0)
            mask = ((rng.random(units.shape, np.float32) > _DROPPED) / (1 - _DROPPED)).astype(np.float32)
            score = x @ weights.value[a] + (units * mask) @ out.value + bias.value[0]
            error = ((1 / (1 + np.exp(-score)) - rows.right[batch]) * rows.weight[batch]).astype(np.float32)
            back = np.outer(error, out.value) * mask * (units > 0)
            out.step(every, (units * mask).T @ error, rate)
            weights.step(a, x.T @ error, rate)
            hidden.step(b, z.T @ back, rate)
            shifts.step(every, back.sum(0), rate)
            bias.step(every, error.sum(keepdims=True), rate)
    own = np.full(len(rows.relations), bias.value[0])
    return Network(pairs, singles, weights.value, own, hidden.value, shifts.value, out.value)


class _Learned:
    """Weights and how much each (each row of a table) has moved already."""

    def __init__(self, value: Floats) -> None:
        self.value = value
        self._moved = np.full(value.shape[0], 1e-2, np.float32)

    def step(self, where: slice | Ids, gradient: Floats, rate: float) -> None:
        flat = gradient.ndim == 1
        self._moved[where] += gradient**2 if flat else (gradient**2).mean(1)
        root = np.sqrt(self._moved[where])
        self.value[where] -= rate * gradient / (root if flat else root[:, None])


def _dropped(rows: sp.csr_matrix, rng: np.random.Generator) -> tuple[Ids, sp.csr_matrix]:
    """Some rows with a part of their features left out, and only with the columns that they have."""
    data = rows.data * (rng.random(len(rows.data), np.float32) > _DROPPED) / np.float32(1 - _DROPPED)
    columns, place = np.unique(rows.indices, return_inverse=True)
    return columns, sp.csr_matrix((data.astype(np.float32), place, rows.indptr), (rows.shape[0], len(columns)))
