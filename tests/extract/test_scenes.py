"""What is asked of sentences about an event, a place or a body that other sentences name."""

from __future__ import annotations

import pytest

from tests.extract.asking import prepared, read


def asked(text: str) -> set[tuple[str, str, str]]:
    """The relations that candidates offer, days by their date."""
    reading = read(text)
    work, found = prepared(reading)
    names = [e.name for e in reading.entities]
    return {
        (
            names[c.subject.entity],
            c.predicate,
            names[c.object.entity] if c.object.entity >= 0 else found[int(c.object.phrase.traits["date"])].value,
        )
        for c in work.candidates
    }


HEAD = "Tin trong ngày\n"


@pytest.mark.parametrize(
    ("text", "event", "relation", "end"),
    [
        (
            "Sáng 27/8, tại Hà Nội, ông Lê Văn Tám đã hội đàm với bà Trần Thị Bích. Tại buổi hội đàm giữa ông Lê Văn Tám "
            "và bà Trần Thị Bích, hai bên trao đổi về thương mại.",
            "hội đàm",
            "heldOn",
            "2024-08-27",
        ),
        (
            "Sáng 27/8, tại tỉnh Sơn La, ông Lê Văn Tám đi kiểm tra rừng. Buổi làm việc với Ủy ban nhân dân tỉnh Sơn La "
            "diễn ra ngay sau đó.",
            "làm việc",
            "heldOn",
            "2024-08-27",
        ),
        (
            "Sáng 27/8, tại tỉnh Sơn La, ông Lê Văn Tám đi kiểm tra rừng. Buổi làm việc với Ủy ban nhân dân tỉnh Sơn La "
            "diễn ra ngay sau đó.",
            "làm việc",
            "heldIn",
            "tỉnh Sơn La",
        ),
    ],
)
def test_an_event_is_told_of_beside_its_name(text: str, event: str, relation: str, end: str) -> None:
    assert any(event in s and (p, o) == (relation, end) for s, p, o in asked(HEAD + text))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Ông Lê Văn Tám, Chủ tịch Ủy ban nhân dân tỉnh Sơn La, đến thăm xã Mường Hoa Mới. Bản Nà Sang Hạ mất điện.",
            ("xã Mường Hoa Mới", "partOf", "tỉnh Sơn La"),
        ),
        (
            "Bộ Xây dựng công bố quyết định về cán bộ. Ông Lê Văn Tám làm Vụ trưởng Vụ Quy hoạch - Kiến trúc.",
            ("Vụ Quy hoạch - Kiến trúc", "partOf", "Bộ Xây dựng"),
        ),
    ],
)
def test_what_an_article_is_about_holds_what_it_names(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in asked(HEAD + text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Phát biểu giao nhiệm vụ, đồng chí Lê Văn Tám ghi nhận kết quả; yêu cầu Sở Y tế tỉnh Sơn La luân phiên bác sĩ "
            "xuống tuyến dưới, mua thêm thuốc, sửa lại các trạm đã cũ, lập sổ theo dõi người bệnh ở từng bản làng xa "
            "trung tâm; giao Sở Tài chính tỉnh Sơn La bố trí vốn.",
            ("Lê Văn Tám", "directs", "Sở Tài chính tỉnh Sơn La"),
        ),
        (
            "Tòa án nhân dân tỉnh Sơn La tuyên phạt bị cáo 7 năm tù. HĐXX kiến nghị Bộ Công Thương sửa quy trình.",
            ("Tòa án nhân dân tỉnh Sơn La", "directs", "Bộ Công Thương"),
        ),
        (
            "Bà Lò Thị Mai, Bí thư Đảng ủy xã Mường Bú, báo cáo kết quả thực hiện Nghị quyết số 19-NQ/TW.",
            ("Đảng ủy xã Mường Bú", "implements", "Nghị quyết số 19-NQ/TW"),
        ),
        (
            "Ông Lê Văn Tám lưu ý Ủy ban nhân dân tỉnh Sơn La về tiến độ.",
            ("Lê Văn Tám", "directs", "Ủy ban nhân dân tỉnh Sơn La"),
        ),
        (
            "Ông Lê Văn Tám đến làm việc với Ủy ban nhân dân xã Mường Bú. Cùng đi có bà Lò Thị Mai.",
            ("Lò Thị Mai", "visits", "xã Mường Bú"),
        ),
    ],
)
def test_the_subject_may_be_far_or_another_noun(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in asked(HEAD + text)
