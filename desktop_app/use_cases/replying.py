"""The reader's side of a shared stream: what opened the case, that it was opened, and answering in the reply."""

from __future__ import annotations

from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.check import Problem
from desktop_app.domain.moment import day_in_finland, moment_of
from desktop_app.domain.received import answers_to, openings_of
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, new_id, reply_stream
from desktop_app.storage.store import Part
from desktop_app.use_cases import access, cases, records
from desktop_app.use_cases.records import RecordForm, Saved
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session

#: Notes in the own stream that a proposal came.
RECEIVED = "proposal_received"


def received(file: CaseFile) -> Record | None:
    """Return the proposal or referral of another organisation that opened this case, if it is one.

    Of joined cases it is the one that opened the case asked for, else the one that presses most.
    """
    come = file.received()
    return None if come is None else come.opening


def openings(file: CaseFile) -> tuple[Record, ...]:
    """Return every proposal and referral of other organisations that opened this case or one joined with it."""
    return openings_of(file.records, file.own_org)


def answers(file: CaseFile, opening: Record) -> tuple[Record, ...]:
    """Return this organisation's own answers to a received referral, and not those to another on the same person."""
    return answers_to(file.records, file.own_org, opening)


def mark_opened(session: Session, case: CaseId) -> Changed:
    """Tell the sender that a person has opened what came, and note in the own stream that a proposal came.

    Done once for each version, and noted once; needs no consent.
    """
    file = cases.read(session, case)
    opening = received(file)
    if opening is None:
        return NOTHING_CHANGED
    parts = [*_told_opened(session, opening), *_noted_received(session, file, opening)]
    return session.store.save_together(parts) if parts else NOTHING_CHANGED


def _told_opened(session: Session, opening: Record) -> list[Part]:
    reply = reply_stream(session.store.me().org, StreamId(opening.record))
    newest = session.store.last_change(opening.org, opening.stream)
    if newest is None:
        return []
    dev, n = newest
    if session.store.opened_up_to(reply, dev) >= n:
        return []
    values: dict[str, Json] = {"dev": b64(dev), "n": n, "opened_at": local(session)}
    opened = Op(RecordId(new_id()), "opened", values, dict.fromkeys(values, ()))
    return [reply_part(session, opening, [opened])]


def _noted_received(session: Session, file: CaseFile, opening: Record) -> list[Part]:
    """What statistics count of a proposal: when it came and from what kind of actor, in the own stream."""
    origin: Json = [b64(opening.org), b64(opening.stream), b64(opening.record)]
    noted = any(one.kind == RECEIVED and one.values.get("from") == origin for one in file.own)
    if noted or opening.kind != "proposal":
        return []
    came = moment_of(opening.text("sent_at")) or moment_of(opening.created_at) or session.now()
    told = {name: opening.text(name) for name in ("type", "proposer_type") if opening.text(name)}
    values: dict[str, Json] = {**told, "received_on": day_in_finland(came).isoformat(), "from": origin}
    op = Op(RecordId(new_id()), RECEIVED, values, dict.fromkeys(values, ()))
    return [Part(ops=(op,), case=opening.case or file.case, at=session.at())]


def ask(session: Session, case: CaseId, question: str, draft: RecordId | None = None) -> Changed:
    """Ask the sender for more. The sender asks the person before anything is told; needs no consent to be asked.
    A `draft` of the question goes with it.

    Raises LuotsiError `nothing_asked` for an empty question, `not_received` where nothing opened the case.
    """
    opening = received(cases.read(session, case))
    if opening is None:
        raise LuotsiError("not_received")
    if not question.strip():
        raise LuotsiError("nothing_asked")
    values: dict[str, Json] = {"question": question.strip(), "asked_at": local(session)}
    asked = Op(RecordId(new_id()), "question", values, dict.fromkeys(values, ()))
    access.note(session, case, access.DISCLOSED, "question")
    drafts = {draft: None} if draft else {}
    return session.store.save_together([reply_part(session, opening, [asked])], clear_drafts=drafts)


def reply_part(session: Session, opening: Record, ops: list[Op], cover: Cover | None = None) -> Part:
    """Return a part that writes into the reply, which it opens where it is not open yet."""
    answered = StreamId(opening.record)
    reply = reply_stream(session.store.me().org, answered)
    if not session.store.stream_known(reply):
        values: dict[str, Json] = {"answers": b64(answered), "reader": b64(opening.org)}
        ops = [Op(RecordId(reply), "reply", values, dict.fromkeys(values, ())), *ops]
    reader = session.store.trust().reader(OrgId(opening.org))
    return Part(ops=tuple(ops), case=None, stream=reply, reader=reader, cover=cover, at=session.at())


def local(session: Session) -> str:
    """Return the present moment with its offset, to the minute."""
    return session.now().astimezone().isoformat(timespec="minutes")


def question_form(session: Session, case: CaseId) -> RecordForm:
    """Return the question that is being written, or an empty one."""
    for draft in session.store.drafts.for_case(case):
        if draft.kind == "question":
            return records.open_form(session, draft.record)
    return records.new_form(session, "question", case)


def ask_with(session: Session, case: CaseId, draft: RecordId) -> Saved:
    """Ask the question of a draft; an empty one stays a draft."""
    question = records.written(session, draft).get("question")
    if not isinstance(question, str) or not question.strip():
        return Saved(NOTHING_CHANGED, (Problem("question", "required"),))
    return Saved(ask(session, case, question, draft), wrote=True)


def questions(session: Session, case: CaseId) -> tuple[tuple[str, str], ...]:
    """Return what this organisation has asked the sender so far: moment and question, oldest first."""
    file = cases.read(session, case)
    opening = received(file)
    reply = reply_stream(file.own_org, StreamId(opening.record)) if opening is not None else None
    asked = [one for one in file.records if one.kind == "question" and one.stream == reply]
    return tuple(sorted((one.text("asked_at"), one.text("question")) for one in asked))
