"""Whether a folder lies on a network file system, where the store's write-ahead log is not safe."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mounts")
_REMOTE: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afs", "ceph", "lustre", "davfs", "fuse.sshfs", "fuse.rclone"}
)
_DRIVE_REMOTE: Final = 4


def is_on_network(folder: Path) -> bool:
    """Tell whether `folder`, or the nearest folder above it that exists, is known to lie on a network file system."""
    there = folder.absolute()
    while not there.exists() and there != there.parent:
        there = there.parent
    if sys.platform == "win32":
        return _is_remote_drive(there)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return file_system(mounts, there.resolve()) in _REMOTE


def file_system(mounts: str, folder: Path) -> str:
    """Return the type of the file system that holds `folder`, from the lines of /proc/self/mounts; "" if unknown."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_unescaped(fields[1]))
        if len(point.parts) >= best and folder.is_relative_to(point):
            best, kind = len(point.parts), fields[2]
    return kind


def _unescaped(point: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, character)
    return point


def _is_remote_drive(folder: Path) -> bool:
    drive = os.path.splitdrive(folder)[0]
    if drive.startswith("\\\\"):
        return True
    windows = getattr(ctypes, "windll", None)
    return windows is not None and windows.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
