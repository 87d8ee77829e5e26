"""kg view: the interactive network in a browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from kg import store
from kg.errors import InputError, QueryError, StoreError
from kg.query.dates import iso, last_day
from kg.show import network
from kg.show.selection import Part, Wish


def _day(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The first or last day of what was typed."""
    if value is None:
        return None
    try:
        day = iso(value)
    except QueryError as error:
        raise click.BadParameter(str(error)) from error
    return last_day(day) if parameter.name == "until" else day + "-01-01"[len(day) - 4 :]


@click.command()
@click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
@click.option("--about", multiple=True, help="Only what is near this thing (name, with or without accents, or IRI).")
@click.option("--depth", type=click.IntRange(1, 6), default=1, show_default=True, help="How many links away from it.")
@click.option("--since", callback=_day, help="Only what articles of this day or later say (2018, 2018-08, 2018-08-27).")
@click.option("--until", callback=_day, help="Only what articles of this day or earlier say.")
@click.option("--class", "classes", multiple=True, help="Only things of this class: Person, Organization, Event, ...")
@click.option(
    "--max-nodes", type=click.IntRange(2, 20_000), default=2000, show_default=True, help="The most telling ones."
)
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Write the page to this file.")
@click.option("--open/--no-open", "opened", default=True, help="Open it in the browser.")
def view(
    output: str,
    about: tuple[str, ...],
    depth: int,
    since: str | None,
    until: str | None,
    classes: tuple[str, ...],
    max_nodes: int,
    to: Path | None,
    opened: bool,
) -> None:
    """Open the interactive network, or the part of it that you name.

    \b
    kg view                                      the picture that the build made
    kg view --about "Cao Bằng" --depth 2         what is near one thing
    kg view --since 2018 --class Person --class Event
    kg view --about "Phan Dinh Trac" --to trac.html --no-open
    """
    folder = Path(output)
    wish = Wish(about, depth, since, until, classes, max_nodes)
    page = to or folder / ("network.html" if wish == Wish() else "view.html")
    if not folder.is_dir():
        raise InputError(f"{folder}: no graph here; run `kg build` first")
    if wish != Wish() or to or not page.exists():
        if not (folder / "store").exists():
            raise StoreError(f"{folder}/store: no store here; run `kg build` first")
        with store.open_store(folder / "store") as graph:
            click.echo(_told(network.write(graph, page, wish), page))
    else:
        click.echo(str(page))
    if opened and not webbrowser.open(page.resolve().as_uri()):
        click.echo("No browser could be started here: open that file in one.")


def _told(part: Part, page: Path) -> str:
    told = f"{page}: {len(part.things)} nodes, {len(part.links)} relations"
    if len(part.things) < part.all_things:
        told += f", of {part.all_things} and {part.all_links} in the whole graph"
    return told
