"""What the query editor begins with: the prefixes of a graph."""

from __future__ import annotations

from typing import Any

from kg.graph.terms import BASE, prefixes

_FEW = ("kg", "id", "rdf", "rdfs", "prov", "oa", "dct", "xsd", "skos")
FIRST = """SELECT ?who ?name ?event ?where WHERE {
  ?who kg:speaksAt ?event ; rdfs:label ?name .
  OPTIONAL { ?event kg:heldIn ?where }
}
LIMIT 100
"""


def editor(store: Any) -> dict[str, Any]:
    """The values of the page's template."""
    known = prefixes(getattr(store, "base", BASE))
    head = "".join(f"PREFIX {name}: <{known[name]}>\n" for name in ("kg", "rdfs"))
    return {
        "setup": {
            "prefixes": known,
            "few": {name: known[name] for name in _FEW if name in known},
            "first": head + FIRST,
        }
    }
