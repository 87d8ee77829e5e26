"""What a user installs: the wheel has everything it needs, and works far from the checkout."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # hatchling itself, not pip: it needs no network
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("vnkg-*.whl"))


def test_the_wheel_has_the_ontology_and_the_samples(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("*.ttl", "*.rq"):
        wanted = {
            f"kg/_ontology/{p.relative_to(ROOT / 'ontology').as_posix()}" for p in (ROOT / "ontology").rglob(kind)
        }
        assert wanted - names == set()
    package = [p for p in (ROOT / "kg").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert {p.relative_to(ROOT).as_posix() for p in package} - names == set()
    assert not {n for n in names if n.startswith(("tests/", "output/")) or n.endswith(".pyc")}
    assert not {n for n in names if n.startswith("kg/_ontology/make/")}, "what makes the reference knowledge stays here"


def test_the_wheel_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    # the dependencies come from this environment; the package itself only from the wheel
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    env |= {"PYTHONPATH": os.pathsep.join([str(site), sysconfig.get_paths()["purelib"]])}
    where = [sys.executable, "-S", "-c", "import kg, kg.ontology; print(kg.__file__, kg.ontology.folder())"]
    shown = subprocess.run(where, cwd=tmp_path, env=env, capture_output=True, text=True, check=True).stdout
    assert shown.split() == [str(site / "kg" / "__init__.py"), str(site / "kg" / "_ontology")]
    build = [sys.executable, "-S", "-m", "kg", "build", "--workers", "1"]
    done = subprocess.run(build, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "12 articles" in done.stdout
    assert {"graph.ttl", "graph.trig", "network.html", "store"} <= {p.name for p in (tmp_path / "output").iterdir()}


BARE = """
import re, sys
from importlib.metadata import distribution, packages_distributions, PackageNotFoundError
from packaging.requirements import Requirement

def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()

def closure(name, extras, seen):  # of what a distribution needs, with these extras
    for extra in {"", *map(plain, extras)} - seen.get(plain(name), set()):
        seen.setdefault(plain(name), set()).add(extra)
        try:
            needs = [Requirement(need) for need in distribution(name).requires or []]
        except PackageNotFoundError:
            return seen
        for need in needs:
            if not need.marker or need.marker.evaluate({"extra": extra}):
                closure(need.name, need.extras, seen)
    return seen

have = closure("vnkg", set(), {}).keys()
absent = {top for top, names in packages_distributions().items() if not have & set(map(plain, names))}

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in absent:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

assert {"pytest", "starlette", "mcp"} <= absent and "click" not in absent
sys.meta_path.insert(0, Absent())
from kg.cli import COMMANDS, main
import click
from kg.cli import cli
for command in COMMANDS:
    assert cli.get_command(click.Context(cli), command).help
sys.argv[1:] = ["build", "--workers", "1", "--format", "nq", "--format", "jsonld", "--format", "ttl12"]
main()
"""


def test_everything_but_the_extras_works_without_the_extras(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", BARE], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "network.html").exists()
