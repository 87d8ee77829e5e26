"""What follows from the facts, kept apart from them."""

import pytest

from kg.errors import OntologyError
from kg.graph import rules
from kg.graph.terms import KG

ID = "<https://w3id.org/vnkg/id/"


def found(dataset, name):
    inferred = dict(dataset.others)[f"<{dataset.base}graph/inferred>"]
    return [(s.removeprefix(ID)[:-1], o.removeprefix(ID)[:-1]) for s, p, o in inferred if p == f"<{KG}{name}>"]


def test_who_holds_the_leading_post_heads_the_body_and_works_there(made, joined) -> None:
    dataset = joined(made("a", [("An", "holdsPost", "bí thư"), ("bí thư", "postIn", "tỉnh ủy")]))
    assert found(dataset, "heads") == [("an", "tinh-uy")]
    assert found(dataset, "worksIn") == [("an", "tinh-uy")]
    assert not [t for t in dataset.facts if t[1] in (f"<{KG}heads>", f"<{KG}worksIn>")]


def test_who_has_left_does_not(made, joined) -> None:
    facts = [("An", "holdsPost", "bí thư"), ("An", "removedFrom", "bí thư"), ("bí thư", "postIn", "tỉnh ủy")]
    assert found(joined(made("a", facts)), "heads") == []


def test_a_place_is_found_under_its_unit_of_today(made, joined) -> None:
    dataset = joined(made("a", [("hội nghị", "heldIn", "Cao Bằng")]), succeeded=(("cao-bang", "cao-bang-x"),))
    assert found(dataset, "heldWithin") == []  # Cao Bằng was left as it was; a successor that is no node is none


@pytest.mark.parametrize("text", ["CONSTRUCT {", "SELECT * { ?s ?p ?o }"])
def test_a_wrong_rule_is_named(tmp_path, text) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "bad.rq").write_text(text)
    with pytest.raises(OntologyError, match=r"bad\.rq"):
        rules.inferred([], tmp_path)
