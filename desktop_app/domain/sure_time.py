"""What moment it is as far as this laptop can be sure, for what cannot be undone: a wrong clock erases nothing.

The moment moves on by itself in steps that a laptop in use makes. A longer step counts when the laptop's clock and the
central system's agree, or when the worker has said that the day is right. Going back is believed at once: it only
delays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

#: The longest step that needs nobody's word: a laptop in its bag over a holiday.
STEP: Final = timedelta(days=14)

#: So far apart two clocks still say the same.
AGREE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ServerTime:
    """The newest time that the central system told, and what this laptop's clock said when it was told."""

    told: datetime
    clock: datetime


@dataclass(frozen=True, slots=True)
class Sure:
    """The sure moment; `doubtful` that somebody has to say whether the day that the clock shows is right."""

    moment: datetime
    doubtful: bool = False


def sure_time(before: datetime, clock: datetime, server: ServerTime | None) -> Sure:
    """Return the sure moment after `before`, when the laptop's clock says `clock`.

    With a central system it is what it told last and what the clock has gone since, never earlier than what it told; a
    laptop that works alone has its clock only. Neither can move the moment far by itself.
    """
    now = clock if server is None else server.told + max(clock - server.clock, timedelta())
    if now <= before:
        return Sure(now)
    if abs(now - clock) > STEP:
        return Sure(before, doubtful=True)
    if now - before <= STEP or _agreed(before, now, server):
        return Sure(now)
    return Sure(before, doubtful=True)


def _agreed(before: datetime, now: datetime, server: ServerTime | None) -> bool:
    """Whether clock and central system said the same after `before`, and not long ago."""
    return (
        server is not None
        and server.told > before
        and abs(server.clock - server.told) <= AGREE
        and now - server.told <= STEP
    )
