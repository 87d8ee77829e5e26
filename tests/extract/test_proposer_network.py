"""The network in whole numbers: what it computes, apart for every segment, and through its file form."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extract.exact import COARSER, SCALE, Affine
from kg.extract.proposer_network import Network, restored, stored

FEATURES, SIZE, UNITS, LABELS, CONVOLUTIONS = 40, 5, 6, 7, 3


def _network(seed: int = 0) -> Network:
    rng = np.random.default_rng(seed)

    def affine(low: int, high: int) -> Affine:
        return Affine(rng.integers(-900, 900, (low, high)).astype(float), rng.integers(-99, 99, high).astype(float))

    vectors = rng.integers(-127, 128, (FEATURES + 1, SIZE)).astype(np.int8)
    vectors[-1] = 0
    convolutions = tuple(affine(3 * UNITS, UNITS) for _ in range(CONVOLUTIONS))
    return Network(
        vectors,
        rng.integers(-99, 99, SIZE).astype(float),
        affine(SIZE, UNITS),
        convolutions,
        affine(UNITS, LABELS),
    )


def _tokens(lengths: list[int], seed: int = 1) -> list[list[int]]:
    rng = np.random.default_rng(seed)
    return [rng.integers(0, FEATURES, rng.integers(0, 9)).tolist() for _ in range(sum(lengths))]


def _step(step: Affine, values: list[int]) -> list[int]:
    """The same in Python's own whole numbers."""
    sums = [sum(v * int(w) for v, w in zip(values, column, strict=True)) for column in step.weights.T]
    return [s // SCALE + int(shift) for s, shift in zip(sums, step.shifts, strict=True)]


def _slowly(network: Network, segment: list[list[int]]) -> list[list[int]]:
    units = []
    for features in segment:
        total = [
            sum(COARSER * int(network.vectors[f, k]) for f in features) + int(network.shifts[k]) for k in range(SIZE)
        ]
        units.append(_step(network.entry, [max(v, 0) for v in total]))
    for number, convolution in enumerate(network.convolutions):
        nothing, far = [0] * UNITS, 2**number
        seen = [
            [
                *(units[t - far] if t >= far else nothing),
                *units[t],
                *(units[t + far] if t + far < len(units) else nothing),
            ]
            for t in range(len(units))
        ]
        units = [
            [u + max(v, 0) for u, v in zip(units[t], _step(convolution, seen[t]), strict=True)]
            for t in range(len(units))
        ]
    return [_step(network.exit, u) for u in units]


@pytest.mark.parametrize("lengths", [[1], [9], [4, 1, 12, 3]])
def test_scores_are_those_of_each_segment_alone_in_whole_numbers(lengths: list[int]) -> None:
    network, tokens = _network(), _tokens(lengths)
    expected, at = [], 0
    for n in lengths:
        expected += _slowly(network, tokens[at : at + n])
        at += n
    assert network.scores(tokens, lengths).tolist() == expected


def test_a_network_comes_back_from_its_arrays() -> None:
    network, tokens = _network(), _tokens([6])
    again = restored({name: values.copy() for name, values in stored(network).items()})
    assert (again.scores(tokens, [6]) == network.scores(tokens, [6])).all()
    with pytest.raises(KeyError):
        restored({name: values for name, values in stored(network).items() if name != "entry-weights"})
