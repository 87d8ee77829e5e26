"""Small graphs for tests of what people look at, made through the real stages from hand-written readings."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from kg import graph, store
from kg.graph import Dataset
from kg.identity import Node, Resolution
from kg.identity.resolution import Pair
from kg.model import Article, Entity, Happening, Mention, Reading, Sentence, Statement, Value
from kg.store import Embedded

# (identifier, class, name, other names)
THINGS = {
    "an": ("Person", "Nguyễn Văn An", ("ông An",)),
    "binh": ("Person", "Trần Thị Bình", ()),
    "hoang": ("Person", "Hoàng Công Hàm", ()),
    "bi-thu": ("Post", "Bí thư Tỉnh ủy Cao Bằng", ()),
    "tinh-uy": ("PartyOrgan", "Tỉnh ủy Cao Bằng", ()),
    "ubnd": ("StateOrgan", "Ủy ban nhân dân tỉnh Cao Bằng", ("UBND tỉnh Cao Bằng",)),
    "cao-bang": ("Province", "Cao Bằng", ("tỉnh Cao Bằng",)),
    "nq-28": ("Resolution", "Nghị quyết 28-NQ/TW", ()),
    "hoi-nghi": ("Meeting", "Hội nghị tổng kết Nghị quyết 28", ()),
    "le": ("Ceremony", "Lễ kỷ niệm 65 năm", ()),
    "bang-khen": ("Honour", "Bằng khen", ()),
}
NEWS = (
    (
        "cao-bang-1",
        "2018-08-27",
        "Cao Bằng tổng kết Nghị quyết 28",
        "https://example.org/cao-bang-1",
        (
            (
                "Bí thư Tỉnh ủy Cao Bằng Nguyễn Văn An dự và phát biểu tại Hội nghị tổng kết Nghị quyết 28.",
                (
                    ("an", "holdsPost", "bi-thu", 0.95),
                    ("bi-thu", "postIn", "tinh-uy", 0.95),
                    ("an", "speaksAt", "hoi-nghi", 0.9),
                    ("an", "attends", "hoi-nghi", 0.9),
                ),
            ),
            (
                "Hội nghị tổng kết Nghị quyết 28 diễn ra tại tỉnh Cao Bằng, bàn về Nghị quyết 28-NQ/TW.",
                (("hoi-nghi", "heldIn", "cao-bang", 0.9), ("hoi-nghi", "about", "nq-28", 0.8)),
            ),
            (
                "Tỉnh Cao Bằng đã triển khai Nghị quyết 28-NQ/TW; ông An yêu cầu UBND tỉnh Cao Bằng làm tốt hơn.",
                (("cao-bang", "implements", "nq-28", 0.85), ("an", "directs", "ubnd", 0.9)),
            ),
        ),
    ),
    (
        "cao-bang-2",
        "2019-10-03",
        "Cao Bằng kỷ niệm 65 năm",
        "javascript:alert(1)",
        (
            (
                "Trần Thị Bình chủ trì Lễ kỷ niệm 65 năm tại tỉnh Cao Bằng.",
                (("binh", "chairs", "le", 0.9), ("le", "heldIn", "cao-bang", 0.9)),
            ),
            (
                "Nguyễn Văn An cũng dự Lễ kỷ niệm 65 năm; UBND tỉnh Cao Bằng tặng Bằng khen cho Trần Thị Bình.",
                (
                    ("an", "attends", "le", 0.9),
                    ("ubnd", "awards", "binh", 0.9),
                    ("binh", "receives", "bang-khen", 0.9),
                ),
            ),
        ),
    ),
    (
        "khong-ngay",
        None,
        "Gặp gỡ",
        None,
        (("Hoàng Công Hàm gặp Nguyễn Văn An.", (("hoang", "meets", "an", 0.7),)),),
    ),
)

QUOTED = {"cao-bang-1": ("Phải làm tốt hơn nữa",)}  # by "an", in the article's first sentence


def reading(
    id_: str,
    date: str | None,
    title: str,
    url: str | None,
    sentences: Iterable[tuple[str, Iterable[tuple[str, str, str, float]]]],
    things: dict[str, tuple[str, str, tuple[str, ...]]],
) -> tuple[Reading, list[str]]:
    """A reading of these sentences, which name their things by any of their names, and the things' identifiers."""
    names = list(things)
    text, spans, mentions, statements = title, [], [], []
    for said, facts in sentences:
        start = len(text) + 1
        text += "\n" + said
        spans.append(Sentence(start, start + len(said)))
        for n, key in enumerate(names):
            for name in sorted((things[key][1], *things[key][2]), key=len, reverse=True):
                at = said.find(name)
                if at >= 0:
                    mentions.append(Mention(start + at, start + at + len(name), n))
                    break
        statements += [
            Statement(names.index(s), p, names.index(o), len(spans) - 1, confidence, p.lower())
            for s, p, o, confidence in facts
        ]
    article = Article(id_, text, title, date, "Báo Cao Bằng", url)
    entities = tuple(Entity(kind, name) for kind, name, _ in things.values())
    quotes = tuple(
        Happening("Speech", (("agent", names.index("an")), ("quotedText", Value(words))), 0, 0.9, "speech")
        for words in QUOTED.get(id_, ())
    )
    return Reading(article, tuple(spans), entities, tuple(mentions), tuple(statements), quotes), names


