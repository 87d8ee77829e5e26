"""Where sentences end, and where they do not."""

from __future__ import annotations

import pytest

from kg.language.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["Sáng nay, hội nghị khai mạc.", "Ông Minh chủ trì."],
        ["Đề án trị giá 1.500.000 đồng, ký ngày 27.6.2017 tại TP. Hồ Chí Minh.", "Dự án còn dở dang."],
        ["Dự lễ có PGS.TS. Nguyễn Văn Bình, ThS. Lê Thị Mai và BS. Trần Hòa."],
        ["Hội thảo do GS. Lê Văn Lan và Mr. John F. Kennedy chủ trì ở Q.1, P.12, TX. Sơn Tây."],
        ["Nghi can N.V.A. khai nhận hành vi."],
        ["Nghi can là Trần Văn B. (32 tuổi)."],
        ["Tỉnh giữ vững ổn định./.", "Hội nghị bế mạc chiều nay."],
        ["Nhiều việc đã xong, v.v. và còn việc phải làm."],
        ["Cơ sở ngày càng vững chắc.", "Ông Hùng ghi nhận điều đó."],
        ["1. Đẩy mạnh cải cách.", "2. Tăng cường kiểm tra."],
        ["Điều 5. Phạm vi điều chỉnh của Luật."],
        ["Ông nói: “Tốt! Rất tốt!” rồi bước đi."],
        ["Việc ấy có nên không?", "Các đại biểu đều đồng ý."],
        ["Ảnh hưởng lan khắp Đông Nam Á.", "Các nước cùng hành động."],
        ["Mọi chi tiết có tại baochi.vn và TP.HCM."],
        ["Lãnh đạo tỉnh dự lễ.", "(Ảnh: Minh Đức/TTXVN)", "Thực hiện kế hoạch năm, tỉnh đã ra quân."],
        ["Một góc khu biệt thự cũ ở Hà Nội", "Ông Hùng thừa nhận có thiếu sót."],
        ["Bàn về ý kiến của UBND tỉnh Bà Rịa - Vũng Tàu."],
        ["Hội nghị đã xong…", "Ai về việc nấy."],
    ],
)
def test_cuts_where_a_reader_would(pieces: list[str]) -> None:
    joiner = "" if pieces[0].startswith("Cơ sở") else " "
    assert cut(joiner.join(pieces)) == pieces


def test_every_line_is_a_paragraph() -> None:
    assert cut("  TIÊU ĐỀ KHÔNG CHẤM \n\n\tSapo của bài\r\nThân bài.\n") == [
        "TIÊU ĐỀ KHÔNG CHẤM",
        "Sapo của bài",
        "Thân bài.",
    ]


def test_long_quotation_is_cut_between_its_sentences() -> None:
    first = "Ông nói: “Chúng tôi đã làm việc với từng hộ dân và ghi nhận đầy đủ ý kiến của bà con trong xã."
    second = "Việc còn lại là của Ủy ban nhân dân huyện, chậm nhất trong tháng này”."
    assert cut(f"{first} {second}") == [first, second]


@pytest.mark.parametrize("text", ["", " \n\t\n", "“", "...", "A", 'Ông nói: "chưa xong', "”.”.”"])
def test_odd_text_keeps_every_character_that_is_not_space(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
    for sentence in sentences(text):
        piece = text[sentence.start : sentence.end]
        assert piece and piece == piece.strip()
