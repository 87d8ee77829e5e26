"""kg timeline: who held what when."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.changes import tenures
from kg.commands.source import Source, reads_a_graph
from kg.errors import QueryError
from kg.identity.resolve import reference as table_of_terms
from kg.ontology import local
from kg.query import lookup
from kg.query.table import clean


@click.command()
@click.argument("name")
@reads_a_graph
@click.option("--reference", is_flag=True, help="Show the terms of office of the reference table too, marked as such.")
def timeline(name: str, source: Source, reference: bool) -> None:
    """Show the posts of a person, or the holders of a post or of a body's posts, in the order of time.

    A date is stated where a text gives it, else it is the first or last article that says so (in brackets).

    \b
    kg timeline "Phan Đình Trạc"
    kg timeline "Bí thư Tỉnh ủy Thanh Hóa"
    kg timeline "Phan Đình Trạc" --reference
    """
    graph = source.open()
    iris = graph.iris(name)
    inside = {str(r["p"]) for iri in iris for r in graph.query(f"SELECT ?p {{ ?p kg:postIn <{iri}> }}")}
    wanted = {*iris, *inside}
    found = [t for t in tenures(graph) if {t.person, t.post} & wanted]
    terms = _terms(iris) if reference else []
    if not found and not terms:
        raise QueryError(f"nobody is said to have held a post of {name!r}")
    people = {t.person for t in found}
    labels = lookup.labels(graph.store, iris)
    title = Text(clean(labels.get(iris[0], "")), "table.title")
    table = Table("from", "until", "person" if len(people) > 1 or inside else "post", "articles", title=title or None)
    for tenure in found:
        what = tenure.post_label if tenure.person in iris else tenure.person_label
        if inside and tenure.person not in iris:
            what = f"{tenure.person_label}, {tenure.post_label}"
        dates = _shown(tenure.start, tenure.first), _shown(tenure.end, tenure.last)
        table.add_row(*dates, Text(clean(what)), str(tenure.articles or ""))
    for start, end, what in terms:
        table.add_row(start, end, Text(clean(f"{what} (reference)")), "", style="dim")
    console = Console() if sys.stdout.isatty() else Console(width=200)
    console.print(table)


def _shown(stated: str, attested: str) -> Text:
    return Text(stated or (f"({attested})" if attested else ""))


def _terms(iris: list[str]) -> list[tuple[str, str, str]]:
    known = table_of_terms().by_id
    return [
        (t.start, t.end or ("now" if t.sitting else ""), t.office)
        for iri in iris
        if local(iri) in known
        for t in known[local(iri)].terms
    ]