def dataset_of(
    news: Iterable[tuple], things: dict[str, tuple[str, str, tuple[str, ...]]], pairs: tuple[Pair, ...] = ()
) -> Dataset:
    """The graph of this news."""
    readings, node_of = [], {}
    for item in news:
        read, names = reading(*item, things)
        readings.append(read)
        used = {m.entity for m in read.mentions} | {e for s in read.statements for e in (s.subject, s.object)}
        node_of |= {(read.article.id, n): name for n, name in enumerate(names) if n in used}
    nodes = {key: Node(key, kind, name, aliases) for key, (kind, name, aliases) in things.items()}
    return graph.build(readings, Resolution(nodes, node_of, pairs))


def load_beside(folder: str, name: str) -> ModuleType:
    """A module of another folder of tests."""
    spec = importlib.util.spec_from_file_location(
        f"{name}_beside", Path(__file__).parent.parent / folder / f"{name}.py"
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def small() -> Embedded:
    """Three articles about a province, eleven things."""
    return store.memory(dataset_of(NEWS, THINGS))


def output(folder: Path, *, hostile: bool = False) -> Path:
    """An output folder with the store of the small graph, or of the hostile one, in which two pairs are undecided."""
    pairs = (
        Pair("an", "hoang", "undecided", 0.8, ("the same post in two years",)),
        Pair("an", "binh", "undecided", 0.4, ("one middle name differs",)),
    )
    made = dataset_of(*HOSTILE, pairs) if hostile else dataset_of(NEWS, THINGS, pairs)
    store.write(made, folder / "store")
    return folder


NASTY = '</script><script>document.title="hacked"</script><img src=x onerror="document.title=\'hacked\'" href="javascript:0">'


HOSTILE = (
    (
        (
            NASTY,
            "2018-08-27",
            f"Tít {NASTY}",
            'javascript:document.title="hacked"',
            (
                (
                    f"Nguyễn {NASTY} An dự hội nghị <!-- {{{{7*7}}}} ]]> &amp; \u202eđảo\u202c.",
                    (("an", "attends", "hoi-nghi", 0.9),),
                ),
                (
                    "Người này gặp người kia " + "x" * 100_000,
                    (("hoang", "meets", "an", 0.9), ("binh", "chairs", "hoi-nghi", 0.9)),
                ),
            ),
        ),
    ),
    {
        **THINGS,
        "an": ("Person", f"Nguyễn {NASTY} An", (f"ông {NASTY}",)),
        "binh": ("Person", "Trần \u202eTrị\u202c Bình\u0000\u0007\u2028", ()),
        "hoang": ("Person", "Dài " * 25_000, ()),
    },
)


def hostile() -> Embedded:
    """The same things, with names, sentences and titles that want to run, to reverse, or to be very long."""
    return store.memory(dataset_of(*HOSTILE))


def many(count: int, seed: int = 1) -> Embedded:
    """A store in memory of `count` things."""
    return store.memory(_many(count, seed))


def big_output(folder: Path, count: int) -> None:
    """An output folder with the store of `count` things."""
    store.write(_many(count, 1), folder / "store")


def _many(count: int, seed: int) -> Dataset:
    """A graph of `count` things that are linked to people at random, in articles of fifteen years."""
    chance = random.Random(seed)
    said_of = {
        "Post": "holdsPost",
        "Meeting": "attends",
        "Person": "meets",
        "StateOrgan": "directs",
        "Province": "visits",
    }
    kinds = ("Person", *said_of)
    stems = ("Nguyễn Văn", "Trần Thị", "Hội nghị tổng kết công tác", "Ủy ban nhân dân huyện")
    things = {f"t{n}": (chance.choice(kinds), f"{chance.choice(stems)} Số {n}", ()) for n in range(count)}
    pairs = {(n, int(n * chance.random() ** 1.5)) for n in range(1, count)}
    pairs |= {(chance.randrange(count), int(count * chance.random() ** 3)) for _ in range(count)}
    pairs = {(a, b) if things[f"t{a}"][0] == "Person" else (b, a) for a, b in pairs}
    pairs = {(a, b) for a, b in pairs if a != b and things[f"t{a}"][0] == "Person"}
    groups: dict[int, list[tuple[int, int]]] = {}
    for a, b in sorted(pairs):
        groups.setdefault(chance.randrange(max(1, count // 8)), []).append((a, b))
    readings, node_of = [], {}
    for number, group in sorted(groups.items()):
        ids = sorted({end for pair in group for end in pair})
        local = {f"t{n}": things[f"t{n}"] for n in ids}
        said = [
            (
                f"{things[f't{a}'][1]} có mặt cùng {things[f't{b}'][1]} trong ngày làm việc thứ hai.",
                [(f"t{a}", said_of[things[f"t{b}"][0]], f"t{b}", round(chance.uniform(0.5, 1), 2))],
            )
            for a, b in group
        ]
        day = f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
        read, names = reading(f"bai-{number}", day, f"Tin thời sự số {number}", None, said, local)
        readings.append(read)
        node_of |= {(read.article.id, n): name for n, name in enumerate(names)}
    nodes = {key: Node(key, kind, name) for key, (kind, name, _) in things.items()}
    return graph.build(readings, Resolution(nodes, node_of))
