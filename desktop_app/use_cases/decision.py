"""The officer's side: opening a received proposal, recording the decision notice, telling the proposer."""

from __future__ import annotations

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.check import Problem, check
from desktop_app.domain.kinds import kind_named
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import CaseId, RecordId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import access, cases, replying
from desktop_app.use_cases.records import Saved
from desktop_app.use_cases.replying import mark_opened as mark_opened
from desktop_app.use_cases.replying import reply_part
from desktop_app.use_cases.session import NOTHING_CHANGED, Session

#: The fields of a decision that the proposer may know, with the person's permission (docs/protocol.md section 4).
TOLD = ("outcome", "decided_on")


def record(session: Session, case: CaseId, draft: RecordId) -> Saved:
    """Make the draft of a decision a signed record, and tell the proposer outcome and date if the person allowed it.

    Raises LuotsiError `may_not_decide` on a laptop without the role. Ground, reasons and periods stay in the
    Assistance System's own stream.
    """
    if not session.store.may_decide():
        raise LuotsiError("may_not_decide")
    kept = session.store.drafts.get(draft)
    stored = session.store.record(session.store.me().org, session.store.me().own_stream, draft)
    written = {name: value for name, (value, _) in kept.fields.items()} if kept else {}
    whole = {**(stored.values if stored else {}), **written}
    values = {name: value for name, value in whole.items() if value is not None}
    problems: tuple[Problem, ...] = check(kind_named("decision"), values)
    if problems or kept is None:
        return Saved(NOTHING_CHANGED, problems)
    changed = written if stored else {name: value for name, value in written.items() if value is not None}
    own = Op(draft, "decision", changed, {name: kept.fields[name][1] for name in changed})
    parts = [Part(ops=(own,), case=case, at=session.at())]
    file = cases.read(session, case)
    if any(name in changed for name in TOLD):
        parts += _told(session, file, {name: values[name] for name in TOLD if name in values})
    return Saved(session.store.save_together(parts, clear_drafts={draft: None}))


def _told(session: Session, file: CaseFile, told: dict[str, Json]) -> list[Part]:
    """Tell everybody who proposed the person, each only as far as the permission that came with that proposal goes."""
    parts = []
    for proposal in replying.openings(file):
        cover = _cover(session, file, proposal) if proposal.kind == "proposal" else None
        if cover is not None:
            copy = Op(RecordId(new_id()), "decision", told, dict.fromkeys(told, ()))
            parts.append(reply_part(session, proposal, [copy], cover))
            access.note(session, proposal.case or file.case, access.DISCLOSED, "decision", list(told))
    return parts


def may_be_told(session: Session, file: CaseFile) -> bool:
    """Tell whether the person's permission to tell the proposer the outcome is in force."""
    proposal = received(file)
    if proposal is None:
        return False
    return _cover(session, file, proposal) is not None


def received(file: CaseFile) -> Record | None:
    """Return the proposal of another organisation that opened this case, if it is one."""
    opening = replying.received(file)
    return opening if opening is not None and opening.kind == "proposal" else None


def _cover(session: Session, file: CaseFile, proposal: Record) -> Cover | None:
    return consent_rules.cover(file.records, proposal.org, "receive_outcome", session.consent_now())
