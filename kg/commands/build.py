"""kg build, kg forget: articles in and out of a graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.build import Report
from kg.build import build as run
from kg.cache import Readings
from kg.errors import InputError


def _fields(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = dict(v.split("=", 1) for v in values if "=" in v)
    if len(pairs) != len(values):
        raise click.BadParameter("write it as NAME=FIELD, for example --field text=content")
    return pairs


@click.command()
@click.argument("paths", nargs=-1)
@click.option("-o", "--output", default="output", show_default=True, help="Folder to write.")
@click.option("--field", "fields", multiple=True, callback=_fields, help="A field's name in the input: text=content.")
@click.option("--date", help="Publication date (YYYY-MM-DD) of articles that carry none.")
@click.option("--workers", type=click.IntRange(1), help="Processes; all cores by default.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(["nq", "jsonld", "ttl12"]), help="Write this form as well."
)
@click.option("--base", help="Base IRI of the instances.")
@click.option(
    "--store", "server", metavar="URL", help="Send the graph to this SPARQL server as well: see kg store send."
)
@click.option("--fresh", is_flag=True, help="Start anew: forget the articles that the output folder holds.")
@click.option("--network/--no-network", default=True, help="Draw network.html.")
@click.option("-v", "--verbose", is_flag=True, help="Name every input that was skipped, and why.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def build(
    paths: tuple[str, ...],
    output: str,
    fields: dict[str, str],
    date: str | None,
    workers: int | None,
    formats: tuple[str, ...],
    base: str | None,
    server: str | None,
    fresh: bool,
    network: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Read articles (files, folders, - for standard input) into a graph.

    \b
    kg build                               the bundled samples
    kg build news/ -o output               a folder of .txt .md .html .jsonl .json .csv
    kg build dump.csv --field text=body    a table whose text is in the column `body`
    """
    console = Console(stderr=True, quiet=quiet)
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
        auto_refresh=False,  # by a thread of its own, beside which this process could not fork
    ) as bar:
        task = bar.add_task("read", total=None)
        options = {"base": base} if base else {}
        report = run(
            paths,
            output,
            fields=fields,
            date=date,
            workers=workers,
            formats=formats,
            fresh=fresh,
            network=network,
            progress=lambda stage, done, total: bar.update(
                task, description=stage, completed=done, total=total, refresh=True
            ),
            **options,
        )
    for problem in report.problems if verbose else report.problems[:10]:
        said = "skipped " if problem.skipped else "note: "
        console.print(said + str(problem), style="yellow", markup=False, highlight=False, soft_wrap=True)
    if len(report.problems) > 10 and not verbose:
        console.print(f"... and {len(report.problems) - 10} more; -v names them all", style="yellow")
    if not quiet:
        _summary(report, network)
    if server:
        from kg.store import publish

        sent = publish(report.output / "store", server)
        if not quiet:
            click.echo(f"{server} has the graph; {sent:,} of its graphs were new or changed")
    if any(problem.skipped for problem in report.problems):
        sys.exit(1)


def _summary(report: Report, network: bool) -> None:
    out = Path(report.output)
    count = sum(problem.skipped for problem in report.problems)
    skipped = f", {count} inputs skipped" if count else ""
    click.echo(f"{report.articles} articles ({report.read} read now{skipped}), {report.facts} facts in {out}/")
    click.echo(f"  {out}/graph.ttl      the facts\n  {out}/graph.trig     the facts with their sentences")
    if network:
        click.echo(f"  {out}/network.html   the picture")
    click.echo("Try:")
    where = "" if str(out) == "output" else f" -o {out}"
    for line in ("kg view", "kg query speakers", "kg stats"):
        click.echo(f"  {line}{where}")


@click.command()
@click.argument("articles", nargs=-1, required=True)
@click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
def forget(articles: tuple[str, ...], output: str) -> None:
    """Take articles (by their identifiers) out of the graph, whole.

    \b
    kg forget cao-bang-nghi-quyet-8
    """
    from kg.rebuild import rebuild

    folder = Path(output)
    if not (folder / "readings.sqlite").exists():
        raise InputError(f"{folder}: no graph here; run `kg build` first")
    with Readings(folder / "readings.sqlite") as kept:
        gone = kept.forget(articles)
        if not gone:
            raise InputError(f"none of these articles is in {folder}: {', '.join(articles)}")
        rebuild(folder, kept, Report(folder))
    click.echo(f"{gone} articles taken out of {folder}/")
