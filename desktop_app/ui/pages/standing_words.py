"""How a laptop that left its organisation is told so: what happened, that nothing is lost, and what to do."""

from __future__ import annotations

from desktop_app.ui.language import ntr, tr
from desktop_app.use_cases.doubts import Doubt
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


def doubt_words(doubt: Doubt) -> str:
    """Return what the central system said that this laptop does not believe, and what to do about it."""
    if doubt is Doubt.FORKED:
        return tr(
            "The central system names other organisations or laptops than before, under the same number. "
            "This laptop keeps to what it knew. Tell your administrator today: somebody may be meddling."
        )
    if doubt is Doubt.FALSE:
        return tr(
            "The central system passed on a list that is not signed as it must be. "
            "This laptop took nothing of it. Work goes on; tell your administrator."
        )
    return tr(
        "The central system knows less than this laptop: it was probably restored from a backup. "
        "Nothing is lost here, and what it lacks is given back. Tell your administrator if this stays for a day."
    )
