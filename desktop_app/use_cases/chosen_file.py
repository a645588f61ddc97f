"""A file at the place that the worker chose: readable by this worker's account alone, and nothing beside it."""

from __future__ import annotations

import os
from pathlib import Path

from desktop_app.errors import LuotsiError


def write_chosen(path: Path, data: bytes) -> None:
    """Write a file, over one of that name. Raises LuotsiError `disk_failed`."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(data)
        path.chmod(0o600)
    except OSError as error:
        raise LuotsiError("disk_failed") from error
