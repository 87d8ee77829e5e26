"""Where names begin and end: what is made of a proposal that breaks off, runs on, or takes several names for one."""

import pytest

from kg.extract.edges import Edges
from kg.extract.mentions import THRESHOLD, MentionReader, nested, walk
from kg.extract.proposer import Proposal
from kg.language.dates import dates
from kg.language.sentences import sentences
from kg.ontology import load


class Nothing:
    """A text in which lists and frames see nothing but the places of `areas`."""

    def __init__(self, text: str, *areas: str) -> None:
        self.people: list[tuple[int, int]] = []
        self._areas = {(text.index(a), text.index(a) + len(a)) for a in areas}

    def knows(self, kind: str, start: int, end: int) -> bool:
        """Whether it is one of the places."""
        return kind == "Area" and (start, end) in self._areas


@pytest.fixture(scope="module")
def edges() -> Edges:
    return Edges(load(), THRESHOLD)


def _proposal(text: str, surface: str, kind: str) -> Proposal:
    start = text.index(surface)
    return Proposal(start, start + len(surface), kind, 0.9, "outer")


# (text, kind, proposed, what is made of it)
ALONE = [
    ("họp với Sở Lao động - Thương binh và Xã hội.", "Organization", "Sở Lao", ["Sở Lao động - Thương binh và Xã hội"]),
    ("theo Luật Nhà ở mới", "Document", "Luật Nhà", ["Luật Nhà ở"]),
    ("ông An, Giám đốc Sở Y tế được giao việc", "Post", "Giám đốc Sở Y tế được giao", ["Giám đốc Sở Y tế"]),
    ('làm dự án "Nhà máy nước sạch" ở đó', "Programme", 'dự án "', ['dự án "Nhà máy nước sạch"']),
    ("dự hội thảo 'Cây chè và sức khỏe' sáng nay", "Event", "hội thảo 'Cây chè", ["hội thảo 'Cây chè và sức khỏe'"]),
    ("mời Chi cục Thuế, Hội Trồng chè họp", "Organization", "Chi cục Thuế, Hội Trồng chè", ["Chi cục Thuế, Hội Trồng chè"]),
    ("mời Hội Làm vườn, Chi cục Thuế họp", "Organization", "Hội Làm vườn, Chi cục Thuế", ["Hội Làm vườn", "Chi cục Thuế"]),
    ("gửi Cục Trồng trọt, Bộ Nông nghiệp", "Organization", "Cục Trồng trọt, Bộ Nông nghiệp", ["Cục Trồng trọt, Bộ Nông nghiệp"]),
    ("nhờ Đảng và Nhà nước lo", "Organization", "Đảng và Nhà nước", ["Đảng", "Nhà nước"]),
    ("lập Ban Quản lý rừng và Hội Trồng chè", "Organization", "Ban Quản lý rừng và Hội Trồng chè", ["Ban Quản lý rừng và Hội Trồng chè"]),
    ("hợp nhất Ban Dân vận thành Ban Tuyên giáo và Dân vận", "Organization", "Ban Dân vận thành Ban Tuyên giáo và Dân vận", ["Ban Dân vận", "Ban Tuyên giáo và Dân vận"]),
    ("do Công ty TNHH xây dựng Tân Giang làm", "Organization", "Công ty TNHH", ["Công ty TNHH xây dựng Tân Giang"]),
    ("gặp đại diện Sở Y tế Tân Giang", "Organization", "đại diện Sở Y tế Tân Giang", ["Sở Y tế Tân Giang"]),
    ("theo Đảng ủy MTTQ, các đoàn thể T.Ư", "Organization", "Đảng ủy MTTQ", ["Đảng ủy MTTQ, các đoàn thể T.Ư"]),
    ("bầu Tổng Bí thư và Ban Bí thư mới", "Post", "Tổng Bí thư và Ban Bí thư", ["Tổng Bí thư"]),
    ("trong công cuộc đổi mới này", "Programme", "công cuộc đổi mới", ["công cuộc đổi mới"]),
    ("hợp tác Việt Nam-Thái Lan", "Area", "Việt Nam", ["Việt Nam"]),
    ("đến Ma-rốc dự họp", "Area", "Ma", ["Ma-rốc"]),
    ("ông An, đại biểu Quốc hội tỉnh Lâm Đồng", "Organization", "Quốc hội tỉnh Lâm Đồng", ["Quốc hội"]),
    ("gặp Đoàn đại biểu Quốc hội Campuchia", "Organization", "Quốc hội Campuchia", ["Quốc hội Campuchia"]),
    ("mục tiêu tăng trưởng kinh tế", "Post", "trưởng kinh tế", []),
    ("để chào mừng hội xuân Tân Giang", "Event", "mừng hội xuân Tân Giang", ["hội xuân Tân Giang"]),
    ("Bí thư Huyện ủy phát biểu ngắn", "Post", "Bí thư Huyện ủy phát biểu", ["Bí thư Huyện ủy"]),
    ("tại kỳ họp lần này", "Event", "kỳ họp lần", ["kỳ họp"]),
    ("đến phòng Nội vụ huyện Kim Sơn", "Organization", "Nội vụ huyện Kim Sơn", ["phòng Nội vụ huyện Kim Sơn"]),
    ("vào trụ sở Công an huyện", "Organization", "Công an huyện", ["Công an huyện"]),
    ("gặp Thường trực Tỉnh ủy Tân Giang", "Organization", "Tỉnh ủy Tân Giang", ["Thường trực Tỉnh ủy Tân Giang"]),
]  # fmt: skip

