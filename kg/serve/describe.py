"""What the server says of itself and of its things in RDF."""

from __future__ import annotations

import pyoxigraph as ox

from kg.api import Graph
from kg.graph.terms import VOCABULARIES
from kg.serve.state import State

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
MOST = 2000  # triples in which a thing is the object

_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def service(state: State, endpoint: str, media: str) -> bytes:
    """The description of the endpoint by SPARQL 1.1 Service Description."""
    a, node = ox.NamedNode(VOCABULARIES["rdf"] + "type"), ox.NamedNode
    me, dataset, default = ox.BlankNode("service"), node(state.graph().store.base + "dataset"), ox.BlankNode("default")
    triples = [
        ox.Triple(me, a, node(SD + "Service")),
        ox.Triple(me, node(SD + "endpoint"), node(endpoint)),
        ox.Triple(me, node(SD + "supportedLanguage"), node(SD + "SPARQL11Query")),
        *(ox.Triple(me, node(SD + "resultFormat"), node(FORMATS + name)) for name in _RESULTS),
        ox.Triple(me, node(SD + "defaultDataset"), dataset),
        ox.Triple(dataset, a, node(SD + "Dataset")),
        ox.Triple(dataset, node(SD + "defaultGraph"), default),
        ox.Triple(default, a, node(SD + "Graph")),
        ox.Triple(
            default,
            node(VOCABULARIES["dct"] + "description"),
            ox.Literal("The facts, each once; every named graph is the evidence of one article.", language="en"),
        ),
    ]
    text = f"CONSTRUCT {{ {dataset} ?p ?o }} WHERE {{ {dataset} ?p ?o }}"
    results = state.graph().store.query(text)
    if isinstance(results, ox.QueryTriples):
        triples += list(results)
    return _written(triples, media, {**state.graph().prefixes, "sd": SD})


def thing(graph: Graph, iri: str) -> list[ox.Triple]:
    """The triples in which a thing is subject or, up to MOST, object, and the names of what they lead to.

    Empty when the graph does not know it.
    """
    triples: list[ox.Triple] = []
    for text in (
        f"CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ GRAPH ?g {{ <{iri}> ?p ?o }} }} }}",
        f"CONSTRUCT {{ ?s ?p <{iri}> }} WHERE {{ ?s ?p <{iri}> }} LIMIT {MOST}",
    ):
        results = graph.store.query(text)
        if isinstance(results, ox.QueryTriples):
            triples += list(results)
    from kg.query.lookup import labels

    ends = {t.value for triple in triples for t in (triple.subject, triple.object) if isinstance(t, ox.NamedNode)}
    label = ox.NamedNode(VOCABULARIES["rdfs"] + "label")
    named = [
        ox.Triple(ox.NamedNode(i), label, ox.Literal(name, language="vi"))
        for i, name in labels(graph.store, ends - {iri}).items()
    ]
    return sorted({*triples, *named}, key=lambda t: (str(t.subject) != f"<{iri}>", str(t))) if triples else []


def written(graph: Graph, triples: list[ox.Triple], media: str) -> bytes:
    """Triples in an RDF format."""
    return _written(triples, media, graph.prefixes)


def _written(triples: list[ox.Triple], media: str, prefixes: dict[str, str]) -> bytes:
    form = ox.RdfFormat.from_media_type(media)
    if form is None:
        raise ValueError(f"{media} is no RDF format")
    body = ox.serialize(triples, format=form, prefixes=prefixes)
    return body if body is not None else b""
