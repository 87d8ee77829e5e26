"""kg validate: whether a graph keeps to the shapes of the ontology."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click
import pyoxigraph as ox

from kg import store
from kg.errors import InputError
from kg.graph import validate as shapes

_SHOWN = 10  # findings of one kind that are printed unless all are asked for


@click.command()
@click.argument("path", metavar="[OUTPUT]", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    default="output",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of the graph, when OUTPUT is not given.",
)
@click.option(
    "--articles",
    type=click.IntRange(0),
    default=shapes.ARTICLES,
    show_default=True,
    help="Articles whose evidence is looked at, evenly spread.",
)
@click.option(
    "--all", "everything", is_flag=True, help="Look at the evidence of all articles, and print every finding."
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit code says it all.")
def validate(path: Path | None, output: Path, articles: int, everything: bool, quiet: bool) -> None:
    """Check a graph against the SHACL shapes of the ontology.

    OUTPUT is a folder that `kg build` wrote, or a file in Turtle, TriG or N-Quads.

    A violation means that the graph contradicts itself (exit code 1). A warning means that articles contradict one
    another, such as two holders of one post at a time: the sentences are shown, and the exit code stays 0.

    \b
    kg validate                    output/, with the evidence of 200 articles
    kg validate --all news-graph   everything
    kg validate graph.trig         a file
    """
    with _opened(path or output) as graph:
        report = shapes.validate(graph.inner, articles=None if everything else articles)
    if not quiet:
        _print(report, None if everything else _SHOWN)
    sys.exit(0 if report.valid else 1)


def _opened(path: Path) -> store.Embedded:
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder; `kg build` makes one")
    if path.is_dir():
        return store.open_store(path / "store")
    inner = ox.Store()
    try:
        inner.bulk_load(path=str(path))
    except (SyntaxError, ValueError, OSError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    return store.Embedded(inner, path=path, writable=False)


def _print(report: shapes.Report, most: int | None) -> None:
    shown: Counter[tuple[str, str]] = Counter()
    totals = Counter((f.severity, f.message) for f in report.findings)
    for finding in report.findings:
        kind = (finding.severity, finding.message)
        if not shown[kind]:
            click.echo(f"\n{finding.severity}: {finding.message} ({totals[kind]:,})")
        shown[kind] += 1
        if most is None or shown[kind] <= most:
            parts = [
                _short(finding.focus),
                _short(finding.path),
                _short(finding.value) if finding.value != finding.focus else "",
            ]
            click.echo("  " + "  ".join(p for p in parts if p))
            for sentence in finding.sentences:
                click.echo(f"      {sentence}")
        elif shown[kind] == most + 1:
            click.echo(f"  ... and {totals[kind] - most:,} more; --all prints them")
    counts = Counter(f.severity for f in report.findings)
    where = f"all facts, evidence of {report.articles:,} of {report.of:,} articles ({report.triples:,} triples)"
    click.echo(
        f"{'' if not report.findings else chr(10)}{'Valid' if report.valid else 'Not valid'}: {where}; "
        f"{counts['Violation']:,} violations, {counts['Warning']:,} warnings."
    )


def _short(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].replace("ontology#", "kg:") if iri.startswith("http") else iri[:120]
