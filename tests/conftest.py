"""What tests of several stages share: the graph of the bundled samples, built once."""

from pathlib import Path

import pytest

from kg.build import build


@pytest.fixture(scope="session")
def samples_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of the bundled sample articles; to be read only."""
    folder = tmp_path_factory.mktemp("samples") / "output"
    report = build(output=folder, workers=1)
    assert report.problems == []
    return folder
