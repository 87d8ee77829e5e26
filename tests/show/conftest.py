"""Graphs that the tests of this folder share; to be read only."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kg.store import Embedded


def _graphs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("graphs_for_tests", Path(__file__).parent / "graphs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


graphs = _graphs()


@pytest.fixture(scope="session")
def small() -> Embedded:
    return graphs.small()


@pytest.fixture(scope="session")
def hostile() -> Embedded:
    return graphs.hostile()


@pytest.fixture(scope="session")
def many() -> Embedded:
    return graphs.many(600)
