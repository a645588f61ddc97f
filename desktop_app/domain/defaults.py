"""What the program fills in when a record is begun; every value can be changed by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop_app.domain.kind import Kind
from desktop_app.ledger.canonical import Json

#: Days that the note of an anonymous consultation is kept unless the organisation says otherwise (to be confirmed).
CONSULTATION_KEPT_DAYS = 30

#: Days that a worker's own note is kept unless the organisation says otherwise (to be confirmed).
NOTE_KEPT_DAYS = 90

#: Days that a case is kept after the own work ended unless the organisation says otherwise (to be confirmed).
CASE_KEPT_DAYS = 90

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

_DELETE_AFTER = {"consultation": CONSULTATION_KEPT_DAYS, "note": NOTE_KEPT_DAYS}


def defaults(kind: Kind, now: datetime) -> dict[str, Json]:
    """Return the values of a new record of `kind`; `now` is aware, in the worker's own time zone."""
    values = dict(_FIXED.get(kind.name, {}))
    if kind.name in _NOW:
        values[_NOW[kind.name]] = now.isoformat(timespec="minutes")
    if kind.name in _TODAY:
        values[_TODAY[kind.name]] = now.date().isoformat()
    if kind.name in _DELETE_AFTER:
        values["delete_on"] = (now.date() + timedelta(days=_DELETE_AFTER[kind.name])).isoformat()
    return values
