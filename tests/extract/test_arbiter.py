"""The score of a candidate, by hand, and files that are no arbiter."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.errors import InputError
from kg.extract import arbiter
from kg.extract.arbiter import Arbiter
from kg.extract.company import TIES, Company, Question
from kg.extract.exact import Affine


def _company(strongest: float = 0, mean: float = 0, tie: int = 0) -> Company:
    """A company of one unit whose message is the unit, and that adds what it hears of one kind of group."""
    mixing = np.zeros((1 + 2 * len(TIES), 1))
    mixing[1 + 2 * tie], mixing[2 + 2 * tie] = strongest, mean
    return Company((Affine(np.array([[1000.0]]), np.zeros(1)),) * len(TIES), Affine(mixing, np.zeros(1)))


# Features a, b and the guard; relations meets and visits. The one hidden unit sees a and b together, and visits.
JUDGE = Arbiter(
    index={"a": 1, "b": 2, arbiter.GUARDED: 3},
    relations={"meets": 0, "visits": 1},
    weights=np.array([[0, 1000, -200, 0], [0, -7000, 500, 0]]),
    hidden=np.array([[0], [60], [60], [0], [0], [10]], np.int8),
    shifts=np.array([-1000]),
    out=np.array([2000.0]),
    company=_company(),
    agreed=np.array([1000.0]),
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
    ("visits", ["a", "b"], -6350 + 600),
    ("visits", ["never met"], 150),
]


def test_scores_are_sums_of_weights_and_of_what_the_hidden_layer_makes_of_the_features() -> None:
    asked = [Question(relation, features, 0, n, 0) for n, (relation, features, _) in enumerate(SCORES)]
    assert JUDGE.scores(asked) == [s for _, _, s in SCORES]
    assert JUDGE.scores([]) == []


# Three candidates with units of 200, 0 and 0: (subject, object, line) of each, what is heard, what that adds to each.
TWO_OF_ONE = [(5, 7, 1), (5, 8, 2), (6, 9, 3)]
HEARD = [
    (TWO_OF_ONE, _company(strongest=1000), [200, 200, 0]),  # of one subject and relation
    (TWO_OF_ONE, _company(mean=1000), [100, 100, 0]),
    (TWO_OF_ONE, _company(strongest=1000, tie=1), [200, 0, 0]),  # no object is another's
    ([(5, 7, 1), (6, "7", 2), (6, 7, 3)], _company(strongest=1000, tie=1), [200, 0, 200]),
    ([(5, 7, 1), (5, 7, 2), (6, 7, 3)], _company(strongest=1000, tie=2), [200, 200, 0]),
    ([(5, 7, 1), (5, 7, 2), (6, 7, 3)], _company(strongest=1000, tie=3), [200, 200, 0]),
    ([(5, 7, 1), (6, 8, 1), (5, 7, 2)], _company(strongest=1000, tie=4), [200, 200, 0]),
    (TWO_OF_ONE, _company(strongest=-1000), [0, 0, 0]),  # what is made of it is a unit, and never below zero
]


@pytest.mark.parametrize(("places", "company", "added"), HEARD)
def test_candidates_hear_those_that_share_an_end(
    places: list[tuple[int, int, int]], company: Company, added: list[int]
) -> None:
    asked = [Question("meets", f, *p) for f, p in zip((["a", "b"], ["a"], ["a"]), places, strict=True)]
    alone = JUDGE.scores(asked)
    together = replace(JUDGE, company=company).scores(asked)
    assert [t - a for t, a in zip(together, alone, strict=True)] == added


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
