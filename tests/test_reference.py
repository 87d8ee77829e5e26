"""The known things: every name leads to what it names, on its day, and nothing points nowhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import ontology
from kg.extract.gazetteer import Gazetteer
from kg.language.normal import normal
from kg.ontology import Known, Ontology

ROOT = ontology.folder()
MATCHED = ("Area", "Organization", "Honour", "Document", "Programme", "Event")


@cache
def known() -> Ontology:
    return ontology.load()


@cache
def communes() -> dict[str, dict[str, list[str]]]:
    """The table that is read on demand: local name -> property -> values."""
    table: dict[str, dict[str, list[str]]] = {}
    for triple in ox.parse(path=str(ROOT / "reference" / "areas-communes.ttl"), format=ox.RdfFormat.TURTLE):
        value = triple.object.value if isinstance(triple.object, ox.Literal) else ontology.local(triple.object.value)
        row = table.setdefault(ontology.local(triple.subject.value), {})
        row.setdefault(ontology.local(triple.predicate.value), []).append(value)
    return table


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer(known())


def facts(thing: Known, name: str) -> list[str]:
    return [value for prop, value in thing.facts if prop == name]


def found(sentence: str) -> dict[str, set[str]]:
    """What the lists see in a sentence: surface -> local names."""
    text = normal(sentence)
    return {text[h.start : h.end]: {k.id for k in h.known} for h in gazetteer().hits(text)}


@pytest.mark.parametrize(
    ("sentence", "surface", "id_"),
    [
        ("Bộ NN&PTNT đã trả lời.", "Bộ NN&PTNT", "bo-nong-nghiep-va-phat-trien-nong-thon"),
        ("Ban Tổ chức T.Ư công bố quyết định.", "Ban Tổ chức T.Ư", "ban-to-chuc-trung-uong"),
        ("Ủy ban Pháp luật của Quốc hội thẩm tra.", "Ủy ban Pháp luật của Quốc hội", "uy-ban-phap-luat"),
        ("VKSND tối cao ra cáo trạng.", "VKSND tối cao", "vien-kiem-sat-nhan-dan-toi-cao"),
        ("BỘ CHÍNH TRỊ họp.", "BỘ CHÍNH TRỊ", "bo-chinh-tri"),
        ("Tập đoàn Dầu khí Việt Nam báo lãi.", "Tập đoàn Dầu khí Việt Nam", None),
        ("Ông làm ở báo Nhân Dân.", "báo Nhân Dân", "bao-nhan-dan"),
        ("Việt Nam và LHQ hợp tác.", "LHQ", "lien-hop-quoc"),
        ("Bà nhận Huân chương Lao động hạng II.", "Huân chương Lao động hạng II", "huan-chuong-lao-dong-nhi"),
        ("Lễ trao Huy hiệu 75 năm tuổi Đảng.", "Huy hiệu 75 năm tuổi Đảng", "huy-hieu-75-nam-tuoi-dang"),
        ("Đại hội XIII của Đảng thành công.", "Đại hội XIII của Đảng", "dai-hoi-dang-xiii"),
        ("Lễ viếng tại Nhà tang lễ Quốc gia.", "Nhà tang lễ Quốc gia", "nha-tang-le-quoc-gia"),
        ("Đoàn đến TP.Vũng Tàu.", "TP.Vũng Tàu", "thanh-pho-vung-tau-ba-ria-vung-tau"),
        ("Theo Hiến pháp 2013, Quốc hội quyết định.", "Hiến pháp 2013", "hien-phap-2013"),
    ],
)
def test_a_name_leads_to_its_thing(sentence: str, surface: str, id_: str | None) -> None:
    ids = found(sentence)[surface]
    assert ids == {id_} if id_ else len(ids) == 1


@pytest.mark.parametrize(
    ("sentence", "surface"),
    [
        ("Ông muốn báo nhân dân biết.", "báo nhân dân"),  # small letters: "to tell the people"
        ("Xã Tân Thành có đường mới.", "Tân Thành"),  # a commune's bare name is ambiguous
        ("Luật Đất đai phải sửa.", "Luật Đất đai"),  # of which year?
        ("Nghị quyết 28-NQ/TW được tổng kết.", "Nghị quyết 28-NQ/TW"),  # of four documents
        ("Đảng viên Vinh phát biểu.", "Vinh"),
        ("Đảng viên Vinh phát biểu.", "Đảng"),
    ],
)
def test_what_does_not_stand_alone(sentence: str, surface: str) -> None:
    assert surface not in found(sentence)


@pytest.mark.parametrize(
    ("body", "end", "after"),
    [
        ("bo-giao-thong-van-tai", "2025-02-28", {"bo-xay-dung"}),
        ("bo-ke-hoach-va-dau-tu", "2025-02-28", {"bo-tai-chinh"}),
        ("bo-lao-dong-thuong-binh-va-xa-hoi", "2025-02-28", {"bo-noi-vu"}),
        ("ban-dan-van-trung-uong", "2025-02-02", {"ban-tuyen-giao-va-dan-van-trung-uong"}),
        ("uy-ban-tu-phap", "2025-02-17", {"uy-ban-phap-luat-va-tu-phap"}),
        ("bo-van-hoa-thong-tin", "2007-08", {"bo-van-hoa-the-thao-va-du-lich", "bo-thong-tin-va-truyen-thong"}),
        ("quan-2-ho-chi-minh", "2020-12-31", {"thanh-pho-thu-duc-ho-chi-minh"}),
    ],
)
def test_what_ended_says_when_and_what_followed(body: str, end: str, after: set[str]) -> None:
    thing = known().known[body]
    assert facts(thing, "validThrough") == [end]
    assert set(facts(thing, "succeededBy")) == after


def test_nothing_points_nowhere() -> None:
    things = known().known
    refers = {
        "partOf",
        "succeededBy",
        "passed_by",
        "documentKind",
        "broader",
        "level",
        "replaces",
        "within",
        "occasion",
    }
    lost = [
        (thing.id, prop, value)
        for thing in things.values()
        for prop, value in thing.facts
        if prop in refers and value not in things
    ]
    assert lost == []


def test_no_spelling_of_bodies_is_shared() -> None:
    owners: dict[str, set[str]] = {}
    for thing in known().known.values():
        if known().is_a(thing.kind, "Organization"):
            for spelling in thing.spellings:
                key = normal(spelling)
                owners.setdefault(key if " " not in key else key[0] + key.lower(), set()).add(thing.id)
    assert {s: ids for s, ids in owners.items() if len(ids) > 1} == {}


def test_every_class_of_a_known_thing_is_declared() -> None:
    skos = {"Concept", "ConceptScheme"}
    assert {t.kind for t in known().known.values()} - set(known().parents) - skos == set()


def test_local_names_are_plain() -> None:
    assert [i for i in [*known().known, *communes()] if not re.fullmatch(r"[a-z0-9-]+", i)] == []


def test_communes_are_known_by_type_code_and_parent() -> None:
    table = communes()
    assert len(table) == 13366
    truc_bach = table["phuong-truc-bach-quan-ba-dinh-ha-noi"]
    assert truc_bach["within"] == ["quan-ba-dinh-ha-noi"] and truc_bach["validThrough"] == ["2025-06-30"]
    assert truc_bach["succeededBy"] == ["phuong-ba-dinh-ha-noi-2025"]
    parents = {p for row in table.values() for p in row["within"]}
    assert parents <= set(known().known)
    assert {s for row in table.values() for s in row.get("succeededBy", [])} <= set(table)
    assert all(row["notation"][0].isdigit() and len(row["notation"][0]) == 5 for row in table.values())


def test_communes_of_dong_nai_that_became_wards_with_the_city() -> None:
    was, now = communes()["xa-long-thanh-dong-nai-2025"], communes()["phuong-long-thanh-dong-nai-2026"]
    assert was["validThrough"] == ["2026-04-29"] and was["succeededBy"] == ["phuong-long-thanh-dong-nai-2026"]
    assert now["validFrom"] == ["2026-04-30"] and now["within"] == ["dong-nai-2026"]
    assert was["notation"] == now["notation"]


def test_every_commune_until_2025_has_its_land_somewhere_now() -> None:
    lost = [
        i for i, row in communes().items() if row.get("validThrough") == ["2025-06-30"] and "succeededBy" not in row
    ]
    assert lost == []


def test_documents_of_one_number_differ_in_year_or_issuer() -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for thing in known().known.values():
        if facts(thing, "number") and facts(thing, "issuedOn"):
            key = (facts(thing, "documentKind")[0], facts(thing, "number")[0], facts(thing, "issuedOn")[0][:4])
            assert seen.setdefault(key, thing.id) == thing.id
    of_28 = {facts(t, "issuedOn")[0] for t in known().known.values() if facts(t, "number") == ["28-NQ/TW"]}
    assert {"2008-09-22", "2013-10-25"} <= of_28


@pytest.mark.parametrize(
    ("number", "kind", "issuer"),
    [
        ("NĐ-CP", "nghi-dinh", "chinh-phu"),
        ("TT-BCA", "thong-tu", "bo-cong-an"),
        ("NĐ/CP", "nghi-dinh", "chinh-phu"),
        ("QH15", None, "quoc-hoi"),
    ],
)
def test_issuers_in_numbers(number: str, kind: str | None, issuer: str) -> None:
    (code,) = (k for k in known().known.values() if k.kind == "IssuerCode" and number in facts(k, "notation"))
    assert facts(code, "passed_by") == [issuer]
    assert facts(code, "documentKind") == ([kind] if kind else [])


def test_plenums_are_in_the_order_of_their_numbers() -> None:
    for term in ("xi", "xii", "xiii"):
        days = [
            facts(known().known[f"hoi-nghi-trung-uong-{n}-khoa-{term}"], "heldOn")[0]
            for n in range(1, 20)
            if f"hoi-nghi-trung-uong-{n}-khoa-{term}" in known().known
        ]
        assert days == sorted(days) and len(days) >= 14


@pytest.mark.parametrize("path", sorted((ROOT / "reference").glob("*.ttl")), ids=lambda p: p.name)
def test_files_parse_and_say_where_they_come_from(path: Path) -> None:
    head = path.read_text("utf-8").partition("@prefix")[0]
    assert re.search(r"[Kk]ept by hand|Made by make/", head), "the first lines name the source"
    assert sum(1 for _ in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)) > 0


def test_no_set_of_words_is_described_in_two_files() -> None:
    """Their forms would be put together, whatever each file means by the name."""
    kind = ox.NamedNode("https://w3id.org/vnkg/lexicon#WordSet")
    files: dict[str, set[str]] = {}
    for path in sorted((ROOT / "lexicon").glob("*.ttl")):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if quad.object == kind:
                files.setdefault(str(quad.subject), set()).add(path.name)
    assert len(files) > 100
    assert {name: found for name, found in files.items() if len(found) > 1} == {}
