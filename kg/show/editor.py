"""What the query editor begins with: the prefixes of a graph, and the named questions as SPARQL that can be changed."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.graph.terms import BASE, prefixes
from kg.ontology import folder
from kg.store.heads import declared

FIRST = """SELECT ?who ?whoLabel ?event ?eventLabel ?date WHERE {
  ?who kg:speaksAt ?event ; rdfs:label ?whoLabel .
  ?event rdfs:label ?eventLabel .
  OPTIONAL { ?event kg:heldOn ?date }
}
LIMIT 100
"""
_TITLE = re.compile(r"^# title(@vi)?:\s*(.*)$", re.MULTILINE)
_HEAD = re.compile(r"\A(?:#(?!\?).*\n|\s*\n)+")


def editor(store: Any) -> dict[str, Any]:
    """The values of the page's template."""
    known = prefixes(getattr(store, "base", BASE))
    ready = [{**question, "sparql": declared(question["sparql"], known)} for question in _questions()]
    return {"setup": {"prefixes": known, "first": declared(FIRST, known), "questions": ready}}


@cache
def _questions() -> tuple[dict[str, str], ...]:
    found = []
    for path in sorted((folder() / "queries").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        titles: dict[str, str] = dict(_TITLE.findall(text))
        title = titles.get("", path.stem)
        body = _HEAD.sub("", text)
        found.append({"name": path.stem, "title": title, "title_vi": titles.get("@vi", title), "sparql": body})
    return tuple(found)
