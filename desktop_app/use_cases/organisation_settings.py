"""What an administrator sets for the whole organisation: a `setting` record in the own stream, one for each name."""

from __future__ import annotations

from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import DeviceId, setting_record
from desktop_app.ledger.roster import ADMIN
from desktop_app.use_cases.session import Changed, Session

KIND = "setting"


def may_set(session: Session) -> bool:
    """Tell whether this laptop sets anything: an administrator's, or one that still works alone."""
    return not session.store.me().enrolled or session.store.has_role(ADMIN)


def standing(session: Session, name: str) -> tuple[str, ...]:
    """Return the values that stand for a name: none, one, or several when two administrators set it at the same time.

    What a laptop without the role wrote, alone perhaps before it joined, does not count.
    """
    me = session.store.me()
    held = session.store.record(me.org, me.own_stream, setting_record(me.org, name))
    if held is None:
        return ()
    admins = _administrators(session) if me.enrolled else None
    if "value" in held.conflicts:
        found = [head.value for head in held.conflicts["value"] if admins is None or head.dev in admins]
    else:
        devices = {dev for dev, _ in held.heads.get("value", ())}
        found = [held.values.get("value")] if admins is None or devices & admins else []
    return tuple(value for value in found if isinstance(value, str))


def put(session: Session, name: str, value: str) -> Changed:
    """Set a value for the whole organisation. Raises LuotsiError `not_an_administrator`."""
    if not may_set(session):
        raise LuotsiError("not_an_administrator")
    me = session.store.me()
    record = setting_record(me.org, name)
    held = session.store.record(me.org, me.own_stream, record)
    base = {field: held.heads.get(field, ()) if held else () for field in ("name", "value")}
    return session.store.save([Op(record, KIND, {"name": name, "value": value}, base)], case=None, at=session.at())


def _administrators(session: Session) -> frozenset[DeviceId]:
    """Return the laptops that are or were an administrator's; a laptop's roles never change (see `Device`)."""
    roster = session.store.trust().newest_roster(session.store.me().org)
    return frozenset(device.dev for device in roster.devices if ADMIN in device.roles) if roster else frozenset()
