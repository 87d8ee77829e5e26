"""Bodies, posts, areas, documents and events across articles."""

import sys
from pathlib import Path

import pytest

from kg.identity import Resolution, resolve
from kg.model import Reading, Value

sys.path.insert(0, str(Path(__file__).parent))
from said import reading


def node(found: Resolution, readings: list[Reading], article: str, name: str) -> str:
    """The node of what an article calls by a name."""
    one = next(r for r in readings if r.article.id == article)
    index = next(i for i, e in enumerate(one.entities) if e.name == name)
    return found.node_of[article, index]


def committee(article: str, province: str, date: str, body: str = "UBND tỉnh ", **options: object) -> Reading:
    area = f"tỉnh {province}"
    facts = [(f"{body}{province}", "partOf", area), (f"Chủ tịch {body}{province}", "postIn", f"{body}{province}")]
    kinds = {area: "Province", f"{body}{province}": "StateOrgan"}
    return reading(article, *facts, date=date, kinds=kinds, **options)  # type: ignore[arg-type]


def test_one_province_name_is_two_units_and_two_committees() -> None:
    readings = [
        committee("may", "Bắc Ninh", "2025-05-10"),
        committee("august", "Bắc Ninh", "2025-08-10"),
        committee("giang", "Bắc Giang", "2025-05-10"),
    ]
    found = resolve(readings)
    old, new = (node(found, readings, a, "tỉnh Bắc Ninh") for a in ("may", "august"))
    assert (old, new) == ("bac-ninh", "bac-ninh-2025")
    assert (old, new) in found.succeeded
    assert ("bac-giang", "bac-ninh-2025") in found.succeeded
    bodies = {a: node(found, readings, a, f"UBND tỉnh {p}") for a, p in (("may", "Bắc Ninh"), ("august", "Bắc Ninh"))}
    assert bodies["may"] != bodies["august"]
    assert (bodies["may"], bodies["august"]) in found.succeeded
    posts = {node(found, readings, a, "Chủ tịch UBND tỉnh Bắc Ninh") for a in ("may", "august")}
    assert len(posts) == 2


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Đoàn công tác về tỉnh Bắc Ninh (cũ) sáng nay.", "bac-ninh"),
        ("Đoàn công tác về tỉnh Bắc Ninh trước đây sáng nay.", "bac-ninh"),
        ("Đoàn công tác về tỉnh Bắc Ninh sáng nay.", "bac-ninh-2025"),
    ],
)
def test_words_beside_a_place_override_the_date(text: str, unit: str) -> None:
    one = reading("a", date="2025-09-01", kinds={"tỉnh Bắc Ninh": "Province"}, text=text)
    assert resolve([one]).node_of["a", 0] == unit


def test_after_the_merger_before_its_day() -> None:
    text = "Nhân sự tỉnh Bắc Ninh sau sáp nhập được công bố."
    one = reading("a", date="2025-06-20", kinds={"tỉnh Bắc Ninh": "Province"}, text=text)
    assert resolve([one]).node_of["a", 0] == "bac-ninh-2025"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("UBND tỉnh Cao Bằng", "Ủy ban nhân dân tỉnh Cao Bằng"),
        ("Sở GD&ĐT tỉnh Cao Bằng", "Sở Giáo dục và Đào tạo tỉnh Cao Bằng"),
        ("Tỉnh ủy Cao Bằng", "Ban Chấp hành Đảng bộ tỉnh Cao Bằng"),
    ],
)
def test_spellings_of_one_body(one: str, two: str) -> None:
    area = {"tỉnh Cao Bằng": "Province", "Cao Bằng": "Province"}
    readings = [
        reading("a", (one, "partOf", "tỉnh Cao Bằng"), date="2017-05-01", kinds=area),
        reading("b", (two, "partOf", "tỉnh Cao Bằng"), date="2018-05-01", kinds=area),
    ]
    found = resolve(readings)
    assert node(found, readings, "a", one) == node(found, readings, "b", two)


