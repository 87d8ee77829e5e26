"""Events: which words name one, which of them are one thing, and where one is told of before it is named."""

from __future__ import annotations

import pytest

from kg.language.normal import normal
from kg.model import Reading, Value
from tests.extract.asking import prepared, read, readers

HEAD = "Tin trong ngày\n"


def events(reading: Reading) -> list[list[str]]:
    """The surfaces of each event in the order of the text."""
    found: dict[int, list[str]] = {}
    for mention in reading.mentions:
        if readers()[0]._ontology.is_a(reading.entities[mention.entity].kind, "Event"):
            found.setdefault(mention.entity, []).append(reading.article.text[mention.start : mention.end])
    return list(found.values())


def asked(text: str) -> set[tuple[str, str, str, bool]]:
    """The relations that candidates offer, and whether a frame says them too."""
    reading = read(HEAD + text)
    whole = normal(reading.article.text)
    work, _ = prepared(reading)
    names = [e.name for e in reading.entities]
    out = set()
    for c in work.candidates:
        if c.object.how in ("when", "where"):  # a day or place of a sentence before is asked about for any event
            continue
        phrase = c.object.phrase
        end = names[c.object.entity] if c.object.entity >= 0 else whole[phrase.start : phrase.end]
        out.add((names[c.subject.entity], c.predicate, end, bool(c.frame)))
    return out


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        (
            "Chiều 12/5, tại Phủ Chủ tịch, Chủ tịch nước Trần Văn Quang đã hội kiến với ông Khăm Phon Vông. "
            "Tại buổi hội kiến, hai bên bày tỏ vui mừng.",
            [
                ("Trần Văn Quang", "attends", "buổi hội kiến", False),
                ("buổi hội kiến", "heldOn", "Chiều 12/5", True),
                ("buổi hội kiến", "heldIn", "Phủ Chủ tịch", False),
            ],
        ),
        (
            "Sáng 18/8, tại Hà Nội, Ủy ban nhân dân tỉnh Sơn La tổ chức gặp mặt các cựu chiến binh. Tới dự có bà Cầm "
            "Thị Mai. Phát biểu tại buổi gặp mặt, ông Lò Văn Hải ôn lại truyền thống.",
            [
                ("Ủy ban nhân dân tỉnh Sơn La", "organizes", "gặp mặt các cựu chiến binh", True),
                ("Cầm Thị Mai", "attends", "gặp mặt các cựu chiến binh", True),
            ],
        ),
        (
            "Ngày 7/2, Chủ tịch nước Trần Văn Quang tiếp ông Khăm Phon Vông. Tại cuộc gặp, hai bên bày tỏ vui mừng.",
            [("cuộc gặp", "heldOn", "Ngày 7/2", True)],
        ),
    ],
)
def test_a_verb_tells_of_an_event_named_later(text: str, relations: list[tuple[str, str, str, bool]]) -> None:
    assert set(relations) <= asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 7/2, ông Lò Văn Hải tiếp tục đi cơ sở. Tại cuộc gặp, hai bên bày tỏ vui mừng.",
        "Ngày 7/2, ông Lò Văn Hải tiếp bà Cầm Thị Mai. Tại buổi làm việc với Tỉnh ủy Sơn La, ông nêu ba việc.",
    ],
)
def test_another_verb_tells_of_no_event(text: str) -> None:
    assert not any(p == "heldOn" for _, p, _, _ in asked(text))


