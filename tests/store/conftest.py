"""Small datasets, and real SPARQL servers: each started on a free port and stopped at the end."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kg.graph import Dataset, build
from kg.identity import Resolution
from kg.identity.resolution import Node
from kg.model import Article, Entity, Mention, Reading, Sentence, Statement

_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 100000
"""


def dataset(*articles: str, says: str = "attends") -> Dataset:
    """Articles that all say that An attends (or else) the conference."""
    entities = Entity("Person", "Nguyễn Văn An"), Entity("Meeting", "Hội nghị")
    text = "Nguyễn Văn An dự Hội nghị."
    readings = [
        Reading(
            Article(id_, text, "Tiêu đề", "2018-08-27"),
            (Sentence(0, len(text)),),
            entities,
            (Mention(0, 13, 0), Mention(17, 25, 1)),
            (Statement(0, says, 1, 0, 0.9, "made"),),
        )
        for id_ in articles
    ]
    nodes = {"an": Node("an", "Person", "Nguyễn Văn An"), "hoi-nghi": Node("hoi-nghi", "Meeting", "Hội nghị")}
    return build(readings, Resolution(nodes, {(a, i): n for a in articles for i, n in enumerate(("an", "hoi-nghi"))}))


@pytest.fixture(scope="session")
def made() -> Callable[..., Dataset]:
    """Makes a dataset: see `dataset`."""
    return dataset


@pytest.fixture(scope="session")
def oxigraph_at() -> Iterator[str]:
    """The address of an Oxigraph server in memory."""
    program = oxigraph()
    if program is None:
        pytest.skip("the program of PyPI's oxigraph is not installed")
    with serving_oxigraph(program) as address:
        yield address


@pytest.fixture(scope="session")
def virtuoso_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The SPARQL address of a Virtuoso server whose user is dba with the password dba."""
    program = virtuoso()
    if program is None:
        pytest.skip("Debian's virtuoso-opensource-7-bin is not installed")
    with serving_virtuoso(program, tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture
def late_oxigraph() -> Callable[[int, float], contextlib.AbstractContextManager[None]]:
    """Starts an Oxigraph server on a port, some seconds from now."""
    program = oxigraph()
    if program is None:
        pytest.skip("the program of PyPI's oxigraph is not installed")
    return lambda port, pause: _late(program, port, pause)


@contextlib.contextmanager
def _late(program: str, port: int, pause: float) -> Iterator[None]:
    shell = f"sleep {pause}; exec '{program}' serve --bind 127.0.0.1:{port}"
    process = subprocess.Popen(["sh", "-c", shell], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def oxigraph() -> str | None:
    """The program of PyPI's `oxigraph`; None where it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def virtuoso() -> str | None:
    """The program of Debian's virtuoso-opensource-7-bin; None where it is not installed."""
    return shutil.which("virtuoso-t") if shutil.which("isql-vt") else None


@contextlib.contextmanager
def serving_oxigraph(program: str, port: int | None = None) -> Iterator[str]:
    """The address of an Oxigraph server in memory."""
    port = port or free_port()
    process = subprocess.Popen([program, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
    try:
        yield _answering(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port}/query", process)
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def serving_virtuoso(program: str, folder: Path) -> Iterator[str]:
    """The SPARQL address of a Virtuoso server whose user is dba with the password dba."""
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, sql=sql, http=http))
    command = [program, "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{http}/sparql"
        yield _answering(address, address + "?query=ASK%7B%7D", process)
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _answering(address: str, ask: str, process: subprocess.Popen[bytes]) -> str:
    for _ in range(300):
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(ask).status_code < 500:
                return address
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode}")
        time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")
