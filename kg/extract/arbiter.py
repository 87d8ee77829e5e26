"""How sure it is that a candidate is stated: a small network over named features, in whole numbers.

The score of a candidate is a weight for each of its features, which is the relation's own, what a hidden layer makes of
them together, which is the same for all, and what a second layer makes of those of the other candidates of the article.
A relation that the model was not trained on has no opinion here; it stands by the weight of its frame alone.
"""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError
from kg.extract.company import TIES, Company, Question, groups
from kg.extract.exact import COARSER, SCALE, Affine, Floats, arrays, one_core, restored, summed

Ints: TypeAlias = NDArray[np.signedinteger]

MODEL = Path(__file__).with_name("arbiter.model")
FORMAT = 6  # raise when features or the file change shape, so that an old model is refused
GUARDED = "FG"  # a frame fits, but it is denied, planned or wished: too rare in training to be learned
_PENALTY = -2500
ANY = "*"  # weights that a feature has for every relation
STEPS = (*(f"message-{n}" for n in range(len(TIES))), "mixing")  # of the company, as their arrays in the file are named


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the arbiter makes of one relation of an article."""

    confidence: float
    stated: bool


@dataclass(frozen=True, slots=True, eq=False)
class Arbiter:
    """Weights of features, and for each relation where belief begins."""

    index: dict[str, int]  # feature -> its column; column 0 is that of all others
    relations: dict[str, int]  # relation -> its row
    weights: Ints  # thousandths, relations x features
    hidden: Ints  # hundredths, (features, then relations) x units
    shifts: Ints  # thousandths, one a unit
    out: Floats  # thousandths, one a unit
    company: Company
    agreed: Floats  # thousandths, one a unit of what the company makes of it
    bias: Ints  # thousandths, one a relation
    threshold: dict[str, int]  # relation -> least score of what is stated, thousandths
    slope: float  # confidence = 1 / (1 + exp(-(slope * (score - threshold) + shift)))
    shift: float

    def knows(self, relation: str) -> bool:
        """Whether the model was trained on the relation."""
        return relation in self.relations

    def scores(self, asked: Sequence[Question]) -> list[int]:
        """The scores in thousandths of the candidates of one article; above zero speaks for it."""
        if not asked:
            return []
        sizes = np.fromiter((len(q.features) for q in asked), np.int64, len(asked))
        rows = np.fromiter((self.relations[q.relation] for q in asked), np.int64, len(asked))
        every = chain.from_iterable(q.features for q in asked)
        columns = np.fromiter(map(self.index.get, every, repeat(0)), np.int64, int(sizes.sum()))
        starts = np.cumsum(sizes) - sizes
        total = np.add.reduceat(self.weights[np.repeat(rows, sizes), columns], starts, dtype=np.int64) + self.bias[rows]
        sums = (summed(self.hidden, columns, sizes, 0) + self.hidden[len(self.index) + 1 + rows]) * COARSER
        units = np.maximum(sums + self.shifts, 0).astype(np.float64)
        with one_core():
            heard = self.company(units, groups(asked))
            total = total + np.floor((units @ self.out + heard @ self.agreed) / SCALE)
        guarded = np.logical_or.reduceat(columns == self.index.get(GUARDED, -1), starts)
        return [int(v) for v in total + _PENALTY * guarded]

    def verdict(self, relation: str, score: int) -> Verdict:
        """Whether a relation with this best score is stated, and how sure that is."""
        above = score - self.threshold.get(relation, 0)
        confidence = 1 / (1 + math.exp(-(self.slope * above / SCALE + self.shift)))
        return Verdict(round(confidence, 3), above >= 0)


def silent() -> Arbiter:
    """An arbiter without opinions: where another is to be trained."""
    nothing, no = np.zeros((1, 1), np.int64), np.zeros(1)
    return Arbiter({}, {}, nothing, nothing, nothing[0], no, Company((), Affine(no, no)), no, nothing[0], {}, 1.0, 0.0)


@cache
def load(path: Path = MODEL) -> Arbiter:
    """The arbiter in the file `path`; read once.

    Raises InputError when the file is missing or of another version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        return _arbiter(parts)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"{path}: not an arbiter of this version ({error}); reinstall the package") from error


def _arbiter(parts: Mapping[str, bytes]) -> Arbiter:
    head = json.loads(parts["arbiter.json"])
    if head["format"] != FORMAT:
        raise ValueError(f"format {head['format']}, expected {FORMAT}")
    names = parts["features.txt"].decode().split("\n")
    own = arrays(parts)
    steps = [restored(own, name) for name in STEPS]
    weights = np.zeros((len(own["counts"]), len(names) + 1), np.int32)
    weights[np.repeat(np.arange(len(own["counts"])), own["counts"]), own["columns"]] = own["weights"]
    weights[1:] += weights[0]  # those of ANY stand first
    index = dict(zip(names, range(1, len(names) + 1), strict=True))
    relations = {name: row for row, name in enumerate(head["relations"]) if name != ANY}
    return Arbiter(
        index,
        relations,
        weights,
        own["hidden"],
        own["shifts"],
        own["out"].astype(np.float64),
        Company(tuple(steps[:-1]), steps[-1]),
        own["agreed"].astype(np.float64),
        np.array(head["bias"], np.int64),
        head["threshold"],
        head["slope"],
        head["shift"],
    )