@pytest.mark.parametrize(
    ("listed", "people"),
    [
        (
            "Cùng dự Hội nghị có Bí thư Tỉnh ủy Cầm Thị Mai, Giám đốc Sở Y tế Lê Văn Cường và bà Phạm Thị Dung.",
            ["Cầm Thị Mai", "Lê Văn Cường", "Phạm Thị Dung"],
        ),
        (
            "Về phía tỉnh Sơn La có ông Lê Văn Cường, Giám đốc Sở Y tế; bà Phạm Thị Dung, Giám đốc Sở Nội vụ.",
            ["Lê Văn Cường", "Phạm Thị Dung"],
        ),
        (
            "Hội nghị có sự tham dự của nguyên Bí thư Tỉnh ủy Lê Văn Cường, bà Phạm Thị Dung.",
            ["Lê Văn Cường", "Phạm Thị Dung"],
        ),
        (
            "Các đồng chí: Cầm Thị Mai, Bí thư Tỉnh ủy; Lê Văn Cường, Giám đốc Sở Y tế dự hội nghị.",
            ["Cầm Thị Mai", "Lê Văn Cường"],
        ),
    ],
)
def test_frames_see_all_of_a_list(listed: str, people: list[str]) -> None:
    name = "Hội nghị tổng kết công tác xây dựng Đảng"
    found = asked(f"Sáng 12/3, Tỉnh ủy Sơn La tổ chức {name}. {listed}")
    assert {(person, "attends", name, True) for person in people} <= found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sáng 12/3, Tỉnh ủy Sơn La tổ chức Hội nghị tổng kết công tác xây dựng Đảng. Các đại biểu thảo luận Nghị "
            "quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII. Phát biểu tại hội nghị, ông Lò Văn "
            "Hải nêu ba việc.",
            ["Hội nghị tổng kết công tác xây dựng Đảng", "hội nghị"],
        ),
        (
            "Tối 10/6, huyện Mộc Châu tổ chức Lễ hội hoa ban lần thứ nhất. Phát biểu tại buổi lễ, ông Lò Văn Hải nêu "
            "ba việc.",
            ["Lễ hội hoa ban lần thứ nhất", "buổi lễ"],
        ),
        (
            "Sáng 8/9, ông Lò Văn Hải có buổi tiếp và làm việc với Huyện ủy Mộc Châu. Cùng dự buổi làm việc có bà Mai.",
            ["buổi tiếp và làm việc với Huyện ủy Mộc Châu", "buổi làm việc"],
        ),
        (
            "Chiều 16/5, tại Sơn La diễn ra lễ truy điệu các anh hùng liệt sĩ. Đến dự buổi lễ có ông Lò Văn Hải.",
            ["lễ truy điệu các anh hùng liệt sĩ", "buổi lễ"],
        ),
        (
            "Sáng 8/9, Ban Chỉ đạo 35 tỉnh Sơn La họp phiên thứ nhất. Ông Lò Văn Hải chủ trì cuộc họp.",
            ["phiên thứ nhất", "cuộc họp"],
        ),
        (
            "Ngày 7/2, ông Lò Văn Hải có buổi làm việc với Huyện ủy Mộc Châu. Đây là buổi làm việc quan trọng.",
            ["buổi làm việc với Huyện ủy Mộc Châu", "buổi làm việc"],
        ),
    ],
)
def test_a_bare_head_means_what_was_named(text: str, expected: list[str]) -> None:
    found = events(read(HEAD + text))
    again = [[n for n in names if n.startswith(expected[1])] for names in found if expected[0] in names]
    assert any({*names} - {expected[0]} for names in again)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        (
            "Sau khi kết thúc phiên họp Tổ sáng 23/5, tại cuộc họp đoàn riêng, đoàn đã bầu ông Lò Văn Hải.",
            ["phiên họp Tổ", "cuộc họp"],
        ),
    ],
)
def test_what_is_described_anew_is_another(text: str, apart: list[str]) -> None:
    assert not any(all(any(n.startswith(a) for n in names) for a in apart) for names in events(read(HEAD + text)))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Chiều 20/1, Phó Thủ tướng Trần Văn Quang chủ trì cuộc họp về tình hình triển khai Đề án phát triển mạng "
            "lưới đường sắt đô thị.",
            "cuộc họp",
        ),
        (
            "Sáng 22/10, Văn phòng Chủ tịch nước tổ chức trọng thể Lễ bàn giao công tác giữa ông Lò Văn Hải và bà Cầm "
            "Thị Mai.",
            "Lễ bàn giao",
        ),
    ],
)
def test_words_before_announce_an_event(text: str, named: str) -> None:
    assert any(n.startswith(named) for names in events(read(HEAD + text)) for n in names)


def test_of_an_events_dates_the_day_is_said_without_its_year_and_month() -> None:
    reading = read(
        HEAD + "Sáng 12/3/2024, Tỉnh ủy Sơn La tổ chức Hội nghị tổng kết công tác năm 2023 trong tháng 3/2024."
    )
    said = {s.object.text for s in reading.statements if s.predicate == "heldOn" and isinstance(s.object, Value)}
    assert said == {"2024-03-12"}


