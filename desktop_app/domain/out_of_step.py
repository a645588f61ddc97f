"""What the reader of an open stream holds differently from the own records, of what it may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.consent import narrowed
from desktop_app.domain.kind import WITH_ITS_PURPOSE, By
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.proposal import frozen_version
from desktop_app.domain.referral import may_be_said
from desktop_app.domain.referral_course import lines_of
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import RecordId


@dataclass(frozen=True, slots=True)
class Differing:
    """One record that a supplement changes (`copy` is the reader's) or brings (`copy` None), with the new values.

    A value of None says that the field has been emptied.
    """

    source: RecordId
    kind: str
    copy: Record | None
    values: Mapping[str, Json]


def out_of_step(file: CaseFile, disclosure: Record, cover: Cover, draft: Record | None) -> tuple[Differing, ...]:
    """Return what a supplement to the stream of `disclosure` would say under a cover of today.

    Only data groups that went before are compared, and those that the person has agreed to since: what was left
    unticked stays. `draft` is the own proposal or referral whose text opened the stream.
    """
    copies = {str(line.get("source")): str(line.get("copy")) for line in lines_of(disclosure)}
    sent = [
        each for each in file.records if bytes(each.stream) == bytes(disclosure.record) and each.org == file.own_org
    ]
    held = {b64(each.record): each for each in sent}
    fresh = _agreed_since(file, disclosure, cover)
    tight = narrowed(cover, _groups(sent) | fresh)
    found = [_text(draft, held.get(b64(disclosure.record)))] if draft is not None else []
    usual = {copy.source: copy.fields for copy in frozen_version(file, tight).leaves}
    wanted = {each.record for each in file.own if b64(each.record) in copies}
    wanted |= {
        source
        for source, fields in usual.items()
        if file.record(source).created_at > disclosure.created_at or _in(file.record(source), fields, fresh)
    }
    for copy in frozen_version(file, tight, wanted).leaves:
        theirs = held.get(copies.get(b64(copy.source), ""))
        found.append(_copy(file.record(copy.source), copy.fields, theirs, tight))
    return tuple(each for each in found if each is not None)


def _agreed_since(file: CaseFile, disclosure: Record, cover: Cover) -> set[str]:
    before = set(disclosure.codes("consents"))
    newer = [file.record(each) for each in cover.basis if b64(each) not in before]
    return {group for each in newer if each.kind == "consent" for group in each.codes("data_groups")}


def _groups(sent: Sequence[Record]) -> set[str]:
    found = {
        KINDS[each.kind].by_name[name].group
        for each in sent
        for name in each.values
        if name in KINDS[each.kind].by_name
    }
    return {group for group in found if group and group != WITH_ITS_PURPOSE}


def _in(record: Record, fields: Sequence[str], groups: set[str]) -> bool:
    return any(KINDS[record.kind].by_name[name].group in groups for name in fields)


def _text(draft: Record, opening: Record | None) -> Differing | None:
    """Compare what the worker wrote for the proposal or referral itself."""
    if opening is None:
        return None
    values: dict[str, Json] = {}
    for each in KINDS[draft.kind].fields:
        enters = each.into_proposal if draft.kind == "proposal" else each.into_referral
        if not enters or each.by is By.PROGRAM or each.name == "consent":
            continue
        mine = draft.values.get(each.name)
        if draft.kind == "referral" and not may_be_said(each.name, mine):
            mine = None
        theirs = opening.values.get(each.name)
        if mine != theirs and not (mine is None and each.name == "language"):
            values[each.name] = mine
    return Differing(draft.record, draft.kind, opening, values) if values else None


def _copy(source: Record, fields: Sequence[str], theirs: Record | None, cover: Cover) -> Differing | None:
    if theirs is None:
        return Differing(source.record, source.kind, None, {name: source.values[name] for name in fields})
    changed: dict[str, Json] = {
        name: source.values[name] for name in fields if source.values[name] != theirs.values.get(name)
    }
    emptied = [
        name
        for name, value in theirs.values.items()
        if value is not None and source.values.get(name) in (None, "", []) and cover.allows(source.kind, name)
    ]
    changed |= dict.fromkeys(emptied)
    return Differing(source.record, source.kind, theirs, changed) if changed else None
