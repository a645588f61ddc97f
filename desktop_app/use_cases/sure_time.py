"""The moment that erasing goes by: kept on this laptop, moved on by `domain.sure_time` alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

from desktop_app.domain.moment import day_in_finland, moment_of
from desktop_app.domain.sure_time import ServerTime, Sure
from desktop_app.domain.sure_time import sure_time as _sure_time
from desktop_app.sync.believing import SERVER_TIME, SERVER_TIME_CLOCK
from desktop_app.use_cases.session import Session, stamp

_SURE = "sure_time"


def read(session: Session) -> Sure:
    """Return the sure moment, and whether somebody has to say that the day is right."""
    before = moment_of(session.store.setting(_SURE)) or moment_of(session.store.last_written_at()) or session.now()
    return _sure_time(before, session.now().astimezone(UTC), _server_time(session))


def move_on(session: Session) -> Sure:
    """Return the sure moment and keep it: later ones are measured from it."""
    found = read(session)
    if not found.doubtful:
        session.store.set_setting(_SURE, stamp(found.moment))
    return found


def confirm(session: Session) -> None:
    """Note that the worker has said that the day which the clock shows is right."""
    session.store.set_setting(_SURE, session.at())


def shown_day(session: Session) -> date:
    """Return the day in Finland that the clock shows."""
    return day_in_finland(session.now())


def _server_time(session: Session) -> ServerTime | None:
    told = moment_of(session.store.setting(SERVER_TIME))
    if told is None:
        return None
    noted = session.store.setting(SERVER_TIME_CLOCK)
    clock = datetime.fromisoformat(noted).astimezone(UTC) if noted else told
    return ServerTime(told, clock)
