"""What a record that is begun takes from its case; every value can be changed by the worker."""

from __future__ import annotations

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.providers import measure_provider
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import cases
from desktop_app.use_cases.session import Session


def from_case(session: Session, kind: str, case: CaseId | None) -> dict[str, Json]:
    """Return the fields of a new record of `kind` that its case already answers. Raises LuotsiError `no_such_case`."""
    if case is None:
        return {}
    if kind == "account_and_observations":
        return _through(session, case)
    return _provider(session, case) if kind == "assistance_measure" else {}


def counties() -> dict[str, str]:
    """Return the county code of each municipality code; empty for one that has none."""
    labels = Labels.load()
    return {code: labels.county_of(code) or "" for code in labels.municipalities("fi")}


def _through(session: Session, case: CaseId) -> dict[str, Json]:
    """Return through whom an account was told: as the newest contact of the case says."""
    contacts = [one for one in session.store.case_records(case) if one.kind == "contact" and one.is_own]
    newest = max(contacts, key=lambda one: (one.text("occurred_at") or one.created_at, one.created_at), default=None)
    through = newest.text("interpreter_kind") if newest else ""
    return {"account_through": through} if through else {}


def _provider(session: Session, case: CaseId) -> dict[str, Json]:
    """Return who provides a measure, by where the person lives and how the person stays."""
    file = cases.read(session, case)
    by_system = file.own_kind is OrgKind.ASSISTANCE_SYSTEM
    provider = measure_provider(file.newest("person"), counties(), by_system=by_system)
    return {"provider": provider} if provider else {}
