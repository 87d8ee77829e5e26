"""The articles that come with the program."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from kg.read.folders import FORMATS


def samples() -> list[Path]:
    """The files of the bundled sample articles, sorted; their README is not one of them."""
    folder = Path(str(files("kg") / "samples"))
    return sorted(path for path in folder.iterdir() if path.suffix in FORMATS and path.stem != "README")
