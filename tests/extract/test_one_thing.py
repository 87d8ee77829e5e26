"""Two names of one thing in an article, and two things whose names are alike."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article

AREAS = [  # (text, a name, another, whether both stand for one thing)
    ("UBND huyện Mỹ Đức họp sáng 5/9. Nhân dân Mỹ Đức đồng tình.", "huyện Mỹ Đức", "Mỹ Đức", True),
    ("Đoàn đến Thủ đô Vientiane chiều 4/7. Lãnh đạo Vientiane tiếp đoàn.", "Thủ đô Vientiane", "Vientiane", True),
    ("Cuba cảm ơn Việt Nam. Cộng hòa Cu Ba là nước anh em.", "Cuba", "Cộng hòa Cu Ba", True),
    ("Lãnh đạo thành phố Hà Nội cảm ơn nhân dân Thủ đô đã ủng hộ.", "thành phố Hà Nội", "Thủ đô", True),
    ("Ngư dân bán đảo Sơn Trà ra khơi. Quy hoạch Sơn Trà được công bố.", "bán đảo Sơn Trà", "Sơn Trà", True),
    ("Ông đến sân bay Bắc Kinh. Bắc Kinh đang có tuyết.", "sân bay Bắc Kinh", "Bắc Kinh", False),
    ("Thành phố Yên Bái và tỉnh Yên Bái cùng ký.", "Thành phố Yên Bái", "tỉnh Yên Bái", False),
]
BODIES = [
    (
        "Thanh tra Sở TN-MT xử phạt Công ty TNHH Minh Hưng vì xả thải. Đại diện Cty Minh Hưng xin khắc phục.",
        "Công ty TNHH Minh Hưng",
        "Cty Minh Hưng",
        True,
    ),
    (
        "Công ty Cổ phần Bóng đèn Tân Quang họp. Công ty Tân Quang lãi lớn.",
        "Công ty Cổ phần Bóng đèn Tân Quang",
        "Công ty Tân Quang",
        True,
    ),
    (
        "Công ty Du lịch Việt Nam gặp Công ty Vận tải Du lịch Việt Nam.",
        "Công ty Du lịch Việt Nam",
        "Công ty Vận tải Du lịch Việt Nam",
        False,
    ),
    (
        "Ban Chấp hành Đảng bộ tỉnh Lạng Sơn họp phiên thường kỳ. Tỉnh ủy Lạng Sơn ra nghị quyết.",
        "Ban Chấp hành Đảng bộ tỉnh Lạng Sơn",
        "Tỉnh ủy Lạng Sơn",
        True,
    ),
    (
        "Ban Thường vụ Tỉnh ủy Lạng Sơn họp. Thường vụ Tỉnh ủy Lạng Sơn kết luận.",
        "Ban Thường vụ Tỉnh ủy Lạng Sơn",
        "Thường vụ Tỉnh ủy Lạng Sơn",
        True,
    ),
]
POSTS = [
    (
        "Ông Lê Văn Minh, đại biểu Quốc hội, phát biểu. ĐBQH Trần Thị Hoa tranh luận.",
        "đại biểu Quốc hội",
        "ĐBQH",
        True,
    ),
    (
        "Phó Thủ tướng Thường trực Trương Hòa Bình dự lễ. Phó Thủ tướng Trương Hòa Bình nêu rõ.",
        "Phó Thủ tướng Thường trực",
        "Phó Thủ tướng",
        True,
    ),
    (
        "Thứ trưởng Bộ Tài chính Lê Văn Minh trả lời. Thứ trưởng Tài chính Lê Văn Minh nói thêm.",
        "Thứ trưởng Bộ Tài chính",
        "Thứ trưởng Tài chính",
        True,
    ),
    (
        "Bộ trưởng Ngoại giao Phạm Bình Minh hội đàm với Bộ trưởng Ngoại giao Nga Sergei Lavrov.",
        "Bộ trưởng Ngoại giao",
        "Bộ trưởng Ngoại giao Nga",
        False,
    ),
    (
        "Phó Chủ tịch Thường trực Quốc hội Lê Văn Minh chủ trì. Phó Chủ tịch Quốc hội Lê Văn Minh kết luận.",
        "Phó Chủ tịch Thường trực Quốc hội",
        "Phó Chủ tịch Quốc hội",
        True,
    ),
    (
        "Phó Chủ tịch Thường trực Quốc hội Lê Văn Minh chủ trì. Phó Chủ tịch Quốc hội Trần Thị Hoa kết luận.",
        "Phó Chủ tịch Thường trực Quốc hội",
        "Phó Chủ tịch Quốc hội",
        False,
    ),
    (
        "Đại sứ đặc mệnh toàn quyền Cuba tại Việt Nam Herminio Lopez dự lễ. Đại sứ Cuba tại Việt Nam Herminio Lopez nói.",
        "Đại sứ đặc mệnh toàn quyền Cuba tại Việt Nam",
        "Đại sứ Cuba tại Việt Nam",
        True,
    ),
    (
        "ĐBQH tỉnh Lạng Sơn Lê Văn Minh phát biểu. Đại biểu Quốc hội tỉnh Lạng Sơn Trần Thị Hoa tranh luận.",
        "ĐBQH tỉnh Lạng Sơn",
        "Đại biểu Quốc hội tỉnh Lạng Sơn",
        True,
    ),
    (
        "Đại biểu Quốc hội tỉnh Lạng Sơn Lê Văn Minh phát biểu. ĐBQH tỉnh Cao Bằng Trần Thị Hoa tranh luận.",
        "Đại biểu Quốc hội tỉnh Lạng Sơn",
        "ĐBQH tỉnh Cao Bằng",
        False,
    ),
]
THINGS = [
    (
        "Chính phủ trình dự án Cảng hàng không quốc tế Long Thành. Quốc hội bàn về dự án sân bay Long Thành.",
        "dự án Cảng hàng không quốc tế Long Thành",
        "dự án sân bay Long Thành",
        True,
    ),
    (
        "Quốc hội thảo luận dự thảo Nghị quyết về xử lý nợ xấu. Nghị quyết về xử lý nợ xấu được đồng tình.",
        "dự thảo Nghị quyết về xử lý nợ xấu",
        "Nghị quyết về xử lý nợ xấu",
        True,
    ),
    (
        "Các bộ thực hiện Chỉ thị số 20 về chấn chỉnh hoạt động thanh tra đối với doanh nghiệp. Theo Chỉ thị 20 của Thủ "
        "tướng Chính phủ, mỗi năm chỉ thanh tra một lần.",
        "Chỉ thị số 20 về chấn chỉnh hoạt động thanh tra đối với doanh nghiệp",
        "Chỉ thị 20 của Thủ tướng Chính phủ",
        True,
    ),
    (
        "Các bộ thực hiện Chỉ thị 20 của Thủ tướng và Chỉ thị 24 của Thủ tướng.",
        "Chỉ thị 20 của Thủ tướng",
        "Chỉ thị 24 của Thủ tướng",
        False,
    ),
]


@pytest.mark.parametrize(("text", "one", "other", "same"), [*AREAS, *BODIES, *POSTS, *THINGS])
def test_two_names_are_of_one_thing_or_of_two(reader: Reader, text: str, one: str, other: str, same: bool) -> None:
    reading = reader.read(Article("mot", text))
    found = {text[m.start : m.end]: m.entity for m in reading.mentions}
    assert {one, other} <= set(found)
    assert (found[one] == found[other]) == same
