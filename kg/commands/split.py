"""kg split: one thing of the graph is two."""

from __future__ import annotations

import click

from kg import decide
from kg.api import checked
from kg.ontology import local


@click.command()
@click.argument("thing")
@click.argument("articles", nargs=-1)
@click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
@click.option("--undo", is_flag=True, help="Take the decisions on THING (its id as it was) back.")
@click.option("--later", is_flag=True, help="Do not rebuild now; the next `kg build` follows the decision.")
def split(thing: str, articles: tuple[str, ...], output: str, undo: bool, later: bool) -> None:
    """Decide that THING is another one in these ARTICLES than elsewhere, and rebuild the graph.

    Without articles, list those that name it, with what they call it.

    \b
    kg split "Nguyễn Văn Hùng"
    kg split nguyen-van-hung bao-2017-033 bao-2017-041
    kg split nguyen-van-hung --undo
    """
    if undo:
        gone = decide.undo(
            output, nodes={thing}, verdicts=("same", "different"), note=f"split {thing.removeprefix('id:')}"
        )
        click.echo(f"{gone} decisions taken back" if gone else "there was no such decision")
        if not gone:
            raise SystemExit(1)
    elif not articles:
        graph = checked(output)
        for iri in decide.meant(graph, thing):
            click.echo(local(iri))
            for anchor in decide.anchors(graph, iri):
                article, name = anchor.split("#", 1)
                click.echo(f"  {article}\t{name}")
        return
    else:
        made = decide.split(output, thing, articles)
        click.echo(f"{made[-1].left} is not {made[-1].right}")
    if not later:
        decide.apply(output)
