"""One reader for all tests of this folder: making it takes longer than a sentence."""

import pytest

from kg.extract.reader import Reader
from tests.extract.asking import readers


@pytest.fixture
def reader() -> Reader:
    return readers()[0]