def test_a_body_without_its_place_is_its_articles_own() -> None:
    readings = [reading(a, date="2017-05-01", kinds={"UBND tỉnh": "StateOrgan"}) for a in ("a", "b")]
    found = resolve(readings)
    assert found.node_of["a", 0] != found.node_of["b", 0]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Bí thư Tỉnh ủy Cao Bằng", "Bí thư Cao Bằng"),
        ("Chủ tịch UBND tỉnh Cao Bằng", "Chủ tịch tỉnh Cao Bằng"),
    ],
)
def test_two_ways_to_name_a_post(one: str, two: str) -> None:
    body = one.split(" ", 2)[2]
    readings = [
        reading(
            "a", (one, "postIn", body), (body, "partOf", "Cao Bằng"), date="2017-05-01", kinds={"Cao Bằng": "Province"}
        ),
        reading("b", (two, "postIn", "Cao Bằng"), date="2017-06-01", kinds={"Cao Bằng": "Province"}),
    ]
    found = resolve(readings)
    assert node(found, readings, "a", one) == node(found, readings, "b", two)


def paper(article: str, name: str, date: str, *, number: str = "", issued: str = "", text: str = "") -> Reading:
    facts = [(name, "number", Value(number))] if number else []
    facts += [(name, "issuedOn", Value(issued, "date"))] if issued else []
    return reading(article, *facts, date=date, kinds={name: "Resolution"}, text=text)


def test_a_partial_reference_goes_to_the_document_of_its_term() -> None:
    readings = [
        paper("full", "Nghị quyết số 18-NQ/TW", "2017-11-01", number="18-NQ/TW", issued="2017-10-25"),
        paper("part", "Nghị quyết 18", "2018-03-01", text="Nghị quyết 18 của Trung ương khóa XII được quán triệt."),
        paper("other", "Nghị quyết 18", "2018-03-01", text="Nghị quyết 18 của Trung ương khóa IX được tổng kết."),
    ]
    found = resolve(readings)
    assert found.node_of["full", 0] == found.node_of["part", 0] != found.node_of["other", 0]


def test_one_number_in_two_terms_is_two_documents() -> None:
    readings = [
        paper("2008", "Nghị quyết 28-NQ/TW", "2018-08-27", number="28-NQ/TW", issued="2008-09-22"),
        paper("2013", "Nghị quyết 28-NQ/TW", "2018-08-27", number="28-NQ/TW", issued="2013-10-25"),
    ]
    found = resolve(readings)
    assert found.node_of["2008", 0] != found.node_of["2013", 0]


def test_a_number_with_its_year_is_one_document_everywhere() -> None:
    names = ("Nghị quyết số 202/2025/QH15", "Nghị quyết 202/2025/QH15 của Quốc hội")
    readings = [paper(f"a{i}", n, f"2025-0{i + 6}-20", number="202/2025/QH15") for i, n in enumerate(names)]
    found = resolve(readings)
    assert found.node_of["a0", 0] == found.node_of["a1", 0]


def meeting(article: str, name: str, day: str, place: str, *people: str) -> Reading:
    facts: list[tuple[str, str, str | Value]] = [(name, "heldOn", Value(day, "date")), (name, "heldIn", place)]
    facts += [(p, "attends", name) for p in people]
    return reading(article, *facts, date=day, kinds={name: "Meeting", place: "Province"})


