"""Work beside this process is done, its errors are raised here, and its end does not go unnoticed."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.processes import beside, seldom_collected, uncollected

forked = pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux only")


@pytest.mark.parametrize("fork", [True, False])
def test_the_work_is_done_when_the_body_is(tmp_path: Path, fork: bool) -> None:
    made = tmp_path / "made"
    with beside(lambda: made.write_text("done"), fork=fork):
        pass
    assert made.read_text() == "done"


@pytest.mark.parametrize("fork", [True, False])
def test_what_the_work_gives_can_be_had_once_and_again(fork: bool) -> None:
    with beside(lambda: {"places": [1, 2]}, fork=fork) as found:
        assert found() == found() == {"places": [1, 2]}


@forked
def test_work_beside_may_have_work_beside_it() -> None:
    code = "from kg.processes import beside\ndef two():\n with beside(lambda: 7) as f: return f() + 1\n"
    code += "with beside(two) as found: print(found())"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "8\n"


@pytest.mark.parametrize("fork", [True, False])
def test_an_error_of_the_work_is_raised_here(fork: bool) -> None:
    def fail() -> None:
        raise InputError("no room")

    with pytest.raises(InputError, match="no room"), beside(fail, fork=fork):
        pass


def test_an_error_of_the_body_comes_first(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="body"), beside(lambda: threading.Event().wait(60)):
        raise ValueError("body")


KILLED = """
import os, signal
from kg.processes import beside
parent = os.getpid()
try:
    with beside(lambda: os.getpid() != parent and os.kill(os.getpid(), signal.SIGKILL)):
        pass
except RuntimeError as error:
    print(error)
"""


@forked
def test_work_whose_process_is_killed_is_not_taken_for_done() -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, check=True)
    assert "was killed" in ended.stdout


SHARED = """
import os
from kg.processes import beside
here = {"pid": os.getpid()}
with beside(lambda: print(here["pid"], os.getpid(), flush=True)):
    pass
print(os.getpid())
"""


@forked
def test_the_work_sees_what_is_in_memory_and_has_a_process_of_its_own() -> None:
    ended = subprocess.run([sys.executable, "-c", SHARED], capture_output=True, text=True, check=True)
    seen, child, parent = ended.stdout.split()
    assert seen == parent != child


def test_with_threads_about_there_is_no_fork(tmp_path: Path) -> None:
    made, over = tmp_path / "made", threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        with beside(lambda: made.write_text(str(os.getpid()))):
            pass
    finally:
        over.set()
        thread.join()
    assert int(made.read_text()) == os.getpid()


@forked
def test_a_reading_process_looks_for_garbage_seldom_and_still_does() -> None:
    with uncollected(), beside(_counted) as found:
        made = found()
    assert made == (True, 0)


def _counted() -> tuple[bool, int]:
    """Whether garbage is collected, and how many of a few thousand cycles are left a while later."""
    seldom_collected()
    alive = [weakref.ref(_cycle()) for _ in range(5_000)]
    kept = [[n] for n in range(200_000)]
    return gc.isenabled(), sum(one() is not None for one in alive) * bool(kept)


class _Cycle:
    me: _Cycle


def _cycle() -> _Cycle:
    one = _Cycle()
    one.me = one
    return one
