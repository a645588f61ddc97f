"""What an administrator of the organisation decides for every laptop of it: who that is, and the settings it keeps."""

from __future__ import annotations

from desktop_app.domain.administered import SETTING, standing_settings
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import DeviceId, RecordId, new_id
from desktop_app.ledger.roster import ADMIN
from desktop_app.use_cases.session import Changed, Session


def administrators(session: Session) -> frozenset[DeviceId]:
    """Return the laptops that are or were an administrator's; a laptop's roles never change (see `Device`)."""
    roster = session.store.trust().newest_roster(session.store.me().org)
    return frozenset(device.dev for device in roster.devices if ADMIN in device.roles) if roster else frozenset()


def is_administrator(session: Session) -> bool:
    """Whether this laptop is an administrator's."""
    return session.store.me().enrolled and session.store.me().dev in administrators(session)


def ensure_administrator(session: Session) -> None:
    """Raise LuotsiError `not_an_administrator` on any other laptop."""
    if not is_administrator(session):
        raise LuotsiError("not_an_administrator")


def setting(session: Session, name: str) -> str:
    """Return a setting of the organisation as an administrator chose it, empty for none."""
    found = standing_settings(session.store.settings(), administrators(session)).get(name)
    return found.text("value") if found else ""


def choose_setting(session: Session, name: str, value: str) -> Changed:
    """Set a setting of the organisation. Raises LuotsiError `not_an_administrator`."""
    ensure_administrator(session)
    held = [one for one in session.store.settings() if one.text("name") == name and not one.is_deleted]
    record = max(held, key=lambda one: (one.changed_at, one.record), default=None)
    values: dict[str, Json] = {"name": name, "value": value}
    base = {field: record.heads.get(field, ()) if record else () for field in values}
    op = Op(record.record if record else RecordId(new_id()), SETTING, values, base)
    return session.store.save([op], case=None, at=session.at())
