"""What tests of several stages share: graphs that are built once."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kg.build import build


@pytest.fixture(scope="session")
def samples_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of the bundled sample articles; to be read only."""
    folder = tmp_path_factory.mktemp("samples") / "output"
    report = build(output=folder, workers=1)
    assert report.problems == []
    return folder


@pytest.fixture(scope="session")
def small_news() -> ModuleType:
    """The module tests/data/small_news.py: `readings`, and `write` for the graph of any."""
    path = Path(__file__).parent / "data" / "small_news.py"
    spec = importlib.util.spec_from_file_location("small_news", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def small_output(small_news: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the graph of tests/data/small_news.json; to be read only."""
    built: Path = small_news.build(tmp_path_factory.mktemp("small") / "output")
    return built
