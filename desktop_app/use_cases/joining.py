"""Joining cases of one person: nothing joins by itself, both histories stay, and a join can be taken back.

Whoever may not see every one of joined cases sees none of them. An anonymous consultation belongs to nobody: it is
joined to a case only because the person agrees, and taking that back leaves no trace of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.joining import KIND, joined_by, naming_case, naming_consultation
from desktop_app.domain.record import DELETED, Record
from desktop_app.domain.reference import reference_of
from desktop_app.domain.summary import users_of
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, RecordId, UserId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import cases, consultations, erasure, members, replying
from desktop_app.use_cases.cases import CaseRow, ListRequest
from desktop_app.use_cases.consultations import Consultation
from desktop_app.use_cases.session import Changed, Session

#: As many cases as the search for the other one shows.
MOST = 12


@dataclass(frozen=True, slots=True)
class JoinedCase:
    """One of joined cases: its own reference; for a received one its kind, and the organisation that sent it."""

    case: CaseId
    reference: str
    received: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """That two cases were joined: by whom (empty for this worker) and when, ISO 8601; every record that says so."""

    one: CaseId
    other: CaseId
    at: str
    author: str


@dataclass(frozen=True, slots=True)
class Group:
    """All cases that stand for one person; empty where a case is joined to none."""

    cases: tuple[JoinedCase, ...] = ()
    joins: tuple[Join, ...] = ()
    consultations: tuple[RecordId, ...] = ()
    references: Mapping[CaseId, str] = field(default_factory=dict)

    @property
    def has_received(self) -> bool:
        """Whether another organisation's proposal or referral is among them."""
        return any(one.received for one in self.cases)

    def origin(self, record: Record) -> str:
        """Return the reference of the case that a record comes from, empty where it is joined to none."""
        return self.references.get(record.case, "") if record.case is not None and len(self.cases) > 1 else ""


NOT_JOINED = Group()


@dataclass(frozen=True, slots=True)
class Preview:
    """What joining does: the references, and the colleagues who can open one of the cases now and none afterwards."""

    one: str
    other: str
    lose: tuple[str, ...]


def group(session: Session, file: CaseFile) -> Group:
    """Return the cases that an opened case is joined with."""
    names = {one: _reference(file, one) for one in session.store.joined_with(file.case)}
    opened = {one.case: one for one in replying.openings(file)}
    found = []
    for case, reference in sorted(names.items(), key=lambda each: (each[0] != file.lead, each[1])):
        opening = opened.get(case)
        sender = session.store.org_name(opening.org) if opening is not None else ""
        found.append(JoinedCase(case, reference, opening.kind if opening is not None else "", sender))
    consulted = tuple(one.record for one in file.of_kind(consultations.KIND))
    return Group(tuple(found), _joins(session, file), consulted, names)


@dataclass(frozen=True, slots=True)
class JoiningView:
    """What the page of joining shows: the group, the cases found, and consultations that could be joined, newest first.

    `joined` are the consultations joined already.
    """

    reference: str
    group: Group
    found: tuple[CaseRow, ...]
    consultations: tuple[Consultation, ...]
    joined: tuple[Consultation, ...]


def view(session: Session, case: CaseId, query: str = "") -> JoiningView:
    """Return what the page of joining shows. Raises LuotsiError `no_such_case`."""
    file = cases.read(session, case)
    held = group(session, file)
    every = [one for one in consultations.earlier(session) if not one.is_draft]
    return JoiningView(
        file.summary().reference,
        held,
        candidates(session, case, query),
        tuple(one for one in every if one.record not in held.consultations),
        tuple(one for one in every if one.record in held.consultations),
    )


def references(session: Session, case: CaseId) -> frozenset[str]:
    """Return the references of all cases joined with one, in small letters."""
    file = cases.read(session, case)
    return frozenset(_reference(file, one).casefold() for one in session.store.joined_with(case))


def candidates(session: Session, case: CaseId, query: str) -> tuple[CaseRow, ...]:
    """Return the cases that this worker may open and that the search finds, without those joined already."""
    own = session.store.lead(case)
    page = cases.page(session, ListRequest(query=query, limit=MOST + 1))
    return tuple(row for row in page.rows if row.case != own)[:MOST]


def preview(session: Session, case: CaseId, other: CaseId) -> Preview:
    """Return what joining two cases does. Raises LuotsiError `no_such_case`, `joined_already`."""
    one, two = _both(session, case, other)
    known = members.names(session)
    losing = _seeing(one, known) ^ _seeing(two, known)
    names = sorted(known[user] for user in losing if known[user])
    return Preview(one.summary().reference, two.summary().reference, tuple(names))


