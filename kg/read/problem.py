"""What went wrong with one file or record, said so that a user knows what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One file or record that could not be read, or was read with a reservation."""

    path: str
    reason: str  # what is wrong, without a full stop
    advice: str  # what to do about it
    record: str | None = None  # its id, or "line 12" / "record 12"
    skipped: bool = True  # False: the article was read all the same

    def __post_init__(self) -> None:
        for name in ("path", "reason", "record"):
            value = getattr(self, name)
            object.__setattr__(self, name, value and writable(value))

    def __str__(self) -> str:
        place = f"{self.path} ({self.record})" if self.record else self.path
        return f"{place}: {self.reason}. {self.advice}"


def writable(text: str) -> str:
    """`text` with a sign for whatever UTF-8 cannot write, such as the odd bytes in the name of a file."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


class Unreadable(Exception):
    """Raised inside the stage by a reader that gives up on a file or record; never leaves `articles`."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
