"""The two copies of the key slots on disk: read with care, written both in one operation."""

from __future__ import annotations

import contextlib
import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed
from desktop_app.vault.keyslots import KeySlots
from desktop_app.vault.presence import FIRST, SECOND

_LARGEST: Final = 65_536


@dataclass(frozen=True, slots=True)
class Copies:
    """What the two files hold: the readable versions, newest first, and whether both files are good and alike."""

    versions: tuple[KeySlots, ...]
    alike: bool


def read(folder: Path) -> Copies:
    """Read both copies; raises LuotsiError `slots_missing` (neither is there) or `slots_damaged` (none can be read)."""
    found = [_read_one(folder / name) for name in (FIRST, SECOND)]
    good = [slots for slots in found if isinstance(slots, KeySlots)]
    if not good:
        raise LuotsiError("slots_missing" if all(slots is None for slots in found) else "slots_damaged")
    versions = sorted(dict.fromkeys(good), key=lambda slots: slots.generation, reverse=True)
    return Copies(tuple(versions), alike=len(good) == len(found) and len(versions) == 1)


def write(folder: Path, slots: KeySlots) -> None:
    """Write both copies, one after the other, each whole or not at all; raises `disk_full` or `disk_failed`."""
    content = slots.to_bytes()
    for name in (FIRST, SECOND):
        replace_file(folder / name, content)


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file so that after a crash the old or the new one is there, never a part.

    Only the owner may read it. Raises LuotsiError `disk_full` or `disk_failed`; the old file then stays.
    """
    beside = path.with_name(path.name + ".tmp")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o600)
        beside.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise LuotsiError("disk_full" if full else "disk_failed") from error


def destroy(folder: Path) -> None:
    """Write over and remove both copies and what an interrupted change left; raises `disk_failed`."""
    try:
        for name in (FIRST, SECOND):
            for path in (folder / name, folder / f"{name}.tmp"):
                if path.exists():
                    _overwrite(path)
                    path.unlink()
        _flush_folder(folder)
    except OSError as error:
        raise LuotsiError("disk_failed") from error


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _read_one(path: Path) -> KeySlots | Malformed | None:
    try:
        with path.open("rb") as file:
            return KeySlots.from_bytes(file.read(_LARGEST))
    except FileNotFoundError:
        return None
    except Malformed as error:
        return error
    except OSError:
        return Malformed("not_readable")


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # a rename there is durable by itself; folders cannot be opened
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