NAMED = "Sáng 12/3, Tỉnh ủy Sơn La tổ chức Hội nghị tổng kết công tác xây dựng Đảng. "
EVENT = "Hội nghị tổng kết công tác xây dựng Đảng"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Bà Cầm Thị Mai đã tới dự.", ("Cầm Thị Mai", "attends", EVENT, True)),
        ("Bà Cầm Thị Mai đã tới dự và phát biểu chỉ đạo.", ("Cầm Thị Mai", "speaksAt", EVENT, True)),
        ("Phát biểu kết luận, bà Cầm Thị Mai nêu ba việc.", ("Cầm Thị Mai", "speaksAt", EVENT, True)),
    ],
)
def test_who_comes_or_speaks_does_so_at_the_event_named_before(text: str, relation: tuple[str, str, str, bool]) -> None:
    assert relation in asked(NAMED + text)


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        (
            "Ông Lò Văn Hải dự Tọa đàm hợp tác do Sở Y tế tỉnh Sơn La phối hợp với Hội Nông dân tỉnh Sơn La tổ chức.",
            [("Sở Y tế tỉnh Sơn La", "organizes"), ("Hội Nông dân tỉnh Sơn La", "organizes")],
        ),
        (
            "Văn phòng Chính phủ thông báo ý kiến chỉ đạo của Phó Thủ tướng Lò Văn Hải tại cuộc họp về rừng.",
            [("Lò Văn Hải", "speaksAt")],
        ),
        (
            "Trong khuôn khổ chuyến thăm chính thức Lào và tham dự Hội nghị cấp cao Mê Công, bà Cầm Thị Mai đi chợ.",
            [("Cầm Thị Mai", "attends")],
        ),
        ("Buổi lễ diễn ra trên đảo Cát Bà, huyện Cát Hải.", [("Buổi lễ", "heldIn")]),
        (
            "Chiều 12/5, ông Lò Văn Hải làm việc với Ban Thường vụ Huyện ủy Mộc Châu. Tại buổi làm việc, ông nêu ba việc.",
            [("Ban Thường vụ Huyện ủy Mộc Châu", "attends")],
        ),
    ],
)
def test_frames_of_hosts_places_and_partners(text: str, relations: list[tuple[str, str]]) -> None:
    assert set(relations) <= {(s, p) for s, p, _, framed in asked(HEAD + text) if framed}


def test_who_is_named_after_speaking_is_who_speaks() -> None:
    found = asked("Bà Cầm Thị Mai chủ trì hội thảo. Phát biểu tại hội thảo, ông Lò Văn Hải nêu ba việc.")
    assert ("Lò Văn Hải", "speaksAt", "hội thảo", True) in found
    assert ("Cầm Thị Mai", "speaksAt", "hội thảo", True) not in found


@pytest.mark.parametrize(
    "text",
    ["Ông Lò Văn Hải đã có cuộc điện đàm với Thủ tướng Lào Khăm Phon Vông.", "Ông Lò Văn Hải phát biểu tại đại lễ."],
)
def test_talks_and_great_feasts_are_events(text: str) -> None:
    assert len(events(read(HEAD + text))) == 1


def test_the_verb_of_a_speaker_is_asked_about_beside_words_before_him() -> None:
    text = "Chuyên gia giao thông Lò Văn Hải cho biết việc này đã xong."
    work, _ = prepared(read(HEAD + NAMED + text))
    verbs = {c.trigger.text for c in work.candidates if c.predicate == "speaksAt" and c.line == 2 and c.trigger}
    assert "cho biết" in verbs


def test_events_are_told_apart_by_their_place_in_an_article() -> None:
    text = f"{NAMED}Phát biểu tại hội nghị, bà Cầm Thị Mai nhắc lại Đại hội Hội Nông dân lần thứ ba. Ông Lò Văn Hải nêu ba việc."
    reading = read(HEAD + text)
    work, _ = prepared(reading)
    found = {
        reading.entities[c.object.entity].name: c.features
        for c in work.candidates
        if c.line == 3 and c.predicate == "speaksAt"
    }
    main, other = found[EVENT], next(f for name, f in found.items() if name != EVENT)
    assert {"oceN2", "ocelead", "ocemost", "ocedated", "oceagain"} <= set(main)
    assert not {"ocelead", "ocemost", "oceagain"} & set(other)


@pytest.mark.parametrize(
    ("text", "attends"),
    [
        ("Phó Chủ tịch Ủy ban nhân dân tỉnh đã dự hội nghị.", True),
        ("Các đồng chí Phó Chủ tịch Ủy ban nhân dân tỉnh đã dự hội nghị.", False),
        ("Ba Phó Chủ tịch Ủy ban nhân dân tỉnh đã dự hội nghị.", False),
    ],
)
def test_a_post_of_several_is_not_its_holder(text: str, attends: bool) -> None:
    named = "Ông Lò Văn Hải, Phó Chủ tịch Ủy ban nhân dân tỉnh Sơn La, về xã Mường Bú. Bà Cầm Thị Mai ở nhà."
    assert any(s == "Lò Văn Hải" and p == "attends" for s, p, _, _ in asked(f"{named} {text}")) == attends


@pytest.mark.parametrize(
    ("text", "day", "held"),
    [
        ("Tỉnh tổ chức lễ kỷ niệm 50 năm Ngày thành lập Hội Nông dân (3/2/1974 - 3/2/2024).", "3/2/1974", False),
        ("Tỉnh tổ chức lễ kỷ niệm 50 năm Ngày thành lập Hội Nông dân (3/2/1974 - 3/2/2024).", "3/2/2024", True),
    ],
)
def test_since_when_something_is_kept_is_not_when_its_feast_is_held(text: str, day: str, held: bool) -> None:
    assert any(p == "heldOn" and o == day for _, p, o, _ in asked(text)) == held
