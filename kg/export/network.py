"""The facts as a networkx graph, and as GraphML for yEd, Cytoscape and igraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import pyoxigraph as ox

from kg.graph.terms import KG
from kg.query.lookup import Queryable, ask, kinds, value

_FACTS = "SELECT ?s ?p ?o WHERE { ?s ?p ?o . ?s rdfs:label [] FILTER(STRSTARTS(STR(?p), STR(kg:))) }"
_SUPPORT = """
SELECT ?s ?p ?o (MAX(?c) AS ?confidence) (COUNT(DISTINCT ?article) AS ?articles)
       (MIN(?date) AS ?first) (MAX(?date) AS ?last)
WHERE {
  GRAPH ?g {
    ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:confidence ?c ;
        prov:wasDerivedFrom/oa:hasSource ?article .
    OPTIONAL { ?article dct:date ?date }
  }
} GROUP BY ?s ?p ?o
"""
_NAMES = "SELECT ?x ?l WHERE { ?x rdfs:label ?l }"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network(store: Queryable, relations: Sequence[str] = ()) -> nx.MultiDiGraph[str]:
    """The facts between things that have names.

    Nodes are IRIs, with `label`, `kind` (local name of the class) and what is said of them in values (`number`,
    `heldOn`). Edges are keyed by the relation's local name, which they also carry as `relation`, with `confidence`
    (the surest statement), `articles` (how many say so), `first` and `last` (their dates): 0 and "" where no article
    says so but the ontology does.

    Args:
        store: the graph.
        relations: local names of kg: properties; all when empty.
    """
    names: dict[str, tuple[bool, str]] = {}
    for x, label in ask(store, _NAMES).rows:
        if isinstance(label, ox.Literal):
            new = (label.language != "vi", clean(label.value))
            names[value(x)] = min(names.get(value(x), (True, "\U0010ffff")), new)
    support = {tuple(map(str, row[:3])): row[3:] for row in ask(store, _SUPPORT).rows}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    values: list[tuple[str, str, str]] = []
    edges = []
    for s, p, o in ask(store, _FACTS).rows:
        relation = value(p)[len(KG) :]
        if isinstance(o, ox.Literal):
            values.append((value(s), relation, clean(o.value)))
        elif value(o) in names and (not relations or relation in relations):
            edges.append((value(s), relation, value(o), support.get((str(s), str(p), str(o)))))
    nodes = sorted({end for s, _, o, _ in edges for end in (s, o)})
    classes = kinds(store, nodes)
    for node in nodes:
        graph.add_node(node, label=names[node][1], kind=classes.get(node, ""))
    for node, name, text in sorted(values):
        if node in graph:
            graph.nodes[node].setdefault(name, text)
    for subject, relation, object_, row in sorted(edges, key=lambda e: e[:3]):
        confidence, articles, first, last = map(value, row) if row else ("0", "0", "", "")
        graph.add_edge(
            subject,
            object_,
            key=relation,
            relation=relation,
            confidence=float(confidence),
            articles=int(articles),
            first=first,
            last=last,
        )
    return graph


def write_graphml(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write GraphML (http://graphml.graphdrawing.org/specification.html)."""
    out: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    out.add_nodes_from(graph.nodes(data=True))
    for number, (s, o, data) in enumerate(graph.edges(data=True)):  # the writer makes identifiers of the keys
        out.add_edge(s, o, key=f"e{number}", **data)
    beside = path.with_name(path.name + ".part")
    nx.write_graphml_xml(out, beside, prettyprint=False)
    beside.replace(path)


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
