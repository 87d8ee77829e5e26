"""A dataset as files: graph.ttl, graph.trig, and the further forms on request."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kg.graph import jsonld, reuse, terms
from kg.graph.dataset import Dataset
from kg.graph.terms import term
from kg.graph.turtle import Writer

_REIFIED = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))


def write(dataset: Dataset, folder: str | Path, formats: Sequence[str] = ()) -> list[Path]:
    """Write graph.ttl (the facts) and graph.trig (everything) into a folder, and the further `formats`.

    Each file is complete or not there: it is written beside its place and then moved there.

    Args:
        dataset: what `kg.graph.build` gave.
        folder: made when missing.
        formats: of "nq" (graph.nq), "jsonld" (graph.jsonld), "ttl12" (graph-rdf12.ttl).

    Returns:
        The files written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    head = list(turtle(dataset))
    facts = save(folder / "graph.ttl", head)
    everything = reuse.write(dataset, head, folder / "graph.trig")
    return [facts, everything, *(save(folder / FILES[form][0], FILES[form][1](dataset)) for form in formats)]


def turtle(dataset: Dataset) -> Iterator[str]:
    """The default graph in Turtle."""
    writer = Writer(dataset.prefixes)
    yield writer.head()
    for triples in (dataset.head, dataset.facts):
        for block in writer.subjects(triples):
            yield block + "\n"


def trig(dataset: Dataset) -> Iterator[str]:
    """Everything in TriG: the default graph, then every named graph."""
    writer = Writer(dataset.prefixes)
    yield from turtle(dataset)
    for name, triples in dataset.named():
        yield from writer.graph(name, triples)


def nquads(dataset: Dataset) -> Iterator[str]:
    """Everything in N-Quads."""
    for name, triples in dataset.graphs():
        yield terms.nquads(triples, name)


def turtle12(dataset: Dataset) -> Iterator[str]:
    """Everything in RDF 1.2 Turtle: each statement's IRI is the reifier of the triple that it supports.

    Turtle has no named graphs; a sentence's oa:hasSource says which article an item of evidence is from.
    """
    writer = Writer(dataset.prefixes)
    yield from turtle(dataset)
    reifies = term("rdf:reifies")
    for _, triples in dataset.named():
        out: list[tuple[str, str, str]] = []
        ends: list[str] = []
        for s, p, o in triples:
            if p in _REIFIED:
                ends.append(writer.term(o))
                if len(ends) == 3:
                    out.append((s, reifies, f"<<( {' '.join(ends)} )>> "))
                    ends = []
            else:
                out.append((s, p, o))
        yield from writer.subjects(out)


FILES: dict[str, tuple[str, Callable[[Dataset], Iterable[str]]]] = {
    "ttl": ("graph.ttl", turtle),
    "trig": ("graph.trig", trig),
    "nq": ("graph.nq", nquads),
    "jsonld": ("graph.jsonld", jsonld.jsonld),
    "ttl12": ("graph-rdf12.ttl", turtle12),
}


def save(path: Path, parts: Iterable[str]) -> Path:
    """Write a text file, complete or not at all."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb", buffering=1 << 20) as file:
        for part in parts:
            file.write(part.encode("utf-8", "replace"))  # half a surrogate pair becomes "?": offsets stay
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return path
