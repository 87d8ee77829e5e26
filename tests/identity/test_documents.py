"""Documents across articles: numbers however they are written, terms, provinces, laws without a year."""

import sys
from pathlib import Path

import pytest

from kg.identity import resolve
from kg.model import Reading, Value

sys.path.insert(0, str(Path(__file__).parent))
from said import reading


def paper(article: str, name: str, date: str | None, text: str = "", issued: str = "") -> Reading:
    """An article that names one document, entity 0."""
    facts = [(name, "issuedOn", Value(issued, "date"))] if issued else []
    return reading(article, *facts, date=date, kinds={name: "Resolution"}, text=f"{name} {text}.")


def issued_by(article: str, name: str, province: str) -> Reading:
    """An article of 2018 in which a province's committee issues one document, entity 0."""
    area, body = f"tỉnh {province}", f"UBND tỉnh {province}"
    kinds = {name: "Document", body: "StateOrgan", area: "Province"}
    facts: list[tuple[str, str, str | Value]] = [
        (body, "issues", name),
        (body, "partOf", area),
        (name, "issuedOn", Value("2018-02-12", "date")),
    ]
    return reading(article, *facts, date="2018-03-01", kinds=kinds)


def nodes(*readings: Reading) -> list[str]:
    """The node of the document of every reading."""
    found = resolve(list(readings))
    return [found.node_of[r.article.id, 0] for r in readings]


_CENTRAL = "được Trung ương khóa XII ban hành"
_ASSEMBLY = "là nội dung đại biểu Quốc hội khóa XIV nêu"
_COUNCIL = "được trình kỳ họp của HĐND tỉnh khóa XVI"


@pytest.mark.parametrize(
    ("date", "text", "node"),
    [
        ("2018-03-01", _CENTRAL, "18-nq-tw-xii"),
        ("2018-03-01", _ASSEMBLY, "18-nq-tw-xii"),
        ("2018-03-01", _COUNCIL, "18-nq-tw-xii"),
        ("2018-03-01", f"{_CENTRAL}, {_ASSEMBLY}", "18-nq-tw-xii"),
        ("2024-12-01", f"{_CENTRAL}, {_ASSEMBLY}", "18-nq-tw-xii"),
        ("2026-05-01", "được Trung ương khóa XIV ban hành", "18-nq-tw-xiv"),
        (None, _CENTRAL, "18-nq-tw-xii"),
    ],
)
def test_only_terms_of_the_party_that_had_begun_are_terms_of_its_documents(
    date: str | None, text: str, node: str
) -> None:
    assert nodes(paper("a", "Nghị quyết 18-NQ/TW", date, text)) == [node]


def test_terms_of_assemblies_do_not_part_one_document() -> None:
    texts = (_CENTRAL, _ASSEMBLY, _COUNCIL)
    found = nodes(*(paper(f"a{i}", "Nghị quyết 18-NQ/TW", "2018-03-01", t) for i, t in enumerate(texts)))
    assert found == ["18-nq-tw-xii"] * 3


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2021", _ASSEMBLY),  # the term of the Party changed within the year
        (None, _COUNCIL),
        ("2018-03-01", "được Trung ương khóa XI và khóa XII nêu"),
        ("2018-03-01", "được quán triệt"),
    ],
)
def test_a_number_without_a_certain_term_is_its_articles_own(date: str | None, text: str) -> None:
    one, two = nodes(*(paper(a, "Nghị quyết 18-NQ/TW", date, text) for a in ("a", "b")))
    assert one != two


def test_the_day_alone_tells_no_term_where_the_number_is_known_of_another() -> None:
    full = paper("full", "Nghị quyết 18-NQ/TW", "2017-11-01", issued="2017-10-25")
    later = [paper(a, "Nghị quyết 18-NQ/TW", "2025-02-01", "được Quốc hội khóa XV bàn") for a in ("a", "b")]
    assert nodes(*later) == ["18-nq-tw-xiii"] * 2
    assert len(set(nodes(full, *later))) == 3


