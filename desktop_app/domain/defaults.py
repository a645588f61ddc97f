"""What the program fills in when a record is begun; every value can be changed by the worker."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.kind import Kind
from desktop_app.domain.retention import USUAL, Rules
from desktop_app.ledger.canonical import Json

_FIXED: dict[str, dict[str, Json]] = {
    "contact": {"written_afterwards": True, "place_type": "not_recorded"},
    "consent": {"giver": "person", "form": "oral", "told_what_cannot_be_undone": False},
    "indicator_observation": {"share": False},
    "information_given": {"variant": "standard"},
    "representative": {"may_be_contacted": "not_yet"},
    "proposal": {"type": "by_actor"},
    "referral": {"grounds": ["swa_11_5"]},
    "assistance_measure": {"state": "planned"},
    "reflection_period": {"basis": "aliens_52b"},
    "attachment": {"others_hidden": False, "shared": False},
}

_NOW = {
    "contact": "occurred_at",
    "consultation": "occurred_at",
    "consent": "answered_at",
    "safety_assessment": "assessed_at",
    "information_given": "given_at",
    "statutory_notification": "made_at",
    "note": "written_on",
}

_TODAY = {
    "indicator_observation": "observed_on",
    "needs_assessment": "assessed_on",
    "review": "reviewed_on",
}

#: Kinds that are kept from the day they are begun; a case is kept from the end of the own work.
_KEPT_FROM_THE_BEGINNING = frozenset({"consultation", "note"})


def defaults(kind: Kind, now: datetime, kept: Rules = USUAL) -> dict[str, Json]:
    """Return the values of a new record of `kind`, kept as `kept` says; `now` is aware, in the worker's time zone."""
    values = dict(_FIXED.get(kind.name, {}))
    if kind.name in _NOW:
        values[_NOW[kind.name]] = now.isoformat(timespec="minutes")
    if kind.name in _TODAY:
        values[_TODAY[kind.name]] = now.date().isoformat()
    until = kept.kept_until(kind.name, now.date()) if kind.name in _KEPT_FROM_THE_BEGINNING else None
    if until is not None:
        values["delete_on"] = until.isoformat()
    return values
