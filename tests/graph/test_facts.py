"""The default graph: every fact once, what it implies, and what it must not hold."""

from collections import Counter

import pytest

from kg.graph import count_facts
from kg.graph.facts import FLOOR
from kg.graph.terms import KG, term, typed
from kg.identity.resolution import Tenure
from kg.model import Value

ID = "<https://w3id.org/vnkg/id/"


def facts(dataset, name=None):
    """Facts as (subject, predicate, object) local names."""
    found = [tuple(map(local, triple)) for triple in dataset.facts]
    return [f for f in found if name is None or f[1] == name]


def local(term):
    if term.startswith('"'):
        return term[1 : term.rindex('"')]
    return term.strip("<>").replace("#", "/").rsplit("/", 1)[-1]


def test_a_fact_that_two_articles_say_is_there_once(made, joined) -> None:
    dataset = joined(*(made(i, [("An", "chairs", "hội nghị")]) for i in ("a", "b")))
    assert max(Counter(dataset.facts).values()) == 1
    assert ("an", "chairs", "hoi-nghi") in facts(dataset)
    statements = [
        t for _, triples in dataset.named() for t in triples if t[1:] == (term("rdf:type"), f"<{KG}Statement>")
    ]
    assert len(statements) == 2


@pytest.mark.parametrize(
    ("relation", "object_", "implied"),
    [
        ("chairs", "hội nghị", "attends"),
        ("speaksAt", "hội nghị", "attends"),
        ("appointedTo", "bí thư", "holdsPost"),
        ("removedFrom", "bí thư", "heldPost"),
    ],
)
def test_a_special_relation_implies_the_general_one(made, joined, relation, object_, implied) -> None:
    assert facts(joined(made("a", [("An", relation, object_)])), implied)


def test_former_holders_do_not_hold(made, joined) -> None:
    dataset = joined(made("a", [("An", "removedFrom", "bí thư")]))
    assert not facts(dataset, "holdsPost")
    assert not facts(dataset, "attestedFrom")
    assert facts(dataset, "former") == [("an--bi-thu", "former", "true")]
    assert not facts(joined(made("a", [("An", "holdsPost", "bí thư")])), "former")


def test_a_thing_has_every_class_above_its_own(made, joined) -> None:
    kinds = {o for s, _, o in facts(joined(made()), "type") if s == "tinh-uy"}
    assert kinds == {"PartyOrgan", "Organization", "Agent"}


@pytest.mark.parametrize(
    "fact",
    [
        ("An", "attends", "hội nghị", FLOOR - 0.01),  # too unsure
        ("An", "attends", "bí thư"),  # one does not attend a post
        ("hội nghị", "holdsPost", "bí thư"),  # a meeting holds none
        ("An", "meets", "An"),
        ("An", "unheardOf", "hội nghị"),
    ],
)
def test_what_is_not_asserted(made, joined, fact) -> None:
    assert facts(joined(made("a", [fact])), fact[1]) == []


def test_an_unsure_statement_is_kept_as_evidence(made, joined) -> None:
    dataset = joined(made("a", [("An", "attends", "hội nghị", 0.3)]))
    assert any(t[1] == f"<{KG}confidence>" for _, triples in dataset.named() for t in triples)


def test_a_tenure_spans_the_days_of_its_articles(made, joined) -> None:
    held = [("An", "holdsPost", "bí thư")]
    dataset = joined(made("a", held, date="2018-08-27"), made("b", held, date="2016-01-05"), made("c", held, date=None))
    assert [o[:10] for _, _, o in facts(dataset, "attestedFrom")] == ["2016-01-05"]
    assert [o[:10] for _, _, o in facts(dataset, "attestedUntil")] == ["2018-08-27"]


def test_identity_tells_what_a_tenure_is(made, joined) -> None:
    tenure = Tenure("an", "bi-thu", "2016-01-05", "2018-08-27", "2015", "2020-10", articles=3, after=("binh",))
    dataset = joined(made("a", [("An", "holdsPost", "bí thư")]), tenures=(tenure,))
    name = f"{ID}an--bi-thu>"
    found = {p: o for s, p, o in dataset.facts if s == name}
    assert found["<https://schema.org/startDate>"] == typed("2015", "gYear")
    assert found["<https://schema.org/endDate>"] == typed("2020-10", "gYearMonth")
    assert found[f"<{KG}successor>"] == f"{ID}binh>"
    assert found[f"<{KG}support>"] == typed("3", "integer")


@pytest.mark.parametrize(("year", "nodes"), [("2018", 1), ("2021", 2)])
def test_an_award_told_twice_in_a_year_is_one_award(made, joined, year, nodes) -> None:
    award = [("Award", {"agent": "tỉnh ủy", "recipient": "An", "honour": "bằng khen"})]
    dataset = joined(made("a", happenings=award), made("b", happenings=award, date=f"{year}-12-01"))
    assert len([s for s, _, o in facts(dataset) if o == "Award"]) == nodes


def test_two_requests_of_the_same_people_are_two(made, joined) -> None:
    request = [("Directive", {"agent": "An", "recipient": "tỉnh ủy", "force": Value("code:request", "code")})]
    dataset = joined(made("a", happenings=request), made("b", happenings=request))
    assert len([s for s, _, o in facts(dataset) if o == "Directive"]) == 2
    assert ("request", "type", "Force") in facts(dataset)


def test_an_award_without_honour_is_none(made, joined) -> None:
    dataset = joined(made("a", happenings=[("Award", {"agent": "tỉnh ủy", "honour": "An"})]))
    assert not [s for s, _, o in facts(dataset) if o == "Award"]


def test_words_and_numbers_are_evidence_only(made, joined) -> None:
    speech = [("Speech", {"agent": "An", "quotedText": Value("Làm ngay")})]
    dataset = joined(made("a", happenings=speech))
    assert not facts(dataset, "quotedText")
    assert [t for _, triples in dataset.named() for t in triples if t[1] == f"<{KG}quotedText>"]


def test_known_things_bring_what_the_ontology_knows(made, joined) -> None:
    dataset = joined(made())
    assert ("cao-bang", "within", "viet-nam") in facts(dataset)
    assert ("bi-thu", "role", "bi-thu") in facts(dataset)
    assert {name.rsplit("/", 1)[-1] for name, _ in dataset.others} == {
        "identity>",
        "inferred>",
        "ontology>",
        "reference>",
    }
    reference = dict(dataset.others)[f"{dataset.base and '<' + dataset.base}graph/reference>"]
    assert any(s == f"{ID}viet-nam>" for s, _, _ in reference)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Value("2018-08-27", "date"), typed("2018-08-27", "date")),
        (Value("--11-25", "gMonthDay"), typed("--11-25", "gMonthDay")),
        (Value("2017-06", "gYearMonth"), typed("2017-06", "gYearMonth")),
    ],
)
def test_dates_keep_their_grain(made, joined, value, written) -> None:
    dataset = joined(made("a", [("hội nghị", "heldOn", value)]))
    assert [o for _, p, o in dataset.facts if p == f"<{KG}heldOn>"] == [written]


def test_counting(made, joined) -> None:
    empty, one = count_facts(joined(made())), count_facts(joined(made("a", [("An", "attends", "hội nghị")])))
    assert one == empty + 1