def test_a_number_alone_goes_to_no_document_by_the_day() -> None:
    full = paper("full", "Nghị quyết 18-NQ/TW", "2017-11-01", issued="2017-10-25")
    council = paper("part", "Nghị quyết 18", "2018-03-01", _COUNCIL)
    assert len(set(nodes(full, council))) == 2


@pytest.mark.parametrize(
    ("name", "province", "same"),
    [
        ("Quyết định số 163", "Cao Bằng", True),
        ("Quyết định số 163", "Lạng Sơn", False),
        ("Quyết định 163/QĐ-UBND", "Lạng Sơn", False),
    ],
)
def test_a_partial_reference_goes_to_no_other_provinces_document(name: str, province: str, same: bool) -> None:
    one, two = nodes(issued_by("full", "Quyết định 163/QĐ-UBND", "Cao Bằng"), issued_by("part", name, province))
    assert one == "163-qd-ubnd-2018-cao-bang"
    assert (one == two) == same


def test_a_partial_reference_without_a_place_goes_to_no_provinces_document() -> None:
    full = issued_by("full", "Quyết định 163/QĐ-UBND", "Cao Bằng")
    part = paper("part", "Quyết định số 163", "2018-03-01", issued="2018-02-12")
    assert len(set(nodes(full, part))) == 2


@pytest.mark.parametrize(
    "name",
    ["Chỉ thị 5-CT/TW", "Chỉ thị 05-CT-TW", "Chỉ thị số 05 - CT/TW", "Chỉ thị 05/CT–TW", "Chỉ thị 05-CT/TƯ"],
)
def test_spellings_of_one_number(name: str) -> None:
    issued = "2016-05-15"
    found = nodes(
        paper("a", "Chỉ thị 05-CT/TW", "2016-06-01", issued=issued), paper("b", name, "2016-06-02", issued=issued)
    )
    assert found == ["5-ct-tw-xii"] * 2


@pytest.mark.parametrize("name", ["Chỉ thị 5", "Chỉ thị số 05"])
def test_a_partial_reference_with_or_without_a_zero(name: str) -> None:
    full = paper("a", "Chỉ thị 05-CT/TW", "2016-06-01", issued="2016-05-15")
    assert nodes(full, paper("b", name, "2016-06-02", "của Bộ Chính trị khóa XII")) == ["5-ct-tw-xii"] * 2


def test_numbers_that_differ_by_a_zero_behind_are_two() -> None:
    names = ("Chỉ thị 5-CT/TW", "Chỉ thị 50-CT/TW")
    assert len(set(nodes(*(paper(n, n, "2016-06-01", issued="2016-05-15") for n in names)))) == 2


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("Luật Phở", "Luật Phở"), ["luat-pho"] * 2),
        (("Luật Phở", "Luật Phở", "Luật Phở năm 2013"), ["luat-pho-2013"] * 3),
        (
            ("Luật Phở", "Luật Phở", "Luật Phở năm 2013", "Luật Phở 2024"),
            ["luat-pho", "luat-pho", "luat-pho-2013", "luat-pho-2024"],
        ),
        (("Luật Phở", "Luật Bún năm 2014"), ["luat-pho", "luat-bun-2014"]),
    ],
)
def test_laws_without_a_year_stay_together(names: tuple[str, ...], found: list[str]) -> None:
    assert nodes(*(paper(f"a{i}", name, "2024-09-01") for i, name in enumerate(names))) == found


def test_a_law_of_which_several_are_known_goes_to_none_of_them() -> None:
    names = ("Luật Đất đai", "Luật Đất đai", "Luật Đất đai năm 2013")
    readings = [paper(f"a{i}", name, "2024-09-01") for i, name in enumerate(names)]
    assert nodes(*readings[:2]) == nodes(*readings)[:2] == ["luat-dat-dai"] * 2


def test_a_law_without_a_name_is_its_articles_own() -> None:
    one, two = nodes(*(paper(a, "Luật", "2024-09-01") for a in ("a", "b")))
    assert one != two
