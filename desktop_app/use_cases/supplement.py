"""Keeping what a reader holds in step: shown on the case, sent by one action after the permission is asked again."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.out_of_step import Differing, out_of_step
from desktop_app.domain.progress import replies
from desktop_app.domain.proposal import Copy
from desktop_app.domain.referral_course import lines_of
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64, unb64
from desktop_app.ledger.change import Op
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import ID_LENGTH, CaseId, OrgId, RecordId, StreamId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import access, cases, referral
from desktop_app.use_cases.disclosing import line_of
from desktop_app.use_cases.proposal import assistance_system, with_system
from desktop_app.use_cases.session import Changed, Session


@dataclass(frozen=True, slots=True)
class Changing:
    """One field that a supplement would change or bring."""

    kind: str
    field: str


@dataclass(frozen=True, slots=True)
class Supplement:
    """An open stream: what its reader asked, oldest first, and what it holds differently from the own records.

    `blocked` is the code of what stops a supplement, empty when nothing does; `recipient` the reader's name.
    """

    stream: StreamId
    kind: str
    questions: tuple[tuple[str, str], ...]
    fields: tuple[Changing, ...]
    blocked: str
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    file: CaseFile
    disclosure: Record
    opening: Record
    draft: Record | None
    cover: Cover | None


def view(session: Session, case: CaseId, of: RecordId | None = None) -> Supplement | None:
    """Return the newest open stream of the proposal, or of the referral `of`; None when there is none.

    Raises LuotsiError `no_such_case`.
    """
    found = _newest(session, case, of)
    if found is None:
        return None
    asked = [
        (each.text("asked_at") or each.text("answered_at") or each.created_at, each.text("question"))
        for each in replies(found.opening, found.file.records)
        if each.kind in ("question", "referral_answer") and each.text("question")
    ]
    differing = _differing(found)
    fields = tuple(Changing(each.kind, name) for each in differing if each.kind != "consent" for name in each.values)
    blocked = "" if found.cover is not None else "no_permission_any_more"
    stream = StreamId(found.disclosure.record)
    reader = session.store.org_name(OrgId(unb64(found.disclosure.text("reader"), ID_LENGTH)))
    return Supplement(stream, found.opening.kind, tuple(sorted(asked)), tuple(dict.fromkeys(fields)), blocked, reader)


def behind(session: Session, file: CaseFile) -> frozenset[str]:
    """Return the kinds, `proposal` or `referral`, of which a reader holds something differently that it may hold."""
    if not any(one.kind == "disclosure" for one in file.own):
        return frozenset()
    sent: list[RecordId | None] = [None, *(one.record for one in file.own if one.kind == "referral")]
    found = (view(session, file.case, of) for of in sent)
    return frozenset(each.kind for each in found if each is not None and each.fields)


def cases_behind(session: Session, most: int) -> tuple[CaseId, ...]:
    """Return the cases, at most so many, in which a reader holds something older; only those written on since are read.

    Cases that do not exist for this worker are left out.
    """
    found: list[CaseId] = []
    for case in session.store.written_since_disclosed():
        if len(found) >= most:
            break
        try:
            file = cases.read(session, case)
        except LuotsiError:
            continue
        if behind(session, file):
            found.append(case)
    return tuple(found)


def send(session: Session, case: CaseId, of: RecordId | None = None) -> Changed:
    """Send what differs as changes on the reader's copies and as new copies, in one durable transaction.

    The permission is asked again: what it does not cover today stays. Raises LuotsiError `nothing_open`,
    `no_permission_any_more`, `nothing_to_supplement`, `no_such_case`.
    """
    found = _newest(session, case, of)
    if found is None:
        raise LuotsiError("nothing_open")
    if found.cover is None:
        raise LuotsiError("no_permission_any_more")
    differing = _differing(found)
    if not differing:
        raise LuotsiError("nothing_to_supplement")
    disclosure = found.disclosure
    lines = {str(line.get("source")): _line(line) for line in lines_of(disclosure)}
    ops = []
    for each in differing:
        target = each.copy.record if each.copy is not None else RecordId(new_id())
        base = {name: each.copy.heads.get(name, ()) if each.copy is not None else () for name in each.values}
        ops.append(Op(target, each.kind, each.values, base))
        lines[b64(each.source)] = _remembered(found.file, each, target, lines.get(b64(each.source)))
    told: dict[str, Json] = {
        "copies": list(lines.values()),
        "consents": [*sorted({*disclosure.codes("consents"), *map(b64, _consents(found))})],
    }
    own = Op(disclosure.record, "disclosure", told, {name: disclosure.heads.get(name, ()) for name in told})
    shared = Part(
        ops=tuple(ops),
        stream=StreamId(disclosure.record),
        reader=session.store.trust().reader(found.cover.reader),
        cover=found.cover,
        at=session.at(),
    )
    access.note(session, case, access.DISCLOSED, "disclosure")
    return session.store.save_together([Part(ops=(own,), case=case, at=session.at()), shared])


def _newest(session: Session, case: CaseId, of: RecordId | None) -> _Open | None:
    file = cases.read(session, case)
    org = session.store.me().org
    gave = [each for each in file.own if each.kind == "disclosure" and _is_about(each, of)]
    for disclosure in sorted(gave, key=lambda each: each.created_at, reverse=True):
        known = session.store.stream(org, StreamId(disclosure.record))
        opening = next((each for each in file.records if not each.is_own and each.record == disclosure.record), None)
        if known is not None and not known.closed and opening is not None:
            return _opened(session, file, disclosure, opening, of)
    return None


def _is_about(disclosure: Record, of: RecordId | None) -> bool:
    if of is None:
        return disclosure.text("purpose") == "send_proposal"
    return any(line.get("source") == b64(of) for line in lines_of(disclosure))


def _opened(session: Session, file: CaseFile, disclosure: Record, opening: Record, of: RecordId | None) -> _Open:
    system = assistance_system(session)
    named = with_system(file, system) if system else file
    reader = OrgId(unb64(disclosure.text("reader"), ID_LENGTH))
    draft = file.newest("proposal") if of is None else next((one for one in file.own if one.record == of), None)
    if draft is not None and not draft.is_own:
        draft = None
    if disclosure.text("basis") == referral.STATUTORY:
        groups = {
            KINDS[str(line.get("kind"))].by_name[name].group or ""
            for line in lines_of(disclosure)
            for name in _names(line.get("fields"))
        }
        cover = referral.plan(session, case=file.case, referral=of, groups=groups).cover if of else None
    else:
        cover = consent_rules.cover(named.records, reader, disclosure.text("purpose"), session.consent_now())
    return _Open(named, disclosure, opening, draft, cover)


def _differing(found: _Open) -> tuple[Differing, ...]:
    if found.cover is None:
        return ()
    return out_of_step(found.file, found.disclosure, found.cover, found.draft)


def _consents(found: _Open) -> tuple[RecordId, ...]:
    held = {each.record for each in found.file.own if each.kind == "consent"}
    return tuple(each for each in found.cover.basis if each in held) if found.cover else ()


def _remembered(file: CaseFile, each: Differing, target: RecordId, before: dict[str, Json] | None) -> dict[str, Json]:
    """Return the line of a copy with the heads that it now stands on."""
    source = file.record(each.source)
    names = (*(_names(before.get("fields")) if before else ()), *each.values)
    heads = {name: source.heads.get(name, ()) for name in dict.fromkeys(names)}
    return line_of(target, Copy(each.source, each.kind, tuple(heads)), heads)


def _names(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _line(line: object) -> dict[str, Json]:
    return dict(line) if isinstance(line, dict) else {}
