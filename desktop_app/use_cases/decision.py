"""The officer's side: opening a received proposal, recording the decision notice, telling the proposer."""

from __future__ import annotations

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.check import Problem, check
from desktop_app.domain.kinds import kind_named
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, new_id, reply_stream
from desktop_app.storage.store import Part
from desktop_app.use_cases import cases
from desktop_app.use_cases.records import Saved
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session

#: The fields of a decision that the proposer may know, with the person's permission (docs/protocol.md section 4).
TOLD = ("outcome", "decided_on")


def mark_opened(session: Session, case: CaseId) -> Changed:
    """Tell the proposer that a person has opened the proposal. Done once for each version; needs no consent."""
    proposal = received(cases.read(session, case))
    if proposal is None:
        return NOTHING_CHANGED
    answered = StreamId(proposal.record)
    reply = reply_stream(session.store.me().org, answered)
    newest = session.store.last_change(proposal.org, proposal.stream)
    if newest is None:
        return NOTHING_CHANGED
    dev, n = newest
    if session.store.opened_up_to(reply, dev) >= n:
        return NOTHING_CHANGED
    values: dict[str, Json] = {"dev": b64(dev), "n": n, "opened_at": _local(session)}
    opened = Op(RecordId(new_id()), "opened", values, dict.fromkeys(values, ()))
    return session.store.save_together([_reply_part(session, case, proposal, [opened])])


def record(session: Session, case: CaseId, draft: RecordId) -> Saved:
    """Make the draft of a decision a signed record, and tell the proposer outcome and date if the person allowed it.

    Raises LuotsiError `may_not_decide` on a laptop without the role. Ground, reasons and periods stay in the
    Assistance System's own stream.
    """
    if not session.store.may_decide():
        raise LuotsiError("may_not_decide")
    kept = session.store.drafts.get(draft)
    if kept is None:
        raise LuotsiError("no_such_record")
    stored = session.store.record(session.store.me().org, session.store.me().own_stream, draft)
    written = {name: value for name, (value, _) in kept.fields.items()}
    whole = {**(stored.values if stored else {}), **written}
    values = {name: value for name, value in whole.items() if value is not None}
    problems: tuple[Problem, ...] = check(kind_named("decision"), values)
    if problems:
        return Saved(NOTHING_CHANGED, problems)
    changed = written if stored else {name: value for name, value in written.items() if value is not None}
    own = Op(draft, "decision", changed, {name: kept.fields[name][1] for name in changed})
    parts = [Part(ops=(own,), case=case, at=session.at())]
    file = cases.read(session, case)
    proposal = received(file)
    news = any(name in changed for name in TOLD)
    if proposal is not None and news and may_be_told(session, file):
        told = {name: values[name] for name in TOLD if name in values}
        copy = Op(RecordId(new_id()), "decision", told, dict.fromkeys(told, ()))
        parts.append(_reply_part(session, case, proposal, [copy]))
    return Saved(session.store.save_together(parts, clear_drafts={draft: None}))


def may_be_told(session: Session, file: CaseFile) -> bool:
    """Tell whether the person's permission to tell the proposer the outcome is in force."""
    proposal = received(file)
    if proposal is None:
        return False
    return consent_rules.cover(file.records, proposal.org, "receive_outcome", session.consent_now()) is not None


def _reply_part(session: Session, case: CaseId, proposal: Record, ops: list[Op]) -> Part:
    me = session.store.me()
    answered = StreamId(proposal.record)
    reply = reply_stream(me.org, answered)
    if not session.store.stream_known(reply):
        values: dict[str, Json] = {"answers": b64(answered), "reader": b64(proposal.org)}
        ops = [Op(RecordId(reply), "reply", values, dict.fromkeys(values, ())), *ops]
    cover = consent_rules.cover(
        cases.read(session, case).records, OrgId(proposal.org), "receive_outcome", session.consent_now()
    )
    reader = session.store.trust().reader(OrgId(proposal.org))
    return Part(ops=tuple(ops), case=None, stream=reply, reader=reader, cover=cover, at=session.at())


def received(file: CaseFile) -> Record | None:
    """Return the proposal of another organisation that opened this case, if it is one."""
    for known in file.records:
        if known.kind == "proposal" and known.org != file.own_org and bytes(known.record) == bytes(known.stream):
            return known
    return None


def _local(session: Session) -> str:
    return session.now().astimezone().isoformat(timespec="minutes")
