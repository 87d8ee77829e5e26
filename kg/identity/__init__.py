"""Who is who, and which unit when."""

from kg.identity import judgements
from kg.identity.digest import Digest, Digester
from kg.identity.prepared import Prepared
from kg.identity.resolution import Inferred, Node, Pair, Resolution, Tenure
from kg.identity.resolve import join, preparer, resolve

__all__ = [
    "Digest",
    "Digester",
    "Inferred",
    "Node",
    "Pair",
    "Prepared",
    "Resolution",
    "Tenure",
    "join",
    "judgements",
    "preparer",
    "resolve",
]
