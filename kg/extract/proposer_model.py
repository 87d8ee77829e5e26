"""The file that holds a mention model: layers, weights, and word tables, in one zip archive."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from kg.errors import InputError
from kg.extract.exact import Ints, arrays
from kg.extract.proposer_features import Tables
from kg.extract.proposer_network import Network, restored

MODEL = Path(__file__).with_name("proposer.model")
FORMAT = 3  # raise when features or the file change shape, so that an old model is refused
FORBIDDEN = -(10**8)  # the score of what cannot be


@dataclass(frozen=True, slots=True)
class Layer:
    """One chain: its labels (O, then B-, I-, L-, U- of its kinds), and how to read its outcome."""

    name: str
    labels: tuple[str, ...]
    eagerness: float  # added to the score of every beginning when the best path is sought: finds more, each less likely
    calibration: dict[str, tuple[float, ...]]  # kind -> weights over `evidence`

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that it tells apart."""
        return tuple(dict.fromkeys(label[2:] for label in self.labels[1:]))


@dataclass(frozen=True, slots=True)
class Model:
    """All layers, over one network."""

    layers: tuple[Layer, ...]
    tables: Tables
    index: dict[str, int]  # feature -> its row among the network's vectors
    network: Network  # gives the scores of the labels of all layers, one layer after the other
    transitions: Ints  # layer x label before x label after, in thousandths; forbidden ones far below zero


@cache
def load(path: Path = MODEL) -> Model:
    """The model in the file `path`; read once."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        return _model(parts)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"{path}: not a mention model of this version ({error}); reinstall the package") from error


def _model(parts: Mapping[str, bytes]) -> Model:
    head = json.loads(parts["model.json"])
    if head["format"] != FORMAT:
        raise ValueError(f"format {head['format']}, expected {FORMAT}")
    layers = tuple(
        Layer(x["name"], tuple(x["labels"]), x["eagerness"], {k: tuple(v) for k, v in x["calibration"].items()})
        for x in head["layers"]
    )
    names = parts["features.txt"].decode().split("\n")
    network = restored(arrays(parts))
    if len(network.vectors) != len(names) + 1:
        raise ValueError(f"{len(names)} features, {len(network.vectors) - 1} vectors")
    transitions = chains([layer.labels for layer in layers], [x["transitions"] for x in head["layers"]])
    tables = Tables(
        syllables={k: (a, b) for k, a, b in _rows(parts["syllables.tsv"])},
        pairs={k: (a, b) for k, a, b in _rows(parts["pairs.tsv"])},
        names={row[0]: row[1] for row in _rows(parts["names.tsv"])},
        surnames=frozenset(row[0] for row in _rows(parts["surnames.tsv"])),
        heads=frozenset(row[0] for row in _rows(parts.get("heads.tsv", b""))),
        longest=head["longest"],
    )
    return Model(layers, tables, {name: i for i, name in enumerate(names)}, network, transitions)


def _rows(part: bytes) -> list[list[str]]:
    return [line.split("\t") for line in part.decode().split("\n") if line]


def chains(layers: Sequence[Sequence[str]], learned: Sequence[Sequence[Sequence[int]]] | Ints) -> Ints:
    """The learned transitions of layers with these labels side by side, what is impossible put out of reach."""
    width = max(map(len, layers))
    out = np.full((len(layers), width, width), FORBIDDEN, np.int64)
    for y, (labels, own) in enumerate(zip(layers, learned, strict=True)):
        n = len(labels)
        out[y, :n, :n] = _allowed(labels, np.array(own, np.int64)[:n, :n])
    return out


def _allowed(labels: Sequence[str], transitions: Ints) -> Ints:
    """The transitions with the impossible ones (O to I, B to O ...) put out of reach."""
    for i, one in enumerate(labels):
        for j, two in enumerate(labels):
            open_before, open_after = one[0] in "BI", two[0] in "IL"
            if open_before != open_after or (open_before and one[2:] != two[2:]):
                transitions[i, j] = FORBIDDEN
    return transitions
