"""kg serve: the graph over HTTP."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.api import checked
from kg.errors import KgError

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 opens it to the network."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds a query may take."
)
@click.option("--limit", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of a result at most.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries that run at once.")
@click.option("--edit", is_flag=True, help="Let /review write what you decide about who is who (loopback only).")
@click.option("-q", "--quiet", is_flag=True, help="No line for each request.")
def serve(output: str, host: str, port: int, timeout: float, limit: int, workers: int, edit: bool, quiet: bool) -> None:
    """Serve the graph: a SPARQL 1.1 endpoint at /sparql, things at /id/..., JSON at /api/..., see /openapi.json.

    Pages for people are at /: search, things, articles, an explorer and a query editor.

    The graph is read-only. A build that finishes while this runs is served from then on.

    \b
    kg serve
    curl 'http://127.0.0.1:8000/sparql?query=SELECT+*+WHERE+%7B+%3Fs+kg:speaksAt+%3Fo+%7D'
    curl -H 'Accept: text/turtle' http://127.0.0.1:8000/id/cao-bang
    """
    checked(output).close()
    try:
        import uvicorn

        from kg.serve.app import create_app
        from kg.serve.state import Limits
        from kg.show import routes as pages
    except ImportError as error:
        raise KgError(f"kg serve needs {error.name}: pip install 'vnkg[serve]'") from error
    if host not in _LOOPBACK:
        click.echo(
            f"kg: whoever can reach {host} can query this graph without a password; put a proxy with TLS before it.",
            err=True,
        )
    if edit and host not in _LOOPBACK:
        raise KgError(f"--edit works on this machine only; leave out --host {host}")
    limits = Limits(seconds=timeout, rows=limit, at_once=workers)
    app = create_app(output, limits, pages=pages.routes(Path(output) if edit else None), log=not quiet)
    pages.mount(app)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http="h11",  # which bounds the size of a request's head
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        limit_concurrency=1000,
    )
    server = uvicorn.Server(config)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"serving {output}/ at http://{shown}:{port}/ (SPARQL at /sparql); Ctrl-C ends it", err=True)
    server.run()
    if not server.started:
        sys.exit(1)
