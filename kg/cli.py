"""The command `kg`: the library's verbs on the command line."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import sys

import click

import kg
from kg.errors import KgError

COMMANDS = {
    "build": "kg.commands.build",
    "forget": "kg.commands.build",
    "query": "kg.commands.query",
    "ask": "kg.commands.ask",
    "explain": "kg.commands.explain",
    "timeline": "kg.commands.timeline",
    "conflicts": "kg.commands.conflicts",
    "diff": "kg.commands.diff",
    "review": "kg.commands.review",
    "merge": "kg.commands.merge",
    "split": "kg.commands.split",
    "drop": "kg.commands.drop",
    "view": "kg.commands.view",
    "site": "kg.commands.site",
    "stats": "kg.commands.stats",
    "validate": "kg.commands.validate",
    "store": "kg.commands.store",
    "eval": "kg.commands.eval",
    "try": "kg.commands.try_",
    "serve": "kg.commands.serve",
    "export": "kg.commands.export",
    "mcp": "kg.commands.mcp",
}


class Commands(click.Group):
    """Imports a command only when it is asked for, so that `kg --help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which a user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        # `try` and `eval` are words of Python, so their functions end in an underscore
        name = cmd_name if hasattr(module, cmd_name) else f"{cmd_name}_"
        command: click.Command = getattr(module, name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(kg.__version__, prog_name="kg")
def cli() -> None:
    """Vietnamese political and administrative news in, a knowledge graph with the sentence behind every fact out.

    \b
    kg build news/            read a folder of articles into output/
    kg query speakers         ask a named question, or SPARQL
    kg view                   open the network in a browser
    kg explain "Cao Bằng"     see the sentences behind what the graph says
    """


def main() -> None:
    """Run the command line; an error that a user can mend is one line on standard error and exit code 2."""
    try:
        _run()
    except KgError as error:
        _end(str(error))
    except UnicodeError as error:
        _end(_encoding(error))
    except BrokenPipeError:
        _end("")
    except OSError as error:
        _end(_system(error))


def _run() -> None:
    try:
        cli()
    except SystemExit as end:
        if end.code:
            raise
        # Python takes a large graph's memory apart object by object, for a third of a second; the system at once.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _end(message: str) -> None:
    """End with the message; what standard output still holds is dropped where it cannot be written."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if message:
        click.echo(f"kg: {message}", err=True)
    sys.exit(2 if message else 1)


def _system(error: OSError) -> str:
    told = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
    if error.errno in (errno.EACCES, errno.EROFS, errno.ENOSPC):
        return f"{told}. Check {'its' if error.filename else 'the'} permissions and the space on the disk."
    return told


def _encoding(error: UnicodeError) -> str:
    if isinstance(error, UnicodeEncodeError) and not "\udc80" <= error.object[error.start] <= "\udcff":
        return f"{error.encoding} has no {error.object[error.start]!a}; set PYTHONUTF8=1 to write UTF-8"
    return "the input is not UTF-8 text; save it as UTF-8"


if __name__ == "__main__":
    main()
