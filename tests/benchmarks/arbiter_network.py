"""The arbiter as it learns: candidates as rows of numbers, and the network over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from kg.extract.arbiter import ANY
from kg.extract.company import SAID, TIES, Question, groups
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
_UNITS, _MESSAGE = 64, 16
_EPOCHS = 4
_RATE, _RATE_STEPS = 0.05, 0.002
_DROPPED = 0.3  # of the features and of the units, at each step (Srivastava et al., Dropout, JMLR 15, 2014)
_TOGETHER, _SCORED = 2, 20  # articles in a batch, as it learns and after
_OF_TRIPLES = 0.5  # how much of the loss is that of relations, by their best candidates, beside that of candidates


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
        self.groups = list(self._groups(articles))
        common = np.array([bool(_COMMON.match(f)) for f in self.features])[self.columns]
        row = np.repeat(np.arange(len(self.sizes)), self.sizes)
        paired = self.relation[row] * len(self.features) + self.columns
        self.pairs = np.concatenate([paired, self.columns[common]])  # of relation and feature, and of ANY and feature
        self.pairs_row = np.concatenate([row, row[common]])
        self.singles = np.concatenate([self.columns, len(self.features) + self.relation])  # features, then relations
        self.singles_row = np.concatenate([row, np.arange(len(self.sizes))])

    @staticmethod
    def _groups(articles: Sequence[Labelled]) -> Iterator[Ids]:
        """For each kind of group the group of each candidate."""
        asked = [[Question(i.triple[1], (), i.triple[0], i.triple[2], i.line) for i in a.instances] for a in articles]
        sizes = np.array([len(questions) for questions in asked])
        before = np.repeat(np.cumsum(sizes) - sizes, sizes)  # so that no two articles share one
        for of_kind in zip(*map(groups, asked), strict=True):
            yield np.concatenate(of_kind) + before

    def shown(self, codes: Ids, rows: Ids, chosen: Mask) -> Ids:
        """The codes that enough of the chosen rows' articles have, in order."""
        kept = chosen[rows]
        texts = int(self.text.max()) + 1
        found, count = np.unique(np.unique(codes[kept] * texts + self.text[rows[kept]]) // texts, return_counts=True)
        return found[count >= _LEAST]


class Bags:
    """The codes of each row that have a column, as the numbers of their columns."""

    def __init__(self, codes: Ids, rows: Ids, columns: Ids, count: int) -> None:
        place = np.minimum(np.searchsorted(columns, codes), len(columns) - 1)
        there = np.flatnonzero(columns[place] == codes)
        there = there[np.argsort(rows[there], kind="stable")]
        self._columns = place[there].astype(np.int32)
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(rows[there], minlength=count))])

    def of(self, rows: Ids) -> tuple[Tensor, Tensor]:
        """The columns of these rows, one after the other, and where each row's begin and the last one's end."""
        sizes = (self._starts[1:] - self._starts[:-1])[rows]
        ends = np.concatenate([[0], np.cumsum(sizes)])
        places = np.repeat(self._starts[rows] - ends[:-1], sizes) + np.arange(ends[-1])
        return torch.from_numpy(self._columns[places].astype(np.int64)), torch.from_numpy(ends)


Step: TypeAlias = tuple[Floats, Floats]  # weights of what comes in x what goes out, and shifts


@dataclass
class Network:
    """What an arbiter is made of (kg.extract.arbiter, kg.extract.company), before it is rounded."""

    pairs: Ids  # the codes that have a weight
    singles: Ids  # the codes that the hidden layer sees
    weights: Floats
    bias: Floats  # one a relation
    hidden: Floats
    shifts: Floats
    out: Floats
    steps: list[Step]  # a message for each kind of group, then the mixing
    agreed: Floats


class Learner(nn.Module):
    """The arbiter as it learns."""

    def __init__(self, pairs: int, singles: int) -> None:
        super().__init__()
        self.weights = nn.EmbeddingBag(pairs, 1, mode="sum", sparse=True, include_last_offset=True)
        self.hidden = nn.EmbeddingBag(singles, _UNITS, mode="sum", sparse=True, include_last_offset=True)
        nn.init.zeros_(self.weights.weight)
        nn.init.normal_(self.hidden.weight, std=0.05)
        self.bias = nn.Parameter(torch.zeros(1))
        self.shifts = nn.Parameter(torch.zeros(_UNITS))
        self.out = nn.Linear(_UNITS, 1, bias=False)
        self.messages = nn.ModuleList(nn.Linear(_UNITS, _MESSAGE) for _ in TIES)
        self.mixing = nn.Linear(_UNITS + 2 * _MESSAGE * len(TIES), _UNITS)
        self.agreed = nn.Linear(_UNITS, 1, bias=False)
        nn.init.zeros_(self.agreed.weight)

    def forward(self, paired: tuple[Tensor, Tensor], single: tuple[Tensor, Tensor], groups: Sequence[Tensor]) -> Tensor:
        """The scores of candidates, with some of what speaks for them left out while it learns."""
        weighed = self.weights(*paired, per_sample_weights=self._kept(paired[0]))[:, 0]
        units = torch.relu(self.hidden(*single, per_sample_weights=self._kept(single[0])) + self.shifts)
        units = functional.dropout(units, _DROPPED, self.training)
        heard = [units]
        for message, group in zip(self.messages, groups, strict=True):
            said = functional.hardtanh(message(units))
            count = int(group.max()) + 1
            most = torch.full((count, _MESSAGE), -1.0).scatter_reduce(0, group[:, None].expand_as(said), said, "amax")
            mean = torch.zeros(count, _MESSAGE).index_add(0, group, said) / torch.bincount(group)[:, None]
            heard += [most[group], mean[group]]
        agreed = functional.dropout(torch.relu(self.mixing(torch.cat(heard, 1))), _DROPPED, self.training)
        return weighed + self.bias + (self.out(units) + self.agreed(agreed))[:, 0]

    def settle(self, paired: Mask, single: Mask, relation: Ids, relations: int) -> Floats:
        """Take CAREFUL (these weights, of these relations, and these units) for always there, as it is in use.

        Returns: the bias of each relation, ANY first, beside that of all.
        """
        bias = np.zeros(relations, np.float32)
        with torch.no_grad():
            for row, weight in zip(relation[paired], self.weights.weight[paired, 0].tolist(), strict=True):
                bias[row : row + 1 if row else None] += weight
            self.shifts += self.hidden.weight[single].sum(0)
            self.weights.weight[paired] = 0.0
            self.hidden.weight[single] = 0.0
        return bias

    def _kept(self, columns: Tensor) -> Tensor:
        if not self.training:
            return torch.ones(len(columns))
        return (torch.rand(len(columns)) > _DROPPED).float() / (1 - _DROPPED)


