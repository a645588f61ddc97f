"""What could not be read yet, was refused, was withheld or is set aside: from whom, why, and in which case."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.domain.membership import owner_of
from desktop_app.ledger.ids import CaseId, DeviceId, OrgId
from desktop_app.storage.set_aside_rows import Fate, SetAside
from desktop_app.use_cases.session import Session

__all__ = ["Fate", "Group", "view"]

#: Codes of reasons that one sentence tells, by the name of the sentence.
ALTERED = "altered"
NOT_ALLOWED = "not_allowed"
_NOT_ALLOWED = frozenset(
    {
        "case_in_shared_stream", "kind_changed", "kind_not_in_stream", "not_a_decider", "not_covered", "not_for_us",
        "reply_does_not_fit", "wrong_reader",
    }
)  # fmt: skip
_SAID_APART = frozenset({"fork", "retired", "newer_version"})


@dataclass(slots=True)
class Group:
    """Changes of one laptop with one fate for one reason.

    `reason` is a code of a waiting change, or `altered`, `not_allowed`, `fork`, `retired`; empty where the fate says
    all. `worker` and `organisation` are empty where they are not known; `received` is the newest time.
    """

    fate: Fate
    reason: str
    organisation: str
    worker: str
    mine: bool
    count: int = 0
    received: str = ""
    cases: dict[CaseId, str] = field(default_factory=dict)


def view(session: Session) -> tuple[Group, ...]:
    """Return the groups, what waits first; nothing of a case that does not exist for this worker is among them."""
    groups: dict[tuple[Fate, str, OrgId | None, DeviceId | None], Group] = {}
    for one in session.store.set_aside():
        reason = _reason(one)
        key = (one.fate, reason, one.org, one.dev)
        if key not in groups:
            groups[key] = _group(session, one, reason)
        group = groups[key]
        group.count += 1
        group.received = max(group.received, one.received)
        if one.case is not None:
            group.cases[one.case] = one.reference
    order = list(Fate)
    return tuple(sorted(groups.values(), key=lambda group: (order.index(group.fate), group.reason)))


def _group(session: Session, one: SetAside, reason: str) -> Group:
    """Return an empty group; whose name an altered change bears proves nothing about who wrote it, and is not told."""
    if reason == ALTERED:
        return Group(one.fate, reason, "", "", mine=False)
    me = session.store.me()
    name = session.store.org_name(one.org) if one.org is not None and one.org != me.org else ""
    return Group(one.fate, reason, name, _worker(session, one, me.org), mine=one.dev == me.dev)


def _reason(one: SetAside) -> str:
    if one.fate is Fate.WAITING:
        return one.reason
    if one.fate is not Fate.REFUSED:
        return ""
    if one.reason in _SAID_APART:
        return one.reason
    return NOT_ALLOWED if one.reason in _NOT_ALLOWED else ALTERED


def _worker(session: Session, one: SetAside, own: OrgId) -> str:
    """Return whose laptop of the own organisation it is, as far as an administrator has confirmed it."""
    if one.org != own or one.dev is None:
        return ""
    roster = session.store.trust().newest_roster(own)
    administrators = {device.dev for device in roster.devices if "admin" in device.roles} if roster else set()
    owner = owner_of(one.dev, session.store.records_of_kind("member"), administrators)
    return owner.name if owner is not None else ""
