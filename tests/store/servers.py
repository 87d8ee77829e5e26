"""Real SPARQL servers for tests, each started on a free port and stopped at the end."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

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
