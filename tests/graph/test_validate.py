"""Validation: a build is valid, every kind of fault is found, and articles that contradict one another are shown."""

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg import store
from kg.cli import cli
from kg.graph import validate
from kg.graph.terms import VOCABULARIES, prefixes
from kg.identity.resolution import Tenure
from kg.model import Value

HELD = [("An", "holdsPost", "bí thư"), ("bí thư", "postIn", "tỉnh ủy")]


@pytest.fixture(scope="module")
def shapes():
    return validate.load_shapes()


@pytest.fixture
def graph(made, joined) -> ox.Store:
    happenings = [
        ("Award", {"agent": "tỉnh ủy", "recipient": "An", "honour": "bằng khen"}),
        ("Speech", {"agent": "An", "quotedText": Value("Làm ngay")}),
        ("Directive", {"agent": "An", "recipient": "tỉnh ủy", "force": Value("code:request", "code")}),
        ("Appointment", {"agent": "tỉnh ủy", "person": "An", "post": "bí thư"}),
        ("Quantity", {"quantityOf": "Cao Bằng", "minValue": Value("900", "decimal"), "measures": Value("mô hình")}),
    ]
    facts = [*HELD, ("An", "chairs", "hội nghị"), ("hội nghị", "heldOn", Value("--11-25", "gMonthDay"))]
    return store.memory(joined(made("a", facts, happenings=happenings), made("b", HELD, text="Một 🎉 hai. "))).inner


def test_a_build_is_valid(graph) -> None:
    report = validate.validate(graph)
    assert report.findings == []
    assert report.valid
    assert (report.articles, report.of) == (2, 2)


FAULTS = [
    ("DELETE DATA { id:an kg:chairs id:hoi-nghi }", "A statement about a triple that is not in the graph"),
    ("DELETE { GRAPH ?g { ?s prov:wasDerivedFrom ?o } } WHERE { GRAPH ?g { ?s a kg:Statement ; prov:wasDerivedFrom ?o } }",
     "A statement without its sentence"),
    ("DELETE { GRAPH ?g { ?s oa:start ?o } } INSERT { GRAPH ?g { ?s oa:start 1 } } "
     "WHERE { GRAPH ?g { ?s a kg:Mention ; oa:start ?o FILTER (?o = 0) } }",
     "The article's text from oa:start to oa:end is not oa:exact"),
    ("DELETE { GRAPH ?g { ?s kg:refersTo ?o } } WHERE { GRAPH ?g { ?s kg:refersTo ?o } }", "A mention that names nothing"),
    ("INSERT DATA { id:an kg:chairs id:bi-thu }", "The object of kg:chairs is no Event"),
    ("INSERT DATA { id:bi-thu kg:holdsPost id:bi-thu }", "The subject of kg:holdsPost is no Person"),
    ("DELETE DATA { id:an rdfs:label 'Nguyễn Văn An'@vi }", "A thing without a name"),
    ("INSERT DATA { id:hoi-nghi kg:heldOn 'hôm qua' }", "A date that is no xsd:date, gYearMonth, gYear or gMonthDay"),
    ("DELETE { ?t kg:attestedFrom ?d } INSERT { ?t kg:attestedFrom '2019-01-01'^^xsd:date } WHERE { ?t kg:attestedFrom ?d }",
     "A tenure that is attested until before it is attested from"),
    ("INSERT DATA { id:cao-bang kg:succeededBy id:lang-son . id:lang-son a kg:AdministrativeArea , kg:Area , kg:Agent ; "
     "rdfs:label 'Lạng Sơn'@vi ; kg:succeededBy id:cao-bang }", "A unit that succeeds itself"),
    ("INSERT DATA { id:cao-bang schema:validFrom '2026-01-01'^^xsd:date ; schema:validThrough '2025-01-01'^^xsd:date }",
     "A unit that ends before it begins"),
    ("DELETE { GRAPH ?g { ?s kg:agent ?o } } WHERE { GRAPH ?g { ?s a kg:Speech ; kg:agent ?o } }", "Words that nobody said"),
]  # fmt: skip


def test_every_fault_is_found(graph) -> None:
    known = prefixes() | {"xsd": VOCABULARIES["xsd"]}
    for fault, _ in FAULTS:
        graph.update(fault, prefixes=known)
    report = validate.validate(graph)
    assert not report.valid
    found = {f.message for f in report.findings if f.severity == "Violation"}
    assert {message for _, message in FAULTS} - found == set()


@pytest.mark.parametrize(
    ("second", "warned"),
    [
        (("2018-01-01", "2019-01-01"), True),
        (("2019-01-01", "2020-01-01"), False),
        (("2018-12-31", "2020-01-01"), True),
    ],
)
def test_two_holders_at_one_time_are_a_warning_with_both_sentences(made, joined, second, warned) -> None:
    tenures = (Tenure("an", "bi-thu", "2017-01-01", "2018-12-31"), Tenure("binh", "bi-thu", *second))
    other = made("b", [("Bình", "holdsPost", "bí thư")], date=second[0])
    dataset = joined(made("a", HELD, date="2017-01-01"), other, tenures=tenures)
    report = validate.validate(store.memory(dataset).inner)
    assert report.valid
    assert [f.severity for f in report.findings] == ["Warning"] * warned
    for finding in report.findings:
        assert [s.split(":")[0] for s in finding.sentences] == ["Nguyễn Văn An", "Trần Thị Bình"]
        assert "Bí thư Tỉnh ủy Cao Bằng" in finding.sentences[0]


def test_a_former_holder_is_no_conflict(made, joined) -> None:
    readings = made("a", HELD), made("b", [("An", "removedFrom", "bí thư"), ("Bình", "appointedTo", "bí thư")])
    assert validate.validate(store.memory(joined(*readings)).inner).findings == []


@pytest.mark.parametrize(("most", "looked"), [(1, 1), (2, 2), (0, 0), (None, 3)])
def test_evidence_of_some_articles(made, joined, most, looked) -> None:
    report = validate.validate(store.memory(joined(made("a"), made("b"), made("c"))).inner, articles=most)
    assert (report.articles, report.of) == (looked, 3)


def test_every_relation_has_its_ends_checked(shapes) -> None:
    from rdflib.namespace import SH

    targets = {str(o).rsplit("#", 1)[-1] for o in shapes.objects(None, SH.targetSubjectsOf)}
    assert {"holdsPost", "postIn", "attends", "issues", "implements", "directs", "awards", "receives"} <= targets


@pytest.mark.parametrize(
    ("extra", "code", "says"), [("", 0, "Valid: "), ("id:an kg:chairs id:bi-thu .", 1, "Not valid: ")]
)
def test_the_command(made, joined, tmp_path, extra, code, says) -> None:
    from kg.graph import write

    write(joined(made("a", HELD)), tmp_path)
    path = tmp_path / "graph.trig"
    path.write_text(path.read_text("utf-8") + "\n" + extra, "utf-8")
    result = CliRunner().invoke(cli, ["validate", str(path)])
    assert result.exit_code == code, result.output
    assert says in result.output
    assert ("The object of kg:chairs is no Event (1)" in result.output) == bool(code)
