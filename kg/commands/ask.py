"""kg ask: a question in plain words."""

from __future__ import annotations

import click

from kg.commands.query import FORMATS, show
from kg.commands.source import Source, reads_a_graph
from kg.query import lookup
from kg.query.ask import translate
from kg.query.table import clean
from kg.store.heads import declared


@click.command()
@click.argument("question", nargs=-1, required=True)
@reads_a_graph
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to write the answer."
)
@click.option("-e", "--evidence", is_flag=True, help="In a table, show the sentence and the article too.")
@click.option("-q", "--quiet", is_flag=True, help="Do not show the SPARQL.")
def ask(question: tuple[str, ...], source: Source, form: str, evidence: bool, quiet: bool) -> None:
    """Answer a question in Vietnamese (with or without accents) or English, and show the SPARQL made for it.

    \b
    kg ask "Ai phát biểu tại hội nghị ở Cao Bằng?"
    kg ask ai la bi thu tinh uy lang son vao nam 2018
    kg ask "Which documents did the Government issue in 2024?"
    """
    graph = source.open()
    understood = translate(" ".join(question), graph.names, lookup.Kinds(graph.store))
    if not quiet:
        for slot, said in understood.said:
            click.echo(f"{slot}: {clean(said)}", err=True)
        click.echo(click.style(declared(understood.sparql, graph.prefixes), dim=True), err=True)
    show(graph, understood.sparql, form, evidence=evidence)