def join(session: Session, case: CaseId, other: CaseId) -> Changed:
    """Record that two cases are of one person. Raises LuotsiError `no_such_case`, `joined_already`."""
    _both(session, case, other)
    values: dict[str, Json] = {"joined": naming_case(other), "joined_at": replying.local(session)}
    op = Op(RecordId(new_id()), KIND, values, dict.fromkeys(values, ()))
    return session.store.save([op], case=case, at=session.at())


def take_back(session: Session, one: CaseId, other: CaseId) -> Changed:
    """Take back that two cases were joined, whoever did it and how often. Raises LuotsiError `not_joined`."""
    file = cases.read(session, one)
    found = [record for record, pair in _pairs(file) if pair == {one, other}]
    if not found:
        raise LuotsiError("not_joined")
    parts = [
        Part(
            ops=[Op(record.record, KIND, {DELETED: True}, {DELETED: (), **record.heads})],
            case=record.case,
            at=session.at(),
        )
        for record in found
    ]
    return session.store.save_together(parts)


def join_consultation(session: Session, case: CaseId, consultation: RecordId, agreed: str) -> Changed:
    """Join an earlier consultation to a case, because the person agrees (`yes`).

    Raises LuotsiError `person_must_agree` without that, `no_such_record`, `no_such_case`.
    """
    cases.read(session, case)
    if agreed != "yes":
        raise LuotsiError("person_must_agree")
    if consultation not in {one.record for one in consultations.earlier(session) if not one.is_draft}:
        raise LuotsiError("no_such_record")
    values: dict[str, Json] = {
        "joined": naming_consultation(consultation),
        "joined_at": replying.local(session),
        "agreed": agreed,
    }
    op = Op(RecordId(new_id()), KIND, values, dict.fromkeys(values, ()))
    return session.store.save([op], case=case, at=session.at())


def take_back_consultation(session: Session, case: CaseId, consultation: RecordId) -> Changed:
    """Strike out that a consultation was joined: nothing connects the two any more. Raises LuotsiError `not_joined`."""
    found = [one for one in _own_joins(cases.read(session, case)) if _joins_consultation(one, consultation)]
    if not found:
        raise LuotsiError("not_joined")
    changed: set[CaseId] = set()
    for one in found:
        changed |= erasure.strike_record(session, one.record)
    return frozenset(changed)


def _both(session: Session, case: CaseId, other: CaseId) -> tuple[CaseFile, CaseFile]:
    one, two = cases.read(session, case), cases.read(session, other)
    if one.lead == two.lead:
        raise LuotsiError("joined_already")
    return one, two


def _seeing(file: CaseFile, known: Iterable[UserId]) -> frozenset[UserId]:
    """Return the workers for whom every one of a file's joined cases exists."""
    seeing = frozenset(known)
    for cover in (one for one in file.own if one.kind == "case"):
        team, blocked = users_of(cover, "case_team"), users_of(cover, "blocked_users")
        seeing = frozenset(user for user in seeing if user not in blocked and (not team or user in team))
    return seeing


def _reference(file: CaseFile, case: CaseId) -> str:
    covers = [one for one in file.own if one.kind == "case" and one.case == case]
    newest = max(covers, key=lambda one: (one.created_at, one.record), default=None)
    return newest.text("reference") if newest is not None else reference_of(case)


def _own_joins(file: CaseFile) -> tuple[Record, ...]:
    return tuple(one for one in file.own if one.kind == KIND)


def _pairs(file: CaseFile) -> list[tuple[Record, set[CaseId]]]:
    found = []
    for one in _own_joins(file):
        joined = joined_by(one.values, in_conflict=bool(one.conflicts))
        if joined is not None and not joined.consultation and one.case is not None:
            found.append((one, {one.case, CaseId(joined.id)}))
    return found


def _joins(session: Session, file: CaseFile) -> tuple[Join, ...]:
    me = session.store.me().user
    found: dict[frozenset[CaseId], Join] = {}
    for one, pair in sorted(_pairs(file), key=lambda each: each[0].created_at):
        if len(pair) == 2:
            first, second = sorted(pair, key=lambda case: (case != file.lead, case))
            author = "" if one.author == me else members.name_of(session, one.author) or "?"
            found.setdefault(frozenset(pair), Join(first, second, one.text("joined_at") or one.created_at, author))
    return tuple(found.values())


def _joins_consultation(record: Record, consultation: RecordId) -> bool:
    joined = joined_by(record.values, in_conflict=bool(record.conflicts))
    return joined is not None and joined.consultation and joined.id == bytes(consultation)
