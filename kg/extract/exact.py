"""Steps of a network in whole numbers: the same on every machine, in whatever order it adds.

Weights and values are whole numbers of thousandths, kept in floats of 64 bits, where products and sums of this size are
exact.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

SCALE = 1000  # of weights and values
COARSER = 10  # thousandths in a step of vectors, which are kept in bytes
Floats: TypeAlias = npt.NDArray[np.float64]  # whole numbers all of them
Ints: TypeAlias = npt.NDArray[np.int64]
Arrays: TypeAlias = npt.NDArray[np.signedinteger]


@dataclass(frozen=True, slots=True, eq=False)
class Affine:
    """Weights and shifts of one step, in thousandths."""

    weights: Floats  # of what comes in x of what goes out
    shifts: Floats

    def __call__(self, values: Floats) -> Floats:
        """What goes out, rounded down to thousandths."""
        out: Floats = np.floor(values @ self.weights / SCALE) + self.shifts
        return out


def stored(steps: Mapping[str, Affine]) -> dict[str, Arrays]:
    """The arrays of steps, as a model file has them."""
    out: dict[str, Arrays] = {}
    for name, step in steps.items():
        out[f"{name}-weights"], out[f"{name}-shifts"] = step.weights.astype(np.int16), step.shifts.astype(np.int16)
    return out


def restored(arrays: Mapping[str, Arrays], name: str) -> Affine:
    """The step of that name; KeyError when one of its arrays is missing."""
    return Affine(arrays[f"{name}-weights"].astype(np.float64), arrays[f"{name}-shifts"].astype(np.float64))


def arrays(parts: Mapping[str, bytes]) -> dict[str, Arrays]:
    """The arrays among the parts of a model file, by name."""
    loaded = ((n, np.load(io.BytesIO(p), allow_pickle=False)) for n, p in parts.items() if n.endswith(".npy"))
    return {name.removesuffix(".npy"): values for name, values in loaded}


def summed(vectors: Arrays, numbers: Ints, sizes: Ints, nothing: int) -> npt.NDArray[np.int32]:
    """The sum of the vectors of each row.

    Args:
        vectors: a table of them; that with the number `nothing` is zero.
        numbers: the vectors of all rows, one row after the other; `sizes` says how many are each row's.
    """
    most = int(sizes.max())
    table = np.full((len(sizes), most), nothing, np.int64)
    table[np.arange(most) < sizes[:, None]] = numbers
    sums = np.zeros((len(sizes), vectors.shape[1]), np.int32)
    for column in range(most):  # one gather a column: many times faster than a segmented sum
        sums += vectors[table[:, column]]
    return sums


def one_core() -> AbstractContextManager[Any]:
    """Products so small take twice the time on two cores: inside this they are computed on one."""
    limit: AbstractContextManager[Any] = _controller().limit(limits=1)
    return limit


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
