"""Which records and fields of a case would leave in one frozen version, what would not, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.consent import LOCATION, in_force
from desktop_app.domain.kind import WITH_ITS_PURPOSE, Field
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.purposes import RECEIVE_OUTCOME, stream_kind
from desktop_app.domain.record import Record
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import RecordId

#: Observations with another answer never leave the organisation.
TELLING_ANSWERS: Final = frozenset({"yes", "unsure"})

#: Health data travel with documents of this kind.
MEDICAL: Final = "medical_statement"

#: Whom to contact is a danger (code of `may_contact`).
NEVER: Final = "never_danger"

#: Whom not to contact stands before everything else in what is sent.
_FIRST_KINDS: Final = ("representative", "consent")


@dataclass(frozen=True, slots=True)
class Copy:
    """One own record of which `fields` go into the version as a new record."""

    source: RecordId
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stays:
    """A data group of which something recorded stays, and the code of the reason.

    The reasons are `no_consent`, `location_not_agreed`, `not_ticked`, `answer_stays` (a `no` or `no_wish`) and
    `health_not_agreed` (a medical document without consent for health data).
    """

    group: str
    reason: str


class GroupLeaving(NamedTuple):
    """A data group of which something leaves, and when the person agreed to it (text of the consent's own field)."""

    group: str
    answered_at: str


@dataclass(frozen=True, slots=True)
class FrozenVersion:
    """What would leave, what would stay although it could leave with a consent, and the kinds that never leave."""

    leaves: tuple[Copy, ...]
    stays: tuple[Stays, ...]
    groups_leaving: tuple[GroupLeaving, ...]
    never: tuple[str, ...]


def frozen_version(file: CaseFile, cover: Cover, ticked: Collection[RecordId] | None = None) -> FrozenVersion:
    """Return the version that `cover` and the ticks make of a case's own records.

    `ticked` None stands for everything covered except observations and documents that the worker has not marked to be
    shared, and older safety assessments. The consents it rests on, and one to tell the outcome, always go along.
    """
    opens = stream_kind(cover.purpose) or "referral"
    leaves: list[Copy] = []
    stays: dict[Stays, None] = {}
    never: dict[str, None] = {}
    consents = _consents(file, cover)
    for record in file.own:
        if record.kind == opens or (record.kind == "consent" and record not in consents):
            continue
        fields = _filled(record, opens)
        if not fields:
            never[record.kind] = None
            continue
        reason = None if record in consents else _held_back(file, record, cover, ticked)
        covered = () if reason else tuple(each.name for each in fields if cover.allows(record.kind, each.name))
        if covered:
            leaves.append(Copy(record.record, record.kind, covered))
        stays.update({_why(each, reason): None for each in fields if each.name not in covered})
    return FrozenVersion(_ordered(file, leaves), tuple(stays), _groups(leaves, consents), tuple(never))


def _consents(file: CaseFile, cover: Cover) -> tuple[Record, ...]:
    outcome = in_force(file.own, RECEIVE_OUTCOME, None, file.now) if stream_kind(cover.purpose) == "proposal" else ()
    return tuple(each for each in file.own if each.record in cover.basis or each in outcome)


def _filled(record: Record, opens: str) -> tuple[Field, ...]:
    """Return the fields with a value that some consent could let into this kind of stream."""
    return tuple(
        each
        for each in KINDS[record.kind].fields
        if each.group
        and (each.into_proposal if opens == "proposal" else each.into_referral)
        and record.values.get(each.name) not in (None, "", [])
    )


def _held_back(file: CaseFile, record: Record, cover: Cover, ticked: Collection[RecordId] | None) -> str | None:
    """Return why a whole record stays, or None."""
    if record.kind == "indicator_observation" and record.text("answer") not in TELLING_ANSWERS:
        return "answer_stays"
    if record.kind == "attachment" and record.text("kind") == MEDICAL and not cover.allows("person", "support_needs"):
        return "health_not_agreed"
    chosen = _chosen_by_default(file, record) if ticked is None else record.record in ticked
    return None if chosen else "not_ticked"


def _chosen_by_default(file: CaseFile, record: Record) -> bool:
    if record.kind == "indicator_observation":
        return record.values.get("share") is True
    if record.kind == "attachment":
        return record.values.get("shared") is True
    return not KINDS[record.kind].snapshot or file.newest(record.kind) == record


def _why(each: Field, reason: str | None) -> Stays:
    group = each.group or ""
    if reason:
        return Stays(group, reason)
    return Stays(group, "location_not_agreed" if group == LOCATION else "no_consent")


def _ordered(file: CaseFile, leaves: Iterable[Copy]) -> tuple[Copy, ...]:
    order = [*_FIRST_KINDS, *(name for name in KINDS if name not in _FIRST_KINDS)]
    return tuple(
        sorted(leaves, key=lambda copy: (order.index(copy.kind), not is_never_contacted(file.record(copy.source))))
    )


def is_never_contacted(record: Record) -> bool:
    """Tell whether a standing version says that contacting this representative is a danger."""
    return record.kind == "representative" and NEVER in record.standing("may_be_contacted")


def _groups(leaves: Iterable[Copy], consents: Iterable[Record]) -> tuple[GroupLeaving, ...]:
    leaving = {KINDS[copy.kind].by_name[name].group: None for copy in leaves for name in copy.fields}
    said = {group: each.text("answered_at") for each in consents for group in each.codes("data_groups")}
    return tuple(GroupLeaving(group, said.get(group, "")) for group in leaving if group and group != WITH_ITS_PURPOSE)
