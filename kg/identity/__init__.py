"""Who is who, and which unit when."""

from kg.identity.resolution import Node, Resolution
from kg.identity.resolve import resolve

__all__ = ["Node", "Resolution", "resolve"]
