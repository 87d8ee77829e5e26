"""kg store: look after the store of an output folder, or send it to a server."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from kg import store as stores
from kg.store import keep

_output = click.option(
    "-o", "--output", default="output", show_default=True, type=click.Path(path_type=Path), help="Folder of the graph."
)


@click.group()
def store() -> None:
    """Check, copy, bring back, shrink or publish a graph's store.

    \b
    kg store check                              is it whole?
    kg store backup copies/monday               a copy that is a store itself; or copies/monday.nq
    kg store restore copies/monday              back to it
    kg store compact                            smaller, after many small builds
    kg store send http://localhost:7878         to a SPARQL server
    """


@store.command()
@_output
def check(output: Path) -> None:
    """Read all of the store and compare it with its own notes; exit code 1 when it is damaged."""
    health = keep.check(output / "store")
    generation = health.generation
    click.echo(f"generation {generation.number}, base {generation.base}")
    click.echo(f"{health.quads:,} quads in {health.graphs:,} named graphs and the default graph, {_size(health.size)}")
    for problem in health.problems:
        click.echo(f"The store {problem}.", err=True)
    click.echo("Damaged: build again, or `kg store restore`." if health.problems else "Whole.")
    sys.exit(1 if health.problems else 0)


@store.command()
@click.argument("target", type=click.Path(path_type=Path))
@_output
def backup(target: Path, output: Path) -> None:
    """Copy the store to TARGET: a new folder, or a new file of N-Quads that ends in .nq."""
    keep.backup(output / "store", target)
    click.echo(f"{output / 'store'} is copied to {target}")


@store.command()
@click.argument("source", type=click.Path(path_type=Path))
@_output
def restore(source: Path, output: Path) -> None:
    """Make SOURCE the store: a folder or file that `kg store backup` made, or any file in N-Quads or TriG.

    The files beside the store, and the articles that were read, stay as they are; a build that finds something new
    writes its own graph again.
    """
    generation = keep.restore(output / "store", source)
    click.echo(f"{output / 'store'} holds {generation.quads:,} quads from {source}")


@store.command()
@_output
def compact(output: Path) -> None:
    """Write the store anew without what small builds have left behind."""
    before, after = keep.compact(output / "store")
    click.echo(f"{output / 'store'}: {_size(before)} before, {_size(after)} now")


@store.command()
@click.argument("url")
@_output
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def send(url: str, output: Path, quiet: bool) -> None:
    """Send the graph to the SPARQL 1.1 server at URL; only what the server lacks, also after an interruption.

    \b
    http://host:7878                      Oxigraph
    http://host:8890/sparql               Virtuoso
    http://host:7200/repositories/NAME    GraphDB, RDF4J
    http://host:3030/NAME                 Fuseki

    KG_STORE_QUERY, KG_STORE_UPDATE and KG_STORE_DATA (Graph Store Protocol) give the addresses of any other server;
    KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, let you in.
    """
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("send", total=None)
        count = stores.publish(output / "store", url, lambda done, of: bar.update(task, completed=done, total=of))
    click.echo(f"{url} has the graph; {count:,} of its graphs were new or changed")


def _size(count: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return f"{count:,.0f} {unit}" if unit == "bytes" else f"{count:,.1f} {unit}"
        count /= 1000
    return f"{count:,.1f} GB"
