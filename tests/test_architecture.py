"""The shape of the house: which stage may know which, how long a file may be, what every command must say."""

import ast
import re
from pathlib import Path

import click
import pytest

from kg.cli import COMMANDS, cli

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kg"
STAGES = ("read", "language", "extract", "identity", "graph", "store", "show")
FOUNDATION = {"errors", "keeping", "model", "ontology", "processes", "_version"}  # know no stage
FILES = sorted(PACKAGE.rglob("*.py"))


def noun(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The parts of the package (first name after `kg.`) that a file imports, at its head or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "kg":
            found |= {f"kg.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            found.add(node.module or "")
    return {name.split(".")[1] for name in found if name.startswith("kg.")}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_what_stands_before_it(stage: str) -> None:
    allowed = {*STAGES[: STAGES.index(stage) + 1], *FOUNDATION}
    files = sorted((PACKAGE / stage).rglob("*.py"))
    assert files
    wrong = {path.name: sorted(imported(path) - allowed - {"__version__"}) for path in files}
    assert {name: parts for name, parts in wrong.items() if parts} == {}


def test_the_foundation_imports_no_stage() -> None:
    files = [path for path in FILES if noun(path) in FOUNDATION]
    assert {path.name: sorted(imported(path) - FOUNDATION) for path in files if imported(path) - FOUNDATION} == {}


def test_nothing_but_the_command_line_imports_commands() -> None:
    users = {noun(path) for path in FILES if "commands" in imported(path)}
    assert users <= {"commands", "cli"}


def test_no_file_is_longer_than_a_person_reads() -> None:
    lengths = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_every_module_and_public_function_says_what_it_gives() -> None:
    bare = []
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in [tree, *(n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef))]:
            name = getattr(node, "name", "")
            if not name.startswith("_") and not ast.get_docstring(node) and (name or tree.body):
                bare.append(f"{path.relative_to(ROOT)}:{name}")
    assert bare == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_an_example_and_documented_options(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help
    assert f"kg {name}" in command.help, "no example"
    undocumented = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert undocumented == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert re.search(rf"\bkg {name}\b", (ROOT / "README.md").read_text(encoding="utf-8"))
