"""What stands in square brackets in an article is text on the terminal, and no markup of the table it stands in."""

import io
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from rich.console import Console

from kg.api import checked
from kg.cli import cli
from kg.commands.review import _table
from kg.model import Article, Entity, Mention, Reading, Sentence, Statement

PEOPLE = ("Trần Văn Minh", "Lê Văn Tám [/u]")
POST = "Bí thư [/b] Tỉnh ủy [Sơn La]"


@pytest.fixture(scope="module")
def output(small_news: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph whose names, sentences, titles and article ids have brackets in them."""
    text = f"{PEOPLE[0]} [trưởng đoàn] và {PEOPLE[1]} [/i] đều là {POST}."
    names = (*PEOPLE, POST)
    mentions = tuple(Mention(text.index(n), text.index(n) + len(n), i) for i, n in enumerate(names))
    entities = tuple(Entity(kind, name) for kind, name in zip(("Person", "Person", "Post"), names, strict=True))
    held = tuple(Statement(i, "holdsPost", 2, 0, 0.9, "frame") for i in (0, 1))
    article = Article("[/tin] 2", text, "Tin [/dim] mới", "2018-03-01")
    read = Reading(article, (Sentence(0, len(text)),), entities, mentions, held)
    made: Path = small_news.write([read], tmp_path_factory.mktemp("brackets") / "output")
    return made


def shown(*arguments: str) -> str:
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False, env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    return done.output


def test_review(output: Path) -> None:
    graph = checked(str(output))
    ends = [graph.iris(name)[0] for name in PEOPLE]
    out = io.StringIO()
    Console(file=out, width=200).print(_table(graph, *ends, "1 of 1, 0.50: [/why]"))
    for text in ("[trưởng đoàn]", "[/i]", "[/b]", "[Sơn La]", "[/u]", "[/dim]", "[/why]"):
        assert text in out.getvalue()


def test_timeline(output: Path) -> None:
    assert POST in shown("timeline", PEOPLE[0], "-o", str(output))
    of_post = shown("timeline", POST, "-o", str(output))
    assert PEOPLE[1] in of_post and of_post.split("\n")[0].strip() == POST


def test_stats(output: Path) -> None:
    told = shown("stats", "-o", str(output))
    assert "[/tin] 2" in told and "Tin [/dim] mới" in told


def test_try(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.commands import try_

    read = Reading(
        Article("try", "An [/i] thăm Lào [bạn]."),
        (Sentence(0, 23),),
        (Entity("Person", "An [/i]"), Entity("Area", "Lào [bạn]")),
        (Mention(0, 7, 0), Mention(13, 22, 1)),
        (Statement(0, "visits", 1, 0, 0.9, "frame"),),
    )
    reader = type("Reader", (), {"__init__": lambda *_: None, "read": lambda *_: read})
    monkeypatch.setattr(try_, "Reader", reader)
    told = shown("try", "x")
    assert told.count("An [/i]") == 3 and told.count("Lào [bạn]") == 3
