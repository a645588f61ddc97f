"""What the page of a referral shows: who provides, what would leave field by field, what stops it, what came back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.completeness import referral_advice
from desktop_app.domain.consent import possible_groups
from desktop_app.domain.decision import ADMITTED, newest_decision
from desktop_app.domain.kind import WITH_ITS_PURPOSE
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.proposal import FrozenVersion
from desktop_app.domain.providers import Proposed, Situation, ask_before_contact, beside_proposed, proposed
from desktop_app.domain.purposes import PURPOSE_OF_RECIPIENT
from desktop_app.domain.referral_course import ReferralCourse, course, language_of, needs_interpretation, place_of
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.directory import OrgEntry, OrgKind
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.use_cases import cases, hints, referral
from desktop_app.use_cases.filled_in import counties
from desktop_app.use_cases.records import FormField, RecordForm, find_form, new_form
from desktop_app.use_cases.session import Session

#: The rights of a victim are advised by the System also to those who have a municipality (746/2011, 33 § 1, item 3).
SYSTEM = "list:assistance_system"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient that may be chosen: the value of the field, and its name where the directory has it."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One data group of which something is recorded, its filled fields as (kind, field), and whether it is ticked.

    `covered`: it can be ticked, since a permission or a section of law lets it go.
    """

    group: str
    fields: tuple[tuple[str, str], ...]
    ticked: bool
    covered: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer that came back, its fields as recorded."""

    at: str
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class ReferralView:
    """The deciding page of a referral.

    `beside` are codes of sentences above the form; `blocked` the code of what stops sending, empty when nothing does.

    `county` is the county that the rules propose for the kind chosen; `language` what the rules say; `choice` whether
    the person's own choice decides it, `sami` that Sámi languages are served where they apply, `interpretation` that
    the person has a right to interpretation; `sealed` whether the recipient has laptops. `look_at` are fields that
    leave in which an act could be read that the person may be blamed for; `advice` codes of what its reader will
    probably ask.
    """

    reference: str
    purpose: str
    beside: tuple[str, ...]
    ask_first: bool
    proposed: tuple[Proposed, ...]
    recipients: tuple[Recipient, ...]
    county: str | None
    language: str
    choice: bool
    sami: bool
    interpretation: bool
    sealed: bool
    may_cite_law: bool
    sections: tuple[str, ...]
    groups: tuple[GroupLine, ...]
    version: FrozenVersion | None
    blocked: str
    course: ReferralCourse
    answers: tuple[AnswerLine, ...]
    look_at: tuple[tuple[str, str], ...] = ()
    advice: tuple[str, ...] = ()


def form(session: Session, case: CaseId, record: RecordId | None) -> RecordForm:
    """Return the referral for writing: with nothing chosen yet, what the rules propose stands in it."""
    if record is not None:
        found = find_form(session, record)
        if found is not None:
            return found
    made = new_form(session, "referral", case)
    file = cases.read(session, case)
    usual = [each for each in proposed_for(session, file) if each.rule != "acute"] or list(proposed_for(session, file))
    first = usual[0] if usual else None
    filled: dict[str, Json] = {"basis": "consent"}
    if first is not None:
        filled["recipient_kind"] = first.recipient_kind
        named = recipients(session, first.recipient_kind, first.county)
        filled["recipient"] = named[0].value
    filled["language"] = _language(first.recipient_kind if first else "", first.county if first else None, file)
    wished = file.newest("contact")
    if wished is not None and wished.text("person_wishes"):
        filled["person_wishes"] = wished.text("person_wishes")
    fields = {**made.fields, **{name: FormField(value, ()) for name, value in filled.items()}}
    return RecordForm(made.case, made.record, made.kind, False, fields)


def view(
    session: Session, case: CaseId, record: RecordId, values: Mapping[str, Json], groups: Collection[str] | None = None
) -> ReferralView:
    """Return what the page shows; `values` are what its form shows now. Raises LuotsiError `no_such_case`."""
    planned = referral.plan(session, case, record, groups, values)
    file, kind = planned.file, _text(values.get("recipient_kind"))
    situation = _situation(file)
    choices = proposed_for(session, file)
    county = next((each.county for each in choices if each.recipient_kind == kind), None)
    languages = _languages(kind, county)
    sections = referral.sections_that_let_tell() if referral.is_authority(session) else ()
    run = course(planned.referral, file.records, session.store.delivered(case))
    return ReferralView(
        reference=file.summary().reference,
        purpose=PURPOSE_OF_RECIPIENT.get(kind, ""),
        beside=beside_proposed(situation, counties()),
        ask_first=ask_before_contact(situation.person, situation.safety),
        proposed=choices,
        recipients=recipients(session, kind, county),
        county=county,
        language=_language(kind, county, file),
        choice={"fi", "sv"} <= {*(languages or ("fi", "sv"))},
        sami="sami" in languages,
        interpretation=needs_interpretation(situation.person, _text(values.get("language"))),
        sealed=planned.reader is not None,
        may_cite_law=bool(sections),
        sections=tuple(one.code for one in sections),
        groups=_groups(planned),
        version=planned.version,
        blocked=_blocked(session, planned),
        course=run,
        answers=tuple(AnswerLine(one.text("answered_at") or one.created_at, one.values) for one in run.answers),
        look_at=hints.fields_to_look_at(file, planned.version, planned.referral),
        advice=tuple(each.code for each in referral_advice(file, planned.referral)),
    )


def proposed_for(session: Session, file: CaseFile) -> tuple[Proposed, ...]:
    """Return the recipients that the rules propose for a case, the most urgent first."""
    return proposed(_situation(file), counties())


def recipients(session: Session, kind: str, county: str | None) -> tuple[Recipient, ...]:
    """Return who may be chosen for a kind of recipient: the likeliest of the directory first, a letter last."""
    known = [one for one in session.store.trust().organisations() if one.kind is OrgKind.PROVIDER]
    known = [one for one in known if one.org != session.store.me().org]
    place = place_of(kind, county)
    known.sort(key=lambda one: (not _is_place(one, place), one.type != kind, one.name))
    of_directory = [Recipient(b64(one.org), one.name) for one in known]
    letter = [Recipient(f"list:{kind}", "")] if kind else []
    likely = bool(known) and (_is_place(known[0], place) or (place is None and known[0].type == kind))
    return tuple([*of_directory, *letter] if likely else [*letter, *of_directory])


def _is_place(entry: OrgEntry, place: str | None) -> bool:
    """Tell whether the directory's organisation bears the name of a county, Helsinki or HUS."""
    if place is None:
        return False
    return entry.name in {Labels.load().county(place, language) for language in ("fi", "sv", "en")}


