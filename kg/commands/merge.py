"""kg merge: two things of the graph are one."""

from __future__ import annotations

import click

from kg import decide


@click.command()
@click.argument("left")
@click.argument("right")
@click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
@click.option("--undo", is_flag=True, help="Take the decision back.")
@click.option("--later", is_flag=True, help="Do not rebuild now; the next `kg build` follows the decision.")
def merge(left: str, right: str, output: str, undo: bool, later: bool) -> None:
    """Decide that LEFT and RIGHT (names or ids) are one thing, and rebuild the graph.

    The decision is kept in judgements.tsv beside the graph and always wins. After it both go by one id: take it back
    with the ids that stand in the file.

    \b
    kg merge nguyen-van-hung-thanh-hoa nguyen-van-hung-giam-doc-so-y-te
    kg merge nguyen-van-hung-thanh-hoa nguyen-van-hung-giam-doc-so-y-te --undo
    """
    if undo:
        gone = decide.undo(output, nodes={left, right}, verdicts=("same",))
        click.echo(f"{gone} decisions taken back" if gone else "there was no such decision")
        if not gone:
            raise SystemExit(1)
    else:
        made = decide.same(output, left, right)
        click.echo(f"same: {made.left_node} = {made.right_node}")
    if not later:
        decide.apply(output)
