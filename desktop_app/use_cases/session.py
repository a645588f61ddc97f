"""What every use case is given: one worker's open store and the world around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.ledger.ids import CaseId, DeviceId
from desktop_app.storage.store import Store
from desktop_app.sync.believing import SERVER_TIME
from desktop_app.vault.one_program import Hold
from desktop_app.vault.vault import Opened

if TYPE_CHECKING:
    from desktop_app.sync.http_central import HttpCentral

#: The cases that a use case changed; what every writing use case returns.
Changed = frozenset[CaseId]

NOTHING_CHANGED: Changed = frozenset()


def utc_now() -> datetime:
    """Return the wall clock as an aware UTC time."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Session:
    """One unlocked store of one worker, from unlock to lock.

    `folder` holds the store and its key slots; `opened` the keys (kept until lock); `clock` the wall clock, aware UTC,
    which tests replace; `hold` keeps other programs out of the folder; `central` the connection to the central system,
    once there has been one; `noted` what the access log was told when, so that a page read again is not noted again.
    """

    store: Store
    folder: Path
    opened: Opened
    clock: Callable[[], datetime] = utc_now
    hold: Hold | None = None
    central: HttpCentral | None = None
    central_for: tuple[str, DeviceId] | None = None
    noted: dict[tuple[str, ...], datetime] = field(default_factory=dict)

    def now(self) -> datetime:
        """Return the present moment, aware UTC."""
        return self.clock()

    def consent_now(self) -> datetime:
        """Return the moment at which consents are judged: never earlier than the last server time seen.

        A clock set back brings no consent that has run out back into force (docs/protocol.md section 7). The time seen
        goes back only where the server and this laptop's clock agree that it was ahead (`note_server_time`).
        """
        seen = self.store.setting(SERVER_TIME)
        return self.now() if seen is None else max(self.now(), datetime.fromisoformat(seen).astimezone(UTC))

    def at(self) -> str:
        """Return the present moment as changes carry it: ISO 8601, UTC, milliseconds, `Z`."""
        return stamp(self.clock())


def stamp(moment: datetime) -> str:
    """Return an aware moment as ISO 8601 in UTC with milliseconds and `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
