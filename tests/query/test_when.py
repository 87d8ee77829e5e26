"""Dates in questions and in parameters."""

import pytest

from kg.errors import QueryError
from kg.query.dates import iso, last_day
from kg.query.when import When, bounds, take_out


@pytest.mark.parametrize(
    ("question", "rest", "when"),
    [
        ("ai thăm lào vào tháng 2/2018", "ai thăm lào", When("2018-02", "2018-02")),
        ("ai thăm lào ngày 27 tháng 8 năm 2018", "ai thăm lào", When("2018-08-27", "2018-08-27")),
        ("ai thăm lào ngày 27/8/2018", "ai thăm lào", When("2018-08-27", "2018-08-27")),
        ("ai thăm lào năm 2018", "ai thăm lào", When("2018", "2018")),
        ("ai tham lao tu 2018 den nam 2020", "ai tham lao", When("2018", "2020")),
        ("có gì mới từ 1/1/2019 đến 31/12/2019", "có gì mới", When("2019-01-01", "2019-12-31")),
        ("ai thăm lào kể từ tháng 6 năm 2019", "ai thăm lào", When("2019-06", "")),
        # "Before" and "after" leave out what they name, "until" and "since" do not.
        ("ai thăm lào trước năm 2018", "ai thăm lào", When("", "2017-12-31")),
        ("ai thăm lào trước tháng 3/2020", "ai thăm lào", When("", "2020-02-29")),
        ("who visited laos before 2018-08-27", "who visited laos", When("", "2018-08-26")),
        ("ai thăm lào đến năm 2018", "ai thăm lào", When("", "2018")),
        ("ai thăm lào sau năm 2018", "ai thăm lào", When("2019-01-01", "")),
        ("ai tham lao sau thang 12/2018", "ai tham lao", When("2019-01-01", "")),
        ("who visited laos after 2018-08-27", "who visited laos", When("2018-08-28", "")),
        ("who visited laos since 2018-08-27", "who visited laos", When("2018-08-27", "")),
        ("who visited laos after 9999", "who visited laos after 9999", When()),
        ("who visited laos before 0001", "who visited laos before 0001", When()),
        ("who visited laos between june 2018 and 5 march 2019", "who visited laos", When("2018-06", "2019-03-05")),
        ("who visited laos in 2018", "who visited laos", When("2018", "2018")),
        ("hội nghị diễn ra khi nào", "hội nghị diễn ra", When(asked=True)),
        ("when did he visit laos", "did he visit laos", When(asked=True)),
        # A document's number is no date.
        ("ai ký nghị định 102/2024/nđ-cp", "ai ký nghị định 102/2024/nđ-cp", When()),
        ("ai thực hiện luật đất đai 2024", "ai thực hiện luật đất đai 2024", When()),
        ("ai thăm lào ngày 31/2/2018", "ai thăm lào ngày 31/2/2018", When()),
    ],
)
def test_the_time_is_taken_out_of_a_question(question: str, rest: str, when: When) -> None:
    assert take_out(question) == (rest, when)


@pytest.mark.parametrize(
    ("typed", "meant", "last"),
    [
        ("2018", "2018", "2018-12-31"),
        ("2018-2", "2018-02", "2018-02-28"),
        ("2/2020", "2020-02", "2020-02-29"),
        ("27/8/2018", "2018-08-27", "2018-08-27"),
        ("2018-08-27", "2018-08-27", "2018-08-27"),
    ],
)
def test_dates_as_people_type_them(typed: str, meant: str, last: str) -> None:
    assert (iso(typed), last_day(iso(typed))) == (meant, last)


def test_neither_before_nor_after_a_year_is_in_it() -> None:
    _, before = take_out("ai thăm lào trước năm 2018")
    _, after = take_out("ai thăm lào sau năm 2018")
    assert bounds(before) == ("", "2017-12-31")
    assert bounds(after) == ("2019-01-01", "")


@pytest.mark.parametrize("typed", ["hôm qua", "31/2/2018", "13/2018", "2018-00", "", "18", "2018-1-1-1"])
def test_what_is_no_date_is_said(typed: str) -> None:
    with pytest.raises(QueryError, match="is not a date"):
        iso(typed)
