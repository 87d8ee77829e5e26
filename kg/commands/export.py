"""kg export: the graph in the forms that other tools read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from kg.api import Graph
from kg.commands.source import Source, reads_a_graph
from kg.export import gexf, neo4j, network, tables
from kg.export.facts import facts


def _graphml(graph: Graph, path: Path) -> str:
    net = graph.graph()
    network.write_graphml(net, path)
    return f"{net.number_of_nodes():,} nodes, {net.number_of_edges():,} edges"


def _gexf(graph: Graph, path: Path) -> str:
    net = graph.graph()
    gexf.write(net, path)
    return f"{net.number_of_nodes():,} nodes, {net.number_of_edges():,} edges"


def _neo4j(graph: Graph, path: Path) -> str:
    files = neo4j.write(graph.store, graph.graph(), path)
    return f"{len(files)} files; import.sh makes a database of them"


def _csv(graph: Graph, path: Path) -> str:
    return f"{tables.write_csv(facts(graph.store), path):,} statements"


def _parquet(graph: Graph, path: Path) -> str:
    return f"{tables.write_parquet(facts(graph.store), path):,} statements"


def _nq(graph: Graph, path: Path) -> str:
    graph.store.dump(path)
    return f"{len(graph.store):,} quads"


WRITERS: dict[str, tuple[str, Callable[[Graph, Path], str]]] = {
    "graphml": ("network.graphml", _graphml),
    "gexf": ("network.gexf", _gexf),
    "neo4j": ("neo4j", _neo4j),
    "csv": ("facts.csv", _csv),
    "parquet": ("facts.parquet", _parquet),
    "nq": ("graph.nq", _nq),
}


@click.command()
@click.argument("form", type=click.Choice(list(WRITERS)))
@click.argument("path", required=False, type=click.Path(path_type=Path))
@reads_a_graph
def export(form: str, path: Path | None, source: Source) -> None:
    """Write the graph as FORM to PATH (a file of the usual name in the output folder, when none is given).

    \b
    kg export gexf                   the network for Gephi
    kg export graphml net.graphml    the network for yEd, Cytoscape, igraph
    kg export csv                    each statement with sentence, article, date, confidence
    kg export parquet                the same for data frames
    kg export neo4j                  CSV files and import scripts
    kg export nq                     everything as N-Quads

    RDF 1.2 Turtle and JSON-LD are written by `kg build --format ttl12 --format jsonld`.
    """
    if str(path) == "-":
        raise click.UsageError("an export is a file, not standard output; name one")
    graph = source.open()
    name, write = WRITERS[form]
    target = path or Path(source.output) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    click.echo(f"{target}: {write(graph, target)}")
