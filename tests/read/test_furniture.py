import pytest

from kg.read.furniture import cut

HEAD = "Đồng Tháp tổng kết mười năm xây dựng khu vực phòng thủ"
BODY = "Ngày 27/8, Tỉnh ủy Đồng Tháp tổ chức hội nghị tổng kết. Đồng chí Bí thư Tỉnh ủy chủ trì hội nghị."
LAST = "Hội nghị biểu dương các tập thể có thành tích."
ARTICLE = f"{HEAD}\n{BODY}\n{LAST}"


@pytest.mark.parametrize(
    "tail",
    [
        "Bộ trưởng A trả lời chất vấn của đại biểu (27/08/2018)\nThủ tướng tiếp Đại sứ một nước bạn  (26/08/2018)",
        "Tin liên quan\nChủ tịch nước tiếp đoàn đại biểu tỉnh bạn\nKhai mạc kỳ họp thường lệ giữa năm",
        "TIN CÙNG CHUYÊN MỤC:\n- Chủ tịch nước tiếp đoàn đại biểu tỉnh bạn\n-\n- Khai mạc kỳ họp?",
        "Từ khóa: Đồng Tháp, khu vực phòng thủ, quân sự",
        "Chia sẻ\nFacebook\nZalo\nIn bài viết",
        ">> Thủ tướng làm việc với lãnh đạo tỉnh",
        "Ảnh: TTXVN",
        "(Theo Tiền Phong)",
        "HOA LAN",
        "Trần Bình - Lê Hoa",
        "Chính trị - Xây dựng Đảng\nBước ngoặt của lịch sử dân tộc trong thế kỷ trước -\nKinh tế\nQuan niệm và giải pháp phát triển",
    ],
)
def test_lines_after_the_article_are_dropped(tail: str) -> None:
    assert cut(f"{ARTICLE}\n{tail}") == ARTICLE


@pytest.mark.parametrize(
    "credit",
    ["HOA LAN", "Trần Hoa", "Trần Hoa (TTXVN)", "Theo VOV", "(Theo Tuổi Trẻ)", "Lê Nam/VOV-Trung tâm Tin", "Tin, ảnh: Lê Nam",
     "Bài và ảnh: Trần Bình - Lê Hoa", "Nhóm PV", "N.T.B", "Lê Nam (ghi)", "Xem thêm:", "(Còn nữa) LÊ NAM"],
)  # fmt: skip
def test_credit_behind_the_last_sentence_is_dropped(credit: str) -> None:
    assert cut(f"{ARTICLE} {credit}") == ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        f"{HEAD}\nDanh sách Ban Thường vụ gồm:\n1. Trần Văn An\n2. Lê Thị Bình\n3. Nguyễn Văn Cường",
        f"{HEAD}\n{BODY}\nDanh sách:\nTrần Văn An - Chủ tịch\nLê Thị Bình - Phó Chủ tịch",
        f"{HEAD}\nDự hội nghị có: 1. Trần Văn An 2. Lê Thị Bình",
        f"{HEAD}\n{BODY} Người chủ trì là GS.TS. Trần Văn An",
        f"{HEAD}\nHội nghị quyết định:\n- Giao Sở Nội vụ chủ trì\n- Giao Công an tỉnh phối hợp",
        f"{HEAD}\n{BODY}\nChia sẻ với bà con, đồng chí Bí thư ghi nhận những khó khăn.",
        f"{HEAD}\n{BODY}\nTheo Bộ Nội vụ, việc sắp xếp đã xong.",
        f"{HEAD}\nLễ kỷ niệm 100 năm Ngày Báo chí Cách mạng Việt Nam (21/6/1925)",
        "Ông An làm Chủ tịch UBND TP. Hồ Chí Minh",
    ],
)
def test_the_article_itself_is_kept(text: str) -> None:
    assert cut(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (f"{HEAD}\n(Chinhphu.vn) – {BODY}", "(Chinhphu.vn) –"),
        (f"{HEAD}\nTTXVN - {BODY}", "TTXVN -"),
        (f"{HEAD}\nQuang cảnh hội nghị. Ảnh: Lê Nam/TTXVN {BODY}", "Ảnh: Lê Nam/TTXVN"),
        (f"{HEAD}\nQuang cảnh hội nghị (Ảnh: Lê Nam) {BODY}", "(Ảnh: Lê Nam)"),
        (f"{HEAD}\nQuang cảnh hội nghị. Ảnh: Lê Nam {BODY}", "Ảnh: Lê Nam"),
        (f"{HEAD}\n>> Thủ tướng tiếp Đại sứ >> Khai mạc kỳ họp\n{BODY}", ">> Thủ tướng tiếp Đại sứ >> Khai mạc kỳ họp"),
        (f"{HEAD}\nTrang chủ > Thời sự > Chính trị\n{BODY}", "Trang chủ > Thời sự > Chính trị"),
        (f"{HEAD}\nThời sự\n{BODY}", "Thời sự"),
    ],
)
def test_furniture_inside_leaves_every_offset_where_it_was(text: str, gone: str) -> None:
    left = cut(text)
    assert gone not in left
    assert len(left) == len(text)
    for part in (HEAD, BODY):
        assert left.index(part) == text.index(part)


def test_a_body_behind_marked_links_is_kept() -> None:
    body = " ".join([BODY] * 3)
    left = cut(f"{HEAD}\n» Khai mạc kỳ họp » Bế mạc kỳ họp » {body}")
    assert body in left
    assert "Khai mạc" not in left
