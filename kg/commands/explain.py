"""kg explain: the sentences behind what the graph says."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.text import Text

from kg.commands.source import Source, reads_a_graph
from kg.errors import QueryError
from kg.query import lookup
from kg.query.evidence import Evidence
from kg.query.table import clean


@click.command()
@click.argument("subject")
@click.argument("object", required=False)
@reads_a_graph
@click.option("--relation", help="Only this relation, such as speaksAt.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Statements at most, the surest.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a statement.")
def explain(subject: str, object: str | None, source: Source, relation: str | None, limit: int, as_json: bool) -> None:
    """Show why the graph says what it says of SUBJECT (or of SUBJECT and OBJECT together).

    Each statement comes with its sentence, the mentions marked, the offsets in the article, the frame of the lexicon
    that read it, and how sure that is.

    \b
    kg explain "Phan Đình Trạc"
    kg explain "phan dinh trac" "Cao Bằng"
    kg explain "Cao Bằng" --relation implements
    """
    from kg.query.evidence import evidence

    graph = source.open()
    left = graph.iris(subject)
    right = graph.iris(object) if object else []
    found = evidence(graph.store, left, right, relation=relation or "", limit=limit)
    if not found:
        both = f'"{subject}" and "{object}" together' if object else f'"{subject}"'
        raise QueryError(
            f"no sentence says anything of {both}" + (f" with the relation {relation}" if relation else "")
        )
    if as_json:
        for item in found:
            click.echo(json.dumps(asdict(item), ensure_ascii=False))
        return
    iris = {i for e in found for i in (e.subject, e.object)}
    labels = lookup.labels(graph.store, {i for i in iris if "://" in i})
    console = Console(highlight=False) if sys.stdout.isatty() else Console(width=10_000, highlight=False)
    last = ""
    for item in found:
        if item.article.iri != last:
            last = item.article.iri
            console.print(_article(item))
        console.print(_fact(item, labels))
        console.print(Text("    ") + marked(item))
    Console(stderr=True).print(f"{len(found)} statement{'s' if len(found) != 1 else ''}", style="dim", highlight=False)


def marked(item: Evidence) -> Text:
    """The sentence with the mentions of both ends marked: in bold on a terminal, in [brackets] elsewhere."""
    text = Text()
    at = 0
    for start, end, _ in _outermost(item.marks):
        text.append(clean(item.text[at:start]))
        text.append(f"[{clean(item.text[start:end])}]", style="bold")
        at = end
    text.append(clean(item.text[at:]))
    return text


def _outermost(marks: tuple[tuple[int, int, str], ...]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for mark in sorted(marks, key=lambda m: (m[0], -m[1])):
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept


def _article(item: Evidence) -> Text:
    a = item.article
    parts = [a.date, clean(a.title) or a.id, clean(a.source)]
    return Text(" · ".join(p for p in parts if p), style="bold cyan")


def _fact(item: Evidence, labels: dict[str, str]) -> Text:
    subject = clean(labels.get(item.subject, lookup.local(item.subject)))
    right = clean(item.object if item.literal else labels.get(item.object, lookup.local(item.object)))
    text = Text(f"  {subject} ")
    text.append(item.predicate, style="green")
    text.append(f" {right}")
    text.append(f"   {item.confidence:.2f} · {item.frame} · {item.article.id}[{item.start}:{item.end}]", style="dim")
    return text
