"""Readings and digests come back from their bytes as they were."""

from __future__ import annotations

from dataclasses import fields, replace

from kg import read
from kg.extract.reader import Reader
from kg.identity import Digester
from kg.identity.digest import Person
from kg.ontology import load
from kg.packing import pack, pack_digest, unpack, unpack_digest


def test_readings_and_digests_come_back_as_they_were() -> None:
    reader, digester = Reader(load()), Digester(load())
    for article in read.articles(read.samples(), on_problem=lambda problem: None):
        reading = reader.read(article)
        digest = digester.digest(reading)
        assert unpack(pack(reading)) == reading
        assert unpack_digest(pack_digest(digest)) == digest


def test_all_that_is_known_of_a_person_is_kept() -> None:
    reading = Reader(load()).read(next(iter(read.articles(read.samples(), on_problem=lambda problem: None))))
    person = Person("f", (1960, 1961), ("Đại tá",), "Bắc Kạn")
    assert all(getattr(person, f.name) for f in fields(Person))
    digest = replace(Digester(load()).digest(reading), people=((0, person),))
    assert unpack_digest(pack_digest(digest)) == digest
