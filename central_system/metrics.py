"""Figures for whoever watches over the central system, as Prometheus reads them; sums only, nobody's ids."""

import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central_system.database import Database

#: The sums of the database, in the order of its function `totals`, with what each is.
TOTALS: Final = {
    "organisations": "organisations that receive",
    "laptops": "laptops that are not retired",
    "changes": "lines in all feeds",
    "set_aside": "changes kept for an administrator to look at",
    "forked": "laptops of which two copies exist",
    "waiting": "enrolment requests kept",
    "files": "encrypted files",
    "missing": "sealed parts that laptops asked for and nobody has given back",
}


def totals(database: Database) -> dict[str, int]:
    """Return the sums over all organisations."""
    with database.transaction() as connection:
        row = connection.execute(f"select {', '.join(TOTALS)} from totals()").fetchone()
    return dict(zip(TOTALS, (int(value) for value in row or (0,) * len(TOTALS)), strict=True))


class Metrics:
    """Counts requests by route and status, and the seconds they took; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: dict[str, float] = {}

    def note(self, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            self._requests[route, status] += 1
            self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def text(self, database: Database) -> str:
        """Return all figures in the text format of Prometheus 0.0.4."""
        return "".join(f"{line}\n" for line in self._lines(totals(database)))

    def _lines(self, sums: dict[str, int]) -> Iterator[str]:
        for name, value in sums.items():
            yield f"# HELP luotsi_{name} {TOTALS[name]}"
            yield f"# TYPE luotsi_{name} gauge"
            yield f"luotsi_{name} {value}"
        with self._lock:
            requests, seconds = dict(self._requests), dict(self._seconds)
        yield "# HELP luotsi_requests_total requests answered"
        yield "# TYPE luotsi_requests_total counter"
        for (route, status), count in sorted(requests.items()):
            yield f'luotsi_requests_total{{route="{route}",status="{status}"}} {count}'
        yield "# HELP luotsi_request_seconds_total seconds spent on requests, long polls included"
        yield "# TYPE luotsi_request_seconds_total counter"
        for route, spent in sorted(seconds.items()):
            yield f'luotsi_request_seconds_total{{route="{route}"}} {spent:.6f}'


class Counted:
    """Wraps an application and counts what it answers; a path that is no route counts as `other`."""

    def __init__(self, app: ASGIApp, metrics: Metrics, routes: Collection[str], versions: str) -> None:
        self._app = app
        self._metrics = metrics
        self._routes = frozenset(routes)
        self._header = (b"luotsi-versions", versions.encode("ascii"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, route = time.monotonic(), scope["path"] if scope["path"] in self._routes else "other"

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), self._header]
                self._metrics.note(route, int(message["status"]), time.monotonic() - start)
            await send(message)

        await self._app(scope, receive, counted)
