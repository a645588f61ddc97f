"""One case as its page shows it: the person's wishes first, then what was agreed, then how to reach them safely."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.due import Due
from desktop_app.domain.joining import joint_team
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.moment import day_in_finland, day_of, moment_of
from desktop_app.domain.record import Record
from desktop_app.domain.sections import PERIOD, sections, stays_legally
from desktop_app.ledger.canonical import Json, unb64
from desktop_app.ledger.ids import CaseId, RecordId, UserId
from desktop_app.use_cases import access, cases, childs_case, joining, law_days, members, retention_rules, supplement
from desktop_app.use_cases.childs_case import LinkedCase
from desktop_app.use_cases.joining import NOT_JOINED, Group
from desktop_app.use_cases.session import Session

#: The fields of the newest safety assessment that say how to reach the person; each showing is one press.
SAFE_CONTACT = (
    "contact_way",
    "contact_detail",
    "contact_times",
    "contact_words",
    "phone_watched",
    "bank_codes_elsewhere",
    "post_safe",
    "official_mail_to",
    "if_no_contact",
)

#: What is due that heads the case in an amber banner (level 3 and 4 days are shown inside the opened case only).
HEADING = frozenset({"journey", "removal", "safe_until"})

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """One point of the timeline: its lane, a code for its words, its day, and whether it has happened.

    A day that the law gives carries the section's code, the day of the text that was read, and whether the authority
    has confirmed it. Of joined cases `origin` is the reference of the one that the record comes from.
    """

    lane: str
    code: str
    on: date
    happened: bool
    record: RecordId | None = None
    section: str = ""
    as_of: date | None = None
    confirmed: bool = True
    origin: str = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that the page shows at once; what stands behind a press is asked for by `safe_contact`.

    `identity_level` says how exactly the person is known, None where the case has no cover of its own.
    `delete_on` is the day of erasure once the own work has ended, `kept_days` the rule until then (None: the
    organisation's own law), `erased_on` the day on which the own records were erased while what was sent stays.
    """

    case: CaseId
    reference: str
    received: bool
    closed_on: str
    delete_on: str
    team: tuple[str, ...]
    wishes: str
    agreed: str
    agreed_on: date | None
    has_safe_contact: bool
    state: str
    state_at: str
    identified: bool
    outcome: str
    today: date
    events: tuple[Event, ...]
    heading: tuple[Due, ...]
    sections: tuple[str, ...]
    counts: dict[str, int]
    drafts: frozenset[str]
    officer: bool
    provider: bool = False
    out_of_step: frozenset[str] = frozenset()
    period_problems: tuple[str, ...] = ()
    kept_days: int | None = None
    erased_on: str = ""
    group: Group = NOT_JOINED
    known_from: LinkedCase | None = None
    child: bool = False
    identity_level: str | None = None


def view(session: Session, case: CaseId) -> CaseView:
    """Return the case for its page and note that it was opened. Raises LuotsiError `no_such_case`."""
    file = cases.open_case(session, case)
    cover = file.newest("case")
    contacts = sorted(file.of_kind("contact"), key=_met_at)
    progress = file.progress
    group = joining.group(session, file)
    shown = _sections(file, group)
    return CaseView(
        case=file.lead,
        reference=file.summary().reference,
        received=cover is None,
        identity_level=None if cover is None else cover.text("identity_level") or "none",
        closed_on=cover.text("closed_on") if cover else "",
        delete_on=cover.text("delete_on") if cover else "",
        team=_team(session, file),
        wishes=_wishes(file, contacts),
        agreed=contacts[-1].text("next_step") if contacts else "",
        agreed_on=next((due.on for due in file.due() if due.code == "agreed_step"), None),
        has_safe_contact=bool(safe_contact_of(file)),
        state=progress.state if progress else "",
        state_at=progress.at if progress else "",
        identified=file.identified(),
        outcome=_outcome(file),
        today=day_in_finland(session.now()),
        events=_events(file, contacts, group),
        heading=tuple(due for due in file.due() if due.code in HEADING),
        sections=shown,
        counts=dict(Counter(one.kind for one in file.own if one.kind in shown)),
        drafts=frozenset(draft.kind for draft in session.store.drafts.for_case(case)),
        officer=file.own_kind is OrgKind.ASSISTANCE_SYSTEM,
        provider=file.own_kind is OrgKind.PROVIDER,
        out_of_step=supplement.behind(session, file),
        period_problems=law_days.problems_of(file),
        kept_days=retention_rules.rules(session).days["case"],
        erased_on=_erased_on(file),
        group=group,
        known_from=childs_case.of_child(session, case),
        child=file.is_child(),
    )


