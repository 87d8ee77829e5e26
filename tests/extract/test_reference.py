"""What a name stands for within its article: bodies of a row, bodies without their place, names after people."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article, Reading

# (text, {surface: the full name of what it stands for})
ROWS = [
    (
        "Sáng 5/9, Tỉnh ủy, HĐND, UBND, Ủy ban MTTQ tỉnh Lạng Sơn tổ chức lễ viếng nghĩa trang liệt sĩ tỉnh.",
        {
            "Tỉnh ủy": "Tỉnh ủy Lạng Sơn",
            "HĐND": "HĐND tỉnh Lạng Sơn",
            "UBND": "UBND tỉnh Lạng Sơn",
            "Ủy ban MTTQ tỉnh Lạng Sơn": "Ủy ban MTTQ tỉnh Lạng Sơn",
        },
    ),
    (
        "Thành ủy - HĐND - UBND - Ủy ban MTTQ Việt Nam thành phố Cần Thơ tổ chức họp mặt kỷ niệm ngày giải phóng.",
        {
            "Thành ủy": "Thành ủy Cần Thơ",
            "HĐND": "HĐND thành phố Cần Thơ",
            "UBND": "UBND thành phố Cần Thơ",
        },
    ),
    (
        "Tỉnh Hà Tĩnh họp. Ông Nguyễn Văn An, Bí thư Đảng ủy, Chủ tịch HĐND xã Tân Lập, cho biết UBND xã đã có kế hoạch.",
        {
            "Bí thư Đảng ủy": "Bí thư Đảng ủy xã Tân Lập",
            "Đảng ủy": "Đảng ủy xã Tân Lập",
            "UBND xã": "UBND xã Tân Lập",
        },
    ),
]
LEVELS = [
    (
        "Chủ tịch UBND thành phố Trần Sỹ Thanh đánh giá cao những kết quả mà quận Hoàn Kiếm đạt được, "
        "đồng thời đề nghị Quận ủy, UBND quận tiếp tục thực hiện tốt các nhiệm vụ.",
        {"UBND thành phố": "UBND thành phố", "UBND quận": "UBND quận Hoàn Kiếm", "Quận ủy": "Quận ủy Hoàn Kiếm"},
    ),
    (
        "Hội Liên hiệp Phụ nữ tỉnh Thanh Hóa phối hợp với Ngân hàng Chính sách xã hội tỉnh tổ chức hội nghị tổng kết.",
        {"Ngân hàng Chính sách xã hội tỉnh": "Ngân hàng Chính sách xã hội tỉnh Thanh Hóa"},
    ),
    (
        "Đại hội đại biểu Đảng bộ xã Vĩnh Thạch lần thứ I bầu đồng chí Đỗ Văn Minh giữ chức Bí thư Đảng ủy xã.",
        {"Bí thư Đảng ủy xã": "Bí thư Đảng ủy xã Vĩnh Thạch"},
    ),
    (
        "Sáng 5/9, tại Buôn Ma Thuột, ông Lê Văn Minh, Bí thư Thành ủy, dự lễ hội cà phê.",
        {"Bí thư Thành ủy": "Bí thư Thành ủy Buôn Ma Thuột"},
    ),
    (
        "Sáng 5/9, lãnh đạo đặc khu Phú Quốc gặp doanh nghiệp. Đại diện UBND đặc khu cho biết sẽ gỡ vướng.",
        {"UBND đặc khu": "UBND đặc khu Phú Quốc"},
    ),
]

WHOLE = [
    (
        "Bà Nguyễn Thị Hà, Chủ tịch Hội đồng quản trị Công ty cổ phần Tập đoàn Phúc Sơn, dự lễ khai trương.",
        {
            "Chủ tịch Hội đồng quản trị Công ty cổ phần Tập đoàn Phúc Sơn": (
                "Chủ tịch Hội đồng quản trị Công ty cổ phần Tập đoàn Phúc Sơn"
            ),
            "Công ty cổ phần Tập đoàn Phúc Sơn": "Công ty cổ phần Tập đoàn Phúc Sơn",
        },
    ),
    (
        "Ủy ban MTTQ Việt Nam tỉnh Hưng Yên họp; ông Nguyễn Tiến Thành làm Chủ tịch Ủy ban MTTQ tỉnh.",
        {"Ủy ban MTTQ tỉnh": "Ủy ban MTTQ Việt Nam tỉnh Hưng Yên"},
    ),
    (
        "Bộ Xây dựng trình dự thảo Nghị định sửa đổi, bổ sung Nghị định số 95/2024/NĐ-CP của Chính phủ.",
        {"Nghị định số 95/2024/NĐ-CP": "Nghị định số 95/2024/NĐ-CP"},
    ),
]

APART = [  # what shares words and is not one; what shares few and is
    (
        "Đại biểu Quốc hội tỉnh Hưng Yên Trần Thị Hoa đồng tình với đại biểu Quốc hội tỉnh Ninh Thuận Nguyễn Văn Nam.",
        {
            "Đại biểu Quốc hội tỉnh Hưng Yên": "Đại biểu Quốc hội tỉnh Hưng Yên",
            "đại biểu Quốc hội tỉnh Ninh Thuận": "đại biểu Quốc hội tỉnh Ninh Thuận",
        },
    ),
    (
        "Đoàn đã khảo sát tại thành phố Yên Bái (tỉnh Yên Bái). UBND tỉnh Yên Bái hứa sửa, UBND thành phố xin lùi hạn.",
        {
            "thành phố Yên Bái": "thành phố Yên Bái",
            "UBND tỉnh Yên Bái": "UBND tỉnh Yên Bái",
            "UBND thành phố": "UBND thành phố Yên Bái",
        },
    ),
    (
        "Tại thành phố Cần Thơ, UBND thành phố Cần Thơ mở phiên họp. Cần Thơ cần nhiều vốn hơn.",
        {"Cần Thơ": "thành phố Cần Thơ"},
    ),
    (
        "Bộ Y tế ban hành Thông tư số 02/2017/TT-BYT về giá khám bệnh. Theo Thông tư 02, giá tăng. Thông tư số 02/2017 "
        "có hiệu lực từ tháng 6. Nghị quyết 19-NQ/TW khác Nghị quyết 18.",
        {
            "Thông tư 02": "Thông tư số 02/2017/TT-BYT về giá khám bệnh",
            "Thông tư số 02/2017": "Thông tư số 02/2017/TT-BYT về giá khám bệnh",
            "Nghị quyết 18": "Nghị quyết 18",
        },
    ),
    (
        "Giám đốc Sở Quy hoạch Kiến trúc Hà Nội Tô Văn Tấn đề nghị hoãn. Giám đốc Sở QHKT Hà Nội cho rằng còn sớm.",
        {"Sở QHKT Hà Nội": "Sở Quy hoạch Kiến trúc Hà Nội"},
    ),
    (
        "Tại buổi làm việc với Tỉnh đoàn Điện Biên, ông Lò Văn An nêu kiến nghị. Ngày 10-2, Bí thư Thành ủy Thành phố Hồ Chí Minh có "
        "buổi làm việc với Thành đoàn Thành phố Hồ Chí Minh.",
        {
            "buổi làm việc với Tỉnh đoàn Điện Biên": "buổi làm việc với Tỉnh đoàn Điện Biên",
            "buổi làm việc với Thành đoàn Thành phố Hồ Chí Minh": "buổi làm việc với Thành đoàn Thành phố Hồ Chí Minh",
        },
    ),
    (
        "Hai bên phải làm theo yêu cầu của Thanh tra tỉnh Sơn La, gồm việc báo cáo, giải trình.",
        {"Thanh tra tỉnh Sơn La": "Thanh tra tỉnh Sơn La"},
    ),
    (
        "Lãnh đạo các bộ Y tế, Quốc phòng và Tài chính dự họp tại Thanh Hóa. Giám đốc Sở Y tế, Công an tỉnh vắng mặt.",
        {"Quốc phòng": "Bộ Quốc phòng", "Tài chính": "Bộ Tài chính", "Công an tỉnh": "Công an Thanh Hóa"},
    ),
    (
        "Hiệu trưởng Trường Đại học Kỹ thuật Hà Nam cho biết. Giảng viên Đại học Kỹ thuật Hà Nam cũng vậy.",
        {"Đại học Kỹ thuật Hà Nam": "Trường Đại học Kỹ thuật Hà Nam"},
    ),
    (
        "Sở Bưu chính Viễn thông TP.HCM gửi công văn. Giám đốc Sở BCVT Nguyễn Văn An đã ký.",
        {"Sở BCVT": "Sở Bưu chính Viễn thông TP.HCM"},
    ),
    (
        "Chủ tịch UBND P.Tân Bình (TP.HCM) Lê Văn An dự họp. UBND phường Tân Bình sẽ trả lời người dân.",
        {"UBND phường Tân Bình": "UBND phường Tân Bình", "UBND P.Tân Bình": "UBND phường Tân Bình"},
    ),
    (
        'Đề án "Trồng một triệu cây chè giai đoạn 2021-2025" (Đề án 45) đã kết thúc. Việc triển khai Đề án 45 còn chậm.',
        {"Đề án 45": 'Đề án "Trồng một triệu cây chè giai đoạn 2021-2025"'},
    ),
    (
        "Chủ tịch UBND đặc khu Phú Quốc Lê Văn An dự họp tại Phú Quốc, tỉnh An Giang.",
        {"Phú Quốc": "đặc khu Phú Quốc"},
    ),
]


FIRMS = [
    (
        "Ông Lê Văn An, Giám đốc Công ty cổ phần Thực phẩm Tanfood, dự họp. Sở Y tế đã phạt Công ty Tanfood (Thanh Hóa).",
        {"Công ty Tanfood": "Công ty cổ phần Thực phẩm Tanfood"},
    ),
]
SEATS = [
    (
        "Ông Lê Văn An, Phó Bí thư Tỉnh ủy Lâm Đồng, được điều động tham gia Ban Chấp hành, Ban Thường vụ và giữ chức "
        "Bí thư Tỉnh ủy Lạng Sơn.",
        {
            "Ban Chấp hành": "Ban Chấp hành Tỉnh ủy Lạng Sơn",
            "Ban Thường vụ": "Ban Thường vụ Tỉnh ủy Lạng Sơn",
            "Tỉnh ủy Lâm Đồng": "Tỉnh ủy Lâm Đồng",
        },
    ),
]
POSTS = [  # one post with two names, and two posts whose names are alike
    (
        "Chủ tịch UBND thành phố Đà Nẵng Lê Văn An dự họp. Chủ tịch Đà Nẵng hứa sửa đường trong tháng này.",
        {"Chủ tịch Đà Nẵng": "Chủ tịch UBND thành phố Đà Nẵng"},
    ),
    (
        "Phó Trưởng Ban Dân vận Tỉnh ủy Thanh Hóa Lê Văn An đã đến. Ông An là Phó Ban Dân vận Tỉnh ủy Thanh Hóa từ 2024.",
        {"Phó Ban Dân vận Tỉnh ủy Thanh Hóa": "Phó Trưởng Ban Dân vận Tỉnh ủy Thanh Hóa"},
    ),
    (
        "Gửi vòng hoa có Chủ tịch Hội Cựu chiến binh Việt Nam và Chủ tịch Hội Nhà văn Việt Nam.",
        {
            "Chủ tịch Hội Cựu chiến binh Việt Nam": "Chủ tịch Hội Cựu chiến binh Việt Nam",
            "Chủ tịch Hội Nhà văn Việt Nam": "Chủ tịch Hội Nhà văn Việt Nam",
        },
    ),
]
LONG = [  # countries by their long names, and honours that differ in a word
    (
        "Thủ tướng tiếp Đại sứ Cộng hòa Nhân dân Trung Hoa. Việt Nam và Trung Quốc là láng giềng.",
        {"Trung Quốc": "Cộng hòa Nhân dân Trung Hoa"},
    ),
    (
        "Ông Lê Văn An được tặng Huân chương Độc lập hạng Nhất, Huân chương Quân công hạng Nhất.",
        {
            "Huân chương Độc lập hạng Nhất": "Huân chương Độc lập hạng Nhất",
            "Huân chương Quân công hạng Nhất": "Huân chương Quân công hạng Nhất",
        },
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [*ROWS, *LEVELS, *WHOLE, *APART, *FIRMS, *SEATS, *POSTS, *LONG])
def test_a_name_stands_for_its_body(reader: Reader, text: str, wanted: dict[str, str]) -> None:
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}", date="2025-09-06"))
    named = {reading.article.text[m.start : m.end]: reading.entities[m.entity].name for m in reading.mentions}
    assert {surface: named.get(surface) for surface in wanted} == wanted


def test_a_school_named_after_a_person_is_no_person(reader: Reader) -> None:
    text = "Tin trong ngày\nThứ trưởng Bộ Giáo dục và Đào tạo thăm Trường THPT chuyên Lê Hồng Phong."
    reading = reader.read(Article("a", text, date="2025-09-06"))
    assert "Trường THPT chuyên Lê Hồng Phong" in {e.name for e in reading.entities}
    assert "Person" not in {e.kind for e in reading.entities}


def test_who_is_given_an_honour_by_somebody_receives_it(reader: Reader) -> None:
    text = "Tin trong ngày\nÔng Lê Văn Hùng được Chủ tịch UBND tỉnh Thanh Hóa tặng Bằng khen."
    reading = reader.read(Article("a", text, date="2025-09-06"))
    said = {(reading.entities[s.subject].name, s.predicate) for s in reading.statements}
    assert ("Lê Văn Hùng", "receives") in said


def test_the_number_of_an_amended_decree_is_its_own(reader: Reader) -> None:
    text = "Tin trong ngày\nBộ Xây dựng trình dự thảo Nghị định sửa đổi, bổ sung Nghị định số 95/2024/NĐ-CP."
    reading = reader.read(Article("a", text, date="2025-09-06"))
    numbered = {reading.entities[s.subject].name for s in reading.statements if s.predicate == "number"}
    assert numbered == {"Nghị định số 95/2024/NĐ-CP"}


def _parts(reading: Reading) -> set[tuple[str, str]]:
    names = [e.name for e in reading.entities]
    statements = [s for s in reading.statements if s.predicate == "partOf"]
    return {(names[s.subject], names[s.object]) for s in statements if isinstance(s.object, int)}


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("Ông Đỗ Văn An, Cục trưởng Cục Trồng trọt, Bộ Nông nghiệp và Môi trường, đề nghị kiểm tra.",
         "Cục Trồng trọt", "Bộ Nông nghiệp và Môi trường"),
        ("Ông Đỗ Văn An, Trưởng phòng Khoáng sản, Sở Nông nghiệp và Môi trường Nghệ An, cho biết.",
         "phòng Khoáng sản", "Sở Nông nghiệp và Môi trường Nghệ An"),
    ],
)  # fmt: skip
def test_a_body_behind_a_post_is_above_its_body(reader: Reader, text: str, inner: str, outer: str) -> None:
    reading = reader.read(Article("a", f"Tin trong ngày\n{text}", date="2025-09-06"))
    said = _parts(reading)
    assert (inner, outer) in said
    assert (outer, inner) not in said


def test_no_body_is_part_of_its_like(reader: Reader) -> None:
    text = "Tin trong ngày\nPhó Bí thư Tỉnh ủy Lâm Đồng Lê Văn An giữ chức Phó Bí thư Tỉnh ủy Thanh Hóa."
    reading = reader.read(Article("a", text, date="2025-09-06"))
    said = _parts(reading)
    assert ("Tỉnh ủy Lâm Đồng", "Lâm Đồng") in said
    assert not {p for p in said if {"Tỉnh ủy Lâm Đồng", "Tỉnh ủy Thanh Hóa"} == set(p)}
