"""kg conflicts: facts that disagree, with their sources."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from kg.changes import Conflict
from kg.changes import conflicts as found
from kg.commands.source import Source, reads_a_graph
from kg.query.evidence import Evidence
from kg.query.table import clean

_SAID = {
    "holders": "two holders of one post at one time",
    "places": "posts in two provinces at one time",
    "value": "two values",
}


@click.command()
@reads_a_graph
@click.option("--kind", type=click.Choice(sorted(_SAID)), help="Only these.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a conflict.")
def conflicts(source: Source, kind: str | None, as_json: bool) -> None:
    """List the facts of the graph that disagree; both are kept, each with the sentences that say it.

    \b
    kg conflicts
    kg conflicts --kind holders
    """
    listed = [c for c in found(source.open()) if kind in (None, c.kind)]
    for one in listed:
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False))
        else:
            _print(one)
    click.echo(f"{len(listed)} conflict{'' if len(listed) == 1 else 's'}", err=True)


def _print(one: Conflict) -> None:
    click.echo(clean(f"{one.about}: {_SAID[one.kind]}"))
    for side, said in ((one.left, one.left_said), (one.right, one.right_said)):
        click.echo(clean(f"  {side}"))
        for item in said:
            click.echo(clean(f"      “{item.text}” {_source(item)}"))


def _source(item: Evidence) -> str:
    return f"[{item.article.id}{' ' + item.article.date if item.article.date else ''}]"
