"""kg review: undecided pairs side by side, decided by one key."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg import decide
from kg.api import Graph, checked
from kg.identity import judgements
from kg.ontology import local
from kg.query.evidence import Evidence, evidence
from kg.query.table import clean
from kg.show.undecided import pairs

_TENURES = """SELECT ?label ?from ?until { ?t org:member <%s> ; opengov:post ?p . ?p rdfs:label ?label
    OPTIONAL { ?t kg:attestedFrom ?from } OPTIONAL { ?t kg:attestedUntil ?until } } ORDER BY ?label LIMIT 5"""
_KEYS = {"s": "same", "d": "different", "u": "unsure"}
_SHOWN = 3  # sentences of each side


@click.command()
@click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Pairs at most.")
@click.option("--list", "listing", is_flag=True, help="List the pairs as tab-separated lines; decide nothing.")
@click.option("--decided", is_flag=True, help="List what was decided, by whom and when.")
def review(output: str, limit: int, listing: bool, decided: bool) -> None:
    """Show pairs that may be one thing, most valuable first, and keep what you say: same, different or unsure.

    Decisions go to judgements.tsv beside the graph, which may be shared between graphs; at the end the graph is rebuilt
    by them. Your name there is $KG_REVIEWER, or else $USER.

    \b
    kg review
    kg review --list
    """
    if decided:
        for one in judgements.read(decide.file(output)):
            click.echo("\t".join((one.verdict, one.left, one.right, one.who, one.when, one.note)))
        return
    graph = checked(output)
    open_ = pairs(graph.store, judgements.read(decide.file(output)))[:limit]
    if listing or not sys.stdin.isatty():
        for left, right, likeness, reasons in open_:
            click.echo("\t".join((local(left), local(right), f"{likeness:.2f}", "; ".join(reasons))))
        return
    made = 0
    for number, (left, right, likeness, reasons) in enumerate(open_, 1):
        Console().print(_table(graph, left, right, f"{number} of {len(open_)}, {likeness:.2f}: {'; '.join(reasons)}"))
        click.echo("[s]ame  [d]ifferent  [u]nsure  [n]ext  [q]uit ", nl=False)
        key = _key()
        if key == "q":
            break
        if key in _KEYS:
            decide.pair(graph, output, left, right, _KEYS[key])
            made += 1
    if made:
        decide.apply(output)
    click.echo(f"{made} decided, {len(open_) - made} left")


def _key() -> str:
    """The next key that means something; the end of the input and Ctrl-C mean to stop, and keep what was decided."""
    while True:
        try:
            key = click.getchar().lower()
        except (EOFError, KeyboardInterrupt):
            key = "q"
        if key in (*_KEYS, "n", "q"):
            click.echo(key)
            return key


def _table(graph: Graph, left: str, right: str, title: str) -> Table:
    table = Table(title=Text(clean(title), "table.title"), title_justify="left", show_lines=True)
    for iri in (left, right):
        table.add_column(Text(f"{clean(graph.entity(iri).label)}\n{local(iri)}"), ratio=1, overflow="fold")
    table.add_row(*(_posts(graph, iri) for iri in (left, right)))
    said = [evidence(graph.store, [iri], limit=_SHOWN) for iri in (left, right)]
    for n in range(max(map(len, said))):
        table.add_row(*(_sentence(side[n]) if n < len(side) else "" for side in said))
    return table


def _posts(graph: Graph, iri: str) -> Text:
    rows = graph.query(_TENURES % iri)
    posts = (clean(f"{r['label']} {r['from'] or ''}–{r['until'] or ''}").rstrip("–") for r in rows)
    return Text("\n".join(posts) or "no post")


def _sentence(item: Evidence) -> Text:
    return Text(clean(f"{item.text}\n— {item.article.title or item.article.id} {item.article.date}"))
