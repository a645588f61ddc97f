"""Opening, listing and reading cases."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.reference import new_reference
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, RecordId, StreamId, new_id
from desktop_app.storage.cases import CasePage, CaseRow
from desktop_app.use_cases import access, members
from desktop_app.use_cases.session import Changed, Session

__all__ = ["CasePage", "CaseRow", "ListRequest", "open_case", "open_new", "organisation_kind", "page", "read"]


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What the case list asks for: words typed, order (a column), filters (codes), and which rows.

    Without an `order` the list stands as the kind of organisation needs it first (see `usual_order`).
    """

    query: str = ""
    order: str = ""
    descending: bool = True
    filters: frozenset[str] = frozenset()
    limit: int = 50
    offset: int = 0


def open_new(session: Session) -> tuple[CaseId, Changed]:
    """Make a case cover with a neutral reference and return the case.

    The cover is saved at once, so that a draft written on it belongs to a case that the list shows; a case opened by
    mistake is closed with that reason. Its team is this worker and the deputy that this worker has named, if any; never
    the whole organisation.
    """
    case = CaseId(new_id())
    return case, session.store.save([new_cover(session)], case=case, at=session.at())


def new_cover(session: Session) -> Op:
    """Return what begins a case: a neutral reference, nobody named, this worker and the deputy."""
    me = b64(session.store.me().user)
    deputy = members.deputy(session)
    cover: dict[str, Json] = {
        "reference": new_reference(secrets.SystemRandom()),
        "identity_level": "none",
        "responsible_worker": me,
        "case_team": [me, *([b64(deputy)] if deputy else [])],
    }
    return Op(RecordId(new_id()), "case", cover, dict.fromkeys(cover, ()))


def usual_order(kind: OrgKind) -> tuple[str, bool]:
    """Return the order, and whether descending, in which a kind of organisation sees its cases first.

    Who receives sees on top what waits for an answer: an officer by time limits and children, a county by haste. Who
    meets people sees the cases last opened.
    """
    return ("opened", True) if kind is OrgKind.OUTREACH else ("next_step", False)


def page(session: Session, request: ListRequest) -> CasePage:
    """Return the rows of the case list that this worker may open."""
    order, descending = request.order, request.descending
    if not order:
        order, descending = usual_order(organisation_kind(session))
    return session.store.cases.page(
        query=request.query,
        order=order,
        descending=descending,
        filters=request.filters,
        limit=request.limit,
        offset=request.offset,
    )


def read(session: Session, case: CaseId) -> CaseFile:
    """Return everything of one case and of those joined with it.

    Raises LuotsiError `no_such_case` also when this worker may not open it.
    """
    records = session.store.case_records(case)
    if not records:
        raise LuotsiError("no_such_case")
    file = CaseFile(
        case,
        records,
        own_org=session.store.me().org,
        now=session.now(),
        own_kind=organisation_kind(session),
        delivered=_delivered(session, case),
        lead=session.store.lead(case),
    )
    if not file.may_open(session.store.me().user):
        raise LuotsiError("no_such_case")
    return file


def open_case(session: Session, case: CaseId) -> CaseFile:
    """Return the case for its page and note that it was opened, for the list's order and the access log."""
    file = read(session, case)
    access.note(session, case, access.OPENED)
    session.store.cases.touch_opened(case, session.at())
    return file


def organisation_kind(session: Session) -> OrgKind:
    """Return the kind of this laptop's organisation; a laptop on its own records as an outreach organisation."""
    entry = session.store.trust().org(session.store.me().org)
    return OrgKind(entry.kind) if entry else OrgKind.OUTREACH


def _delivered(session: Session, case: CaseId) -> dict[StreamId, str]:
    """Return, for each shared stream of the case, when the central system receipted the newest change sent there."""
    store, org = session.store, session.store.me().org
    times: dict[StreamId, str] = {}
    for known in store.case_streams(case):
        facts = known.facts
        last = store.last_change(org, facts.stream) if facts.org == org else None
        at = store.delivered_at(last) if last else None
        if at is not None:
            times[facts.stream] = at
    return times
