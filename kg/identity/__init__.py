"""Who is who, and which unit when."""

from kg.identity import judgements
from kg.identity.digest import Digest, Digester
from kg.identity.resolution import Inferred, Node, Pair, Resolution, Tenure
from kg.identity.resolve import join, prepare, resolve

__all__ = [
    "Digest",
    "Digester",
    "Inferred",
    "Node",
    "Pair",
    "Resolution",
    "Tenure",
    "join",
    "judgements",
    "prepare",
    "resolve",
]
