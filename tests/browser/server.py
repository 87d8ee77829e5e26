"""A server of pages in this process, on a port of its own, for a browser to visit."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from kg.serve.app import create_app
from kg.show import routes


@contextmanager
def serving(output: Path, *, edit: bool = False) -> Iterator[str]:
    """The address at which the pages of an output folder are served meanwhile."""
    app = create_app(output, pages=routes.routes(output if edit else None), log=False)
    routes.mount(app)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
