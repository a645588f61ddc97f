"""The worker as colleagues and recipients see them: name, phone, laptops."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.membership import devices, with_device
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json, b64, unb64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import RecordId, UserId
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session

_DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Member:
    """One worker of the organisation; `organisation` and its type come from the directory, empty before enrolment."""

    user: UserId
    name: str
    phone: str
    organisation: str = ""
    organisation_type: str | None = None

    def shown_name(self) -> str:
        """Return name and organisation as a recipient reads them."""
        return ", ".join(part for part in (self.name, self.organisation) if part)


def own(session: Session) -> Member:
    """Return the worker of this store."""
    me = session.store.me()
    entry = session.store.trust().org(me.org) if me.enrolled else None
    record = _record(session, me.user)
    values = record.values if record else {}
    return Member(
        me.user,
        str(values.get("name") or ""),
        str(values.get("phone") or ""),
        entry.name if entry else "",
        entry.type if entry else None,
    )


def name_of(session: Session, user: UserId) -> str:
    """Return a colleague's name, empty when it is not known here."""
    record = _record(session, user)
    return str(record.values.get("name") or "") if record else ""


def names(session: Session) -> dict[UserId, str]:
    """Return the names of all workers of the organisation that are known here."""
    found = session.store.records_of_kind("member")
    return {UserId(one.record): one.text("name") for one in found if not one.is_deleted}


def user_of(code: str) -> UserId:
    """Return the worker that a field of a record names."""
    return UserId(unb64(code))


def note_laptop(session: Session) -> Changed:
    """Write down that this laptop is the worker's, if the record does not say so: it has taken a new device id.

    Laptops of two copies that did the same come together again without anybody having to choose.
    """
    me = session.store.me()
    record = _record(session, me.user)
    if record is None or (b64(me.dev) in devices(record) and "devices" not in record.conflicts):
        return NOTHING_CHANGED
    base = {"devices": record.heads.get("devices", ())}
    op = Op(RecordId(me.user), "member", {"devices": with_device(record, me.dev)}, base)
    return session.store.save([op], case=None, at=session.at())


def change_own(session: Session, name: str, phone: str) -> Changed:
    """Change the worker's own name and phone."""
    me = session.store.me()
    record = _record(session, me.user)
    held: list[Json] = with_device(record, me.dev) if record else [{"dev": b64(me.dev)}]
    values: dict[str, Json] = {"name": name, "phone": phone, "devices": held}
    base = {field: record.heads.get(field, ()) if record else () for field in values}
    op = Op(RecordId(me.user), "member", values, base)
    return session.store.save([op], case=None, at=session.at())


def deputy(session: Session) -> UserId | None:
    """Return the colleague whom this worker has named as deputy in new cases; None for none, or one who has left."""
    code = session.store.setting(_DEPUTY)
    user = user_of(code) if code else None
    return user if user is not None and user != session.store.me().user and name_of(session, user) else None


def choose_deputy(session: Session, user: UserId | None) -> None:
    """Name the deputy of the cases that this worker opens from now on; known on this laptop alone."""
    session.store.set_setting(_DEPUTY, b64(user) if user is not None else "")


def _record(session: Session, user: UserId) -> Record | None:
    me = session.store.me()
    return session.store.record(me.org, me.own_stream, RecordId(user))
