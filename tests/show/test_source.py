"""A dataset and the store that is written from it give a drawing the same contents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg import graph, identity, read, store
from kg.extract.reader import Reader
from kg.graph import Dataset
from kg.model import Article
from kg.ontology import load
from kg.show import network
from kg.show.selection import Wish
from kg.show.source import Built, Stored

# What a text, a title and an address may hold that is written otherwise in N-Triples, or is no address at all.
AWKWARD = Article(
    "bài \\ 1",
    'Bí thư Tỉnh ủy Cao Bằng Trần "Hồng" Minh\n\nÔng Trần Hồng Minh, Bí thư Tỉnh ủy Cao Bằng nói: "Phải \\ làm\tngay hôm nay".',
    title='Một "tựa" \\ lạ',
    date="2024-05-06T07:00",
    source="https://example.org/nguồn",
    url="khong-phai-dia-chi",
)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    reader = Reader(load())
    articles = [
        *read.articles(read.samples(), on_problem=print),
        AWKWARD,
        replace(AWKWARD, id="bai-2", url="https://example.org/a?b=c d"),
    ]
    readings = [reader.read(article) for article in articles]
    return graph.build(readings, identity.resolve(readings))


@pytest.fixture(scope="module")
def sources(dataset: Dataset) -> tuple[Built, Stored]:
    return Built(dataset), Stored(store.memory(dataset))


def test_links_things_and_articles_are_the_same(sources: tuple[Built, Stored]) -> None:
    built, stored = sources
    links, things, articles = built.links(), built.things(), built.articles()
    assert (len(links) > 100, len(things) > 100) == (True, True)
    assert links == stored.links()
    assert things == stored.things()
    assert articles == stored.articles()
    about = [stored.things(), built.things()]
    stored.describe(about[0])
    built.describe(about[1])
    assert about[0] == about[1]
    assert any(thing.values for thing in about[0].values()) and any(thing.aliases for thing in about[0].values())


def test_sentences_and_what_is_named_and_quoted_in_them_are_the_same(sources: tuple[Built, Stored]) -> None:
    built, stored = sources
    said = sorted({one.sentence for link in built.links() for one in link.said})
    things = sorted(built.things())
    assert built.sentences(said) == stored.sentences(said)
    assert sorted(built.mentions(said)) == sorted(stored.mentions(said))
    assert built.told(things) == stored.told(things)
    assert sorted(built.sources(said)) == sorted(stored.sources(said))
    quotations = sorted(set(built.quotations(things)))
    assert quotations == sorted(set(stored.quotations(things)))
    assert any("Phải \\ làm" in words for _, words, _ in quotations)


@pytest.mark.parametrize("wish", [None, Wish(max_nodes=40), Wish(about=("Cao Bằng",))])
def test_the_page_is_the_same_byte_for_byte(dataset: Dataset, tmp_path: Path, wish: Wish | None) -> None:
    network.write(dataset, tmp_path / "built.html", wish)
    network.write(store.memory(dataset), tmp_path / "stored.html", wish)
    assert (tmp_path / "built.html").read_bytes() == (tmp_path / "stored.html").read_bytes()
