"""Whose words stand in quotation marks, and what is only a name."""

from __future__ import annotations

import pytest

from kg.language.quotes import quotations, spans


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Ông Minh nhấn mạnh: “Phải làm ngay, không chờ đợi”.", "Phải làm ngay, không chờ đợi", "speech"),
        ('"Chúng tôi sẽ sửa sai trong tháng này", ông Minh nói.', "Chúng tôi sẽ sửa sai trong tháng này", "speech"),
        ("„Chúng tôi sẽ sửa sai trong tháng này“, bà Mai nói.", "Chúng tôi sẽ sửa sai trong tháng này", "speech"),
        ("«Chúng tôi sẽ sửa sai trong tháng này», bà Mai cho biết.", "Chúng tôi sẽ sửa sai trong tháng này", "speech"),
        ("Theo ông, 'nghị quyết phải đi vào đời sống, không để trong ngăn kéo'.", None, "speech"),
        ("Bộ trưởng khẳng định “vùng biển này đã an toàn trở lại”.", "vùng biển này đã an toàn trở lại", "speech"),
        ("Phong trào “Toàn dân đoàn kết xây dựng đời sống văn hóa” lan rộng.", None, "scare"),
        ("Hội thảo với chủ đề: “Đổi mới, sáng tạo và phát triển bền vững trong tình hình mới”.", None, "scare"),
        ("Ông bị điều tra về tội “Thiếu trách nhiệm gây hậu quả nghiêm trọng”.", None, "scare"),
        ("Không để xuất hiện “điểm nóng” về an ninh.", "điểm nóng", "scare"),
    ],
)
def test_kind(text: str, words: str | None, kind: str) -> None:
    (quotation,) = quotations(text)
    assert quotation.kind == kind
    if words:
        assert text[quotation.first : quotation.last] == words


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        ("Ông nói: “Thanh Hóa như một “Việt Nam thu nhỏ” vậy”. Hết.", ["“Thanh Hóa như một “Việt Nam thu nhỏ” vậy”"]),
        ('Ông nói: "Không để có “điểm nóng” nào". Hết.', ['"Không để có “điểm nóng” nào"']),
        ('Ông nói: "Phong trào "Xanh" rất tốt". Hết.', ['"Phong trào "Xanh" rất tốt"']),
        ("Lời bế mạc: “Cảm ơn tất cả các đội“. Hết.", ["“Cảm ơn tất cả các đội“"]),
        ('Lời bế mạc: “Cảm ơn tất cả các đội". Hết.', ['“Cảm ơn tất cả các đội"']),
        ("Ông viết: “Câu một.\nCâu hai.”\nHết.", ["“Câu một.\nCâu hai.”"]),
        ("Ông nói: “Chưa xong đâu nhé.\nDòng sau có “tên” khác.", ["“Chưa xong đâu nhé.", "“tên”"]),
        ("Lạc một dấu “ở đây.\nDòng sau có “tên” khác.", ["“tên”"]),
        ('Người H’Mông ở xã ấy và 5" thép.', []),
    ],
)
def test_outermost_pairs_and_odd_marks(text: str, outer: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text)] == outer


def test_interview_answers_name_their_speaker() -> None:
    text = "PV: Thưa ông, bao giờ xong?\nÔng Trần Minh: Cuối năm sẽ xong.\n- Vì sao chậm?\n- Vì thiếu vốn."
    first, second = quotations(text)
    assert first.kind == second.kind == "answer"
    assert first.who and text[slice(*first.who)] == "Ông Trần Minh:"
    assert text[first.first : first.last] == "Cuối năm sẽ xong."
    assert second.who is None and text[second.first : second.last] == "Vì thiếu vốn."


INLINE = [  # interviews whose breaks of lines were lost
    (
        "PV: Thưa ông, bao giờ xong? Ông Trần Minh: Cuối năm sẽ xong. PV: Vì sao chậm? Ông Trần Minh: Vì thiếu vốn.",
        ["Cuối năm sẽ xong.", "Vì thiếu vốn."],
    ),
    (
        "* Phóng viên: Năm nay thi thế nào? * Thứ trưởng Lê Hà: Thi như năm trước. * Phóng viên: Đề có khó hơn không?",
        ["Thi như năm trước."],
    ),
    (
        "- Bao giờ cầu thông xe? - Cuối năm cầu sẽ thông xe. - Vì sao chậm như vậy? - Vì thiếu vốn đối ứng.",
        ["Cuối năm cầu sẽ thông xe.", "Vì thiếu vốn đối ứng."],
    ),
    (  # Đ is a capital
        "- Bao giờ cầu thông xe? - Đúng cuối năm cầu sẽ thông xe. - Vì sao chậm như vậy? - Ở đây thiếu vốn đối ứng.",
        ["Đúng cuối năm cầu sẽ thông xe.", "Ở đây thiếu vốn đối ứng."],
    ),
    ("Ai chịu trách nhiệm? - Câu hỏi ấy chưa có lời đáp.", []),
]


@pytest.mark.parametrize(("text", "answers"), INLINE)
def test_answers_within_the_line_of_their_questions(text: str, answers: list[str]) -> None:
    assert [text[q.first : q.last] for q in quotations(text) if q.kind == "answer"] == answers
