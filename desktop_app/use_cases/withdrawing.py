"""What a person takes back is told to whom it was let out: the stream closes, or the narrower answer follows."""

from __future__ import annotations

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.consent import SYSTEM_BY_NAME
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.proposal import Copy
from desktop_app.domain.purposes import RECEIVE_OUTCOME, SEND_PROPOSAL
from desktop_app.ledger.canonical import Json, unb64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import access, cases
from desktop_app.use_cases.disclosing import copied
from desktop_app.use_cases.proposal import assistance_system, with_system
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session


def tell(session: Session, case: CaseId, answer: RecordId) -> Changed:
    """Tell every reader concerned that the person said no after something had gone; nothing where nothing has.

    A withdrawal of the purpose that opened a stream closes it. A no to being told the outcome is brought to the
    Assistance System, which would otherwise go on telling.
    """
    file = cases.read(session, case)
    said = file.record(answer)
    if said.text("purpose") == RECEIVE_OUTCOME:
        parts = _narrowing(session, file, said)
    elif said.text("answer") == "withdrawn":
        parts = _closing(session, file, said)
    else:
        parts = []
    if not parts:
        return NOTHING_CHANGED
    access.note(session, case, access.DISCLOSED, "withdrawal")
    return session.store.save_together(parts)


def _closing(session: Session, file: CaseFile, said: Record) -> list[Part]:
    """A withdrawal that names nobody is about every reader. What a section of law let out rests on no consent."""
    everybody = said.values.get("recipient") in (None, SYSTEM_BY_NAME)
    values: dict[str, Json] = {
        "withdrawn_at": session.now().astimezone().isoformat(timespec="seconds"),
        "purpose": said.text("purpose"),
    }
    parts = []
    for given in _open(session, file, said.text("purpose")):
        concerned = everybody or given.text("reader") == said.text("recipient")
        if concerned and given.text("basis") != "statutory_right":
            reader = session.store.trust().reader(OrgId(unb64(given.text("reader"))))
            op = Op(RecordId(new_id()), "withdrawal", values, dict.fromkeys(values, ()))
            parts.append(Part(ops=(op,), stream=StreamId(given.record), reader=reader, close=True, at=session.at()))
    return parts


def _narrowing(session: Session, file: CaseFile, said: Record) -> list[Part]:
    """Bring the answer into the open proposals, as long as a permission lets anything be sent there."""
    system = assistance_system(session)
    named = with_system(file, system) if system else file
    fields = tuple(each.name for each in KINDS["consent"].fields if said.values.get(each.name) not in (None, "", []))
    parts = []
    for given in _open(session, file, SEND_PROPOSAL):
        org = OrgId(unb64(given.text("reader")))
        cover = consent_rules.cover(named.records, org, SEND_PROPOSAL, session.consent_now())
        if cover is None:
            continue
        going = tuple(name for name in fields if cover.allows("consent", name))
        copy = copied(Copy(said.record, "consent", going), named)
        before = given.values.get("copies")
        told: dict[str, Json] = {"copies": [*(before if isinstance(before, list) else []), copy.line]}
        own = Op(given.record, "disclosure", told, {"copies": given.heads.get("copies", ())})
        reader = session.store.trust().reader(org)
        parts.append(Part(ops=(own,), case=file.case, at=session.at()))
        shared = Part(ops=(copy.op,), stream=StreamId(given.record), reader=reader, cover=cover, at=session.at())
        parts.append(shared)
    return parts


def _open(session: Session, file: CaseFile, purpose: str) -> list[Record]:
    """Return the own disclosures for a purpose whose stream is open."""
    store, org = session.store, session.store.me().org
    found = [one for one in file.own if one.kind == "disclosure" and one.text("purpose") == purpose]
    known = [(one, store.stream(org, StreamId(one.record))) for one in found]
    return [one for one, stream in known if stream is not None and not stream.closed]
