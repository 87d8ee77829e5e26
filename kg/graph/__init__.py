"""Readings to triples, Turtle and SHACL."""

from kg.graph.dataset import Dataset, build, count_facts
from kg.graph.files import write
from kg.graph.terms import BASE

__all__ = ["BASE", "Dataset", "build", "count_facts", "write"]
