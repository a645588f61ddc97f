"""One program at a time over a store: two would write over each other's drafts."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from desktop_app.errors import LuotsiError

FILE: Final = "in-use"


class Hold:
    """Holds a store's folder until `release`; the system lets go by itself when the program dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        """Take hold; raises LuotsiError `store_in_use` when another program has it, `disk_failed` when it cannot."""
        self._file: int | None = None
        try:
            self._file = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise LuotsiError("disk_failed") from error
        try:
            _lock(self._file)
        except OSError as error:
            self.release()
            raise LuotsiError("store_in_use") from error

    def release(self) -> None:
        """Let go; may be called again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __del__(self) -> None:
        self.release()


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