def test_an_event_of_several_articles_is_one() -> None:
    who = ("Phan Đình Trạc", "Hoàng Xuân Ánh")
    readings = [
        meeting("a", "Hội nghị tổng kết 10 năm thực hiện Nghị quyết 28", "2018-08-27", "Cao Bằng", *who),
        meeting("b", "Hội nghị tổng kết Nghị quyết 28 của Bộ Chính trị", "2018-08-27", "Cao Bằng", *who),
        meeting("c", "Hội nghị tổng kết Nghị quyết 28 của Bộ Chính trị", "2018-08-27", "Sơn La", "Lò Minh Hùng"),
        meeting("d", "Hội nghị tổng kết Nghị quyết 28 của Bộ Chính trị", "2018-09-27", "Cao Bằng", "Lò Minh Hùng"),
    ]
    found = resolve(readings)
    event = {r.article.id: found.node_of[r.article.id, 0] for r in readings}
    assert event["a"] == event["b"]
    assert len(set(event.values())) == 3


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("Kỳ họp thứ 11 HĐND tỉnh khóa XVI", False),
        ("Đại hội đại biểu Đảng bộ huyện lần thứ XXV, nhiệm kỳ 2020-2025", False),
        ("Hội nghị tổng kết công tác xử lý vi phạm năm 2018", False),  # "vi" is no number
        ("Kỳ họp thứ 11 HĐND tỉnh Cao Bằng khóa XVI", True),
        ("Đại hội đại biểu toàn quốc lần thứ XII của Đảng, nhiệm kỳ 2016-2021", True),
    ],
)
def test_a_name_alone_makes_one_event_only_where_it_says_whose(name: str, one: bool) -> None:
    readings = [
        reading("a", (name, "heldOn", Value("2018-12-10", "date")), date="2018-12-11", kinds={name: "Meeting"}),
        reading("b", (name, "heldOn", Value("2018-12-05", "date")), date="2018-12-06", kinds={name: "Meeting"}),
    ]
    found = resolve(readings)
    assert (found.node_of["a", 0] == found.node_of["b", 0]) is one


def test_an_event_is_not_held_in_two_provinces() -> None:
    name = "Đại hội Công đoàn lần thứ XII, nhiệm kỳ 2018-2023"
    days = {"a": "2018-12-10", "b": "2018-12-11", "c": "2018-12-12"}
    readings = [
        meeting("a", name, days["a"], "Cao Bằng", "Lò Minh Hùng"),
        reading("b", (name, "heldOn", Value(days["b"], "date")), date=days["b"], kinds={name: "Meeting"}),
        meeting("c", name, days["c"], "Lạng Sơn", "Lê Thị Hoa"),
    ]
    found = resolve(readings)
    assert found.node_of["a", 0] != found.node_of["c", 0]


def test_a_deputy_of_a_province_has_one_post_however_it_is_written() -> None:
    names = ("đại biểu Quốc hội tỉnh Bắc Kạn", "ĐBQH tỉnh Bắc Kạn")
    readings = [
        reading(
            article,
            ("Nguyễn Thị Thủy", "holdsPost", name),
            (name, "postIn", "Quốc hội"),
            date="2018-06-05",
            kinds={"Quốc hội": "StateOrgan", "tỉnh Bắc Kạn": "Province"},
            known={"Quốc hội": "quoc-hoi"},
        )
        for article, name in zip("ab", names, strict=True)
    ]
    found = resolve(readings)
    for article, name in zip("ab", names, strict=True):
        assert node(found, readings, article, name) == "dai-bieu-quoc-hoi-bac-kan"
    assert found.node_of["a", 1] == found.node_of["b", 1]


def test_an_unnamed_holder_is_inferred_and_not_said() -> None:
    one = reading("a", date="2017-03-10", kinds={"Thủ tướng": "Post"}, text="Thủ tướng yêu cầu các bộ báo cáo.")
    found = resolve([one])
    (guess,) = found.inferred
    assert (guess.article, guess.entity, guess.person) == ("a", 0, "nguyen-xuan-phuc")
    assert guess.term.startswith("nguyen-xuan-phuc--")
    assert found.tenures == ()
    later = reading("b", date="2022-03-10", kinds={"Thủ tướng": "Post"}, text="Thủ tướng yêu cầu các bộ báo cáo.")
    assert resolve([later]).inferred[0].person == "pham-minh-chinh"


def test_near_copies_count_once() -> None:
    story = " ".join(f"Sáng nay đoàn công tác đến xã thứ {n} để kiểm tra việc làm đường." for n in range(12))
    fact = ("Lò Văn Giàng", "holdsPost", "Chủ tịch UBND xã")
    readings = [
        reading("a", fact, date="2017-05-01", text=story + " Lò Văn Giàng, Chủ tịch UBND xã, cùng dự."),
        reading("b", fact, date="2017-05-02", text=story + " Lò Văn Giàng, Chủ tịch UBND xã, cùng đi."),
    ]
    found = resolve(readings)
    assert found.copies == {"b": "a"}
    assert found.node_of["a", 0] == found.node_of["b", 0]
