"""Work of a training shared out among the cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def forked(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """The function's values, computed by as many forks of this process as there are cores.

    Forks see what this process holds, such as training sequences, which no other process could be sent.
    """
    global _function  # noqa: PLW0603
    _function = function
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        return pool.map(_call, items, chunksize=1)


_function: Callable[[Any], Any] | None = None


def _call(item: Any) -> Any:
    assert _function is not None
    return _function(item)
