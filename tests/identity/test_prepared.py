"""What identity finds of one digest comes back from its bytes as it was."""

from __future__ import annotations

from kg import read
from kg.extract.reader import Reader
from kg.identity import Digester, prepared, preparer
from kg.ontology import load


def test_what_is_kept_is_what_was_found() -> None:
    reader, digester = Reader(load()), Digester(load())
    articles = read.articles(read.samples(), on_problem=lambda problem: None)
    digests = [digester.digest(reader.read(article)) for article in articles]
    found = [*map(preparer(), digests)]
    assert [prepared.unpack(prepared.pack(one), digest) for one, digest in zip(found, digests, strict=True)] == found
    assert all(any(getattr(one, part) for one in found) for part in ("places", "papers", "names", "people", "events"))