def _situation(file: CaseFile) -> Situation:
    contact = file.newest("contact")
    told = newest_decision(file.records)
    return Situation(
        file.newest("person"),
        file.newest("safety_assessment"),
        contact.text("danger") if contact else "",
        no_bed=contact is not None and "safe_place" in contact.codes("immediate_needs"),
        is_client=told is not None and told.text("outcome") == ADMITTED and file.newest("ending") is None,
    )


def _languages(kind: str, county: str | None) -> tuple[str, ...]:
    place = place_of(kind, county)
    return Labels.load().county_languages(place) if place else ()


def _language(kind: str, county: str | None, file: CaseFile) -> str:
    person = file.newest("person")
    return language_of(_languages(kind, county), person.text("service_language") if person else "")


def _groups(planned: referral.Plan) -> tuple[GroupLine, ...]:
    """Return every data group with something recorded that a referral may carry at all."""
    leaving = _fields_by_group(planned.file, planned.version)
    whole = _fields_by_group(planned.file, planned.whole)
    held = _held(planned.file)
    return tuple(
        GroupLine(group, leaving.get(group) or whole.get(group) or held[group], group in leaving, group in whole)
        for group in possible_groups("referral")
        if group in held
    )


def _fields_by_group(file: CaseFile, version: FrozenVersion | None) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for copy in version.leaves if version else ():
        for name in copy.fields:
            group = KINDS[copy.kind].by_name[name].group
            if group and group != WITH_ITS_PURPOSE:
                found.setdefault(group, {})[copy.kind, name] = None
    return {group: tuple(fields) for group, fields in found.items()}


def _held(file: CaseFile) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for record in file.own:
        for each in KINDS[record.kind].fields:
            filled = record.values.get(each.name) not in (None, "", [])
            if filled and each.into_referral and each.group and each.group != WITH_ITS_PURPOSE:
                found.setdefault(each.group, {})[record.kind, each.name] = None
    return {group: tuple(fields) for group, fields in found.items()}


def _blocked(session: Session, planned: referral.Plan) -> str:
    """Return why it cannot go now; what is written or not written never stops it."""
    record: Record = planned.referral
    if course(record, planned.file.records, {}).state != "draft":
        return "already_sent"
    if not record.text("recipient"):
        return "no_recipient"
    if planned.version is None:
        if record.text("basis") == referral.STATUTORY:
            return "no_section_for_referral"
        return "no_consent_for_referral"
    if planned.reader is not None and not session.store.me().enrolled:
        return "not_enrolled"
    return ""


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def right_recipients(session: Session) -> tuple[Recipient, ...]:
    """Return whose task something may be: the providers of the directory, then every kind of recipient."""
    me = session.store.me().org
    known = [one for one in session.store.trust().organisations() if one.kind is OrgKind.PROVIDER and one.org != me]
    kinds = [Recipient(f"list:{code}", "") for code in PURPOSE_OF_RECIPIENT]
    return (*(Recipient(b64(one.org), one.name) for one in known), *kinds)
