"""GEXF 1.3, which Gephi reads (https://gexf.net/schema.html)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import networkx as nx

_TYPES = {int: "integer", float: "double", str: "string"}


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write a graph whose nodes and edges carry text and numbers; the same graph gives the same bytes.

    A node's `label` and an edge's `relation` become the labels that Gephi shows; all other values become columns.
    """
    nodes = _columns((data for _, data in graph.nodes(data=True)), but="label")
    edges = _columns((data for _, _, data in graph.edges(data=True)), but="")
    beside = path.with_name(path.name + ".part")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        put = file.write
        put('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
        put("<meta><creator>vnkg</creator></meta>\n")
        put('<graph defaultedgetype="directed" idtype="string">\n')
        for kind, columns in (("node", nodes), ("edge", edges)):
            put(f'<attributes class="{kind}">')
            for name, (number, type_) in columns.items():
                put(f'<attribute id="{number}" title={quoteattr(name)} type="{type_}"/>')
            put("</attributes>\n")
        put(f'<nodes count="{graph.number_of_nodes()}">\n')
        for node, data in graph.nodes(data=True):
            put(f"<node id={quoteattr(node)} label={_token(data.get('label', node))}>{_values(data, nodes)}</node>\n")
        put(f'</nodes>\n<edges count="{graph.number_of_edges()}">\n')
        for number, (source, target, data) in enumerate(graph.edges(data=True)):
            ends = f"source={quoteattr(source)} target={quoteattr(target)}"
            relation = _token(data.get("relation", ""))
            # Parallel edges are told apart by their kind.
            put(f'<edge id="{number}" {ends} kind={relation} label={relation}>{_values(data, edges)}</edge>\n')
        put("</edges>\n</graph>\n</gexf>\n")
    beside.replace(path)


def _columns(rows: Iterable[Mapping[str, object]], but: str) -> dict[str, tuple[int, str]]:
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if name != but:
                found.setdefault(name, _TYPES.get(type(value), "string"))
    return {name: (number, found[name]) for number, name in enumerate(sorted(found))}


def _values(data: Mapping[str, object], columns: Mapping[str, tuple[int, str]]) -> str:
    values = (
        f'<attvalue for="{columns[name][0]}" value={quoteattr(str(data[name]))}/>'
        for name in columns
        if data.get(name) not in (None, "")
    )
    return f"<attvalues>{''.join(values)}</attvalues>"


def _token(text: str) -> str:
    return quoteattr(" ".join(text.split()))
