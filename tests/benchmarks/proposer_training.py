"""The network of the mention model as it learns, in PyTorch; what comes of it is rounded to the shipped whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.extract.exact import COARSER, SCALE, Affine
from kg.extract.proposer_model import chains
from kg.extract.proposer_network import Network

SIZE = 64  # of a token's vector
UNITS = 96
CONVOLUTIONS = 4
LEAST = 10  # articles that show a feature
EPOCHS = 5
_TOKENS = 1500  # in a batch, with padding
_DROPPED, _DROPPED_UNITS = 0.5, 0.3  # Srivastava et al., Dropout, JMLR 15, 2014
_RATE_VECTORS, _RATE = 0.07, 0.002
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of an article in training."""

    features: list[npt.NDArray[np.int64]]  # of each token, their numbers
    labels: npt.NDArray[np.int64]  # tokens x layers


class Learner(nn.Module):
    """A network of the shape of kg.extract.proposer_network.Network, and the transitions of every layer."""

    def __init__(self, features: int, layers: Sequence[Sequence[str]]) -> None:
        super().__init__()
        sizes = [len(labels) for labels in layers]
        self.width, self.layers = max(sizes), layers
        self.vectors = nn.EmbeddingBag(features, SIZE, mode="sum", sparse=True)
        nn.init.normal_(self.vectors.weight, std=0.02)
        self.shifts = nn.Parameter(torch.zeros(SIZE))
        self.entry = nn.Linear(SIZE, UNITS)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(UNITS, UNITS, 3, padding=2**n, dilation=2**n) for n in range(CONVOLUTIONS)
        )
        self.exit = nn.Linear(UNITS, sum(sizes))
        nn.init.zeros_(self.exit.weight)
        nn.init.zeros_(self.exit.bias)
        self.transitions = nn.Parameter(torch.zeros(len(layers), self.width, self.width))
        offsets = np.cumsum([0, *sizes])
        self._places = torch.tensor([[a + min(j, b - a - 1) for j in range(self.width)] for a, b in pairwise(offsets)])
        self._real = torch.tensor([[0.0 if j < n else _NEVER for j in range(self.width)] for n in sizes])
        self._opens, self._closes = self._ends("IL"), self._ends("BI")
        possible = chains(layers, np.zeros((len(layers), self.width, self.width), np.int64))
        self._ways = torch.from_numpy(np.where(possible < 0, _NEVER, 0.0)).float()

    def _ends(self, marks: str) -> Tensor:
        """What keeps labels with these marks from a segment's first or last token."""
        out = torch.zeros(len(self.layers), self.width)
        for y, labels in enumerate(self.layers):
            for k, label in enumerate(labels):
                if label[0] in marks:
                    out[y, k] = _NEVER
        return out

    def loss(self, batch: Batch) -> Tensor:
        """The negative log-likelihood of the labels under linear-chain conditional random fields, one a layer."""
        keep = (torch.rand(len(batch.features)) > _DROPPED).float() / (1 - _DROPPED)
        token = torch.relu(self.vectors(batch.features, batch.starts, per_sample_weights=keep) + self.shifts)
        token = self.entry(functional.dropout(token, _DROPPED_UNITS))
        size, most = len(batch.lengths), int(batch.lengths[0])
        units = torch.zeros(size * most, UNITS).index_copy(0, batch.places, token).view(size, most, UNITS)
        there = (torch.arange(most)[None] < batch.lengths[:, None]).float()
        units = units.transpose(1, 2)
        for convolution in self.convolutions:
            units = (units + torch.relu(functional.dropout(convolution(units), _DROPPED_UNITS))) * there[:, None]
        flat = units.transpose(1, 2).reshape(size * most, UNITS)[batch.places]
        scores = self.exit(functional.dropout(flat, _DROPPED_UNITS))[:, self._places] + self._real
        return self._chains(scores, batch, there)

    def _chains(self, scores: Tensor, batch: Batch, there: Tensor) -> Tensor:
        size, most, count = len(batch.lengths), there.shape[1], len(self.layers)
        full = torch.zeros(size * most, count, self.width).index_copy(0, batch.places, scores)
        full = full.view(size, most, count, self.width)
        ways = self.transitions + self._ways
        labels = torch.zeros(size * most, count, dtype=torch.long).index_copy(0, batch.places, batch.labels)
        labels = labels.view(size, most, count)
        right = scores.gather(2, batch.labels[:, :, None]).sum()
        passed = ways[torch.arange(count)[None, None], labels[:, :-1], labels[:, 1:]]
        right = right + (passed * there[:, 1:, None]).sum()
        alpha = full[:, 0] + self._opens
        for t in range(1, most):
            on = int((batch.lengths > t).sum())  # the longest stand first
            new = torch.logsumexp(alpha[:on, :, :, None] + ways[None], 2) + full[:on, t]
            alpha = torch.cat([new, alpha[on:]])
        return torch.logsumexp(alpha + self._closes, 2).sum() - right

    def rounded(self) -> tuple[Network, npt.NDArray[np.int64]]:
        """The network in whole numbers, and the transitions of its layers."""

        def thousandths(values: Tensor) -> npt.NDArray[np.float64]:
            return np.clip(np.rint(values.detach().double().numpy() * SCALE), -32000, 32000)

        def affine(step: nn.Module) -> Affine:
            weights = step.weight  # out x in, of a convolution out x in x 3
            if weights.dim() == 3:
                weights = weights.permute(0, 2, 1).reshape(len(weights), -1)
            return Affine(thousandths(weights.T), thousandths(step.bias))

        vectors = np.rint(self.vectors.weight.detach().double().numpy() * SCALE / COARSER)
        network = Network(
            np.vstack([np.clip(vectors, -127, 127), np.zeros(SIZE)]).astype(np.int8),
            thousandths(self.shifts),
            affine(self.entry),
            tuple(affine(c) for c in self.convolutions),
            affine(self.exit),
        )
        return network, thousandths(self.transitions).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Batch:
    """Segments side by side, the longest first."""

    features: Tensor
    starts: Tensor  # where each token's features begin
    places: Tensor  # of the tokens, in rows as long as the first segment
    lengths: Tensor
    labels: Tensor

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> Batch:
        segments = sorted(segments, key=lambda s: -len(s.labels))
        tokens = [f for s in segments for f in s.features]
        most = len(segments[0].labels)
        sizes = np.array([len(f) for f in tokens])
        places = np.concatenate([row * most + np.arange(len(s.labels)) for row, s in enumerate(segments)])
        return cls(
            torch.from_numpy(np.concatenate(tokens)),
            torch.from_numpy(np.cumsum(sizes) - sizes),
            torch.from_numpy(places),
            torch.tensor([len(s.labels) for s in segments]),
            torch.from_numpy(np.concatenate([s.labels for s in segments])),
        )


