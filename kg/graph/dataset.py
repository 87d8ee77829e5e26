"""Readings and their resolution as one dataset: the facts, and a named graph for each source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import kg
from kg import ontology as ontology_
from kg.graph import reference as reference_
from kg.graph.decisions import decisions
from kg.graph.evidence import evidence
from kg.graph.facts import counted, facts, ordered, reference_graph
from kg.graph.names import Names, names
from kg.graph.rules import inferred
from kg.graph.terms import BASE, Triple, date, digest, iri, prefixes, term, text, typed
from kg.identity import Resolution
from kg.model import Reading

_TYPE = term("rdf:type")


@dataclass(frozen=True)
class Dataset:
    """A whole graph; triples are tuples of N-Triples terms.

    `facts` are in memory; the articles' graphs, nine tenths of all, and the others are made when they are asked for.
    """

    names: Names
    head: tuple[Triple, ...]  # the dataset's own description, in the default graph before the facts
    facts: tuple[Triple, ...]  # the default graph, ordered
    readings: tuple[Reading, ...]  # ordered by article identifier
    derived: Mapping[
        str, Callable[[], Sequence[Triple]]
    ]  # local name -> what makes the triples of a graph of no article
    prints: Mapping[str, str] = field(default_factory=dict)  # article id -> what its reading is known by

    @cached_property
    def marks(self) -> dict[str, str]:
        """By article a fingerprint of its named graph without making it: of its reading, and of what its things are."""
        return {reading.article.id: self._mark(reading) for reading in self.readings}

    def _mark(self, reading: Reading) -> str:
        id_, names = reading.article.id, self.names
        ends = [names.node_of.get((id_, index), "") for index in range(len(reading.entities))]
        kinds = ["|".join(sorted(names.kinds.get(end, ()))) for end in ends]
        known = self.prints.get(id_) or repr(reading)
        return digest(kg.__version__, self.base, known, *ends, *kinds)

    @cached_property
    def others(self) -> tuple[tuple[str, tuple[Triple, ...]], ...]:
        """The named graphs of no article, (IRI, triples): identity, inferred, ontology, reference."""
        return tuple((f"<{self.base}graph/{name}>", tuple(make())) for name, make in self.derived.items())

    @property
    def base(self) -> str:
        """The IRI under which the instances are named."""
        return self.names.base

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix -> namespace."""
        return prefixes(self.names.base)

    def named(self) -> Iterator[tuple[str, Sequence[Triple]]]:
        """Every named graph with its IRI, the articles' first, always in the same order."""
        yield from map(self.evidence, self.readings)
        yield from self.others

    def evidence(self, reading: Reading) -> tuple[str, Sequence[Triple]]:
        """The named graph of one of the readings' articles, with its IRI."""
        return self.names.graph(reading.article.id), evidence(reading, self.names)

    def graphs(self) -> Iterator[tuple[str, Sequence[Triple]]]:
        """The default graph, under the empty name, and then the named ones."""
        yield "", (*self.head, *self.facts)
        yield from self.named()

    def __iter__(self) -> Iterator[tuple[str, str, str, str]]:
        """Every quad: subject, predicate, object, and graph ("" for the default graph)."""
        for name, triples in self.graphs():
            for s, p, o in triples:
                yield s, p, o, name


def build(
    readings: Sequence[Reading], resolution: Resolution, base: str = BASE, prints: Mapping[str, str] | None = None
) -> Dataset:
    """The dataset of the readings.

    Args:
        readings: one an article; their order does not matter.
        resolution: which node of the graph each of their entities is.
        base: the IRI under which instances are named; ends in "/" or "#".
        prints: article id to a fingerprint of its reading, where one is known, which saves making one.
    """
    ontology, reference = ontology_.load(), reference_.load()
    named = names(resolution, ontology, reference, base)
    known = facts(readings, resolution, named, reference)
    found = ordered(known.triples)
    derived: dict[str, Callable[[], Sequence[Triple]]] = {
        "identity": partial(decisions, resolution, named),
        "inferred": partial(inferred, found),
        "ontology": lambda: reference.vocabulary,
        "reference": partial(reference_graph, known),
    }
    return Dataset(
        named,
        tuple(_head(readings, found, base)),
        tuple(found),
        tuple(sorted(readings, key=lambda r: r.article.id)),
        derived,
        prints or {},
    )


def count_facts(dataset: Dataset) -> int:
    """How many facts the default graph holds: relations and dates, without classes and names."""
    return counted(dataset.facts)


def _head(readings: Sequence[Reading], found: Sequence[Triple], base: str) -> list[Triple]:
    """The dataset's description by VoID and DCAT; not when or where it was built, so that bytes stay the same."""
    node = iri(base + "dataset")
    days = sorted(r.article.date[:10] for r in readings if r.article.date and date(r.article.date))
    out = [
        (node, _TYPE, term("void:Dataset")),
        (node, _TYPE, term("dcat:Dataset")),
        (node, term("dct:title"), text("Đồ thị tri thức tin tức chính trị - hành chính Việt Nam", "vi")),
        (node, term("dct:title"), text("Knowledge graph of Vietnamese political and administrative news", "en")),
        (node, term("dct:language"), text("vi")),
        (node, term("dct:conformsTo"), iri(BASE + "ontology")),
        (node, term("owl:versionInfo"), text(kg.__version__)),
        (node, term("void:uriSpace"), text(base + "id/")),
        (node, term("void:triples"), typed(str(len(found)), "integer")),
        (node, term("void:distinctSubjects"), typed(str(len({t[0] for t in found})), "integer")),
        (node, term("void:properties"), typed(str(len({t[1] for t in found})), "integer")),
        (node, term("void:documents"), typed(str(len(readings)), "integer")),
    ]
    out += [(node, term("void:vocabulary"), iri(v)) for k, v in sorted(prefixes(base).items()) if k in _VOCABULARIES]
    if days:
        span = iri(base + "dataset-span")
        out.append((node, term("dct:temporal"), span))
        out.append((span, _TYPE, term("dct:PeriodOfTime")))
        out.append((span, term("dcat:startDate"), typed(days[0], "date")))
        out.append((span, term("dcat:endDate"), typed(days[-1], "date")))
    return out


_VOCABULARIES = {"kg", "dct", "oa", "opengov", "org", "prov", "schema", "skos"}
