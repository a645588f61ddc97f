"""The key slots of a backup and the folder that it lies in; bringing one back into an empty data folder."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop_app.errors import LuotsiError
from desktop_app.vault.network_folder import is_on_network
from desktop_app.vault.presence import FIRST, SECOND, STORE_FILE, look

#: Lies in a data folder that was brought back from a backup until its store has been opened and knows it.
COPIED_FILE: Final = "copied"
_FILES: Final = ".files"


def copy_slots(folder: Path, target: Path) -> None:
    """Copy both key slot files beside a copy of the store. Raises `disk_full`, `disk_failed`."""
    with _speaking():
        for name in (FIRST, SECOND):
            _copy(folder / name, target / name)


def bring_back(backup: Path, folder: Path) -> None:
    """Copy a backup into an empty data folder, the key slots last; nothing in the backup is changed.

    Raises LuotsiError `no_backup` (the folder holds none), `store_exists`, `network_folder`, `disk_full`,
    `disk_failed`; what was copied is then removed again.
    """
    if look(backup) != "present" or not (backup / STORE_FILE).is_file():
        raise LuotsiError("no_backup")
    if look(folder) != "absent":
        raise LuotsiError("store_exists")
    if is_on_network(folder):
        raise LuotsiError("network_folder")
    with _speaking():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    try:
        _bring_back(backup, folder)
    except LuotsiError:
        _remove(folder)
        raise


def was_copied(folder: Path) -> bool:
    """Tell whether a store was brought back and does not know it yet."""
    return (folder / COPIED_FILE).exists()


def forget_copied(folder: Path) -> None:
    """The store knows by now that it is a copy."""
    (folder / COPIED_FILE).unlink(missing_ok=True)


def _bring_back(backup: Path, folder: Path) -> None:
    with _speaking():
        (folder / COPIED_FILE).touch(mode=0o600)
        for path in (STORE_FILE, STORE_FILE + "-wal"):
            if (backup / path).is_file():
                _copy(backup / path, folder / path)
        files = (backup / STORE_FILE).with_suffix(_FILES)
        if files.is_dir():
            (folder / files.name).mkdir(mode=0o700, exist_ok=True)
            for path_ in sorted(files.iterdir()):
                _copy(path_, folder / files.name / path_.name)
        for name in (FIRST, SECOND):
            if (backup / name).is_file():
                _copy(backup / name, folder / name)


def _remove(folder: Path) -> None:
    for name in (FIRST, SECOND, STORE_FILE, STORE_FILE + "-wal", COPIED_FILE):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree((folder / STORE_FILE).with_suffix(_FILES), ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    target.chmod(0o600)


@contextmanager
def _speaking() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise LuotsiError("disk_full" if full else "disk_failed") from error
