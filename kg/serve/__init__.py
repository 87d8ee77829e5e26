"""The graph over HTTP: a SPARQL endpoint, things that answer at their own IRIs, and JSON for programs."""
