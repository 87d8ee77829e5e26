"""A knowledge graph of Vietnamese political and administrative news, with the sentence behind every fact.

>>> import kg
>>> report = kg.build(["news/"], "output")       # doctest: +SKIP
>>> graph = kg.open("output")                    # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Graph", "__version__", "build", "open"]

if TYPE_CHECKING:
    from kg.api import Graph, open
    from kg.build import build


def __getattr__(name: str) -> Any:
    """The library's verbs, imported when they are first used: `import kg` alone is quick."""
    if name in ("Graph", "open"):
        return getattr(importlib.import_module("kg.api"), name)
    if name == "build":  # the module, which can be called: see its end
        return importlib.import_module("kg.build")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
