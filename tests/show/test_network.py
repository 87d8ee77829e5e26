"""network.html: one file, deterministic, harmless, and honest about what it leaves out."""

import html
import json
import re
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.show import escape, facts, network
from kg.show.layout import positions
from kg.show.picture import picture
from kg.show.selection import Wish, choose
from kg.show.source import Stored
from kg.store import Embedded


def part(store: Embedded, **wish: object):
    things = facts.things(store)
    facts.aliases(store, things)
    return choose(things, facts.links(store), facts.articles(store), Wish(**wish))


def names(store: Embedded, **wish: object) -> set[str]:
    return {iri.rsplit("/", 1)[-1] for iri in part(store, **wish).things}


def block(text: str, name: str) -> object:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found.group(1))


def written(store: Embedded, path: Path, **wish: object) -> str:
    network.write(store, path, Wish(**wish))
    return path.read_text(encoding="utf-8")


def test_same_bytes_every_time(small: Embedded, tmp_path: Path) -> None:
    assert written(small, tmp_path / "a.html") == written(small, tmp_path / "b.html")


def test_the_page_names_no_other_host(small: Embedded, tmp_path: Path) -> None:
    text = written(small, tmp_path / "n.html")
    outside = re.sub(r"<script>.*?</script>|<script type.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:)?//", outside)
    assert "url(http" not in outside and "@import" not in outside


def test_scripts_run_by_their_hash_alone(small: Embedded, tmp_path: Path) -> None:
    text = written(small, tmp_path / "n.html")
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', text).group(1))
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [escape.fingerprint(script) for script in scripts]


def test_everything_that_a_panel_tells(small: Embedded, tmp_path: Path) -> None:
    text = written(small, tmp_path / "n.html")
    graph = block(text, "graph")
    by_name = {thing[0]: n for n, thing in enumerate(graph["things"])}
    an, meeting = by_name["Nguyễn Văn An"], by_name["Hội nghị tổng kết Nghị quyết 28"]
    assert graph["things"][an][1:3] == ["Person", "Person"] and graph["things"][an][4] == ["ông An"]
    assert [words for words, _ in graph["things"][an][7]] == ["Phải làm tốt hơn nữa"]
    (_, _, relations) = next(link for link in graph["links"] if set(link[:2]) == {an, meeting})
    said = {graph["relations"][r[0]][0]: r for r in relations}
    assert "phát biểu tại" in said
    ((sentence, confidence, frame),) = said["phát biểu tại"][1]
    words, article, marks = graph["sentences"][sentence]
    assert (confidence, frame) == (0.9, "speaksat")
    assert words.startswith("Bí thư Tỉnh ủy Cao Bằng Nguyễn Văn An dự và phát biểu")
    assert {words[start:end] for start, end, thing in marks if thing in (an, meeting)} == {
        "Nguyễn Văn An",
        "Hội nghị tổng kết Nghị quyết 28",
    }
    assert graph["articles"][article][:4] == [
        "cao-bang-1",
        "Cao Bằng tổng kết Nghị quyết 28",
        "2018-08-27",
        "https://example.org/cao-bang-1",
    ]


def test_only_web_addresses_become_links(small: Embedded) -> None:
    found = {article.id: article.url for article in facts.articles(small).values()}
    assert found == {"cao-bang-1": "https://example.org/cao-bang-1", "cao-bang-2": "", "khong-ngay": ""}


def test_hostile_text_stays_in_its_block(hostile: Embedded, tmp_path: Path) -> None:
    text = written(hostile, tmp_path / "n.html")
    assert text.count("<script") == 6 and text.count("</script>") == 6
    assert "onerror=" not in re.sub(r"<script type.*?</script>", "", text, flags=re.DOTALL)
    for invisible in "\u202e\u0007\u2028":
        assert invisible not in json.dumps(block(text, "graph")["things"], ensure_ascii=False)
    assert max(len(thing[0]) for thing in block(text, "graph")["things"]) <= 300
    assert len(text) < 1_500_000


