"""Sending a proposal: one frozen version, sealed to the Assistance System in one durable transaction."""

from __future__ import annotations

from collections.abc import Collection

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.kinds import kind_named
from desktop_app.domain.proposal import frozen_version
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.directory import OrgEntry
from desktop_app.ledger.ids import CaseId, RecordId, StreamId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import access, cases, members
from desktop_app.use_cases.disclosing import Given, copied, disclosure
from desktop_app.use_cases.session import Changed, Session

PURPOSE = "send_proposal"

#: In which a proposal may be written; the System is a state authority (423/2003, 10 §).
LANGUAGES = ("fi", "sv")


def send(
    session: Session, case: CaseId, ticked: Collection[RecordId] | None = None, workers_language: str = "fi"
) -> Changed:
    """Seal one frozen version of the proposal to the Assistance System, in one durable transaction.

    It is in the language chosen for it, else in the person's own choice, else in the worker's, `fi` or `sv`.

    Raises LuotsiError `not_enrolled`, `no_assistance_system`, `already_sent`, `no_consent_for_proposal`,
    `no_such_case`. Nothing leaves the laptop before the next sync.
    """
    file = cases.read(session, case)
    if not session.store.me().enrolled:
        raise LuotsiError("not_enrolled")
    system = assistance_system(session)
    if system is None:
        raise LuotsiError("no_assistance_system")
    if file.proposal_state() not in {"draft", "ready"}:
        raise LuotsiError("already_sent")
    file = with_system(file, system)
    cover = consent_rules.cover(file.records, system.org, PURPOSE, session.consent_now())
    if cover is None:
        raise LuotsiError("no_consent_for_proposal")
    stream = StreamId(new_id())
    version = frozen_version(file, cover, ticked)
    draft = file.newest("proposal")
    program = program_values(session, draft, "sync")
    opening = _opening(stream, file, draft, program, system, workers_language)
    copies = [copied(copy, file) for copy in version.leaves]
    shared = Part(
        ops=(opening, *(given.op for given in copies)),
        case=None,
        stream=stream,
        reader=session.store.trust().reader(system.org),
        cover=cover,
        at=session.at(),
    )
    own = Part(ops=tuple(_own_ops(session, stream, draft, program, cover, copies, system)), case=case, at=session.at())
    access.note(session, case, access.DISCLOSED, "proposal")
    return session.store.save_together([own, shared])


def assistance_system(session: Session) -> OrgEntry | None:
    """Return the Assistance System of this laptop's directory."""
    for entry in session.store.trust().organisations():
        if entry.kind == "assistance_system":
            return entry
    return None


def with_system(file: CaseFile, system: OrgEntry) -> CaseFile:
    """Return the case with `list:assistance_system` read as the organisation that the directory names."""
    return file.with_records(consent_rules.naming_system(file.records, system.org))


def program_values(session: Session, draft: Record | None, how: str) -> dict[str, Json]:
    """Return what the program adds to the version that goes out: who proposes, when and how (code of `sent_how`)."""
    me = members.own(session)
    version = draft.values.get("version") if draft else None
    return {
        "version": (version if isinstance(version, int) else 0) + 1,
        "proposer_name": me.shown_name(),
        "proposer_type": me.organisation_type,
        "proposer_phone": me.phone,
        "sent_at": session.now().astimezone().isoformat(timespec="minutes"),
        "sent_how": how,
    }


def _opening(
    stream: StreamId,
    file: CaseFile,
    draft: Record | None,
    program: dict[str, Json],
    system: OrgEntry,
    workers_language: str,
) -> Op:
    """Return the record that opens the stream: the proposal's own text, frozen."""
    values = {name: value for name, value in (draft.values.items() if draft else ()) if _goes_out(name)}
    values.update({name: value for name, value in program.items() if value is not None})
    values["reader"] = b64(system.org)
    values.setdefault("language", language_of(file, workers_language))
    return Op(RecordId(stream), "proposal", values, dict.fromkeys(values, ()))


def language_of(file: CaseFile, workers: str) -> str:
    """Return the language of a proposal: the one chosen for it, else the person's own choice, else the worker's.

    The System is a state authority: Finnish or Swedish as the person chooses (423/2003, 10 §).
    """
    for kind, field in (("proposal", "language"), ("person", "service_language")):
        record = file.newest(kind)
        chosen = record.text(field) if record else ""
        if chosen in LANGUAGES:
            return chosen
    return workers if workers in LANGUAGES else LANGUAGES[0]


def _goes_out(field: str) -> bool:
    declared = kind_named("proposal").by_name.get(field)
    return declared is not None and declared.into_proposal


def _own_ops(
    session: Session,
    stream: StreamId,
    draft: Record | None,
    program: dict[str, Json],
    cover: Cover,
    copies: list[Given],
    system: OrgEntry,
) -> list[Op]:
    lines = [given.line for given in copies]
    ops = [disclosure(RecordId(stream), b64(system.org), cover, lines, "sync", str(program["sent_at"]))]
    if draft is not None:
        base = {name: draft.heads.get(name, ()) for name in program}
        ops.append(Op(draft.record, "proposal", program, base))
    return ops
