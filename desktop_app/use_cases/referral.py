"""Referring: one frozen version to one recipient, sealed where the directory has it, otherwise on paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import orjson

from desktop_app import paths
from desktop_app.domain import consent as consent_rules
from desktop_app.domain import law
from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.proposal import Copy, FrozenVersion, frozen_version
from desktop_app.domain.purposes import PURPOSE_OF_RECIPIENT
from desktop_app.domain.referral import may_be_said
from desktop_app.domain.referral_course import course
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, Malformed, b64, unb64
from desktop_app.ledger.change import Op
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.directory import OrgEntry, OrgKind
from desktop_app.ledger.ids import ID_LENGTH, CaseId, OrgId, RecordId, StreamId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import access, cases, members, records
from desktop_app.use_cases.disclosing import copied, disclosure, line_of
from desktop_app.use_cases.session import Changed, Session

STATUTORY = "statutory_right"

#: Ways in which a letter goes out; each is chosen by the worker.
ON_PAPER = ("post", "by_hand", "secure_mail")


@dataclass(frozen=True, slots=True)
class Plan:
    """A referral as it stands with its draft: what would go out, and under which cover; None while nothing may.

    `reader` is the recipient where the directory has it; `whole` what all ticks together would let out.
    """

    file: CaseFile
    referral: Record
    reader: OrgEntry | None
    cover: Cover | None
    version: FrozenVersion | None
    whole: FrozenVersion | None


def plan(
    session: Session,
    case: CaseId,
    referral: RecordId,
    groups: Collection[str] | None = None,
    shown: Mapping[str, Json] = MappingProxyType({}),
) -> Plan:
    """Return what would go out. `groups` are the data groups ticked; None takes all that the permission names.

    A section of law names no groups, so there nothing is ticked beforehand. `shown` is what a form shows and has
    not been kept yet. Raises LuotsiError `no_such_case`.
    """
    file = cases.read(session, case)
    record = _with_draft(session, file, referral, shown)
    reader = entry_of(session, record.text("recipient"))
    wide = _cover(session, file, record, reader, groups)
    statutory = record.text("basis") == STATUTORY
    cover = None if wide is None else consent_rules.narrowed(wide, _ticked(wide, groups, statutory))
    version = frozen_version(file, cover) if cover else None
    return Plan(file, record, reader, cover, version, frozen_version(file, wide) if wide else None)


def send(
    session: Session, case: CaseId, referral: RecordId, groups: Collection[str] | None = None, how: str = "sync"
) -> Changed:
    """Send one frozen version (`how` = `sync`), or note that it went on paper, in one durable transaction.

    Raises LuotsiError `not_enrolled`, `no_recipient`, `recipient_without_laptops`, `already_sent`,
    `no_consent_for_referral`, `no_such_case`. Nothing leaves the laptop before the next sync.
    """
    planned = plan(session, case, referral, groups)
    _check(session, planned, how)
    if planned.cover is None or planned.version is None:
        raise LuotsiError("no_consent_for_referral")
    stream = StreamId(new_id())
    program = _program_values(session, planned)
    outgoing = _outgoing(planned.referral, program)
    given = [copied(copy, planned.file) for copy in planned.version.leaves]
    lines = [_own_line(stream, planned.referral, outgoing), *(one.line for one in given)]
    parts = [Part(ops=_own_ops(session, planned, stream, program, lines, how), case=case, at=session.at())]
    if how == "sync" and planned.reader is not None:
        outgoing["reader"] = b64(planned.reader.org)
        opening = Op(RecordId(stream), "referral", outgoing, dict.fromkeys(outgoing, ()))
        parts.append(
            Part(
                ops=(opening, *(one.op for one in given)),
                stream=stream,
                reader=session.store.trust().reader(planned.reader.org),
                cover=planned.cover,
                at=session.at(),
            )
        )
    access.note(session, case, access.DISCLOSED, "referral")
    return session.store.save_together(parts, clear_drafts={referral: None})


def _check(session: Session, planned: Plan, how: str) -> None:
    if course(planned.referral, planned.file.records, {}).state != "draft":
        raise LuotsiError("already_sent")
    if not planned.referral.text("recipient"):
        raise LuotsiError("no_recipient")
    if how == "sync" and not session.store.me().enrolled:
        raise LuotsiError("not_enrolled")
    if how == "sync" and planned.reader is None:
        raise LuotsiError("recipient_without_laptops")


def entry_of(session: Session, recipient: str) -> OrgEntry | None:
    """Return the organisation of the directory that a recipient names, None for a kind of them."""
    try:
        return session.store.trust().org(OrgId(unb64(recipient, ID_LENGTH)))
    except Malformed:
        return None


def is_authority(session: Session) -> bool:
    """Tell whether the directory holds this laptop's organisation for an authority."""
    entry = session.store.trust().org(session.store.me().org)
    return entry is not None and entry.authority


