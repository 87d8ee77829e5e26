"""Oxigraph in this process, on disk or in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.terms import BASE, Triple, nquads, prefixes
from kg.store import generations, guard
from kg.store.base import Results


class Embedded:
    """An Oxigraph store that follows `kg.store.base.GraphStore`.

    Args:
        inner: the pyoxigraph store, for what this interface does not cover.
        base: the IRI under which its instances are named.
        path: where it is; None in memory.
        writable: whether update, put_graph and delete_graph are allowed.
    """

    def __init__(self, inner: ox.Store, base: str = BASE, path: Path | None = None, *, writable: bool = True) -> None:
        self.inner = inner
        self.base = base
        self.path = path
        self.writable = writable
        self.prefixes = prefixes(base)

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        checked: bool = False,
    ) -> Results:
        """Rows, truth or triples; the usual prefixes need not be declared.

        A query runs until it is done: for a time limit see `kg.store.Workers`.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE, of SPARQL 1.1 or 1.2. SERVICE is refused.
            default_graphs: IRIs of the graphs whose union is the query's default graph; the store's own by default.
            named_graphs: IRIs of the graphs that GRAPH may name; all by default.
            checked: `kg.store.guard.check` has passed the query already.

        Raises QueryError, with line and column, when the query is wrong or not allowed.
        """
        if not checked:
            guard.check(sparql)
        defaults: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
        if default_graphs is not None:
            defaults = [ox.NamedNode(g) for g in default_graphs]
        named: list[ox.NamedNode | ox.BlankNode] | None = None
        if named_graphs is not None:
            named = [ox.NamedNode(g) for g in named_graphs]
        try:
            return self.inner.query(sparql, prefixes=self.prefixes, default_graph=defaults, named_graphs=named)
        except SyntaxError as error:
            raise QueryError(guard.readable(error)) from error
        except ValueError as error:
            raise QueryError(str(error)) from error

    def update(self, sparql: str) -> None:
        """Run a SPARQL update in one transaction; LOAD and SERVICE are refused."""
        self._check_writable()
        guard.check_update(sparql)
        try:
            self.inner.update(sparql, prefixes=self.prefixes)
        except SyntaxError as error:
            raise QueryError(guard.readable(error)) from error

    def put_graph(self, name: str, triples: Iterable[Triple]) -> None:
        """Make these triples the whole content of a graph."""
        self._check_writable()
        self.delete_graph(name)
        self.inner.extend(quads(triples, name))

    def delete_graph(self, name: str) -> None:
        """Empty a graph."""
        self._check_writable()
        if name:
            self.inner.remove_graph(ox.NamedNode(name))
        else:
            self.inner.clear_graph(ox.DefaultGraph())

    def graphs(self) -> list[str]:
        """The names of the named graphs, sorted."""
        return sorted(g.value for g in self.inner.named_graphs() if isinstance(g, ox.NamedNode))

    def dump(self, path: Path) -> None:
        """Write everything as N-Quads into a file, whole or not at all."""
        beside = path.with_name(path.name + ".part")
        self.inner.dump(beside, ox.RdfFormat.N_QUADS)
        beside.replace(path)

    def close(self) -> None:
        """Let go of the files."""
        del self.inner

    def __enter__(self) -> Embedded:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.inner)

    def __repr__(self) -> str:
        return f"<Embedded {self.path or 'in memory'}: {len(self.inner):,} quads>"

    def _check_writable(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.path} is open for reading only.")


def quads(triples: Iterable[Triple], name: str) -> list[ox.Quad]:
    """Triples of N-Triples terms as quads of a graph."""
    lines = nquads(triples, f"<{name}>" if name else "")
    return list(ox.parse(lines.encode("utf-8", "replace"), format=ox.RdfFormat.N_QUADS))


def open_store(path: str | Path) -> Embedded:
    """The current graph of a store's folder, for reading; what a later build writes is not seen.

    Any number of processes may read, also while a build writes the next generation.

    Raises StoreError when it is missing, damaged or of another version.
    """
    folder = Path(path)
    for _ in range(3):  # a build may remove the generation between looking and opening
        generation = generations.current(folder)
        if generation is None:
            raise StoreError(f"There is no graph in {folder}. Make one with `kg build`.")
        place = folder / str(generation.number)
        if place.is_dir():
            break
    else:
        raise StoreError(f"{place} is missing. The store is damaged: build again, or `kg store restore`.")
    try:
        inner = ox.Store.read_only(str(place))
    except (OSError, RuntimeError) as error:  # of RocksDB's complaints, that of a wrong checksum is a RuntimeError
        raise StoreError(
            f"{place} cannot be opened ({error}). The store is damaged: build again, or `kg store restore`."
        ) from error
    return Embedded(inner, generation.base, folder, writable=False)