def fit(
    segments: Sequence[Segment], features: int, layers: Sequence[Sequence[str]]
) -> tuple[Network, npt.NDArray[np.int64]]:
    """The network that these segments teach, over so many features, and the transitions; `layers` are their labels.

    The vectors learn by AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011), all else by Adam (Kingma and Ba, ICLR 2015).
    """
    torch.set_num_threads(1)  # the folds share the cores
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    learner = Learner(features, layers)
    rest = [p for p in learner.parameters() if p is not learner.vectors.weight]
    optimizers = (
        torch.optim.Adagrad([learner.vectors.weight], lr=_RATE_VECTORS, initial_accumulator_value=0.01),
        torch.optim.Adam(rest, lr=_RATE),
    )
    rates = (_RATE_VECTORS, _RATE)
    for epoch in range(EPOCHS):
        for optimizer, rate in zip(optimizers, rates, strict=True):
            optimizer.param_groups[0]["lr"] = rate * (1 - epoch / EPOCHS)
        for some in _batches(segments, rng):
            for optimizer in optimizers:
                optimizer.zero_grad()
            (learner.loss(Batch.of(some)) / 10).backward()
            nn.utils.clip_grad_norm_(rest, 20.0)
            for optimizer in optimizers:
                optimizer.step()
    return learner.rounded()


def _batches(segments: Sequence[Segment], rng: np.random.Generator) -> Iterator[list[Segment]]:
    """Segments of like length together, the batches in random order."""
    length = [len(s.labels) for s in segments]
    order = np.argsort(np.array(length) + rng.random(len(length)) * 4, kind="stable")
    batches: list[list[int]] = [[]]
    most = 0
    for i in order.tolist():
        most = max(most, length[i])
        if batches[-1] and most * (len(batches[-1]) + 1) > _TOKENS:
            batches.append([])
            most = length[i]
        batches[-1].append(i)
    for n in rng.permutation(len(batches)).tolist():
        yield [segments[i] for i in batches[n]]
