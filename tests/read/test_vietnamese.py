import unicodedata

import pytest

from kg.read.vietnamese import is_legacy, is_vietnamese

LEAD = "Chiều 9/4, Văn phòng Chính phủ tổ chức lễ tuyên dương lực lượng cứu hộ trở về từ nước bạn."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LEAD, True),
        (LEAD.upper(), True),
        (unicodedata.normalize("NFD", LEAD), True),
        ("Bắc Ninh có Chủ tịch mới", True),
        (
            "The Prime Minister met officials of the Ministry of Finance in Hanoi on Monday to discuss the budget.",
            False,
        ),
        ("Prime Minister Phạm Minh Chính met officials of the Ministry of Finance in Hà Nội on Monday morning.", False),
        ("Le président a reçu à Paris les élus des départements, où il a évoqué la réforme de l'État.", False),
        ("Chieu 9/4, Van phong Chinh phu to chuc le tuyen duong luc luong cuu ho", False),
        ("Đorđe je rođen u Đakovu, gde je završio školu i našao posao.", False),
        ("12345 67890 !!!", False),
        ("", False),
    ],
)
def test_language(text: str, expected: bool) -> None:
    assert is_vietnamese(text) is expected


def test_old_font_encodings_are_recognised() -> None:
    assert is_legacy("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc")
    assert is_legacy("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc")
    assert not is_legacy(LEAD)
    assert not is_legacy("The Prime Minister met officials of the Ministry of Finance.")
