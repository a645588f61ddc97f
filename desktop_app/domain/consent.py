"""What a consent in force covers: the only maker of `Cover`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain.kind import WITH_ITS_PURPOSE, Field
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.law import Section
from desktop_app.domain.moment import day_in_finland, day_of, moment_of
from desktop_app.domain.paper import printed
from desktop_app.domain.purposes import RECEIVE_OUTCOME, REFERRAL_PURPOSES, SEND_LOCATION, stream_kind
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json, Malformed, b64, unb64
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import ID_LENGTH, OrgId

#: Fields on which the scope of a consent rests; while several versions of one stand, it is not in force.
SCOPE: Final = ("purpose", "recipient", "data_groups", "answer", "answered_at", "valid_until")

LOCATION: Final = "location"

#: The recipient of a consent that was asked before this laptop knew the directory.
SYSTEM_BY_NAME: Final = "list:assistance_system"

#: Names the reader in the record that opens a stream.
OPENING_FIELD: Final = "reader"

#: The reader of what goes on paper.
NOBODY: Final = OrgId(bytes(ID_LENGTH))

#: What an answer to a referral says only with the client's permission.
NEEDS_CLIENT: Final = frozenset({"worker", "what_next"})

_MINUTE_ENDS: Final = len("2026-11-23T10:00")
_REST_OF_MINUTE: Final = timedelta(minutes=1) - timedelta.resolution

_STOPPING = ("refused", "withdrawn")


def in_force(records: Iterable[Record], purpose: str, recipient: str | None, now: datetime) -> tuple[Record, ...]:
    """Return the consents of a case that let something go to this recipient for this purpose at the moment `now`.

    A consent counts while it is `given`, not dated in the future, not past `valid_until` (a day in Finland, the last
    one included), without two versions of its scope, and with no `refused` or `withdrawn` for the same purpose and
    recipient answered at the same time or later. `recipient` is the text of the field (organisation id in base64url, or
    `list:` and a code); None asks about any, for purposes that name none. Only the organisation's own records count,
    and for `receive_outcome` what the proposer to be told (`recipient`) sent along.
    """
    consents = [each for each in records if _counts(each, purpose, recipient)]
    return tuple(each for each in consents if _gives(each, now) and not _stopped(each, consents))


def cover(records: Iterable[Record], reader: OrgId, purpose: str, now: datetime) -> Cover | None:
    """Return what may be sealed to `reader` for `purpose` at the moment `now`, or None when no consent is in force."""
    scope = scope_of(records, b64(reader), purpose, now)
    opens = stream_kind(purpose)
    if scope is None or opens is None:
        return None
    fields = told_back() if opens == "reply" else covered_fields(opens, scope.groups)
    return Cover(reader, purpose, fields, tuple(each.record for each in scope.consents))


def naming_system(records: Iterable[Record], system: OrgId) -> tuple[Record, ...]:
    """Return the records with `list:assistance_system` read as the organisation that the directory names.

    A consent may be asked before this laptop knows any directory; there is one Assistance System in the country.
    """
    return tuple(_naming(each, b64(system)) if each.kind == "consent" and each.is_own else each for each in records)


def _naming(record: Record, system: str) -> Record:
    def named(value: Json) -> Json:
        return system if value == SYSTEM_BY_NAME else value

    if SYSTEM_BY_NAME not in record.standing("recipient"):
        return record
    values = {**record.values, "recipient": named(record.values.get("recipient"))}
    heads = tuple(replace(head, value=named(head.value)) for head in record.conflicts.get("recipient", ()))
    return replace(
        record, values=values, conflicts={**record.conflicts, "recipient": heads} if heads else record.conflicts
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """The data groups that may go to a recipient for a purpose, and the consents that let them; also for paper."""

    groups: frozenset[str]
    consents: tuple[Record, ...]


def scope_of(records: Iterable[Record], recipient: str, purpose: str, now: datetime) -> Scope | None:
    """Return what consents in force let a recipient have, or None when there is no consent for the purpose.

    Several consents add up. Where the person is goes only with a consent for `send_location`, too.
    """
    held = tuple(records)
    consents = in_force(held, purpose, recipient, now)
    if not consents:
        return None
    located = in_force(held, SEND_LOCATION, recipient, now)
    groups = {group for each in consents for group in each.codes("data_groups")}
    groups |= {LOCATION} & {group for each in located for group in each.codes("data_groups")}
    if not located:
        groups.discard(LOCATION)
    return Scope(frozenset(groups), consents + (located if LOCATION in groups else ()))


def statutory_cover(
    referral: Record, section: Section, groups: Collection[str], *, writer_is_authority: bool, reader_is_authority: bool
) -> Cover | None:
    """Return what a section of law lets one authority tell another in a referral, or None.

    `referral` is the own record that names the recipient and cites `section`, a section that law data list; `groups`
    the data groups ticked. There is none for a proposal, nor where one side is not an authority, nor to a recipient
    without laptops.
    """
    cites = referral.text("basis") == "statutory_right" and referral.text("basis_section") == section.code
    reader = _org(referral.text("recipient"))
    sound = referral.kind == "referral" and cites and not referral.conflicts and section.lets_tell
    if not (sound and writer_is_authority and reader_is_authority and reader is not None):
        return None
    return Cover(reader, "statutory_right", covered_fields("referral", groups), (referral.record,))


def paper_cover(
    records: Iterable[Record], recipient: str, purpose: str, now: datetime, *, with_safety: bool = False
) -> Cover | None:
    """Return what may go on paper to a recipient (`list:` and a code, or an organisation's id in base64url), or None.

    Its reader is nobody: nothing can be sealed with it. Level 4, where and how the person is reached, goes on paper
    that others may open only when the worker chose so, `with_safety`; see `printed`.
    """
    held = tuple(records)
    scope = scope_of(held, recipient, purpose, now)
    opens = stream_kind(purpose)
    if scope is None or opens not in ("proposal", "referral"):
        return None
    fields = printed(covered_fields(opens, scope.groups), held, with_safety=with_safety)
    return Cover(NOBODY, purpose, fields, tuple(each.record for each in scope.consents))


def narrowed(cover: Cover, groups: Collection[str]) -> Cover:
    """Return the cover with the fields of these data groups alone; what belongs to the purpose itself stays."""
    kept = {}
    for kind, names in cover.fields.items():
        declared = KINDS[kind].by_name
        kept[kind] = frozenset(
            name
            for name in names
            if name == OPENING_FIELD or declared[name].group == WITH_ITS_PURPOSE or declared[name].group in groups
        )
    return replace(cover, fields=kept)


def answer_cover(records: Iterable[Record], reader: OrgId, now: datetime) -> Cover:
    """Return what the answer to a referral may tell its sender; who works and what comes next only as the client lets.

    The client's permission is a consent in force in the provider's own stream, to the sender, for any purpose that a
    referral may have.
    """
    held = tuple(records)
    consents = [each for purpose in sorted(REFERRAL_PURPOSES) for each in in_force(held, purpose, b64(reader), now)]
    names = {each.name for each in KINDS["referral_answer"].fields if each.group == WITH_ITS_PURPOSE}
    allowed = names if consents else names - NEEDS_CLIENT
    fields = {"referral_answer": frozenset(allowed)}
    return Cover(reader, "referral_answer", fields, tuple(each.record for each in consents))


def covered_fields(opens: str, groups: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Return, by kind, the fields that data groups let into a `proposal` or `referral` stream."""
    covered: dict[str, frozenset[str]] = {}
    for kind in KINDS.values():
        names = frozenset(
            each.name
            for each in kind.fields
            if _may_enter(each, opens) and (each.group in groups or each.group == WITH_ITS_PURPOSE)
        )
        if names and kind.name != "referral_answer":
            covered[kind.name] = names | {OPENING_FIELD} if kind.name == opens else names
    return covered


def told_back() -> Mapping[str, frozenset[str]]:
    """Return the fields of a decision and of an ending that the proposer may be told: never a ground or a reason."""
    return {name: frozenset(f.name for f in KINDS[name].fields if f.told_back) for name in ("decision", "ending")}


def possible_groups(opens: str) -> tuple[str, ...]:
    """Return the data groups that a consent for a `proposal` or `referral` stream may name, in catalogue order."""
    found: dict[str, None] = {}
    for kind in KINDS.values():
        for each in kind.fields:
            if each.group and each.group != WITH_ITS_PURPOSE and _may_enter(each, opens):
                found[each.group] = None
    return tuple(found)


def _may_enter(each: Field, opens: str) -> bool:
    return each.into_proposal if opens == "proposal" else each.into_referral


def _counts(record: Record, purpose: str, recipient: str | None) -> bool:
    if record.kind != "consent" or record.is_deleted or purpose not in record.standing("purpose"):
        return False
    if purpose == RECEIVE_OUTCOME and b64(record.org) == recipient:
        return True
    return record.is_own and _names(record, recipient)


def _names(record: Record, recipient: str | None) -> bool:
    """Whether it is about this recipient; a refusal that names nobody is about everybody."""
    standing = record.standing("recipient")
    return recipient is None or recipient in standing or (_may_stop(record) and None in standing)


def _may_stop(record: Record) -> bool:
    return any(answer in _STOPPING for answer in record.standing("answer"))


def _gives(record: Record, now: datetime) -> bool:
    if record.text("answer") != "given" or any(name in record.conflicts for name in SCOPE):
        return False
    answered = _answered(record.values.get("answered_at"), record)
    until = record.values.get("valid_until")
    if until is not None and not _lasts(until, now):
        return False
    return answered is not None and answered <= now


def _lasts(until: Json, now: datetime) -> bool:
    last = day_of(until)
    return last is not None and day_in_finland(now) <= last


def _answered(value: Json, record: Record) -> datetime | None:
    return moment_of(record.created_at if value is None else value)


def _stopped(given: Record, consents: Iterable[Record]) -> bool:
    """Whether another answer for the same purpose and recipient, of the same time or later, says no."""
    since = _answered(given.values.get("answered_at"), given)
    return any(since is None or _says_no_since(each, since) for each in consents if each is not given)


def _says_no_since(record: Record, since: datetime) -> bool:
    if not _may_stop(record):
        return False
    times = [_last_moment(value, record) for value in record.standing("answered_at")]
    return any(when is None or when >= since for when in times)


def _last_moment(value: Json, record: Record) -> datetime | None:
    """Return the latest moment that an answer's time may mean: one written to the minute lasts to the minute's end."""
    when = _answered(value, record)
    to_the_minute = isinstance(value, str) and len(value) > _MINUTE_ENDS and value[_MINUTE_ENDS] != ":"
    return when + _REST_OF_MINUTE if when is not None and to_the_minute else when


def _org(text: str) -> OrgId | None:
    try:
        return OrgId(unb64(text, ID_LENGTH))
    except Malformed:
        return None