# (text, proposed post, proposed bodies, the bodies made of them)
OF_POSTS = [
    ("Giám đốc Công ty Đo đạc và Bản đồ Tân Giang", "", ["Công ty Đo đạc"], {"Công ty Đo đạc và Bản đồ Tân Giang"}),
    ("Phó Chủ tịch Hội đồng thi tuyển Tân Giang", "", [], {"Hội đồng thi tuyển Tân Giang"}),
    ("Trưởng phòng Tổ chức Sở Y tế", "", ["Sở Y tế"], {"phòng Tổ chức Sở Y tế", "Sở Y tế"}),
    ("Chánh văn phòng UBND tỉnh Tân Giang", "", [], {"văn phòng UBND tỉnh Tân Giang"}),
    ("đại biểu Quốc hội khóa XIV", "", ["Quốc hội"], {"Quốc hội"}),
    ("Trưởng đoàn đại biểu Quốc hội tỉnh Lâm Đồng", "", ["Quốc hội tỉnh Lâm Đồng"],
     {"đoàn đại biểu Quốc hội tỉnh Lâm Đồng", "Quốc hội"}),
    ("Phó Trưởng ban Thường trực Ban Đối ngoại Trung ương", "", ["Ban Đối ngoại Trung ương"], {"Ban Đối ngoại Trung ương"}),
    ("Chủ tịch UBND các huyện", "", [], set()),
    ("đại biểu Quốc hội Lâm Đồng", "", ["Quốc hội"], {"Quốc hội"}),
    ("Viện trưởng Viện Kiểm sát và Thủ trưởng Cơ quan điều tra", "", ["Viện Kiểm sát"], {"Viện Kiểm sát"}),
    ("Chủ tịch Hội nghị Đầu tư Tân Giang", "", [], set()),
    ("trưởng ban tổ chức", "", [], set()),
    ("Phó Hạt trưởng", "", [], set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "proposed", "expected"), ALONE)
def test_one_proposal(edges: Edges, text: str, kind: str, proposed: str, expected: list[str]) -> None:
    found = edges.mend(text, [_proposal(text, proposed, kind)], Nothing(text), edges.terms(text))
    assert [text[p.start : p.end] for p in found if p.kind == kind] == expected


