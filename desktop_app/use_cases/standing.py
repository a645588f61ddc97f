"""How a laptop stands to the organisation that it knows: whether it left it, and how long it has heard nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from desktop_app.sync.believing import SERVER_TIME
from desktop_app.use_cases.session import Session

#: After so long without a signed state a worker is told; nothing is refused for it (docs/protocol.md section 3).
SILENCE: Final = timedelta(days=30)


class Left(StrEnum):
    """Why a laptop does not belong to the organisation that it knows."""

    NOT = ""
    REMOVED = "removed"
    COPIED = "copied"


def left(session: Session) -> Left:
    """Return whether this laptop was removed, or has taken another device id and waits to be let in again."""
    me, trust = session.store.me(), session.store.trust()
    roster = trust.newest_roster(me.org)
    if me.enrolled or roster is None:
        return Left.NOT
    return Left.COPIED if roster.device(me.dev) is None else Left.REMOVED


def silent_days(session: Session) -> int:
    """Return how many days old the last signed state is, once that is worth saying; 0 before."""
    seen = session.store.setting(SERVER_TIME)
    if seen is None or not session.store.me().enrolled:
        return 0
    age = session.now() - datetime.fromisoformat(seen).astimezone(UTC)
    return age.days if age > SILENCE else 0
