"""Whose words a quotation is, where its speaker stands before it, after it, or is no person at all."""

import pytest

from kg.extract.reader import Reader
from kg.model import Article

PEOPLE = "Sáng 5/3, ông Nguyễn Văn An, Giám đốc Sở Y tế tỉnh Cao Bằng gặp bà Trần Thị Bích, Chủ tịch Hội Nông dân tỉnh."

# (text, who says the quoted words, or None)
SPOKEN = [
    ("Theo bà Bích, “tỉnh ta rất khó có thể lập thêm một cơ quan như vậy trong năm nay”.", "Trần Thị Bích"),
    ("Theo Giám đốc Sở Y tế, “tỉnh ta rất khó lập thêm một cơ quan như vậy trong năm nay”.", "Nguyễn Văn An"),
    (
        "“Bài học này cho tỉnh một kinh nghiệm về tính công khai trong quy hoạch đất đai.”. – ông An nói.",
        "Nguyễn Văn An",
    ),
    ("Bà Bích cam kết “sau khi khám xong, cả bệnh viện và tôi sẽ về đây đọc kết quả”.", "Trần Thị Bích"),
    (
        "“Sau khi sắp xếp, số phòng của các sở đã giảm hơn một phần năm”, Hội Nông dân tỉnh đánh giá.",
        "Hội Nông dân tỉnh",
    ),
    ("“Các đơn vị nêu trên phải cung cấp đủ tài liệu cho đoàn trước ngày 30/5”, công văn nêu.", None),
    ("Ông An quán triệt Nghị quyết số 18-NQ/TW “Một số vấn đề về tiếp tục sắp xếp tổ chức bộ máy” ở tỉnh.", None),
    ("“Về cơ bản là bệnh viện đã đủ thuốc cho người dân trong tỉnh”, ông An nói.", "Nguyễn Văn An"),
    # the pronoun goes on about the subject, whoever is spoken to
    (
        "Ông Nguyễn Văn An đến bản, “Đường về bản phải xong trước mùa mưa năm nay”, ông nói với bà Trần Thị Bích.",
        "Nguyễn Văn An",
    ),
    # a sentence can begin with Đ, and a bài báo is no bà
    (
        "Bà Bích đã phát biểu. Đại diện Sở Y tế nói: “Phải làm xong đường về bản trước mùa mưa năm nay”.",
        "Sở Y tế tỉnh Cao Bằng",
    ),
    ("“Đường về bản phải xong trước mùa mưa năm nay”, bài báo dẫn lại câu chuyện của bà Trần Thị Bích.", None),
    ("Công văn số 508/UBND-KT nêu rõ: “Các đơn vị nêu trên phải cung cấp đủ tài liệu trước ngày 30/5”.", None),
]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_a_quotation_is_its_speakers(reader: Reader, text: str, speaker: str | None) -> None:
    reading = reader.read(Article("a", f"Tin trong ngày\n{PEOPLE}\n{text}", date="2026-03-06"))
    agents = [dict(h.roles)["agent"] for h in reading.happenings if h.kind == "Speech"]
    names = [reading.entities[a].name for a in agents if isinstance(a, int)]
    assert [n[: len(speaker or "")] for n in names] == ([speaker] if speaker else [])


# (headline, lead, who says the headline's words, or None)
HEADLINES = [
    ("'Đường về bản phải xong trước mùa mưa năm nay'", "Chủ tịch UBND tỉnh Lò Văn Minh yêu cầu như vậy sáng 5/3.", "Lò Văn Minh"),
    ("“Đường về bản phải xong trước mùa mưa”", "Tại hội nghị ở Sơn La, bà Hà Thị Mai đề nghị huyện Mộc Châu sớm làm.", "Hà Thị Mai"),
    ("'Đường về bản phải xong trước mùa mưa năm nay'", "UBND tỉnh Sơn La vừa có văn bản đôn đốc các huyện.", None),
]  # fmt: skip


@pytest.mark.parametrize(("headline", "lead", "speaker"), HEADLINES)
def test_a_headline_in_marks_is_said_by_whom_the_lead_is_about(
    reader: Reader, headline: str, lead: str, speaker: str | None
) -> None:
    reading = reader.read(Article("a", f"{headline}\n{lead}\n", date="2026-03-06"))
    agents = [dict(h.roles)["agent"] for h in reading.happenings if h.kind == "Speech"]
    assert [reading.entities[a].name for a in agents if isinstance(a, int)] == ([speaker] if speaker else [])


def test_a_quotation_on_a_line_of_its_own_is_said_by_who_speaks_before_the_colon(reader: Reader) -> None:
    text = f"Tin trong ngày\n{PEOPLE}\nBà Bích nhấn mạnh:\n“Vụ này nông dân tỉnh ta phải có đủ giống tốt để gieo”.\n"
    reading = reader.read(Article("a", text, date="2026-03-06"))
    agents = [dict(h.roles)["agent"] for h in reading.happenings if h.kind == "Speech"]
    assert [reading.entities[a].name for a in agents if isinstance(a, int)] == ["Trần Thị Bích"]


@pytest.mark.parametrize("rest", ["", "\n"])
def test_who_is_interviewed_may_be_said_in_the_last_line_but_the_headline_hides_nobody(
    reader: Reader, rest: str
) -> None:
    answers = "- Thưa ông, bao giờ xong?\n- Chúng tôi sẽ làm xong con đường về bản này trước mùa mưa năm nay.\n"
    cue = f"Phóng viên phỏng vấn ông Nguyễn Văn An, Giám đốc Sở Y tế tỉnh Cao Bằng.\n{answers}{rest}"
    reading = reader.read(Article("a", f"Phỏng vấn: đường về bản\n{cue}", date="2026-03-06"))
    agents = [dict(h.roles)["agent"] for h in reading.happenings if h.kind == "Speech"]
    assert [reading.entities[a].name for a in agents if isinstance(a, int)] == ["Nguyễn Văn An"]
