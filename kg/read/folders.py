"""The files to be read, out of the files and folders that were given."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.read.problem import Problem

FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
}
STDIN = "-"
_ASIDE = re.compile(r"(?:readme|license|licence|copying|changelog|contributing)(?:\.|$)", re.IGNORECASE)
# What a build writes into its folder, beside the folder of the store
_OUTPUT = re.compile(
    r"(?:graph(?:-rdf12)?\.(?:ttl|trig|nq|jsonld)|network\.html|view\.html|judgements\.tsv|readings\.sqlite.*)$"
)

OnProblem = Callable[[Problem], None]


def files(paths: Iterable[str | os.PathLike[str]], on_problem: OnProblem) -> list[Path]:
    """Every file to be read, sorted, each once; "-" stands for standard input."""
    found: dict[str, Path] = {}
    for given in paths:
        path = Path(given)
        try:
            is_folder, exists = path.is_dir(), path.exists()
        except OSError as error:
            on_problem(Problem(str(given), f"cannot be opened ({error.strerror})", "Check that it may be read"))
            continue
        if str(given) == STDIN:
            found[STDIN] = path
        elif is_folder:
            inside = list(_inside(path, on_problem))
            if not inside:
                on_problem(Problem(str(path), "a folder without articles in it", f"Put {_endings()} files into it"))
            for file in inside:
                found.setdefault(os.path.realpath(file), file)
        elif exists:
            found.setdefault(os.path.realpath(path), path)
        else:
            on_problem(
                Problem(str(given), "there is no such file or folder", "Check the name and the folder you are in")
            )
    return sorted(found.values(), key=lambda file: file.as_posix())


def _inside(folder: Path, on_problem: OnProblem) -> Iterator[Path]:
    def failed(error: OSError) -> None:
        name = str(error.filename or folder)
        on_problem(Problem(name, f"cannot be opened ({error.strerror})", "Check the permissions of the folder"))

    seen: set[str] = set()
    waiting = [folder]  # the links to folders wait until all that lies in the folder itself has been found
    for start in waiting:
        for root, folders, names in os.walk(start, onerror=failed):
            here, real = Path(root), os.path.realpath(root)
            built = _built(here)
            if real in seen or (built and here != folder):
                folders.clear()
                continue
            seen.add(real)
            folders[:] = sorted(
                name for name in folders if not name.startswith((".", "__")) and not (built and name == "store")
            )
            waiting += [here / name for name in folders if _leads_away(here / name)]
            for name in sorted(names):
                if name.startswith((".", "~$")) or _ASIDE.match(name) or (built and _OUTPUT.match(name)):
                    continue
                if _may_be_opened(here / name):
                    yield here / name


def _built(folder: Path) -> bool:
    """Whether a build has written its graph into this folder."""
    return any(os.access(folder / name, os.F_OK) for name in ("readings.sqlite", "store/CURRENT"))


def _leads_away(folder: Path) -> bool:
    """Whether the folder is a link, and to none of the folders that it lies in itself."""
    try:
        return folder.is_symlink() and not Path(os.path.realpath(folder.parent)).is_relative_to(
            os.path.realpath(folder)
        )
    except OSError:
        return False


def _may_be_opened(file: Path) -> bool:
    """Whether opening the file gives its text or says what is wrong; a pipe would be waited for without end."""
    try:
        return file.is_file() or file.is_symlink()
    except OSError:
        return True


def _endings() -> str:
    return ", ".join(sorted(set(FORMATS)))
