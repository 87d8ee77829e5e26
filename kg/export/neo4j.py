"""The graph for Neo4j: CSV files in the form of `neo4j-admin database import`, and scripts that take them in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import networkx as nx

from kg.export.facts import articles
from kg.query.lookup import Queryable, ask, value, vocabulary

_MENTIONS = """
SELECT ?e ?article (COUNT(?m) AS ?n)
WHERE { GRAPH ?g { ?m kg:refersTo ?e ; oa:hasSource ?article } } GROUP BY ?e ?article
"""
_SHELL = """#!/bin/sh
# Makes a new database of these files; the server must not run: see `neo4j-admin database import full --help`.
set -e
cd "$(dirname "$0")"
exec neo4j-admin database import full "${1:-neo4j}" --overwrite-destination \\
    --nodes=things.csv --nodes=articles.csv --relationships=facts.csv --relationships=mentions.csv
"""
_CYPHER = """// Takes the files into a running server: put them into its import folder; `cypher-shell -f import.cypher`.
CREATE CONSTRAINT thing_iri IF NOT EXISTS FOR (x:Thing) REQUIRE x.iri IS UNIQUE;
CREATE CONSTRAINT article_iri IF NOT EXISTS FOR (x:Article) REQUIRE x.iri IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///things.csv' AS row
CALL (row) { MERGE (x:Thing {iri: row['iri:ID']}) SET x.name = row.name, x.kind = row.kind }
  IN TRANSACTIONS OF 5000 ROWS;
LOAD CSV WITH HEADERS FROM 'file:///articles.csv' AS row
CALL (row) { MERGE (x:Article {iri: row['iri:ID']}) SET x.id = row.id, x.title = row.title, x.date = row.date,
  x.source = row.source, x.url = row.url } IN TRANSACTIONS OF 5000 ROWS;
"""
_FACT = """LOAD CSV WITH HEADERS FROM 'file:///facts.csv' AS row WITH row WHERE row[':TYPE'] = '{name}'
CALL (row) {{ MATCH (s:Thing {{iri: row[':START_ID']}}), (o:Thing {{iri: row[':END_ID']}})
  MERGE (s)-[r:{name}]->(o) SET r.confidence = toFloat(row['confidence:double']),
  r.articles = toInteger(row['articles:int']), r.first = row.first, r.last = row.last }} IN TRANSACTIONS OF 5000 ROWS;
"""
_MENTIONED = """LOAD CSV WITH HEADERS FROM 'file:///mentions.csv' AS row
CALL (row) { MATCH (s:Thing {iri: row[':START_ID']}), (o:Article {iri: row[':END_ID']})
  MERGE (s)-[r:mentionedIn]->(o) SET r.times = toInteger(row['times:int']) } IN TRANSACTIONS OF 5000 ROWS;
"""


def write(store: Queryable, graph: nx.MultiDiGraph[str], folder: Path) -> list[Path]:
    """Write things, articles, facts and mentions as CSV, and the scripts `import.sh` and `import.cypher`; the files.

    Args:
        store: the graph.
        graph: its facts, from kg.export.network.
        folder: made when missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    onto = vocabulary()
    things = [
        (
            iri,
            data["label"],
            data["kind"],
            ";".join(["Thing", *sorted(onto.ancestors(data["kind"]))] if data["kind"] else ["Thing"]),
        )
        for iri, data in graph.nodes(data=True)
    ]
    told = articles(store)
    facts = [
        (s, o, d["relation"], d["confidence"], d["articles"], d["first"], d["last"])
        for s, o, d in graph.edges(data=True)
    ]
    mentions = sorted(tuple(map(value, row)) for row in ask(store, _MENTIONS).rows)
    relations = sorted({fact[2] for fact in facts})
    return [
        _csv(folder / "things.csv", ("iri:ID", "name", "kind", ":LABEL"), things),
        _csv(
            folder / "articles.csv",
            ("iri:ID", "id", "title", "date", "source", "url", ":LABEL"),
            ((a.iri, a.id, a.title, a.date, a.source, a.url, "Article") for a in told.values()),
        ),
        _csv(
            folder / "facts.csv",
            (":START_ID", ":END_ID", ":TYPE", "confidence:double", "articles:int", "first", "last"),
            facts,
        ),
        _csv(
            folder / "mentions.csv",
            (":START_ID", ":END_ID", "times:int", ":TYPE"),
            ((e, a, n, "mentionedIn") for e, a, n in mentions if e in graph and a in told),
        ),
        _script(folder / "import.sh", _SHELL, executable=True),
        _script(folder / "import.cypher", _CYPHER + "".join(_FACT.format(name=r) for r in relations) + _MENTIONED),
    ]


def _csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        # A line end within a field needs a flag of the importer that slows it down.
        writer.writerows([" ".join(v.split()) if isinstance(v, str) else v for v in row] for row in rows)
    return path


def _script(path: Path, text: str, *, executable: bool = False) -> Path:
    path.write_text(text, encoding="utf-8")
    if executable:
        path.chmod(0o755)
    return path
