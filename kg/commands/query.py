"""kg query: SPARQL, a .rq file, or a named question."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from kg.api import Graph
from kg.commands.source import Source, reads_a_graph
from kg.errors import QueryError
from kg.query import lookup
from kg.query.question import Question, questions, read
from kg.query.table import clean, named, table
from kg.things import Entity

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld")


@click.command()
@click.argument("query", required=False)
@reads_a_graph
@click.option("--about", multiple=True, help="A name, with or without accents, or an IRI; may be given again.")
@click.option("--on", help="A day, month or year: 2018-08-27, 27/8/2018, 2018-08, 2018.")
@click.option("--since", help="From this day on.")
@click.option("--until", help="Up to this day.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only what is this sure.")
@click.option("--limit", type=click.IntRange(1), help="Rows at most.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to write the answer."
)
@click.option("-e", "--evidence", is_flag=True, help="In a table, show the sentence and the article too.")
@click.option("--list", "listing", is_flag=True, help="List the named questions and their parameters.")
@click.option("--sparql", "only_text", is_flag=True, help="Print the SPARQL instead of running it.")
def query(
    query: str | None,
    source: Source,
    about: tuple[str, ...],
    on: str | None,
    since: str | None,
    until: str | None,
    min_confidence: float | None,
    limit: int | None,
    form: str,
    evidence: bool,
    listing: bool,
    only_text: bool,
) -> None:
    """Ask the graph: SPARQL text, a .rq file, - for standard input, or the name of a question.

    \b
    kg query --list
    kg query speakers --about "Cao Bằng" --since 2018
    kg query 'SELECT ?who WHERE { ?who kg:speaksAt ?e . ?e kg:heldIn id:cao-bang }'
    kg query my.rq --format csv > answer.csv
    kg query speakers --store http://localhost:7878

    Prefixes such as kg: id: rdfs: need no declaring.
    """
    if listing:
        _list()
        return
    if not query:
        raise click.UsageError("say what to ask: SPARQL, a .rq file, or a name from `kg query --list`")
    graph = source.open()
    values = {"on": on, "since": since, "until": until, "min-confidence": min_confidence, "limit": limit}
    parameters: dict[str, Any] = {k: v for k, v in values.items() if v is not None}
    if about:
        parameters["about"] = about
    text = _text(graph, query, parameters)
    if only_text:
        from kg.store.heads import declared

        click.echo(declared(text, graph.prefixes), nl=False)
        return
    show(graph, text, form, evidence=evidence)


def show(graph: Graph, text: str, form: str = "table", *, evidence: bool = False) -> None:
    """Run SPARQL and write the answer to standard output; Ctrl-C ends it at once."""
    with _interruptible():
        _show(graph, text, form, evidence=evidence)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process: Python would wait until Oxigraph gives the first row, which may be never."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _show(graph: Graph, text: str, form: str, *, evidence: bool) -> None:
    if form not in ("table",):
        body = graph.run(text).serialize(form)
        sys.stdout.buffer.write(body if body.endswith(b"\n") else body + b"\n")
        sys.stdout.flush()
        return
    answer = graph.run(text).answer
    if answer.form == "ASK":
        click.echo("yes" if answer.truth else "no")
        return
    labels = lookup.labels(graph.store, named(answer))
    out = Console() if sys.stdout.isatty() else Console(width=10_000)
    if len(answer):
        out.print(table(answer, labels, graph.prefixes, evidence=evidence or not _stands_aside(answer.variables)))
    noun = "triples" if answer.form == "CONSTRUCT" else "rows"
    Console(stderr=True).print(f"{len(answer)} {noun[:-1] if len(answer) == 1 else noun}", style="dim", highlight=False)


def _stands_aside(variables: tuple[str, ...]) -> bool:
    """Whether the sentence is one column among several: in SPARQL that asks for the text alone it is shown."""
    return "text" in variables and any(v.endswith("Label") for v in variables)


def _text(graph: Graph, query: str, parameters: dict[str, Any]) -> str:
    if query in graph.questions:
        return graph.sparql(query, _named(graph, parameters))
    named_so = query.endswith((".rq", ".sparql"))
    if named_so or (len(query) < 200 and "\n" not in query and _is_file(query)):
        if not _is_file(query):
            raise QueryError(f"there is no file {query}")
        return graph.bound(_question(Path(query)), _named(graph, parameters))
    if parameters:
        names = ", ".join(graph.questions)
        raise QueryError(f"--{next(iter(parameters))} goes with a named question: {names}")
    if query == "-":
        return sys.stdin.read()
    if query.replace("-", "").isalnum() and " " not in query:
        raise QueryError(f"there is no question {query!r}; there are: {', '.join(graph.questions)}")
    return query


def _is_file(name: str) -> bool:
    """Whether there is a file of that name; no disk has one of a name that is too long for it."""
    with contextlib.suppress(OSError):
        return Path(name).is_file()
    return False


def _question(path: Path) -> Question:
    try:
        return read(path)
    except UnicodeDecodeError as error:
        raise QueryError(f"{path} is not UTF-8 text; save it as UTF-8") from error


def _named(graph: Graph, parameters: dict[str, Any]) -> dict[str, Any]:
    if "about" not in parameters:
        return parameters
    return {**parameters, "about": _entities(graph, parameters["about"])}


def _entities(graph: Graph, about: tuple[str, ...]) -> list[Entity]:
    found = [entity for name in about for entity in graph.entities(name)]
    if not found:
        raise QueryError(f"nothing in the graph has the IRI {about[0]}")
    if len(found) > len(about):
        shown = "; ".join(f"{clean(e.label)} ({e.kind})" for e in found[:6])
        more = f"; and {len(found) - 6} more" if len(found) > 6 else ""
        click.echo(f"about: {shown}{more}", err=True)
    return found


def _list() -> None:
    for name, question in questions().items():
        click.echo(click.style(name, bold=True) + f"\n  {question.title}\n  {question.title_vi}")
        if question.description:
            click.echo(f"  {question.description}")
        for parameter in question.parameters:
            click.echo(_parameter(parameter.name, parameter.help, required=parameter.required))
        for example in question.examples:
            click.echo(click.style(f"  {example}", dim=True))


def _parameter(name: str, help_: str, *, required: bool) -> str:
    return f"    --{name:<15} {help_}{' (needed)' if required else ''}"


__all__ = ["Question", "query", "show"]
