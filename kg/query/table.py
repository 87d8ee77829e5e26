"""Answers for people: tables in which things have names, safe to print on a terminal whatever the articles hold."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox
from rich.table import Table
from rich.text import Text

from kg.query.answer import Answer, Term
from kg.query.lookup import local, short

EVIDENCE = ("text", "article", "sentence")  # columns that stand aside unless evidence is asked for
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Text without control characters, which could rewrite the screen, and on one line."""
    return _CONTROL.sub("", text.replace("\n", " ").replace("\t", " "))


def table(answer: Answer, labels: Mapping[str, str], prefixes: Mapping[str, str], *, evidence: bool = True) -> Table:
    """A table of rows or triples.

    A column `x` that has a column `xLabel` beside it becomes one column of names; other IRIs are shown by the name in
    `labels`, or with a prefix.

    Args:
        answer: of a SELECT or CONSTRUCT.
        labels: IRI -> name.
        prefixes: prefix -> namespace.
        evidence: whether to show the columns of EVIDENCE.
    """
    out = Table(show_edge=False, pad_edge=False, header_style="bold")
    if answer.form == "CONSTRUCT":
        for head in ("subject", "predicate", "object"):
            out.add_column(head, overflow="fold")
        for t in answer.triples:
            out.add_row(*(cell(x, labels, prefixes) for x in (t.subject, t.predicate, t.object)))
        return out
    kept = [
        i
        for i, name in enumerate(answer.variables)
        if f"{name}Label" not in answer.variables and (evidence or name not in EVIDENCE)
    ]
    for i in kept:
        out.add_column(answer.variables[i].removesuffix("Label"), overflow="fold")
    for row in answer.rows:
        out.add_row(*(cell(row[i], labels, prefixes) for i in kept))
    return out


def cell(term: Term | None, labels: Mapping[str, str], prefixes: Mapping[str, str]) -> Text:
    """One term as people read it."""
    if term is None:
        return Text("")
    if isinstance(term, ox.NamedNode):
        if term.value in labels:
            return Text(clean(labels[term.value]))
        return Text(clean(short(term.value, prefixes)), style="cyan")
    if isinstance(term, ox.Literal):
        return Text(
            clean(term.value),
            justify="right" if local(term.datatype.value) in ("integer", "decimal", "double") else "default",
        )
    return Text(clean(str(term)), style="dim")


def named(answer: Answer) -> set[str]:
    """The IRIs for which a table of the answer needs names from the graph."""
    if answer.form == "CONSTRUCT":
        return answer.iris()
    shown = [i for i, name in enumerate(answer.variables) if f"{name}Label" not in answer.variables]
    return {t.value for row in answer.rows for i in shown if isinstance(t := row[i], ox.NamedNode)}
