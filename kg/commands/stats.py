"""kg stats: how much is in a graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from itertools import islice

import click
from rich.columns import Columns
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.commands.source import Source, reads_a_graph
from kg.query.table import clean


@click.command()
@reads_a_graph
@click.option("--top", type=click.IntRange(0), default=10, show_default=True, help="Articles to name.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def stats(source: Source, top: int, as_json: bool) -> None:
    """Count what the graph holds by class, relation, article and confidence.

    \b
    kg stats
    kg stats --json | python -m json.tool
    """
    found = source.open().stats()
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return
    console = Console() if sys.stdout.isatty() else Console(width=160)
    console.print(
        f"{found.articles:,} articles, {found.sentences:,} sentences, {found.mentions:,} mentions, "
        f"{found.statements:,} statements; {found.triples:,} triples of fact",
        highlight=False,
    )
    tables = [
        _table("class", "things", found.classes),
        _table("relation", "facts", found.relations),
        _table("confidence", "statements", found.confidence),
        _table("year", "articles", {year or "undated": n for year, n in found.years.items()}),
    ]
    console.print(Columns(tables, padding=(1, 4)))
    articles = Table("date", "article", "title", "statements", show_edge=False, pad_edge=False)
    for article in islice(found.by_article, top):
        cells = (Text(clean(cell)) for cell in (article.date, article.id, article.title))
        articles.add_row(*cells, f"{article.statements:,}")
    if top and found.by_article:
        console.print(articles)


def _table(name: str, count: str, counts: Mapping[str, int]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(name)
    table.add_column(count, justify="right")
    for key, n in counts.items():
        table.add_row(Text(clean(key)), f"{n:,}")
    return table
