"""kg drop: a statement that does not belong."""

from __future__ import annotations

import click

from kg import decide
from kg.identity import judgements


@click.command()
@click.argument("statement", required=False)
@click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
@click.option("--undo", is_flag=True, help="Take the decision back.")
@click.option("--list", "listing", is_flag=True, help="List what was dropped.")
@click.option("--later", is_flag=True, help="Do not rebuild now; the next `kg build` follows the decision.")
def drop(statement: str | None, output: str, undo: bool, listing: bool, later: bool) -> None:
    """Take STATEMENT (its id or IRI, as `kg explain --json` shows it) out of the graph, and rebuild it.

    The fact goes too when no other sentence says it. The decision is kept in judgements.tsv and survives rebuilds.

    \b
    kg explain "Phan Đình Trạc" --json
    kg drop 3f1c09a2
    kg drop 3f1c09a2 --undo
    """
    if listing or not statement:
        for one in judgements.read(decide.file(output)):
            if one.verdict == judgements.DROP:
                click.echo("\t".join((one.left_node, one.left, one.note, one.right, one.who, one.when)))
        return
    if undo:
        gone = decide.undo(output, nodes={statement}, verdicts=(judgements.DROP,))
        click.echo("taken back" if gone else "there was no such decision")
        if not gone:
            raise SystemExit(1)
    else:
        made = decide.drop(output, statement)
        click.echo(f"dropped: {made.left} {made.note} {made.right}")
    if not later:
        decide.apply(output)
