"""Serialised results of a query, turned back into results."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.base import Results

ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}


def results(body: bytes, media: str, *, ask: bool = False) -> Results:
    """The rows, the truth or the triples in a body.

    Args:
        body: what a server or a worker answered.
        media: its media type, without parameters.
        ask: whether the query was an ASK: Virtuoso 7 answers one with a row that holds 1 or 0.

    Raises StoreError when the media type is none of query results.
    """
    if media in ROWS:
        found = ox.parse_query_results(body, format=ROWS[media])
        if ask and isinstance(found, ox.QuerySolutions):
            truth = any(getattr(value, "value", "") == "1" for row in found for value in row)
            return ox.Store().query("ASK {}" if truth else "ASK { FILTER (false) }")
        return found
    syntax = ox.RdfFormat.from_media_type(media)
    if syntax is None:
        raise StoreError(f"{media or 'no format'} is no format of a query's results.")
    triples = ox.Store()
    triples.load(body, syntax)
    return triples.query("CONSTRUCT WHERE { ?s ?p ?o }")
