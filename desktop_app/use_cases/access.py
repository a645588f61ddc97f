"""The access log (906/2019, 17 §): who opened, showed, printed, exported or disclosed what, when; no content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from desktop_app.domain.moment import FINLAND
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import CaseId, UserId
from desktop_app.ledger.roster import ADMIN
from desktop_app.storage.access_rows import AccessEntry
from desktop_app.use_cases import members
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session, stamp

OPENED: Final = "opened"
SHOWN: Final = "shown"
PRINTED: Final = "printed"
EXPORTED: Final = "exported"
DISCLOSED: Final = "disclosed"

#: As many lines as the page shows; the filters lead to the others.
MOST: Final = 500

#: The same thing done again within this time is one entry: a page is read again whenever something arrives.
ONCE_IN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One line: when, by whom (empty: this worker), what with which case, and which kind and fields."""

    at: datetime
    worker: str
    by_me: bool
    reference: str
    what: str
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccessLog:
    """The lines, newest first, and the workers to choose from; `more` that the filters leave more than are shown."""

    lines: tuple[AccessLine, ...]
    workers: tuple[tuple[UserId, str], ...]
    more: bool


def note(session: Session, case: CaseId | None, what: str, kind: str = "", fields: Sequence[str] = ()) -> None:
    """Note what was done with a case, or with what belongs to none (None).

    It is kept in the store at once and saved with the next ordinary change.
    """
    key, now = (b64(case or b""), what, kind, *fields), session.now()
    before = session.noted.get(key)
    if what in (OPENED, SHOWN) and before is not None and now - before < ONCE_IN:
        return
    session.noted[key] = now
    values = {"what": what, "kind": kind, "field": " ".join(fields), "shown_at": stamp(now)}
    session.store.note_access(case, {name: value for name, value in values.items() if value})


def log_shown(session: Session, case: CaseId, kind: str, fields: Sequence[str]) -> Changed:
    """Note that fields of a kind were shown to this worker in a case."""
    note(session, case, SHOWN, kind, fields)
    return NOTHING_CHANGED


def may_read(session: Session) -> bool:
    """Tell whether this laptop shows the log: it has the role of an administrator. Kept by the program, not by keys."""
    return session.store.me().enrolled and session.store.has_role(ADMIN)


def read(
    session: Session,
    reference: str = "",
    worker: UserId | None = None,
    since: date | None = None,
    until: date | None = None,
) -> AccessLog:
    """Return what was done with the cases that exist for this worker, on days in Finland from `since` to `until`.

    Raises LuotsiError `not_an_administrator`.
    """
    if not may_read(session):
        raise LuotsiError("not_an_administrator")
    end = _midnight(until + timedelta(days=1)) if until and until < date.max else "~"
    found = session.store.access_entries(reference.strip(), worker, _midnight(since) if since else "", end, MOST + 1)
    names, me = members.names(session), session.store.me().user
    lines = tuple(_line(entry, names, me) for entry in found[:MOST])
    workers = sorted(names.items(), key=lambda each: (each[0] != me, each[1]))
    return AccessLog(lines, tuple(workers), len(found) > MOST)


def _line(entry: AccessEntry, names: dict[UserId, str], me: UserId) -> AccessLine:
    at = datetime.fromisoformat(entry.at)
    name = names.get(entry.user, "")
    return AccessLine(at, name, entry.user == me, entry.reference, entry.what, entry.kind, entry.fields)


def _midnight(day: date) -> str:
    return stamp(datetime.combine(day, time(), FINLAND))
