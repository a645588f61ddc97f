"""Replies: values and errors as canonical JSON, and nothing in a log but codes and places."""

from __future__ import annotations

import logging
import traceback
from typing import Final

import psycopg
from starlette.responses import Response

from central_system.authentication import NotAuthenticated
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, canon
from desktop_app.ledger.messages import CentralRefused, Conflict, Forked, UnknownPoint
from desktop_app.ledger.refusal import Refused, Waiting

_log = logging.getLogger("central_system")

_AWAY: Final = frozenset({"central_busy", "database_away", "directory_missing"})
_STATUS: Final = {
    "too_many_attempts": 429,
    "too_large": 413,
    "too_many_lines": 413,
    "too_many_hashes": 413,
    "too_many_files": 413,
    "too_slow": 408,
    "program_too_old": 426,
    "file_differs": 409,
    "file_unknown": 404,
    "unknown_device": 403,
    "device_retired": 403,
    "device_suspended": 403,
    "not_an_administrator": 403,
    "not_your_organisation": 403,
    "roster_not_next": 409,
}


def answer(value: Json | bytes, status: int = 200) -> Response:
    """Return a reply that no cache keeps: JSON, or sealed bytes as they are."""
    if isinstance(value, bytes):
        return Response(value, status, {"Cache-Control": "no-store"}, "application/octet-stream")
    return Response(canon(value), status, {"Cache-Control": "no-store"}, "application/json")


def failure(error: Exception, place: str) -> Response:
    """Return the reply to a request that failed; what is nobody's fault but ours is logged without its text."""
    status = status_of(error)
    if status == 500:
        steps = traceback.extract_tb(error.__traceback__)
        path = " < ".join(f"{step.name}:{step.lineno}" for step in reversed(steps[-4:]))
        _log.error("unexpected %s in %s: %s", type(error).__name__, place, path)
        return answer({"code": "unexpected"}, status)
    if not isinstance(error, LuotsiError):
        return answer({"code": "database_away"}, status)
    body: dict[str, Json] = {"code": error.code}
    for name, value in error.details.items():
        if isinstance(value, int | str):
            body[name] = value
    return answer(body, status)


def status_of(error: Exception) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, NotAuthenticated):
        return 401
    if isinstance(error, Conflict | Forked | UnknownPoint):
        return 409
    if isinstance(error, LuotsiError) and error.code in _AWAY:
        return 503
    if isinstance(error, CentralRefused | Refused | Waiting):
        return _STATUS.get(error.code, 400)
    return 503 if isinstance(error, psycopg.OperationalError) else 500
