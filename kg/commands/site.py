"""kg site: the pages of a graph as files."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from kg import store
from kg.errors import InputError, StoreError


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def site(out: Path, output: str, quiet: bool) -> None:
    """Write the pages of the graph (things, articles, search, network) into OUT, as a site that opens from a disk.

    \b
    kg site site/                 then open site/index.html
    """
    folder = Path(output)
    if not (folder / "store").exists():
        raise StoreError(f"{folder}/store: no store here; run `kg build` first")
    if out.resolve() == folder.resolve():
        raise InputError(f"{out} holds the graph; write the site beside it")
    from kg.show import site as pages

    console = Console(stderr=True, quiet=quiet)
    with (
        store.open_store(folder / "store") as graph,
        Progress(console=console, transient=True, disable=quiet or not console.is_terminal) as bar,
    ):
        task = bar.add_task("pages", total=None)
        number = pages.write(graph, out, lambda done, total: bar.update(task, completed=done, total=total))
    if not quiet:
        click.echo(f"{number} pages; open {out / 'index.html'}")
