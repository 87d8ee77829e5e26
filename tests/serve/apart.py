"""Coroutines run in a thread of their own."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import anyio

Result = TypeVar("Result")


def apart(run: Callable[[], Awaitable[Result]]) -> Result:
    """Its outcome; the thread of the tests may have a loop already, which Playwright leaves in that of the browser's."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, run).result()