@pytest.mark.parametrize(("text", "post", "bodies", "expected"), OF_POSTS)
def test_the_body_of_a_post(edges: Edges, text: str, post: str, bodies: list[str], expected: set[str]) -> None:
    proposals = [_proposal(text, post or text, "Post"), *(_proposal(text, b, "Organization") for b in bodies)]
    found = edges.mend(text, proposals, Nothing(text), edges.terms(text))
    assert {text[p.start : p.end] for p in found if p.kind == "Organization"} == expected


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("Ông Lò Văn Minh, thư ký Ban chấm thi, đã nhận lỗi", ["thư ký Ban chấm thi"]),
        ("Ông Lò Văn Minh - nguyên chuyên gia, phó đoàn Kiểm tra - vắng mặt", []),
        ("Ông Lò Văn Minh, trưởng đoàn Đàm phán khẳng định như vậy.", ["trưởng đoàn Đàm phán"]),
        ("Ông Lò Văn Minh, giám đốc cho biết như vậy.", []),
    ],
)
def test_a_post_behind_a_person(edges: Edges, text: str, posts: list[str]) -> None:
    found = edges.mend(text, [_proposal(text, "Lò Văn Minh", "Person")], Nothing(text), edges.terms(text))
    assert [text[p.start : p.end] for p in found if p.kind == "Post"] == posts


@pytest.mark.parametrize(("mark", "whole"), [(" ", True), ("\n", False), (", ", False)])
def test_a_post_goes_on_over_the_body_right_behind_it(edges: Edges, mark: str, whole: bool) -> None:
    text = f"Ông Lò Văn Minh làm Chủ tịch Hội đồng quản trị{mark}Công ty Tân Giang."
    names = [("Chủ tịch Hội đồng quản trị", "Post"), ("Công ty Tân Giang", "Organization")]
    found = edges.mend(text, [_proposal(text, *n) for n in names], Nothing(text), edges.terms(text))
    (post,) = [text[p.start : p.end] for p in found if p.kind == "Post"]
    assert post == "Chủ tịch Hội đồng quản trị" + " Công ty Tân Giang" * whole


def test_a_bracket_with_its_place_is_not_the_bodys(edges: Edges) -> None:
    text = "UBND phường Kim Tân (tỉnh Tân Giang) họp"
    seen = Nothing(text, "tỉnh Tân Giang")
    found = edges.mend(
        text, [_proposal(text, "UBND phường Kim Tân (tỉnh Tân Giang)", "Organization")], seen, edges.terms(text)
    )
    assert [text[p.start : p.end] for p in found] == ["UBND phường Kim Tân"]


@pytest.mark.parametrize(
    ("text", "outer", "kind", "inner"),
    [
        ("thăm Trường THPT Nguyễn Văn An", "Trường THPT Nguyễn Văn An", "Person", "Nguyễn Văn An"),
        ("hỏi Sở Tư Pháp", "Sở Tư Pháp", "Area", "Pháp"),
    ],
)
def test_what_is_only_a_word_of_a_body(edges: Edges, text: str, outer: str, kind: str, inner: str) -> None:
    body, word = _proposal(text, outer, "Organization"), _proposal(text, inner, kind)
    assert edges.outer(text, [body, word], edges.terms(text)) == [body]


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("giao Ngân hàng Nhà nước báo cáo", "Ngân hàng Nhà nước", set()),  # known as a whole
        ("giao Ban Dân vận Tỉnh ủy báo cáo", "Ban Dân vận Tỉnh ủy", {"Tỉnh ủy"}),
    ],
)
def test_the_name_of_a_known_body_holds_no_other(text: str, outer: str, inner: set[str]) -> None:
    reader = MentionReader(load())
    lines = reader.lines(text, sentences(text), dates(text))
    found = reader.settle(text, list(walk(lines)), [_proposal(text, outer, "Organization")])
    assert {text[p.start : p.end] for p in nested(found)} == {outer} | inner


def test_a_letter_whose_lower_case_is_longer_hides_no_term(edges: Edges) -> None:
    text = "hỏi Sở Khoa học và Công nghệ"
    assert edges.terms(f"{text} ở İzmir") == edges.terms(f"{text} ở Izmir") != []


@pytest.mark.parametrize(("behind", "found"), [("Bí thư Tỉnh ủy", True), ("vườn cây", False)])
def test_a_doubtful_person_right_behind_a_post_is_one(behind: str, found: bool) -> None:
    text = f"chuyến thăm của {behind} Lò Hải."
    proposals = [Proposal(text.index("Lò"), text.index("."), "Person", 0.45, "name")]
    if found:
        proposals.append(_proposal(text, behind, "Post"))
    phrases = MentionReader(load()).settle(text, [], proposals)
    assert ("Person" in {p.kind for p in phrases}) == found
