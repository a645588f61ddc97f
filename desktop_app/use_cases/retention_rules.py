"""How long the organisation keeps what it writes: the rules in force, set by its administrator for every laptop."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.retention import BY_LAW, KEPT, LEAST_DAYS, MOST_DAYS, Rules, days_from, usual
from desktop_app.errors import LuotsiError
from desktop_app.use_cases import administration
from desktop_app.use_cases.session import Changed, Session

_NAME = "retention."


@dataclass(frozen=True, slots=True)
class KeptRule:
    """One rule as its page shows it: days or None (the organisation's own law), and whether somebody has set it."""

    kind: str
    days: int | None
    is_set: bool


@dataclass(frozen=True, slots=True)
class KeptRules:
    """All rules in the order of the page; `authority` that its own law says more; whether this laptop may set them."""

    rows: tuple[KeptRule, ...]
    authority: bool
    may_set: bool


def rules(session: Session) -> Rules:
    """Return the rules in force."""
    return Rules({rule.kind: rule.days for rule in read(session).rows})


def read(session: Session) -> KeptRules:
    """Return the rules for their page."""
    kind = _organisation_kind(session)
    usually = usual(kind)
    rows = []
    for name in KEPT:
        chosen = _chosen(session, name)
        rows.append(KeptRule(name, usually.days[name] if chosen is None else chosen[0], chosen is not None))
    return KeptRules(tuple(rows), kind is not OrgKind.OUTREACH, administration.is_administrator(session))


def put(session: Session, kind: str, days: int | None) -> Changed:
    """Set the rule of a kind, None for the organisation's own law; it counts for what is written or closed from now on.

    Raises LuotsiError `not_an_administrator`, `no_such_time` for too short or too long a time.
    """
    if kind not in KEPT or (days is not None and not LEAST_DAYS <= days <= MOST_DAYS):
        raise LuotsiError("no_such_time")
    return administration.choose_setting(session, f"{_NAME}{kind}", BY_LAW if days is None else str(days))


def _chosen(session: Session, kind: str) -> tuple[int | None] | None:
    """Return what an administrator chose, None while nobody has."""
    value = administration.setting(session, f"{_NAME}{kind}")
    try:
        return (days_from(value),) if value else None
    except ValueError:
        return None


def _organisation_kind(session: Session) -> OrgKind:
    """Return the kind of this laptop's organisation; a laptop on its own keeps as an outreach organisation."""
    entry = session.store.trust().org(session.store.me().org)
    return OrgKind(entry.kind) if entry else OrgKind.OUTREACH