def fit(rows: Rows, chosen: Mask, seed: int = 0) -> tuple[Network, Floats]:
    """The network of the chosen rows, and the scores that it gives to all rows in use.

    Trained on the log loss of candidates and of relations, with adaptive rates (AdaGrad: Duchi, Hazan and Singer, Adaptive
    subgradient methods, JMLR 12, 2011, where few weights move at a step; Adam: Kingma and Ba, ICLR 2015, elsewhere).
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # the forks share the cores
    rng = np.random.default_rng(seed)
    pairs = rows.shown(rows.pairs, rows.pairs_row, chosen)
    singles = rows.shown(rows.singles, rows.singles_row, chosen)
    learner = Learner(len(pairs), len(singles))
    batches = Batches(rows, pairs, singles)
    few = [learner.weights.weight, learner.hidden.weight]
    steps = [p for p in learner.parameters() if not any(p is f for f in few)]
    adagrad = torch.optim.Adagrad(few, lr=_RATE, initial_accumulator_value=1e-2)
    adam = torch.optim.Adam(steps, lr=_RATE_STEPS)
    articles = np.unique(rows.article[chosen])
    for epoch in range(_EPOCHS):
        for optimizer, rate in ((adagrad, _RATE), (adam, _RATE_STEPS)):
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - epoch / _EPOCHS)
        order = rng.permutation(articles)
        for at in range(0, len(order), _TOGETHER):
            here = batches.rows(order[at : at + _TOGETHER])
            loss = batches.loss(here, learner(*batches.of(here)))
            adagrad.zero_grad()
            adam.zero_grad()
            loss.backward()
            adagrad.step()
            adam.step()
    careful = rows.features.index(CAREFUL)
    paired, single = pairs % len(rows.features) == careful, singles == careful
    bias = learner.settle(paired, single, pairs // len(rows.features), len(rows.relations))
    scores = bias[rows.relation]
    learner.eval()
    with torch.no_grad():
        for at in range(0, int(rows.article[-1]) + 1, _SCORED):
            here = batches.rows(np.arange(at, min(at + _SCORED, int(rows.article[-1]) + 1)))
            scores[here] += learner(*batches.of(here)).numpy() if len(here) else 0
    network = Network(
        pairs[~paired],
        singles[~single],
        learner.weights.weight.detach().numpy()[~paired, 0],
        bias + float(learner.bias.detach()),
        learner.hidden.weight.detach().numpy()[~single],
        learner.shifts.detach().numpy(),
        learner.out.weight.detach().numpy()[0],
        [(s.weight.detach().numpy().T, s.bias.detach().numpy()) for s in (*learner.messages, learner.mixing)],
        learner.agreed.weight.detach().numpy()[0],
    )
    return network, scores


class Batches:
    """The rows of some articles at a time, as a learner takes them."""

    def __init__(self, rows: Rows, pairs: Ids, singles: Ids) -> None:
        self._paired = Bags(rows.pairs, rows.pairs_row, pairs, len(rows.sizes))
        self._single = Bags(rows.singles, rows.singles_row, singles, len(rows.sizes))
        self._rows = rows
        self._ends = np.searchsorted(rows.article, np.arange(int(rows.article.max()) + 2))

    def rows(self, articles: Ids) -> Ids:
        """The rows of articles."""
        return np.fromiter(chain.from_iterable(range(self._ends[a], self._ends[a + 1]) for a in articles), np.int64)

    def of(self, rows: Ids) -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor], list[Tensor]]:
        """What a learner is given of rows."""
        return self._paired.of(rows), self._single.of(rows), [_among(g[rows]) for g in self._rows.groups]

    def loss(self, rows: Ids, scores: Tensor) -> Tensor:
        """The log loss of candidates, and of the relations by the best score of each."""
        right, weight = torch.from_numpy(self._rows.right[rows]), torch.from_numpy(self._rows.weight[rows])
        group = _among(self._rows.groups[SAID][rows])
        nothing = torch.zeros(int(group.max()) + 1)
        best = (nothing - 99).scatter_reduce(0, group, scores, "amax")
        there, heavy = (nothing.scatter_reduce(0, group, v, "amax") for v in (right, weight))
        of_candidates = (functional.binary_cross_entropy_with_logits(scores, right, reduction="none") * weight).sum()
        of_triples = (functional.binary_cross_entropy_with_logits(best, there, reduction="none") * heavy).sum()
        return (1 - _OF_TRIPLES) * of_candidates + _OF_TRIPLES * of_triples


def _among(groups: Ids) -> Tensor:
    """The numbers of groups counted anew from 0 on."""
    return torch.from_numpy(np.unique(groups, return_inverse=True)[1])
