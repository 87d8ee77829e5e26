"""How sure it is that a candidate is stated: a linear model over named features, in whole numbers.

Weights are in thousandths, so that the sum is the same on every machine. A relation that the model was not trained on
has no opinion here; it stands by the weight of its frame alone.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path

import numpy as np

from kg.errors import InputError

MODEL = Path(__file__).with_name("arbiter.model")
FORMAT = 3  # raise when features or the file change shape, so that an old model is refused
SCALE = 1000
GUARDED = "FG"  # a frame fits, but it is denied, planned or wished: too rare in training to be learned
_PENALTY = -2500
ANY = "*"  # features that mean the same for every relation


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the arbiter makes of one relation of an article."""

    confidence: float
    stated: bool


@dataclass(frozen=True, slots=True)
class Arbiter:
    """Weights of features, and for each relation where belief begins."""

    weights: dict[str, dict[str, int]]  # relation -> feature -> thousandths
    bias: int
    threshold: dict[str, int]  # relation -> least score of what is stated, thousandths
    slope: float  # confidence = 1 / (1 + exp(-(slope * (score - threshold) + shift)))
    shift: float

    def knows(self, relation: str) -> bool:
        """Whether the model was trained on the relation."""
        return relation in self.weights

    def score(self, relation: str, features: Sequence[str]) -> int:
        """The score of a candidate in thousandths; above zero speaks for it."""
        total = self.bias + sum(map(self.weights[relation].get, features, repeat(0)))
        return total + _PENALTY if GUARDED in features else total

    def verdict(self, relation: str, score: int) -> Verdict:
        """Whether a relation with this best score is stated, and how sure that is."""
        above = score - self.threshold.get(relation, 0)
        confidence = 1 / (1 + math.exp(-(self.slope * above / SCALE + self.shift)))
        return Verdict(round(confidence, 3), above >= 0)


@cache
def load(path: Path = MODEL) -> Arbiter:
    """The arbiter in the file `path`; read once.

    Raises InputError when the file is missing or of another version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            head = json.loads(archive.read("arbiter.json"))
            names = archive.read("features.txt").decode().split("\n")
            values = np.load(io.BytesIO(archive.read("weights.npy")), allow_pickle=False).tolist()
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"{path}: not an arbiter of this version ({error}); reinstall the package") from error
    if head.get("format") != FORMAT:
        raise InputError(f"{path}: arbiter of format {head.get('format')}, expected {FORMAT}; reinstall the package")
    by: dict[str, dict[str, int]] = {}
    at = 0
    for relation, count in head["features"].items():
        by[relation] = dict(zip(names[at : at + count], values[at : at + count], strict=True))
        at += count
    common = by.pop(ANY, {})
    for relation, own in by.items():
        both = {feature: own[feature] + common[feature] for feature in own.keys() & common.keys()}
        by[relation] = common | own | both
    return Arbiter(by, head["bias"], head["threshold"], head["slope"], head["shift"])
