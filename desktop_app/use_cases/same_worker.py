"""A worker whose laptop was lost, broken or copied goes on as the same worker on another one."""

from __future__ import annotations

from desktop_app.domain.membership import KIND, workers_of
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import UserId
from desktop_app.use_cases import case_cover, members, roster_change
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session


def take_up(session: Session) -> Changed:
    """Become the worker as whom an administrator has confirmed this laptop, if it is another; all cases then.

    What was written here before stays open to the worker: they join its teams under the name that they had before.
    """
    me = session.store.me()
    if not me.enrolled:
        return NOTHING_CHANGED
    found = workers_of(me.dev, session.store.records_without_case(KIND), roster_change.administrators(session))
    users = {UserId(one.record) for one in found}
    if len(users) != 1 or me.user in users:
        return NOTHING_CHANGED
    (user,) = users
    return _let_into_own_cases(session, user) | session.store.adopt_user(user)


def _let_into_own_cases(session: Session, user: UserId) -> Changed:
    changed: Changed = NOTHING_CHANGED
    me = b64(session.store.me().user)
    for cover in session.store.records_of_kind("case"):
        if cover.case is None or not cover.is_own or cover.is_deleted:
            continue
        if cover.text("responsible_worker") == me:
            changed |= case_cover.set_responsible(session, cover.case, user)
        elif me in cover.codes("case_team"):
            team = [members.user_of(code) for code in cover.codes("case_team")]
            changed |= case_cover.set_team(session, cover.case, [*team, user])
    return changed
