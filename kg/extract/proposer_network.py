"""The network of the mention model, in whole numbers: from the features of tokens to a score for every label.

A token is the sum of the vectors of its features. Convolutions along its segment then add what stands around it, each
looking twice as far as the one before: residual (He et al., Deep residual learning for image recognition, CVPR 2016)
and dilated (Strubell et al., Fast and accurate entity recognition with iterated dilated convolutions, EMNLP 2017).
Weights and values are whole numbers of thousandths, kept in floats of 64 bits, where sums of this size are exact: the
scores are the same on every machine, in whatever order it adds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

SCALE = 1000  # of weights and values
COARSER = 10  # thousandths in a step of the vectors
Floats: TypeAlias = npt.NDArray[np.float64]  # whole numbers all of them
Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Affine:
    """Weights and shifts of one step, in thousandths."""

    weights: Floats  # of what comes in x of what goes out
    shifts: Floats

    def __call__(self, values: Floats) -> Floats:
        """What goes out, rounded down to thousandths."""
        out: Floats = np.floor(values @ self.weights / SCALE) + self.shifts
        return out


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """All steps, in their order."""

    vectors: npt.NDArray[np.int8]  # features, and one row of nothing, x size of a vector; in hundredths
    shifts: Floats  # added to the sum of a token's vectors
    entry: Affine
    convolutions: tuple[Affine, ...]  # the tokens 2^n to the left, here, 2^n to the right -> here
    exit: Affine  # -> the labels of all layers

    @property
    def nothing(self) -> int:
        """The number of a feature that the network does not know: its vector is zero."""
        return len(self.vectors) - 1

    def scores(self, features: Sequence[Sequence[int]], lengths: Sequence[int]) -> Ints:
        """The scores of tokens (rows of features) of segments of these lengths: tokens x labels, in thousandths."""
        with _controller().limit(limits=1):  # products so small take twice the time on two cores
            return self._scores(features, lengths)

    def _scores(self, features: Sequence[Sequence[int]], lengths: Sequence[int]) -> Ints:
        units = self.entry(np.maximum(self._sums(features) + self.shifts, 0))
        place = np.concatenate([np.arange(n) for n in lengths])
        after = np.concatenate([np.arange(n, 0, -1) for n in lengths])
        here = np.arange(len(place))
        for number, convolution in enumerate(self.convolutions):
            far = 2**number
            padded = np.vstack([units, np.zeros(units.shape[1])])
            left = np.where(place >= far, here - far, -1)
            right = np.where(after > far, here + far, -1)
            around = np.hstack([padded[left], units, padded[right]])
            units = units + np.maximum(convolution(around), 0)
        return self.exit(units).astype(np.int64)

    def _sums(self, features: Sequence[Sequence[int]]) -> Floats:
        sizes = np.fromiter(map(len, features), np.int64, len(features))
        most = int(sizes.max())
        table = np.full((len(features), most), self.nothing, np.int64)
        every = chain.from_iterable(features)
        table[np.arange(most) < sizes[:, None]] = np.fromiter(every, np.int64, int(sizes.sum()))
        sums = np.zeros((len(features), self.vectors.shape[1]), np.int32)
        for column in range(most):  # one gather a column: many times faster than a segmented sum
            sums += self.vectors[table[:, column]]
        return sums.astype(np.float64) * COARSER


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def stored(network: Network) -> dict[str, npt.NDArray[np.signedinteger]]:
    """The arrays of a network by name."""
    steps = {"entry": network.entry, **_numbered(network.convolutions), "exit": network.exit}
    out: dict[str, npt.NDArray[np.signedinteger]]
    out = {"vectors": network.vectors[:-1], "shifts": network.shifts.astype(np.int16)}
    for name, step in steps.items():
        out[f"{name}-weights"] = step.weights.astype(np.int16)
        out[f"{name}-shifts"] = step.shifts.astype(np.int16)
    return out


def restored(arrays: Mapping[str, npt.NDArray[np.signedinteger]]) -> Network:
    """The network of such arrays; KeyError when one is missing."""

    def step(name: str) -> Affine:
        return Affine(arrays[f"{name}-weights"].astype(np.float64), arrays[f"{name}-shifts"].astype(np.float64))

    vectors = arrays["vectors"]
    count = sum(name.startswith("convolution") for name in arrays) // 2
    return Network(
        np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.int8)]).astype(np.int8),
        arrays["shifts"].astype(np.float64),
        step("entry"),
        tuple(step(f"convolution-{n}") for n in range(count)),
        step("exit"),
    )


def _numbered(steps: Sequence[Affine]) -> dict[str, Affine]:
    return {f"convolution-{n}": step for n, step in enumerate(steps)}