def sections_that_let_tell() -> tuple[law.Section, ...]:
    """Return the sections of law data on which one authority may tell another."""
    data = orjson.loads((paths.resources() / "law" / "sections.json").read_bytes())
    return tuple(each for each in law.sections(data) if each.lets_tell)


def _with_draft(session: Session, file: CaseFile, referral: RecordId, shown: Mapping[str, Json]) -> Record:
    """Return the own referral with what is written and not yet saved; an empty one before the first letter."""
    form = records.find_form(session, referral)
    me = session.store.me()
    stored = session.store.record(me.org, me.own_stream, referral)
    values = {**(form.values() if form is not None else {}), **shown}
    if stored is not None:
        return replace(stored, values=values)
    return Record(me.org, me.own_stream, referral, "referral", values, author=me.user, case=file.case)


def _cover(
    session: Session, file: CaseFile, referral: Record, reader: OrgEntry | None, groups: Collection[str] | None
) -> Cover | None:
    purpose = PURPOSE_OF_RECIPIENT.get(referral.text("recipient_kind"), "")
    now = session.consent_now()
    if referral.text("basis") == STATUTORY:
        section = next((one for one in sections_that_let_tell() if one.code == referral.text("basis_section")), None)
        if section is None or reader is None:
            return None
        return consent_rules.statutory_cover(
            referral,
            section,
            consent_rules.possible_groups("referral") if groups is None else groups,
            writer_is_authority=is_authority(session),
            reader_is_authority=reader.authority,
        )
    if reader is not None:
        return consent_rules.cover(file.records, reader.org, purpose, now) if reader.kind is OrgKind.PROVIDER else None
    return consent_rules.paper_cover(file.records, referral.text("recipient"), purpose, now)


def _ticked(cover: Cover, groups: Collection[str] | None, statutory: bool) -> Collection[str]:
    if groups is not None:
        return groups
    if statutory:
        return ()
    named = {
        KINDS[kind].by_name[name].group
        for kind, names in cover.fields.items()
        for name in names
        if name in KINDS[kind].by_name
    }
    return {group for group in named if group}


def _program_values(session: Session, planned: Plan) -> dict[str, Json]:
    me = members.own(session)
    cover = planned.cover
    values: dict[str, Json] = {
        "contact_at_sender": ", ".join(part for part in (me.shown_name(), me.phone) if part),
        "included": [b64(copy.source) for copy in planned.version.leaves] if planned.version else [],
    }
    if planned.referral.text("basis") != STATUTORY and cover is not None:
        values["basis"] = "consent"
        values["consent"] = b64(cover.basis[0])
    return {name: value for name, value in values.items() if value not in ("", [])}


def _outgoing(referral: Record, program: dict[str, Json]) -> dict[str, Json]:
    """Return the referral's own text as it goes out: without the names of records that the reader never meets."""
    declared = KINDS["referral"].by_name
    whole = {**referral.values, **program}
    return {
        name: value
        for name, value in whole.items()
        if name in declared
        and declared[name].into_referral
        and may_be_said(name, value)
        and not isinstance(value, dict)
    }


def _own_line(stream: StreamId, referral: Record, outgoing: dict[str, Json]) -> dict[str, Json]:
    heads = {name: referral.heads.get(name, ()) for name in outgoing}
    return line_of(RecordId(stream), Copy(referral.record, "referral", tuple(outgoing)), heads)


def _own_ops(
    session: Session, planned: Plan, stream: StreamId, program: dict[str, Json], lines: list[dict[str, Json]], how: str
) -> list[Op]:
    referral, cover = planned.referral, planned.cover
    form = records.find_form(session, referral.record)
    if cover is None or form is None:
        raise LuotsiError("no_such_record")
    drafted = {name: field.value for name, field in form.fields.items() if field.in_draft}
    written = {name: value for name, value in {**drafted, **program}.items() if not isinstance(value, dict)}
    base = {name: form.fields[name].base for name in written}
    statutory = referral.text("basis") == STATUTORY
    more: dict[str, Json] = {
        "purpose": PURPOSE_OF_RECIPIENT[referral.text("recipient_kind")],
        "basis": STATUTORY if statutory else "consent",
    }
    if statutory:
        more |= {"basis_section": referral.text("basis_section"), "consents": []}
    at = session.now().astimezone().isoformat(timespec="seconds")
    gave = disclosure(RecordId(stream), referral.text("recipient"), cover, lines, how, at, **more)
    return [gave, Op(referral.record, "referral", written, base)]
