"""kg try: the bench on which a lexicon author works."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.extract.reader import Reader, Trace
from kg.model import Article, Reading, Value
from kg.ontology import load
from kg.query.table import clean


@click.command("try")
@click.argument("text", required=False)
@click.option("--date", help="Publication date (YYYY-MM-DD), by which years are found.")
def try_(text: str | None, date: str | None) -> None:
    """Show the mentions, the frames that fired and the facts of a sentence or paragraph (standard input without one).

    \b
    kg try "Chủ tịch UBND tỉnh Cao Bằng Hoàng Xuân Ánh dự Hội nghị."
    """
    text = text if text is not None else sys.stdin.read()
    trace = Trace()
    reading = Reader(load()).read(Article("try", text, date=date), trace)
    console = Console()
    console.print(_mentions(reading))
    console.print("frames:", "; ".join(dict.fromkeys(f.split(":")[0] for f in trace.frames)) or "none", markup=False)
    console.print(_facts(reading))


def _mentions(reading: Reading) -> Table:
    table = Table("class", "name", "mentions", "known as")
    for index, entity in enumerate(reading.entities):
        seen = {reading.article.text[m.start : m.end] for m in reading.mentions if m.entity == index}
        table.add_row(*_cells(entity.kind, entity.name, " | ".join(sorted(seen)), entity.known or ""))
    return table


def _facts(reading: Reading) -> Table:
    table = Table("subject", "relation", "object", "confidence", "frame")
    for s in reading.statements:
        right = s.object.text if isinstance(s.object, Value) else reading.entities[s.object].name
        left = reading.entities[s.subject].name
        table.add_row(*_cells(left, s.predicate, right, f"{s.confidence:.2f}", s.frame))
    for h in reading.happenings:
        for role, value in h.roles:
            right = value.text if isinstance(value, Value) else reading.entities[value].name
            table.add_row(*_cells(h.kind, role, right, f"{h.confidence:.2f}", h.frame))
    return table


def _cells(*texts: str) -> list[Text]:
    """Cells as they are: what stands in brackets in an article is no markup."""
    return [Text(clean(text)) for text in texts]