@pytest.mark.parametrize(
    ("wish", "inside", "outside"),
    [
        ({"about": ("hoang cong ham",)}, {"hoang", "an"}, {"binh", "cao-bang"}),
        ({"about": ("Hoàng Công Hàm",), "depth": 2}, {"hoang", "an", "hoi-nghi", "le", "bi-thu"}, {"bang-khen"}),
        ({"about": ("UBND tỉnh Cao Bằng",)}, {"ubnd", "an", "binh"}, {"le"}),
        ({"since": "2019-01-01"}, {"binh", "le", "an"}, {"hoi-nghi", "hoang", "nq-28"}),
        ({"until": "2018-12-31"}, {"hoi-nghi", "an"}, {"le", "hoang"}),
        ({"classes": ("person", "sự kiện")}, {"an", "binh", "hoang", "le"}, {"cao-bang", "ubnd"}),
        ({"classes": ("Meeting", "Person")}, {"an", "hoi-nghi"}, {"le"}),
    ],
)
def test_what_is_wished_for(small: Embedded, wish: dict, inside: set[str], outside: set[str]) -> None:
    found = names(small, **wish)
    assert inside <= found
    assert not outside & found


def test_undated_links_are_counted_when_a_period_is_asked_for(small: Embedded) -> None:
    assert part(small, since="2018-01-01").undated == 1
    assert part(small).undated == 0


@pytest.mark.parametrize("wish", [{"about": ("Không có ai",)}, {"classes": ("Robot",)}])
def test_a_wish_for_nothing_is_an_error_that_names_it(small: Embedded, wish: dict) -> None:
    (name,) = next(iter(wish.values()))
    with pytest.raises(InputError, match=name):
        part(small, **wish)


def test_a_big_graph_is_cut_to_its_telling_part(many: Embedded, tmp_path: Path) -> None:
    text = written(many, tmp_path / "n.html", max_nodes=100)
    graph = block(text, "graph")
    assert 80 <= len(graph["things"]) <= 100
    assert 400 < graph["meta"]["all"] <= 600 and graph["meta"]["shown"] == len(graph["things"])
    linked = {end for link in graph["links"] for end in link[:2]}
    assert linked == set(range(len(graph["things"])))
    whole = part(many, max_nodes=10_000)
    assert {*part(many, max_nodes=100).things} <= {*whole.things[:300]}


def test_nodes_do_not_stand_on_each_other(many: Embedded) -> None:
    drawn = picture(Stored(many), part(many, max_nodes=300), facts.things(many))
    places = [(node["x"], node["y"]) for node in drawn.nodes]
    assert len(set(places)) > 0.97 * len(places)


def test_positions_are_the_same_whatever_the_order_of_lines() -> None:
    import networkx as nx

    edges = [(0, 1), (1, 2), (2, 3), (0, 4), (5, 6)]
    forth, back = nx.Graph(edges), nx.Graph([(b, a) for a, b in reversed(edges)])
    assert dict(positions(forth)) == dict(positions(back))


def test_an_empty_graph_has_a_page_too(tmp_path: Path) -> None:
    from kg import graph, store
    from kg.identity import Resolution

    empty = store.memory(graph.build([], Resolution()))
    assert block(written(empty, tmp_path / "n.html"), "graph")["things"] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\u202eb\u0000c\nd", "abc d"), ("x" * 400, "x" * 299 + "…"), ("Hội nghị", "Hội nghị")],
)
def test_plain_text(text: str, shown: str) -> None:
    assert escape.plain(text) == shown


def test_vendored_files_are_what_the_manifest_says() -> None:
    import hashlib

    root = Path(escape.__file__).parent / "static"
    manifest = json.loads((root / "MANIFEST.json").read_text(encoding="utf-8"))
    assert {row["licence"] for row in manifest} <= {"MIT", "MIT OR Apache-2.0", "OFL-1.1"}
    for row in manifest:
        assert hashlib.sha256((root / row["file"]).read_bytes()).hexdigest() == row["sha256"], row["file"]
        assert (root / row["licenceFile"]).exists()
    vendored = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.suffix in (".woff2",) or ".min." in p.name}
    assert vendored == {row["file"] for row in manifest}
