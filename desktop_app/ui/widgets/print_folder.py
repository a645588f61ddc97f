"""Where a print job lies while it is painted: Qt gives it to the printer's server as a temporary file, here in memory.

CUPS makes the file where TMPDIR says, and removes it when it has been handed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})


@contextmanager
def job_in_memory() -> Iterator[None]:
    """Let temporary files be made in memory, where the system has a folder that lies there."""
    folder = memory_folder()
    before = os.environ.get("TMPDIR")
    if folder is not None:
        os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        if before is not None:
            os.environ["TMPDIR"] = before
        elif folder is not None:
            os.environ.pop("TMPDIR", None)


def memory_folder() -> Path | None:
    """The user's own folder of this session, or the one that all share; None when neither lies in memory."""
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    candidates = (Path(own) if own.startswith("/") else None, Path("/dev/shm"))
    return next((each for each in candidates if each is not None and _is_usable(each)), None)


def _is_usable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and _kind_of_system(folder) in _IN_MEMORY


def _kind_of_system(folder: Path) -> str:
    """The type of the file system on which a folder lies; empty where the system does not tell."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    mounts = (line.split(" ")[1:3] for line in lines if line.count(" ") >= 3)
    holding = [(place, kind) for place, kind in mounts if folder.is_relative_to(place)]
    return max(holding, key=lambda mount: len(mount[0]), default=("", ""))[1]
