"""The network of the mention model, in whole numbers: from the features of tokens to a score for every label.

A token is the sum of the vectors of its features. Convolutions along its segment then add what stands around it, each
looking twice as far as the one before: residual (He et al., Deep residual learning for image recognition, CVPR 2016)
and dilated (Strubell et al., Fast and accurate entity recognition with iterated dilated convolutions, EMNLP 2017).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from kg.extract import exact
from kg.extract.exact import COARSER, Affine, Arrays, Floats, Ints, one_core, summed


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
        with one_core():
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
        every = np.fromiter(chain.from_iterable(features), np.int64, int(sizes.sum()))
        return summed(self.vectors, every, sizes, self.nothing).astype(np.float64) * COARSER


def stored(network: Network) -> dict[str, Arrays]:
    """The arrays of a network by name."""
    steps = {"entry": network.entry, **_numbered(network.convolutions), "exit": network.exit}
    vectors: Arrays = network.vectors[:-1]
    return {"vectors": vectors, "shifts": network.shifts.astype(np.int16), **exact.stored(steps)}


def restored(arrays: Mapping[str, Arrays]) -> Network:
    """The network of such arrays; KeyError when one is missing."""
    vectors = arrays["vectors"]
    count = sum(name.startswith("convolution") for name in arrays) // 2
    return Network(
        np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.int8)]).astype(np.int8),
        arrays["shifts"].astype(np.float64),
        exact.restored(arrays, "entry"),
        tuple(exact.restored(arrays, f"convolution-{n}") for n in range(count)),
        exact.restored(arrays, "exit"),
    )


def _numbered(steps: Sequence[Affine]) -> dict[str, Affine]:
    return {f"convolution-{n}": step for n, step in enumerate(steps)}
