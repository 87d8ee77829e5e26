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
