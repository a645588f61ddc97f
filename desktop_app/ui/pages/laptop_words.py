"""How a laptop of the organisation is said: whose it is, which one, what it may do and how it stands."""

from __future__ import annotations

from datetime import datetime

from desktop_app.i18n import formats
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.view_models.laptops import LOCK, Laptop, Order
from desktop_app.use_cases.enrolment import ADMIN, DECIDE


def name_words(laptop: Laptop) -> str:
    """Return whose laptop it is."""
    return laptop.worker or tr("A laptop that has not told yet whose it is")


def mark_words(laptop: Laptop) -> str:
    """Return the mark that tells two laptops of one worker apart."""
    return tr("Mark {mark}", mark=laptop.dev.hex()[:8])


def replaceable_words(laptop: Laptop) -> str:
    """Return a laptop as one of several to choose from."""
    return f"{name_words(laptop)}, {mark_words(laptop)}"


def state_words(laptop: Laptop) -> tuple[str, str, str]:
    """Return word, tone and icon of how it stands."""
    return {
        "active": (tr("In use"), "neutral", "check"),
        "forked": (tr("Two copies"), "amber", "triangle-alert"),
        "suspended": (tr("Suspended by the central system"), "amber", "triangle-alert"),
        "retired": (tr("Removed"), "neutral", "x"),
    }[laptop.state]


def detail_words(laptop: Laptop, now: datetime) -> str:
    """Return mark, roles, and since when and until when it has been heard of."""
    language = screen_language()
    parts = [mark_words(laptop)]
    if laptop.own:
        parts.append(tr("this laptop"))
    if ADMIN in laptop.roles:
        parts.append(tr("administrator"))
    if DECIDE in laptop.roles:
        parts.append(tr("may decide"))
    if laptop.since is None or laptop.seen is None:
        parts.append(tr("has sent nothing yet"))
    else:
        parts.append(tr("in use since {day}", day=formats.date(laptop.since.astimezone().date(), language)))
        parts.append(tr("last heard of {when}", when=formats.moment_in_words(laptop.seen, now, language)))
    return "  ·  ".join(parts)


def order_words(order: Order) -> str:
    """Return what the laptop has been told and how far that has come."""
    if order.do == LOCK:
        if order.obeyed:
            return tr("Told to lock: it has done so.")
        return tr("Told to lock: it has heard it.") if order.fetched else tr("Told to lock: not heard of since.")
    if order.obeyed:
        return tr("Told to destroy its keys: it has done so.")
    if order.fetched:
        return tr("Told to destroy its keys: it has heard it.")
    return tr("Told to destroy its keys: not heard of since.")
