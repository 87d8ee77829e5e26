"""What sentences say, read from their text alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.reader import Reader, Trace
from kg.model import Article, Reading, Value
from kg.ontology import Frame, Ontology, load
from tests.extract.asking import read, readers


def said(reading: Reading) -> set[tuple[str, str, str]]:
    def shown(end: int | Value) -> str:
        return end.text if isinstance(end, Value) else reading.entities[end].name

    return {(shown(s.subject), s.predicate, shown(s.object)) for s in reading.statements}


HEAD = "Cao Bằng: Hội nghị tổng kết công tác năm\n"

SENTENCES = [
    (
        "Thủ tướng Chính phủ Phạm Văn Minh chủ trì Hội nghị toàn quốc về chuyển đổi số.",
        {
            ("Phạm Văn Minh", "holdsPost", "Thủ tướng Chính phủ"),
            ("Thủ tướng Chính phủ", "postIn", "Chính phủ"),
            ("Phạm Văn Minh", "chairs", "Hội nghị toàn quốc về chuyển đổi số"),
        },
    ),
    (
        "Ông Nguyễn Văn An, Ủy viên Bộ Chính trị, Bí thư Thành ủy Hà Nội đã tiếp Đại sứ Nhật Bản Ito Naoki.",
        {
            ("Nguyễn Văn An", "holdsPost", "Ủy viên Bộ Chính trị"),
            ("Nguyễn Văn An", "holdsPost", "Bí thư Thành ủy Hà Nội"),
            ("Bí thư Thành ủy Hà Nội", "postIn", "Thành ủy Hà Nội"),
        },
    ),
    (
        "Ủy ban nhân dân tỉnh Cao Bằng ban hành Kế hoạch số 341/KH-UBND.",
        {
            ("Ủy ban nhân dân tỉnh Cao Bằng", "partOf", "tỉnh Cao Bằng"),
            ("Ủy ban nhân dân tỉnh Cao Bằng", "issues", "Kế hoạch số 341/KH-UBND"),
            ("Kế hoạch số 341/KH-UBND", "number", "341/KH-UBND"),
        },
    ),
    (
        "Phát biểu tại Hội nghị, Thiếu tướng Hoàng Công Hải, Phó Tư lệnh Quân khu 1 đề nghị tỉnh Cao Bằng "
        "tiếp tục quan tâm xây dựng khu vực phòng thủ.",
        {
            ("Hoàng Công Hải", "holdsPost", "Phó Tư lệnh Quân khu 1"),
            ("Hoàng Công Hải", "directs", "tỉnh Cao Bằng"),
        },
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_says(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= said(read(HEAD + sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Thủ tướng Chính phủ Phạm Văn Minh yêu cầu tỉnh Cao Bằng ban hành Kế hoạch số 341/KH-UBND.",
        "Tỉnh Cao Bằng chưa ban hành Kế hoạch số 341/KH-UBND.",
    ],
)
def test_asked_or_denied_is_not_done(sentence: str) -> None:
    assert not any(p == "issues" for _, p, _ in said(read(HEAD + sentence)))


def test_directive_keeps_force_and_content() -> None:
    reading = read(HEAD + SENTENCES[3][0])
    directive = next(h for h in reading.happenings if h.kind == "Directive")
    roles = dict(directive.roles)
    assert roles["force"] == Value("code:request", "code")
    assert roles["content"] == Value("tiếp tục quan tâm xây dựng khu vực phòng thủ")
    via = [s for s in reading.statements if s.predicate == "directs"]
    assert [reading.happenings[s.via or 0].kind for s in via] == ["Directive"]


def test_award_to_a_counted_group() -> None:
    reading = read(HEAD + "Dịp này, Ủy ban nhân dân tỉnh Cao Bằng đã tặng Bằng khen cho hơn 20 tập thể và cá nhân.")
    award = next(h for h in reading.happenings if h.kind == "Award")
    roles = dict(award.roles)
    assert isinstance(roles["agent"], int) and isinstance(roles["recipient"], int)
    assert reading.entities[roles["agent"]].name == "Ủy ban nhân dân tỉnh Cao Bằng"
    group = reading.entities[roles["recipient"]]
    assert (group.kind, group.name) == ("Group", "hơn 20 tập thể và cá nhân")
    amount = dict(next(h for h in reading.happenings if h.kind == "Quantity").roles)
    assert amount["quantityOf"] == roles["recipient"] and amount["minValue"] == Value("20", "decimal")


def test_statistics_of_a_province() -> None:
    reading = read(
        "Cao Bằng: Xây dựng khu vực phòng thủ\nNăm 2017, tỉnh Cao Bằng đã dành hơn 11,5 tỷ đồng để xây dựng các công trình."
    )
    amount = dict(next(h for h in reading.happenings if h.kind == "Quantity").roles)
    assert amount["minValue"] == Value("11500000000", "decimal")
    assert amount["unit"] == Value("VND")
    assert amount["observationDate"] == Value("2017", "gYear")


def test_words_go_to_their_speaker() -> None:
    reading = read(
        HEAD + "Tại Hội nghị, ông Nguyễn Văn An nhấn mạnh: “Cao Bằng cần giữ vững biên giới hòa bình và phát triển”.\n"
        "“Đây là nhiệm vụ trọng tâm của cả hệ thống chính trị trong năm tới”, bà Trần Thị Bích nói."
    )
    speeches = [dict(h.roles) for h in reading.happenings if h.kind == "Speech"]
    speakers = [reading.entities[r["agent"]].name for r in speeches if isinstance(r["agent"], int)]
    assert speakers == ["Nguyễn Văn An", "Trần Thị Bích"]


@pytest.mark.parametrize(
    "asking",
    [
        "Bộ trưởng Nguyễn Văn An đã trả lời phỏng vấn phóng viên về dự án.",
        "Phóng viên đã có cuộc trao đổi với ông Nguyễn Văn An về dự án.",
    ],
)
def test_answers_are_those_of_who_is_asked(asking: str) -> None:
    reading = read(
        f"{HEAD}{asking}\nXin ông cho biết vì sao dự án của bà Trần Thị Bích bị chậm?\n"
        "- Việc giải phóng mặt bằng năm nay gặp rất nhiều khó khăn, chúng tôi đang gỡ từng bước.\n"
        "Bà Trần Thị Bích nói gì về việc này?\n"
        "- Chúng tôi đã trao đổi thẳng thắn với nhau và sẽ có kết quả trong tháng tới."
    )
    speeches = [dict(h.roles)["agent"] for h in reading.happenings if h.kind == "Speech"]
    assert [reading.entities[s].name for s in speeches if isinstance(s, int)] == ["Nguyễn Văn An"] * 2


def test_every_statement_names_a_frame_and_a_sentence() -> None:
    frames = {f.id for f in load().frames}
    for sentence, _ in SENTENCES:
        reading = read(HEAD + sentence)
        assert reading.statements
        for statement in reading.statements:
            assert statement.frame in frames
            assert 0 <= statement.sentence < len(reading.sentences)
            assert 0 < statement.confidence <= 1


def test_a_relation_of_the_users_own_stands_by_its_weight() -> None:
    own = load()
    extended = Ontology(
        parents=own.parents, relations=dict(own.relations), known=own.known, frames=own.frames, words=own.words
    )
    meets = own.relations["meets"]
    extended.relations["thanks"] = type(meets)("thanks", meets.domain, meets.range)
    frame = Frame(
        "thanks", False, "thanks", ("{s~} tri ân {o}",), 5, 0.8, (), (), frozenset(), (), ()
    )  # fmt: skip
    extended.frames = (*own.frames, frame)
    trace = Trace()
    text = "Tin trong nước\nÔng Nguyễn Văn An tri ân Bộ Quốc phòng."
    reading = Reader(extended).read(Article("a", text), trace)
    assert ("Nguyễn Văn An", "thanks", "Bộ Quốc phòng") in said(reading)
    assert "{s~} tri ân {o}" in trace.frames


def _cases(counter: bool) -> list[tuple[str, str]]:
    return [(f.id, e) for f in load().frames if not f.noun for e in (f.counterexamples if counter else f.examples)]


def _shows(frame: Frame, reading: Reading) -> bool:
    names = {frame.evokes, *(rule.split()[1] for rule in frame.asserts)}
    return any(s.predicate in names for s in reading.statements) or any(h.kind in names for h in reading.happenings)


@pytest.mark.parametrize(("name", "sentence"), _cases(counter=False))
def test_examples_of_clauses(name: str, sentence: str) -> None:
    frame = next(f for f in load().frames if f.id == name)
    assert _shows(frame, read(f"Tin trong ngày\n{sentence}."))


@pytest.mark.parametrize(("name", "sentence"), _cases(counter=True))
def test_counterexamples_of_clauses(name: str, sentence: str) -> None:
    frame = next(f for f in load().frames if f.id == name)
    assert not _shows(frame, read(f"Tin trong ngày\n{sentence}."))


CAREERS = [
    ("Ông Lê Ngọc Quang sinh năm 1974.", "5/2001-12/2008: Trưởng phòng Tổng hợp; Giám đốc Sở Nội vụ.", True),
    ("Ông Lê Ngọc Quang sinh năm 1974.", "Từ tháng 5/2001 đến tháng 12/2008: Giám đốc Sở Nội vụ.", True),
    ("Ông Lê Ngọc Quang sinh năm 1974.", "Trải qua nhiều cương vị: Giám đốc Sở Nội vụ, Bí thư Huyện ủy.", True),
    ("Ông Lê Ngọc Quang sinh năm 1974.", "Sáng 5/8, UBND tỉnh họp, Giám đốc Sở Nội vụ báo cáo.", False),
    ("Ông Lê Ngọc Quang sinh năm 1974.", "Năm 2001, Giám đốc Sở Nội vụ Trần Văn An nghỉ hưu.", False),
]


@pytest.mark.parametrize(("before", "line", "his"), CAREERS)
def test_posts_of_a_career_are_those_of_the_person_named_before(before: str, line: str, his: bool) -> None:
    reading = read(f"Tiểu sử\n{before}\n{line}")
    work = readers()[1].prepare(replace(reading, statements=(), happenings=()), [])
    carried = [site for site in work.sites[-1] if site.how == "career"]
    assert [reading.entities[site.entity].name for site in carried] == (["Lê Ngọc Quang"] if his else [])


PLANNED = [
    ("Bà Trần Thị Bích sẽ được Chủ tịch nước Nguyễn Văn An tặng Huân chương Lao động hạng Ba.", "awards", True),
    ("Bà Trần Thị Bích được Chủ tịch nước Nguyễn Văn An tặng Huân chương Lao động hạng Ba.", "awards", False),
    ("Ủy ban Kiểm tra Trung ương dự kiến cảnh cáo ông Nguyễn Văn An.", "disciplines", True),
    ("Ủy ban Kiểm tra Trung ương cảnh cáo ông Nguyễn Văn An.", "disciplines", False),
    ("Hội nghị sẽ diễn ra tại Hà Nội.", "heldIn", False),  # coming events are told of like others
]


@pytest.mark.parametrize(("sentence", "relation", "guarded"), PLANNED)
def test_what_is_planned_is_guarded_where_plans_state_nothing(sentence: str, relation: str, guarded: bool) -> None:
    reading = read(f"Tin trong ngày\n{sentence}")
    work = readers()[1].prepare(replace(reading, statements=(), happenings=()), [])
    asked = [c for c in work.candidates if c.predicate == relation and c.trigger is not None]
    assert asked
    assert {"FG" in c.features for c in asked} == {guarded}
