"""The graph in Python and in notebooks: `kg.open("output")`.

>>> import kg
>>> graph = kg.open("output")
>>> graph
<Graph output: 8 articles, 127 facts>
>>> graph.query("met")
who               whom                 first       last        confidence  articles
Nguyễn Xuân Phúc  Thongloun Sisoulith  2019-06-11  2019-06-11  0.9         1
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import store as store_
from kg.errors import QueryError, StoreError
from kg.query import lookup
from kg.query.answer import collect
from kg.query.dates import iso
from kg.query.evidence import Evidence, evidence
from kg.query.names import Names
from kg.query.question import Question, Value, questions
from kg.query.resolve import resolve
from kg.query.sparql import pointed
from kg.query.stats import Stats, stats
from kg.things import Entity, Result

if TYPE_CHECKING:
    import networkx
    import rdflib

__all__ = ["Entity", "Evidence", "Graph", "Result", "open"]


def open(output: str | Path = "output", *, timeout: float | None = None) -> Graph:
    """The graph that a build wrote into a folder, or sent to a SPARQL server, for reading.

    Args:
        output: the folder given to `kg build -o`, its `store` inside, or the address of a server (http://...).
        timeout: seconds after which a query is stopped; none for a folder and 60 for a server where it is not given.

    Raises StoreError when there is no graph.
    """
    if str(output).startswith(("http://", "https://")):
        return Graph(store_.reached(str(output), timeout), str(output))
    folder = Path(output)
    inside = folder / "store"
    opened = store_.open_store(inside if inside.is_dir() or not (folder / "CURRENT").exists() else folder)
    return Graph(opened if timeout is None else store_.Limited(opened, timeout), folder)


class Graph:
    """A graph that is open for reading; what a later build writes is seen after opening again.

    Args:
        store: an open store.
        folder: the output folder, or the address, that it came from, for the name it shows.
    """

    def __init__(
        self, store: store_.Embedded | store_.Limited | store_.Remote, folder: Path | str | None = None
    ) -> None:
        self.store = store
        self.folder = folder

    @cached_property
    def names(self) -> Names:
        """The index of all names of things."""
        return lookup.names(self.store)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The named questions.

        >>> sorted(graph.questions)[:3]
        ['about', 'appointments', 'awards']
        """
        return questions()

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix -> namespace; none of them needs declaring in a query."""
        return self.store.prefixes

    def query(self, query: str, /, **parameters: Any) -> Result:
        """The answer to SPARQL text, or to a named question with its parameters.

        >>> graph.query("SELECT ?p WHERE { ?p a kg:Post } ORDER BY ?p LIMIT 1").rows
        [{'p': 'https://w3id.org/vnkg/id/bi-thu-tinh-uy-lang-son'}]
        >>> graph.query("awards", about="Bằng khen")[0]["recipientLabel"]
        'Công an tỉnh Cao Bằng'
        >>> graph.query("holder", about="bi thu tinh uy lang son", on="2018-02-20")[0]["personLabel"]
        'Vũ Ngọc Lan'

        Args:
            query: SPARQL, or a name of `questions`.
            parameters: for a named question: about (a name, IRI, or a list of them), since, until, on, limit, ...

        Raises QueryError for a wrong query, an unknown name and an unknown parameter.
        """
        if query in self.questions:
            text = self.sparql(query, parameters)
        elif parameters:
            raise QueryError(
                f"{query!r} is no named question, and only those take parameters: {', '.join(self.questions)}"
            )
        else:
            text = query
        return self.run(text)

    def run(self, text: str) -> Result:
        """The answer to SPARQL text; an error of syntax points at its place."""
        try:
            return Result(collect(self.store.query(text)), self, text)
        except QueryError as error:
            raise pointed(text, error) from error

    def sparql(self, name: str, parameters: Mapping[str, Any]) -> str:
        """The SPARQL of a named question, with names resolved and dates read."""
        if name not in self.questions:
            raise QueryError(f"there is no question {name!r}; there are: {', '.join(self.questions)}")
        return self.bound(self.questions[name], parameters)

    def bound(self, question: Question, parameters: Mapping[str, Any]) -> str:
        """The SPARQL of any question with these parameters."""
        values: dict[str, Value] = {}
        for key, value in parameters.items():
            if value is None or value == ():
                continue
            kind = question.parameter(key.replace("_", "-")).kind
            bound: Value = value
            if kind == "entity":
                listed = [value] if isinstance(value, str | Entity) else value
                bound = [iri for name in listed for iri in self.iris(name)]
            elif kind == "date":
                bound = iso(str(value))
            values[key.replace("_", "-")] = bound
        return question.sparql(values)

    def iris(self, name: str | Entity) -> list[str]:
        """The IRIs that a name means, likeliest first; QueryError when it means nothing here."""
        return [name.iri] if isinstance(name, Entity) else resolve(name, self.store, lambda: self.names, self.prefixes)

    def entity(self, name: str) -> Entity:
        """The likeliest thing of that name, with or without accents, or of that IRI.

        >>> graph.entity("phan dinh trac")
        <Person Phan Đình Trạc>

        Raises QueryError when nothing is called so.
        """
        found = self.entities(name)
        if not found:
            raise QueryError(f"nothing in the graph has the IRI {name}")
        return found[0]

    def entities(self, name: str) -> list[Entity]:
        """All things of that name, likeliest first.

        >>> graph.entities("Lê Minh")
        [<Person Lê Minh Hưng>, <Person Lê Minh Hương>]
        """
        return [Entity(t.iri, t.label, t.kind, self) for t in lookup.things(self.store, self.iris(name))]

    def search(self, text: str, limit: int = 20, kind: str = "") -> list[Entity]:
        """Things whose names are like the text, best first; of a class and those below it, when one is given.

        >>> graph.search("Trung uong", kind="Organization")[0]
        <PartyOrgan Ban Nội chính Trung ương>
        """
        found = lookup.things(self.store, self.names.search(text, limit * 5 if kind else limit))
        kept = [t for t in found if not kind or lookup.vocabulary().is_a(t.kind, kind)]
        return [Entity(t.iri, t.label, t.kind, self) for t in kept[:limit]]

    def neighbours(self, name: str | Entity, relation: str = "") -> Result:
        """What is linked to a thing, in both directions.

        >>> graph.neighbours("Tỉnh ủy Lạng Sơn")
        direction  relation  thing                    kind
        ->         partOf    Lạng Sơn                 Province
        <-         postIn    Bí thư Tỉnh ủy Lạng Sơn  Post
        """
        return Result(lookup.neighbours(self.store, self.iris(name), relation), self)

    def explain(
        self, subject: str | Entity, object: str | Entity | None = None, limit: int | None = None
    ) -> list[Evidence]:
        """The sentences behind what the graph says of a thing, or of two things together.

        >>> why = graph.explain("Hoàng Công Hàm", "Cao Bằng")[0]
        >>> why.predicate, why.article.id, why.text[why.marks[0][0]:why.marks[0][1]]
        ('directs', 'quan-khu-nq28', 'Hoàng Công Hàm')
        """
        return evidence(self.store, self.iris(subject), self.iris(object) if object is not None else (), limit=limit)

    def ask(self, question: str) -> Result:
        """The answer to a question in Vietnamese or English; its SPARQL is in `.sparql`.

        >>> graph.ask("Ai thăm Lào?")[0]["subjectLabel"]
        'Nguyễn Xuân Phúc'

        Raises QueryError when the question is not understood.
        """
        from kg.query.ask import translate

        understood = translate(question, self.names, lookup.Kinds(self.store))
        return self.run(understood.sparql)

    def stats(self) -> Stats:
        """Counts by class, relation, article and confidence."""
        return stats(self.store)

    def graph(self, relations: Sequence[str] = ()) -> networkx.MultiDiGraph[str]:
        """The facts as a networkx graph: IRIs with label and kind, joined by edges with relation and confidence.

        >>> net = graph.graph(["speaksAt", "heldIn"])
        >>> net.number_of_nodes(), net.number_of_edges()
        (14, 10)
        """
        from kg.export.network import network

        return network(self.store, relations)

    def network(self, path: str | Path = "network.html") -> Path:
        """The picture of the graph as one self-contained HTML file; the file's path."""
        from kg import show

        show.network.write(self.store, Path(path))
        return Path(path)

    def rdflib(self) -> rdflib.Dataset:
        """The same store as an rdflib Dataset, without a copy; the facts are its default graph.

        >>> len(graph.rdflib().default_graph) > 300
        True
        """
        import rdflib as rdflib_
        from oxrdflib import OxigraphStore

        if isinstance(self.store, store_.Remote):
            raise StoreError(f"{self.folder} is a server: rdflib has SPARQLStore for it; without a copy goes a folder.")
        dataset = rdflib_.Dataset(store=OxigraphStore(store=self.store.inner))
        for prefix, space in self.prefixes.items():
            dataset.bind(prefix, space)
        return dataset

    def close(self) -> None:
        """Let go of the store's files."""
        self.store.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = lookup.size(self.store)
        return f"<Graph {self.folder or 'in memory'}: {counts.articles} articles, {counts.facts} facts>"

    def _repr_html_(self) -> str:
        from kg.query.html import summary

        return summary(self.folder, self.stats())


def checked(output: str | Path, *, timeout: float | None = None) -> Graph:
    """`open`, with the advice that a person at a terminal needs."""
    try:
        return open(output, timeout=timeout)
    except StoreError as error:
        if "://" not in str(output) and not Path(output).exists():
            raise StoreError(
                f"there is no graph in {output}/; `kg build` makes one, -o names another folder"
            ) from error
        raise
