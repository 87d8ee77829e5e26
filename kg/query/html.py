"""Answers as HTML for notebooks: everything from articles is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

import pyoxigraph as ox

from kg.query.answer import Answer, Term
from kg.query.lookup import short
from kg.query.stats import Stats
from kg.query.table import clean


def answer(shown: Answer, labels: Mapping[str, str], prefixes: Mapping[str, str], more: int = 0) -> str:
    """A table of rows or triples; `more` is how many there are besides."""
    if shown.form == "ASK":
        return f"<p>{str(shown.truth).lower()}</p>"
    if shown.form == "CONSTRUCT":
        heads = ["subject", "predicate", "object"]
        rows: list[list[tuple[Term | None, str | None]]] = [
            [(t.subject, None), (t.predicate, None), (t.object, None)] for t in shown.triples
        ]
    else:
        index = {name: i for i, name in enumerate(shown.variables)}
        heads = [n for n in shown.variables if not (n.endswith("Label") and n[:-5] in index)]
        rows = [[(row[index[n]], _label(row, index, n)) for n in heads] for row in shown.rows]
    out = ["<table><thead><tr>", *(f"<th>{escape(h)}</th>" for h in heads), "</tr></thead><tbody>"]
    for cells in rows:
        out.append("<tr>" + "".join(f"<td>{_cell(t, name, labels, prefixes)}</td>" for t, name in cells) + "</tr>")
    out.append("</tbody></table>")
    if more:
        out.append(f"<p>… and {more} more</p>")
    return "".join(out)


def heading(label: str, kind: str, iri: str) -> str:
    """The name of a thing, its class and its IRI."""
    return f"<p><b>{escape(clean(label))}</b> ({escape(kind)}) <code>{escape(iri)}</code></p>"


def summary(folder: Path | str | None, stats: Stats) -> str:
    """What a graph holds, in two small tables."""
    parts = [
        f"<p><b>{escape(str(folder or 'graph'))}</b>: {stats.articles} articles, {stats.statements} statements</p>"
    ]
    for title, counts in (("class", stats.classes), ("relation", stats.relations)):
        rows = "".join(f"<tr><td>{escape(k)}</td><td>{n}</td></tr>" for k, n in list(counts.items())[:12])
        head = f"<thead><tr><th>{title}</th><th>n</th></tr></thead>"
        parts.append(f'<table style="display:inline-table">{head}<tbody>{rows}</tbody></table>')
    return "".join(parts)


def _label(row: tuple[Term | None, ...], index: Mapping[str, int], name: str) -> str | None:
    at = index.get(f"{name}Label")
    label = row[at] if at is not None else None
    return label.value if isinstance(label, ox.Literal) else None


def _cell(term: Term | None, label: str | None, labels: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        words = label or labels.get(term.value) or short(term.value, prefixes)
        if term.value.startswith(("http://", "https://")):
            return f'<a href="{escape(term.value)}" title="{escape(term.value)}">{escape(clean(words))}</a>'
        return escape(clean(words))
    return escape(clean(term.value if isinstance(term, ox.Literal) else str(term)))
