"""Content negotiation by the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

# What a client may ask for, and the media type it then gets; the first is for clients that take anything.
ROWS = (
    ("application/sparql-results+json", "application/sparql-results+json"),
    ("application/json", "application/sparql-results+json"),
    ("application/sparql-results+xml", "application/sparql-results+xml"),
    ("application/xml", "application/sparql-results+xml"),
    ("text/xml", "application/sparql-results+xml"),
    ("text/csv", "text/csv"),
    ("text/tab-separated-values", "text/tab-separated-values"),
)
TRIPLES = (
    ("text/turtle", "text/turtle"),
    ("application/x-turtle", "text/turtle"),
    ("application/n-triples", "application/n-triples"),
    ("text/plain", "application/n-triples"),
    ("application/ld+json", "application/ld+json"),
    ("application/json", "application/ld+json"),
    ("application/rdf+xml", "application/rdf+xml"),
    ("application/xml", "application/rdf+xml"),
)
PAGE = (("text/html", "text/html"), ("application/xhtml+xml", "text/html"))


def best(accept: str | None, offers: Sequence[tuple[str, str]]) -> str | None:
    """The media type to send, the one the client likes most; None when it takes none of them.

    Of types that it likes as much, the one offered first. A missing header takes anything. A type with q=0 is refused.

    Args:
        accept: the header's value.
        offers: (what the client may name, what it is then sent).
    """
    if accept is None or not accept.strip():
        return offers[0][1]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    chosen, liking = None, 0.0
    for named, sent in offers:
        q = _quality(named, ranges)
        if q > liking:
            chosen, liking = sent, q
    return chosen


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (part.strip() for part in text.split(";"))
    q = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                q = min(1.0, max(0.0, float(value)))
            except ValueError:
                q = 0.0
    return name.lower(), q


def _quality(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The q of the most exact range that covers the offer."""
    found, exactness = 0.0, -1
    for name, q in ranges:
        for level, pattern in enumerate(("*/*", offer.split("/", maxsplit=1)[0] + "/*", offer)):
            if name == pattern and level > exactness:
                found, exactness = q, level
    return found
