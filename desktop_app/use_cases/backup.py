"""A backup of the store, made while one works, and bringing one back on a laptop without a store."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, Malformed, canon, parse
from desktop_app.use_cases.session import Session
from desktop_app.vault import backup_files
from desktop_app.vault.presence import STORE_FILE

__all__ = ["Backup", "bring_back", "made", "make"]

_MADE = "backups"
_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that this laptop has made: when, and where it was put then."""

    at: datetime
    where: str


def make(session: Session, where: Path) -> Path:
    """Copy the store, its files and its key slots into a new folder inside `where`; the folder.

    It opens with the passphrase and the recovery words of today. Raises LuotsiError `disk_full`, `disk_failed`; what
    was copied is then removed again.
    """
    at = session.now().astimezone()
    target = _unused(where, f"luotsi-{at:%Y-%m-%d-%H%M}")
    try:
        target.mkdir(mode=0o700)
    except OSError as error:
        raise LuotsiError("disk_failed") from error
    try:
        session.store.copy_to(target / STORE_FILE, session.at())
        backup_files.copy_slots(session.folder, target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    _remember(session, Backup(session.now(), str(target)))
    return target


def made(session: Session) -> tuple[Backup, ...]:
    """Return the backups that this laptop has made, newest first: where they were put, not whether they are there."""
    return tuple(reversed(_read(session)))


def bring_back(backup: Path, folder: Path) -> None:
    """Copy a backup into a data folder without a store; opened, it goes on under a device id of its own.

    Raises LuotsiError `no_backup`, `store_exists`, `network_folder`, `disk_full`, `disk_failed`.
    """
    backup_files.bring_back(backup, folder)


def _unused(where: Path, name: str) -> Path:
    for suffix in ("", *(f"-{n}" for n in range(2, 100))):
        if not (where / (name + suffix)).exists():
            return where / (name + suffix)
    raise LuotsiError("disk_failed")


def _remember(session: Session, backup: Backup) -> None:
    kept = [*_read(session), backup][-_REMEMBERED:]
    rows: list[Json] = [{"at": one.at.isoformat(), "where": one.where} for one in kept]
    session.store.set_setting(_MADE, canon(rows).decode())


def _read(session: Session) -> list[Backup]:
    try:
        rows = parse((session.store.setting(_MADE) or "[]").encode())
    except Malformed:
        return []
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [Backup(datetime.fromisoformat(str(row["at"])), str(row["where"])) for row in found]
