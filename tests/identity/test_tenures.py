"""Spans of office from what articles attest."""

import sys
from pathlib import Path

from kg.identity import resolve
from kg.model import Reading

sys.path.insert(0, str(Path(__file__).parent))
from pairs import reading

POST = "Bí thư @ Tỉnh ủy Thanh Hóa @ tỉnh Thanh Hóa"


def readings() -> list[Reading]:
    return [
        reading("a", "Mai Văn Ninh", f"2013-05-01; {POST}"),
        reading("b", "Mai Văn Ninh", f"2014-02-01; {POST}"),
        reading("c", "Trịnh Văn Chiến", f"2015-03-05; {POST}"),
        reading("d", "Trịnh Văn Chiến", f"2017-09-05; {POST}; Đại biểu Quốc hội"),
        reading("e", "Mai Văn Ninh", f"2018-09-05; nguyên {POST}"),
    ]


def test_spans_are_attested_from_the_first_to_the_last_article() -> None:
    found = resolve(readings())
    post = found.node_of["a", 1]
    spans = {t.person: (t.attested_from, t.attested_until, t.articles) for t in found.tenures if t.post == post}
    assert spans == {
        "mai-van-ninh": ("2013-05-01", "2014-02-01", 3),
        "trinh-van-chien": ("2015-03-05", "2017-09-05", 2),
    }


def test_several_posts_at_once_are_kept() -> None:
    found = resolve(readings())
    assert len([t for t in found.tenures if t.person == "trinh-van-chien"]) == 2


def test_who_came_before_and_after() -> None:
    found = resolve(readings())
    around = {t.person: (t.before, t.after) for t in found.tenures if t.post == found.node_of["a", 1]}
    assert around["trinh-van-chien"] == (("mai-van-ninh",), ())
    assert around["mai-van-ninh"] == ((), ("trinh-van-chien",))


def test_a_former_holder_holds_nothing() -> None:
    found = resolve([readings()[4]])
    (tenure,) = found.tenures
    assert tenure.former
    assert tenure.attested_from is None
