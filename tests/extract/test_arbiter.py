"""The score of a candidate, by hand, and files that are no arbiter."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from kg.errors import InputError
from kg.extract import arbiter
from kg.extract.arbiter import Arbiter

# Features a, b and the guard; relations meets and visits. The one hidden unit sees a and b together, and visits.
JUDGE = Arbiter(
    index={"a": 1, "b": 2, arbiter.GUARDED: 3},
    relations={"meets": 0, "visits": 1},
    weights=np.array([[0, 1000, -200, 0], [0, -7000, 500, 0]]),
    hidden=np.array([[0], [600], [600], [0], [0], [100]]),
    shifts=np.array([-1000]),
    out=np.array([2000]),
    bias=np.array([100, 150]),
    threshold={"meets": 500},
    slope=1.0,
    shift=0.0,
)

# (relation, features, score in thousandths)
SCORES = [
    ("meets", ["a"], 1100),  # the unit stays at 0: 600 - 1000
    ("meets", ["a", "b"], 900 + 400),  # 600 + 600 - 1000 = 200, twice
    ("meets", ["a", "b", "never met"], 900 + 400),
    ("meets", ["a", arbiter.GUARDED], 1100 - 2500),
    ("visits", ["b", "b"], 1150 + 600),  # 600 + 600 + 100 - 1000 = 300, twice
    ("visits", ["a", "b"], -6350),  # hopeless, so that the hidden unit's 600 is not added
    ("visits", ["never met"], 150),
]


def test_scores_are_sums_of_weights_and_of_what_the_hidden_layer_makes_of_the_features() -> None:
    assert JUDGE.scores([(relation, features) for relation, features, _ in SCORES]) == [s for _, _, s in SCORES]
    assert JUDGE.scores([]) == []


def test_belief_begins_at_the_relations_threshold() -> None:
    assert [JUDGE.verdict("meets", s).stated for s in (499, 500)] == [False, True]
    assert JUDGE.verdict("meets", 500).confidence == 0.5
    assert JUDGE.knows("meets") and not JUDGE.knows("partOf")


def test_the_shipped_arbiter_knows_the_relations_that_are_read() -> None:
    shipped = arbiter.load()
    assert {"holdsPost", "partOf", "attends", "directs"} <= set(shipped.relations)
    assert arbiter.GUARDED in shipped.index


@pytest.mark.parametrize("content", [None, b"no archive", {"arbiter.json": '{"format": 1}'}])
def test_a_file_that_is_no_arbiter_is_named(tmp_path: Path, content: bytes | dict[str, str] | None) -> None:
    path = tmp_path / "arbiter.model"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in content.items():
                archive.writestr(name, text)
    with pytest.raises(InputError, match=r"arbiter\.model.*reinstall"):
        arbiter.load(path)
