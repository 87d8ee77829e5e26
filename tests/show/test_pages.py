"""What pages tell: facts by relation with their sentences, articles cut at their mentions, names as people type them."""

import re
from pathlib import Path

import pytest

from kg.show import facts, near, pages
from kg.show.about import about, pair
from kg.show.article import pieces, told
from kg.show.facts import Thing
from kg.show.names import Names
from kg.show.render import Links, day, file_name, span
from kg.show.vocabulary import vocabulary
from kg.store import Embedded

ID = "https://w3id.org/vnkg/id/"
ARTICLE = "https://w3id.org/vnkg/article/"


def test_facts_of_a_thing_from_both_sides_without_those_that_follow(small: Embedded) -> None:
    found = about(small, ID + "an")
    assert found
    groups = {(g.relation, g.outward): [f.other.label for f in g.facts] for g in found.groups}
    assert groups["speaksAt", True] == ["Hội nghị tổng kết Nghị quyết 28"]
    assert groups["attends", True] == ["Lễ kỷ niệm 65 năm"]  # that of the meeting follows from speaking there
    assert groups["meets", True] == ["Hoàng Công Hàm"]  # symmetric: read the same from both sides
    assert found.told == 3 and found.thing.aliases == ("ông An",)
    assert [(t.other.label, t.attested_from) for t in found.tenures] == [("Bí thư Tỉnh ủy Cao Bằng", "2018-08-27")]
    assert [words for words, _ in found.spoken] == ["Phải làm tốt hơn nữa"]
    assert [year for year, _ in found.years] == ["2019", "2018"]


def test_every_mark_of_a_quote_is_a_name_of_either_end(small: Embedded) -> None:
    names = {"Nguyễn Văn An", "ông An", "Ủy ban nhân dân tỉnh Cao Bằng", "UBND tỉnh Cao Bằng"}
    (fact,) = pair(small, ID + "an", ID + "ubnd")
    assert (fact.relation, fact.outward, fact.articles) == ("directs", True, 1)
    (quote,) = fact.quotes
    assert {quote.text[start:end] for start, end in quote.marks} == {"ông An", "UBND tỉnh Cao Bằng"} <= names
    assert quote.article.id == "cao-bang-1" and quote.confidence == 0.9


def test_events_documents_and_posts_begin_with_what_people_ask_of_them(small: Embedded) -> None:
    first = {name: about(small, ID + name).groups[0] for name in ("hoi-nghi", "nq-28", "bi-thu", "le")}
    assert {name: (g.relation, g.outward) for name, g in first.items()} == {
        "hoi-nghi": ("speaksAt", False),
        "nq-28": ("implements", False),
        "bi-thu": ("holdsPost", False),
        "le": ("chairs", False),
    }
    assert first["le"].heading.vi == "chủ trì" and first["nq-28"].heading.en == "implemented by"


def test_nothing_is_known_of_what_is_not_there(small: Embedded) -> None:
    assert about(small, ID + "khong-co") is None
    assert told(small, ARTICLE + "khong-co") is None
    assert pages.record(small, Links(), ID + "khong-co") is None


def test_the_pieces_of_an_article_are_its_text(small: Embedded) -> None:
    found = told(small, ARTICLE + "cao-bang-1")
    assert found

    def text(spans) -> str:
        return "".join(s.text or text(s.inside) for s in spans)

    whole = "".join(s.before + text(s.pieces) for s in found.sentences) + found.after
    ((body,),) = facts.rows(small, f"SELECT ?t {{ GRAPH ?g {{ <{ARTICLE}cao-bang-1> schema:articleBody ?t }} }}")
    assert whole == body
    stated = {(s.subject.label, s.relation.vi, s.asserted) for sentence in found.sentences for s in sentence.stated}
    assert ("Cao Bằng", "triển khai, thực hiện", True) in stated


@pytest.mark.parametrize(
    ("named", "shape"),
    [
        ([(0, 2, "a"), (5, 7, "b")], "[ab]cde[fg]hij"),
        ([(0, 8, "a"), (2, 4, "b"), (3, 4, "c")], "[ab[c[d]]efgh]ij"),
        ([(0, 5, "a"), (3, 8, "b")], "[abcde]fghij"),  # the second crosses the first
        ([(0, 3, "a"), (0, 3, "b")], "[abc]defghij"),
        ([], "abcdefghij"),
    ],
)
def test_nested_mentions(named: list[tuple[int, int, str]], shape: str) -> None:
    things = {n: Thing(n, n, "Person", "Person") for n in "abc"}

    def drawn(spans) -> str:
        return "".join(f"[{drawn(s.inside)}]" if s.thing else s.text for s in spans)

    assert drawn(pieces("abcdefghij", 0, 10, [(b, e, things[n]) for b, e, n in named])) == shape


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nguyen", "Nguyễn Văn An"),
        ("an nguyen", "Nguyễn Văn An"),
        ("ong an", "Nguyễn Văn An"),
        ("Hoàng Công", "Hoàng Công Hàm"),
        ("ubnd", "Ủy ban nhân dân tỉnh Cao Bằng"),
        ("28-nq/tw", "Nghị quyết 28-NQ/TW"),
        ("cao bang", "Cao Bằng"),
        ("Cao Bằng", "Cao Bằng"),
        ("hoi nghi tong", "Hội nghị tổng kết Nghị quyết 28"),
    ],
)
def test_names_as_people_type_them(small: Embedded, typed: str, first: str) -> None:
    assert Names(small).search(typed)[0].thing.label == first


