"""What the candidates of an article make of each other: one step of messages between those that share an end.

Whether somebody attends one event is also told by what else he may attend, who else may attend it, and what else the
two may have to do with each other. Each candidate hears the strongest and the mean message of each of its groups
(Gilmer et al., Neural message passing for quantum chemistry, ICML 2017; Zaheer et al., Deep sets, NeurIPS 2017).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from kg.extract.exact import SCALE, Affine, Floats, Ints


@dataclass(frozen=True, slots=True)
class Question:
    """A candidate as the arbiter is asked about it: its relation and features, its ends, and its line."""

    relation: str
    features: Sequence[str]
    subject: int
    object: Hashable
    line: int


# Which candidates of an article are in one group, for each kind of group.
TIES = (
    lambda q: (q.subject, q.relation),
    lambda q: (q.relation, q.object),
    lambda q: (q.subject, q.object),
    lambda q: (q.subject, q.relation, q.object),
    lambda q: (q.line, q.relation),
)
SAID = 3  # the kind whose groups are those that would state the same


def groups(asked: Sequence[Question]) -> list[Ints]:
    """For each kind of group the number of the group that each candidate is in, from 0 on."""
    out = []
    for tie in TIES:
        numbers: dict[Hashable, int] = {}
        out.append(np.array([numbers.setdefault(tie(q), len(numbers)) for q in asked], np.int64))
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """The steps: a message for each kind of group, and what a candidate makes of its units and of what it hears."""

    messages: tuple[Affine, ...]  # one for each of TIES: units -> size of a message
    mixing: Affine  # units and, for each of TIES, the strongest and the mean message -> as many units

    def __call__(self, units: Floats, grouped: Sequence[Ints]) -> Floats:
        """The units of candidates (rows) after they heard each other."""
        heard = [units]
        for message, group in zip(self.messages, grouped, strict=True):
            heard += _pooled(np.clip(message(units), -SCALE, SCALE), group)
        return np.maximum(self.mixing(np.hstack(heard)), 0)


def _pooled(values: Floats, group: Ints) -> tuple[Floats, Floats]:
    """For each row the largest and the mean value (rounded down) of its group."""
    order = np.argsort(group, kind="stable")
    sizes = np.bincount(group)
    starts = np.cumsum(sizes) - sizes
    ordered = values[order]
    mean = np.floor(np.add.reduceat(ordered, starts) / sizes[:, None])
    return np.maximum.reduceat(ordered, starts)[group], mean[group]
