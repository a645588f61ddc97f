"""The cover of a case: who may open it, who must not see it, and the end of the organisation's own work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.joining import blocked_by_any, joint_team
from desktop_app.domain.moment import day_in_finland
from desktop_app.domain.record import Record
from desktop_app.domain.retention import end_of_case
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, UserId
from desktop_app.use_cases import cases, members, retention, retention_rules
from desktop_app.use_cases.session import Changed, Session


@dataclass(frozen=True, slots=True)
class Colleague:
    """A worker of the organisation as the cover shows them; `me` is the worker at this laptop."""

    user: UserId
    name: str
    me: bool
    in_team: bool
    blocked: bool
    responsible: bool


@dataclass(frozen=True, slots=True)
class CaseCover:
    """The cover as its page shows it; `closed_on` is empty while the own work goes on, `kept_days` is the rule."""

    reference: str
    identity_level: str
    colleagues: tuple[Colleague, ...]
    closed_on: str
    close_reason: str
    delete_on: str
    kept_days: int | None = None


def read(session: Session, case: CaseId) -> CaseCover:
    """Return the cover. Raises LuotsiError `no_such_case`, also for a case without a cover of its own."""
    cover = _cover(session, case)
    return CaseCover(
        reference=cover.text("reference"),
        identity_level=cover.text("identity_level") or "none",
        colleagues=_colleagues(session, cover, _covers(session, case)),
        closed_on=cover.text("closed_on"),
        close_reason=cover.text("close_reason"),
        delete_on=cover.text("delete_on"),
        kept_days=retention_rules.rules(session).days["case"],
    )


def find(session: Session, case: CaseId) -> CaseCover | None:
    """Return the cover, None for a case that somebody else's proposal opened. Raises LuotsiError `no_such_case`."""
    return read(session, case) if _found(session, case) is not None else None


def set_identity_level(session: Session, case: CaseId, level: str) -> Changed:
    """Record how exactly the person is known. Raises LuotsiError `no_such_case`."""
    return _write(session, case, {"identity_level": level})


def set_team(session: Session, case: CaseId, team: Collection[UserId]) -> Changed:
    """Set who may open the case; the responsible worker and this worker stay. Raises LuotsiError `no_such_case`."""
    responsible = [cover.text("responsible_worker") for cover in _covers(session, case)]
    staying = [*responsible, b64(session.store.me().user)]
    wanted = [code for code in (*staying, *map(b64, team)) if code]
    return _write(session, case, {"case_team": list[Json](dict.fromkeys(wanted))})


def set_blocked(session: Session, case: CaseId, blocked: Collection[UserId]) -> Changed:
    """Set for whom the case does not exist, at the person's wish; they leave the team, too.

    Raises LuotsiError `no_such_case`, and `cannot_block_responsible` for the responsible worker or oneself.
    """
    covers = _covers(session, case)
    codes = [b64(user) for user in blocked]
    staying = {b64(session.store.me().user), *(cover.text("responsible_worker") for cover in covers)}
    if not staying.isdisjoint(codes):
        raise LuotsiError("cannot_block_responsible")
    team: list[Json] = [code for code in joint_team(covers) if code not in codes]
    return _write(session, case, {"blocked_users": list[Json](codes), "case_team": team})


def set_responsible(session: Session, case: CaseId, user: UserId) -> Changed:
    """Name the responsible worker, who joins the team. Raises LuotsiError `no_such_case`."""
    team = dict.fromkeys([b64(user), *joint_team(_covers(session, case))])
    return _write(session, case, {"responsible_worker": b64(user), "case_team": list[Json](team)})


def close(session: Session, case: CaseId, reason: str, on: date | None = None) -> Changed:
    """End the organisation's own work on the case on a day (today), with the day on which it is erased by the rule.

    It never ends a client relationship, which only a decision of the authority does. Raises LuotsiError `no_such_case`.
    """
    ended = on or day_in_finland(session.now())
    erased = end_of_case(retention_rules.rules(session), ended, day_in_finland(session.now()))
    values: dict[str, Json] = {"closed_on": ended.isoformat(), "close_reason": reason}
    return _write(session, case, values | {"delete_on": erased.isoformat() if erased else None})


def keep_until(session: Session, case: CaseId, day: date) -> Changed:
    """Keep a case whose own work has ended until another day. Raises LuotsiError as `retention.check_day` does."""
    retention.check_day(session, "case", day)
    return _write(session, case, {"delete_on": day.isoformat()})


def open_again(session: Session, case: CaseId) -> Changed:
    """Go on with the own work; nothing is erased then. Raises LuotsiError `no_such_case`."""
    return _write(session, case, {"closed_on": None, "close_reason": None, "delete_on": None})


def _cover(session: Session, case: CaseId) -> Record:
    cover = _found(session, case)
    if cover is None:
        raise LuotsiError("no_such_case")
    return cover


def _found(session: Session, case: CaseId) -> Record | None:
    cover = cases.read(session, case).newest("case")
    return cover if cover is not None and cover.is_own and cover.org == session.store.me().org else None


def _covers(session: Session, case: CaseId) -> list[Record]:
    """Return the cover, and those of cases joined with it: what is said of one person counts for all of them."""
    lead = _cover(session, case)
    own = [one for one in cases.read(session, case).own if one.kind == "case" and one.record != lead.record]
    return [lead, *own]


def _write(session: Session, case: CaseId, values: dict[str, Json]) -> Changed:
    ops = [
        Op(cover.record, "case", values, {name: cover.heads.get(name, ()) for name in values})
        for cover in _covers(session, case)
    ]
    return session.store.save(ops, case=case, at=session.at())


def _colleagues(session: Session, cover: Record, covers: Sequence[Record]) -> tuple[Colleague, ...]:
    """Return the known workers, oneself first; whoever is named without being known here has an empty name."""
    me, responsible = b64(session.store.me().user), cover.text("responsible_worker")
    team, blocked = joint_team(covers), blocked_by_any(covers)
    names = {b64(user): name for user, name in members.names(session).items()}
    named = (code for code in (*team, *blocked, responsible) if code)
    return tuple(
        Colleague(
            members.user_of(code), names.get(code, ""), code == me, code in team, code in blocked, code == responsible
        )
        for code in dict.fromkeys([me, *sorted(names, key=lambda code: names[code]), *named])
    )
