"""How a laptop that left its organisation is told so: what happened, that nothing is lost, and what to do."""

from __future__ import annotations

from desktop_app.ui.language import ntr, tr
from desktop_app.use_cases.standing import Left


def left_words(left: Left) -> str:
    """Return what happened, empty for a laptop that belongs or has always worked alone."""
    if left is Left.REMOVED:
        return tr("This laptop has been removed from the organisation. Everything is saved on it.")
    if left is Left.COPIED:
        return tr("This laptop's store was copied or restored, and goes on in a new place. Everything is saved on it.")
    return ""


def left_advice(left: Left) -> str:
    """Return what to do about it, empty where there is nothing."""
    if left is Left.REMOVED:
        return tr("Ask your administrator. If it is let in again, what has not been sent goes then.")
    if left is Left.COPIED:
        return tr(
            "Ask your administrator for an invitation, under Settings. What has not been sent goes when it is let in."
        )
    return ""


def silence_words(days: int) -> str:
    """Return how old the last signed state is, empty while that is not worth saying."""
    if not days:
        return ""
    return ntr(
        "The last signed state from the central system is {n} day old. Work goes on; connect when you can.",
        "The last signed state from the central system is {n} days old. Work goes on; connect when you can.",
        days,
    )
