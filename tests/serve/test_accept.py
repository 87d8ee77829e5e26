"""Content negotiation (RFC 9110, 12.5.1)."""

import pytest

from kg.serve.accept import PAGE, ROWS, TRIPLES, best

JSON, XML, CSV = "application/sparql-results+json", "application/sparql-results+xml", "text/csv"


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
        ("application/sparql-results+xml", XML),
        ("text/csv;q=0.9, application/sparql-results+xml;q=0.8", CSV),
        ("text/csv;q=0.1, */*;q=0.5", JSON),
        ("text/*", "text/xml"),
        ("application/sparql-results+json;q=0, */*;q=0.1", JSON),  # as application/json, which was not refused
        ("TEXT/CSV", CSV),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", XML),
        ("text/csv; q=nonsense", None),
        ("image/png", None),
        ("*/*;q=0", None),
    ],
)
def test_rows(accept: str | None, sent: str | None) -> None:
    assert best(accept, ROWS) == (XML if sent == "text/xml" else sent)


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        (None, "text/turtle"),
        ("application/ld+json, text/turtle;q=0.5", "application/ld+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/plain", "application/n-triples"),
        ("text/*;q=0.3, text/html;q=0.7", "text/html"),
    ],
)
def test_things(accept: str | None, sent: str) -> None:
    assert best(accept, (*TRIPLES, *PAGE)) == sent
