"""kg diff: what entered, left and changed."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

import click

from kg.api import checked
from kg.changes import Changes, between_days, between_graphs
from kg.errors import QueryError
from kg.query.dates import iso
from kg.query.table import clean


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "-o", "--output", default="output", show_default=True, help="Folder of the graph, when OLD and NEW are days."
)
@click.option("--limit", type=click.IntRange(0), default=200, show_default=True, help="Lines of each sort; 0 for all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def diff(old: str, new: str, output: str, limit: int, as_json: bool) -> None:
    """Show what is new in NEW, gone from OLD, and has another value: two output folders, or two days of one graph.

    \b
    kg diff output-monday output-tuesday
    kg diff 2017-01-01 2017-12-31 -o output
    """
    if _exists(old) and _exists(new):
        changes = between_graphs(checked(old), checked(new))
    elif all(re.search(r"\d{4}", day) for day in (old, new)):
        changes = between_days(checked(output), iso(old), iso(new))
    else:
        raise QueryError(f"{old!r} and {new!r} are neither two output folders nor two days")
    if as_json:
        sides = {"entered": changes.entered, "left": changes.left, "changed": changes.changed}
        click.echo(json.dumps(sides, ensure_ascii=False))
        return
    _print(changes, limit or None)


def _exists(name: str) -> bool:
    """Whether there is a folder of that name; no disk has one of a name that is too long for it."""
    with contextlib.suppress(OSError):
        return Path(name).exists()
    return False


def _print(changes: Changes, limit: int | None) -> None:
    for mark, rows in (("+", changes.entered), ("-", changes.left)):
        for subject, prop, value in sorted(rows)[:limit]:
            click.echo(clean(f"{mark} {subject} {prop} {value}"))
    for subject, prop, before, after in sorted(changes.changed)[:limit]:
        click.echo(clean(f"~ {subject} {prop} {before} -> {after}"))
    counts = f"{len(changes.entered)} entered, {len(changes.left)} left, {len(changes.changed)} changed"
    click.echo(counts, err=True)
