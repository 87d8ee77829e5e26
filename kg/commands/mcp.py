"""kg mcp: the graph as tools for an assistant."""

from __future__ import annotations

import click

from kg.api import checked
from kg.errors import KgError


@click.command()
@click.option("-o", "--output", default="output", show_default=True, help="Folder of the graph.")
@click.option("--http", is_flag=True, help="Serve over HTTP at /mcp instead of standard input and output.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on, with --http.")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port, with --http.")
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=20.0, show_default=True, help="Seconds a query may take."
)
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="Rows of an answer at most.")
def mcp(output: str, http: bool, host: str, port: int, timeout: float, limit: int) -> None:
    """Let an assistant search and query the graph by the Model Context Protocol. Read-only.

    kg mcp speaks over standard input and output. Put this into the assistant's list of MCP servers:

    \b
    {"mcpServers": {"vnkg": {"command": "kg", "args": ["mcp", "-o", "/path/to/output"]}}}
    """
    checked(output).close()
    try:
        from kg.serve.tools import create
    except ImportError as error:
        raise KgError(f"kg mcp needs {error.name}: pip install 'vnkg[mcp]'") from error
    server = create(output, seconds=timeout, rows=limit)
    if http:
        if host not in ("127.0.0.1", "::1", "localhost"):
            click.echo(f"kg: anyone who can reach {host} can query this graph, without a password.", err=True)
        click.echo(f"serving {output}/ to assistants at http://{host}:{port}/mcp; Ctrl-C ends it", err=True)
        server.run("streamable-http", host=host, port=port, stateless_http=True)
    else:
        server.run("stdio")
