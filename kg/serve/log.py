"""One line of JSON for each request."""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime, timezone
from typing import TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Log:
    """Writes what was asked, by whom, and how it went; never the words of a query, which may be private."""

    def __init__(self, app: ASGIApp, out: TextIO | None = None) -> None:
        self.app = app
        self.out = out

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write a line when it is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        status, size = 0, 0

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            client = scope.get("client") or ("", 0)
            line = {
                "time": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
                "client": client[0],
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "bytes": size,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            # JSON escapes line ends and control characters: a request cannot forge a line.
            print(json.dumps(line), file=self.out or sys.stderr, flush=True)
