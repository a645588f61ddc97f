"""What does not count here, was not given on, or was set aside by the central system: which changes, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import CaseId, DeviceId, OrgId, StreamId
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.sealing import KeySource, open_payload
from desktop_app.storage import case_rows
from desktop_app.storage.delivery import RECEIVED
from desktop_app.storage.identity import Me
from desktop_app.storage.reissuing import REISSUED

_SIGNED: Final = "header, sig, sealed"
_NEWER: Final = "newer_version"


class Fate(StrEnum):
    """Why a change does not do what its author meant it to do.

    `waiting` cannot be read yet; `refused` never counts; `retired` was written by a laptop beyond its end; `withheld`
    counts here and was not given to its reader; `quarantined` is set aside at the central system.
    """

    WAITING = "waiting"
    REFUSED = "refused"
    RETIRED = "retired"
    WITHHELD = "withheld"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class SetAside:
    """One such change: by whom, the code of why, and its case where that is known and exists for this worker.

    `org` and `dev` are what an unproven header says where the fate is `waiting` or `refused`; None where even that
    cannot be read.
    """

    fate: Fate
    reason: str
    org: OrgId | None
    dev: DeviceId | None
    received: str
    case: CaseId | None
    reference: str


def every(connection: Connection, me: Me, keys: KeySource) -> Iterator[SetAside]:
    """All of them; none that belongs to a case that does not exist for this worker."""
    aside = f"SELECT state, reason, {RECEIVED}, {_SIGNED} FROM change WHERE state <> 'counted' AND state IN "
    for state, reason, received, *signed in connection.execute(f"{aside} ('waiting', 'aside') ORDER BY id").fetchall():
        fate = Fate.WAITING if state == "waiting" else Fate.RETIRED
        yield from _seen(connection, keys, fate, reason or "", received or "", SignedChange(*signed))
    withheld = f"SELECT {RECEIVED}, {_SIGNED} FROM change WHERE stream <> org AND org = ? AND withheld = 1 ORDER BY id"
    for received, *signed in connection.execute(withheld, (me.org,)).fetchall():
        yield from _seen(connection, keys, Fate.WITHHELD, "", received or "", SignedChange(*signed))
    kept = (
        f"SELECT {_SIGNED} FROM set_aside JOIN change USING (dev, n) "
        "WHERE change.seq IS NULL AND change.state <> 'aside' ORDER BY change.id"
    )
    for signed in connection.execute(kept).fetchall():
        yield from _seen(connection, keys, Fate.QUARANTINED, "", "", SignedChange(*signed))
    refused = f"SELECT reason, {_SIGNED} FROM refused WHERE reason <> ? ORDER BY seq, dev, n"
    for reason, *signed in connection.execute(refused, (REISSUED,)).fetchall():
        fate = Fate.WAITING if reason == _NEWER else Fate.REFUSED
        yield from _seen(connection, keys, fate, reason, "", SignedChange(*signed))


def _seen(
    connection: Connection, keys: KeySource, fate: Fate, reason: str, received: str, change: SignedChange
) -> Iterator[SetAside]:
    """One change, unless its case is hidden; what is not proven names no case."""
    try:
        header = change.parsed
    except (Refused, Waiting):
        yield SetAside(fate, reason, None, None, received, None, "")
        return
    case = _case(connection, keys, change)
    if case_rows.hidden(connection, case):
        return
    proven = case is not None and fate in (Fate.WITHHELD, Fate.QUARANTINED, Fate.RETIRED)
    row = connection.execute("SELECT reference FROM case_row WHERE case_id = ?", (case,)).fetchone() if proven else None
    yield SetAside(
        fate, reason, header.org, header.dev, received, case if row is not None else None, row[0] if row else ""
    )


def _case(connection: Connection, keys: KeySource, change: SignedChange) -> CaseId | None:
    """The case that a change belongs to here, as far as it can be told."""
    header = change.parsed
    if not header.own:
        return _case_of_stream(connection, header.org, header.stream)
    try:
        return open_payload(change, keys).case
    except (Refused, Waiting):
        return None


def _case_of_stream(connection: Connection, org: OrgId, stream: StreamId) -> CaseId | None:
    row = connection.execute("SELECT case_id FROM stream WHERE org = ? AND stream = ?", (org, stream)).fetchone()
    return None if row is None or row[0] is None else CaseId(row[0])
