"""Work in processes beside this one: forks, which see what is in memory here without anybody copying it."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any, TypeVar, cast

T = TypeVar("T")
_MADE = 50_000  # objects made between two looks for garbage; 700 by default


def context() -> BaseContext:
    """How processes are started: by fork on Linux, which is quickest; elsewhere as the system prefers."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else None)


@contextmanager
def beside(work: Callable[[], T], *, fork: bool = True) -> Iterator[Callable[[], T]]:
    """Do some work in a fork while the body runs, or after it where a fork is not wanted or not safe.

    Gives a function that waits for the work's result; the work is done at the end of the body at the latest.

    Args:
        work: what it returns is pickled. An error that it raises is raised here.
        fork: whether there is a core to spare.

    Raises RuntimeError when the process that did the work was killed.
    """
    # A fork of a process with several threads may inherit a lock that nobody will ever open.
    if not fork or sys.platform != "linux" or threading.active_count() > 1:
        once = cache(work)
        yield once
        once()
        return
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_run, args=(work, there, os.getpid()))
    process.start()
    there.close()

    @cache
    def received() -> tuple[Exception | None, Any]:
        try:
            found: tuple[Exception | None, Any] = here.recv()
        except EOFError:
            raise RuntimeError("A process of this program was killed; is there enough memory?") from None
        return found

    def result() -> T:
        error, value = received()
        if error is not None:
            raise error
        return cast("T", value)

    try:
        yield result
        result()
    finally:
        if sys.exc_info()[0] is not None:
            process.terminate()
        process.join()
        here.close()


def _run(work: Callable[[], object], report: Connection, parent: int) -> None:
    # Killed with its parent, lest it write a file after the run that comes next: PR_SET_PDEATHSIG of prctl(2).
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    try:
        report.send((None, work()))
    except Exception as error:
        report.send((error, None))


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection: what is made here holds no cycles, and looking for them costs a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.unfreeze()  # now of the oldest generation: else the next look at what is new would go through all of it
            gc.enable()


def seldom_collected() -> None:
    """From now on this process looks for garbage in cycles far less often than by default, and never in what is there.

    Reading makes many objects and few cycles: the default looks cost a twentieth of its time.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(_MADE, 20, 20)