def _outcome(file: CaseFile) -> str:
    decision = file.newest("decision")
    return decision.text("outcome") if decision else ""


def _sections(file: CaseFile, group: Group) -> tuple[str, ...]:
    own = file.newest("case") is not None
    shown = sections(file.own_kind, received=not own or group.has_received, own=own)
    if not file.of_kind(PERIOD) and stays_legally(file.newest("person"), day_in_finland(file.now)):
        shown = tuple(kind for kind in shown if kind != PERIOD)
    return (*shown, "consultation") if file.of_kind("consultation") else shown


def _erased_on(file: CaseFile) -> str:
    """Return the day on which the organisation's own records were erased at their day, empty if they were not."""
    notes = [each for each in file.own if each.kind == "erasure" and each.text("kind") == "case"]
    return max((each.text("erased_on") for each in notes), default="")


def safe_contact(session: Session, case: CaseId) -> tuple[tuple[str, object], ...]:
    """Return how the person is reached safely, field by field, and note that it is shown, which a press asked for."""
    found = safe_contact_of(cases.read(session, case))
    if found:
        access.log_shown(session, case, "safety_assessment", [name for name, _ in found])
    return found


def safe_contact_of(file: CaseFile) -> tuple[tuple[str, object], ...]:
    """Return the filled fields of the newest safety assessment that say how to reach the person."""
    newest = file.newest("safety_assessment")
    if newest is None:
        return ()
    filled = ((name, newest.values.get(name)) for name in SAFE_CONTACT)
    return tuple((name, value) for name, value in filled if value not in (None, "", []))


def _team(session: Session, file: CaseFile) -> tuple[str, ...]:
    me = session.store.me().user
    covers = [one for one in file.own if one.kind == "case"]
    users = [UserId(unb64(code)) for code in joint_team(covers)]
    return tuple("" if user == me else members.name_of(session, user) or "?" for user in users)


def _wishes(file: CaseFile, contacts: list[Record]) -> str:
    for record in reversed(contacts):
        if record.text("person_wishes"):
            return record.text("person_wishes")
    proposal = file.newest("proposal")
    return proposal.text("person_wishes") if proposal else ""


def _met_at(record: Record) -> datetime:
    return moment_of(record.values.get("occurred_at")) or moment_of(record.created_at) or _LONG_AGO


def _day(value: Json) -> date | None:
    """Return the day in Finland of a moment, or a day as it stands."""
    moment = moment_of(value)
    return day_in_finland(moment) if moment is not None else day_of(value)


def _events(file: CaseFile, contacts: list[Record], group: Group) -> tuple[Event, ...]:
    found = [
        Event("meetings", "first_contact" if place == 0 else "contact", day_in_finland(_met_at(one)), True, one.record)
        for place, one in enumerate(contacts)
    ]
    for kind, field, code in (
        ("proposal", "sent_at", "sent"),
        ("opened", "opened_at", "opened"),
        ("question", "asked_at", "question_open"),
        ("decision", "decided_on", "decided"),
    ):
        for one in file.records:
            on = _day(one.values.get(field)) if one.kind == kind else None
            if on is not None:
                found.append(Event("proposal", code, on, True, one.record))
    for one in file.of_kind("consent"):
        on = _day(one.values.get("answered_at")) or _day(one.created_at)
        if on is not None:
            found.append(Event("agreed", f"consent_{one.text('answer')}", on, True, one.record))
    found += [Event("agreed", due.code, due.on, False, due.record) for due in file.due()]
    found += [
        Event("agreed", day.code, day.on, False, None, day.rule.section, day.rule.as_of, day.rule.confirmed)
        for day in law_days.of_case(file)
    ]
    origins = {one.record: origin for one in file.records if (origin := group.origin(one))}
    if origins:
        found = [replace(one, origin=origins.get(one.record, "")) if one.record else one for one in found]
    unique = {(event.lane, event.code, event.on, event.origin): event for event in found}
    return tuple(sorted(unique.values(), key=lambda event: (event.on, event.lane)))  # of one day as the work goes
