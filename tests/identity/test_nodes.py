"""What a merge makes of a thing of the reference files."""

import sys
from pathlib import Path

import pytest

from kg.identity import judgements, resolve
from kg.identity.judgements import anchor, judgement

sys.path.insert(0, str(Path(__file__).parent))
from said import reading


@pytest.mark.parametrize(("known", "other"), [("a", "z"), ("z", "a")])
def test_a_body_of_the_reference_files_stays_it_when_merged(tmp_path: Path, known: str, other: str) -> None:
    readings = [
        reading(known, kinds={"Bộ Nội vụ": "StateOrgan"}, date="2018-06-05"),
        reading(other, kinds={"Bộ Nội chính Quê hương": "StateOrgan"}, date="2018-06-05"),
    ]
    before = resolve(readings)
    assert before.nodes[before.node_of[known, 0]].known
    assert not before.nodes[before.node_of[other, 0]].known
    file = tmp_path / "judgements.tsv"
    sides = anchor(known, "Bộ Nội vụ"), anchor(other, "Bộ Nội chính Quê hương")
    judgements.add(file, [judgement(*sides, "same")])
    found = resolve(readings, file)
    assert found.node_of[known, 0] == found.node_of[other, 0] == before.node_of[known, 0]
    node = found.nodes[found.node_of[known, 0]]
    assert node.known and node.label == "Bộ Nội vụ"