@pytest.mark.parametrize("typed", ["", "   ", "zz", "guyen", "( )", "\u0301"])
def test_names_that_are_not_there(small: Embedded, typed: str) -> None:
    assert Names(small).search(typed) == []


def test_a_thing_found_by_another_name_says_so(small: Embedded) -> None:
    assert Names(small).search("ong an")[0].shown == "Nguyễn Văn An (ông An)"
    assert Names(small).search("nguyen van an")[0].shown == "Nguyễn Văn An"


def test_search_within_a_class(small: Embedded) -> None:
    assert {h.thing.family for h in Names(small).search("cao", families=["Area"])} == {"Area"}


def test_the_way_between_two_things(small: Embedded) -> None:
    found = near.way(small, Links(), ID + "hoang", ID + "bang-khen")
    assert [thing["label"] for thing in found["things"]][:2] == ["Hoàng Công Hàm", "Nguyễn Văn An"]
    assert len(found["things"]) == 5 and found["things"][-1]["label"] == "Bằng khen"
    assert near.way(small, Links(), ID + "hoang", ID + "khong-co") == {"things": [], "links": []}


def test_a_neighbourhood_comes_in_parts(small: Embedded) -> None:
    first = near.near(small, Links(), ID + "an", 2)
    rest = near.near(small, Links(), ID + "an", 40, 2)
    ids = [{t["id"] for t in part["things"]} - {ID + "an"} for part in (first, rest)]
    assert len(ids[0]) == 2 and not ids[0] & ids[1]
    assert first["total"] == len(ids[0] | ids[1]) == 5


def test_headings_read_from_either_side() -> None:
    words = vocabulary()
    assert words.heading("chairs", False).vi == "chủ trì"
    assert words.heading("issues", False).en == "issued by"
    assert words.heading("meets", True) == words.heading("meets", False)
    assert words.family("Session") == "Event" and words.family("Award") is None
    assert words.most_special(frozenset({"attends", "speaksAt", "about"})) == ["about", "speaksAt"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2018-08-27", "27/8/2018"),
        ("2018-08", "8/2018"),
        ("2018", "2018"),
        ("--08-27", "27/8"),
        ("hôm qua", "hôm qua"),
        ("", ""),
    ],
)
def test_dates(text: str, shown: str) -> None:
    assert day(text) == shown
    assert span("2018-08-27", "2018-09-01") == "27/8/2018 – 1/9/2018"


@pytest.mark.parametrize("name", ["a", "a" * 300, "../x", "a/b", "Ấ", "CON", "x%20y", "a?b#c"])
def test_file_names_stay_in_their_folder(name: str) -> None:
    made = file_name(name)
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,140}", made) and "/" not in made
    assert file_name(name + "x") != made


@pytest.mark.parametrize(
    ("iri", "good"),
    [
        ("https://w3id.org/vnkg/id/an", True),
        ("urn:a:b", True),
        ("https://x/ y", False),
        ("https://x/>", False),
        ('x:"', False),
        ("x:\\", False),
        ("an", False),
        ("", False),
    ],
)
def test_only_an_iri_goes_into_a_query(iri: str, good: bool) -> None:
    assert facts.is_iri(iri) is good


def test_pages_escape_what_articles_say(hostile: Embedded) -> None:
    nasty = next(iri for iri in facts.articles(hostile))
    for html in (
        pages.thing(hostile, Links(), ID + "an"),
        pages.article(hostile, Links(), nasty),
        pages.search(Names(hostile), Links(), '"><script>x</script>'),
    ):
        assert html
        assert "<script>document" not in html and "<img" not in html and "<script>x" not in html
        assert "\u202e" not in re.sub(r"<bdi>.*?</bdi>|<span class=\"sentence\".*?</div>", "", html, flags=re.DOTALL)


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from kg.cli import cli

    spec = Path(__file__).parent / "graphs.py"
    import importlib.util

    loaded = importlib.util.spec_from_file_location("graphs_for_commands", spec)
    module = importlib.util.module_from_spec(loaded)
    loaded.loader.exec_module(module)
    module.output(tmp_path / "out")
    run = CliRunner().invoke(
        cli,
        [
            "view",
            "-o",
            str(tmp_path / "out"),
            "--about",
            "hoang cong ham",
            "--no-open",
            "--to",
            str(tmp_path / "h.html"),
        ],
    )
    assert run.exit_code == 0 and run.output.startswith(f"{tmp_path / 'h.html'}: 2 nodes, 1 relations, of 11")
    run = CliRunner().invoke(cli, ["view", "-o", str(tmp_path / "out"), "--no-open"])
    assert run.exit_code == 0 and (tmp_path / "out" / "network.html").exists()
    run = CliRunner().invoke(cli, ["view", "-o", str(tmp_path / "out"), "--since", "hôm qua", "--no-open"])
    assert run.exit_code == 2 and "2018-08-27" in run.output
    run = CliRunner().invoke(cli, ["site", str(tmp_path / "site"), "-o", str(tmp_path / "out")])
    assert run.exit_code == 0, run.output
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    broken = [
        link
        for link in re.findall(r'(?:href|src)="([^"#]+)', index)
        if not link.startswith(("http", "data:")) and not (tmp_path / "site" / link).exists() and link != "search.html"
    ]
    assert broken == []
    run = CliRunner().invoke(cli, ["site", str(tmp_path / "out"), "-o", str(tmp_path / "out")])
    assert run.exit_code != 0
