"""A real server on a free port of this machine, asked over real connections."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from kg.serve.app import create_app
from kg.serve.state import Limits

Serve = Callable[[Path, Limits], str]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Starts servers; gives their addresses."""
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(output: Path, limits: Limits) -> str:
        app = create_app(output, limits, log=False)
        server = uvicorn.Server(uvicorn.Config(app, port=0, http="h11", log_level="error", server_header=False))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        servers.append((server, thread))
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    yield start
    for server, thread in servers:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def address(serve: Serve, small_output: Path) -> str:
    """A server of the small graph."""
    return serve(small_output, Limits(seconds=3, rows=1000, size=1_000_000))


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=address, timeout=30) as opened:
        yield opened
