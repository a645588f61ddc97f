"""What every view model stands in: the open session, the helpers beside the window, the change feed, the labels."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.i18n.labels import Labels
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.use_cases.session import Session


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Made once after each unlock and given to every view model; gone with the lock."""

    session: Session
    background: Background
    feed: ChangeFeed
    labels: Labels
