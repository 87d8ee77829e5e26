"""Work in processes beside this one: forks, which see what is in memory here without anybody copying it."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext


def context() -> BaseContext:
    """How processes are started: by fork on Linux, which is quickest; elsewhere as the system prefers."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else None)


@contextmanager
def beside(work: Callable[[], object], *, fork: bool = True) -> Iterator[None]:
    """Do some work in a fork while the body runs, or after it where a fork is not wanted or not safe.

    Args:
        work: writes files; what it returns is not kept. An error that it raises is raised here.
        fork: whether there is a core to spare.

    Raises RuntimeError when the process that did the work was killed.
    """
    # A fork of a process with several threads may inherit a lock that nobody will ever open.
    if not fork or sys.platform != "linux" or threading.active_count() > 1:
        yield
        work()
        return
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_run, args=(work, there, os.getpid()), daemon=True)
    process.start()
    there.close()
    try:
        yield
        error = here.recv() if here.poll(None) else None
    except EOFError:
        raise RuntimeError("A process of this program was killed; is there enough memory?") from None
    finally:
        if sys.exc_info()[0] is not None:
            process.terminate()
        process.join()
        here.close()
    if error is not None:
        raise error


def _run(work: Callable[[], object], report: Connection, parent: int) -> None:
    # Killed with its parent, lest it write a file after the run that comes next: PR_SET_PDEATHSIG of prctl(2).
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    try:
        work()
        report.send(None)
    except Exception as error:
        report.send(error)
