"""The columns of the case list by role: what a worker of that kind of organisation needs to see first."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.kind import OrgKind
from desktop_app.i18n.formats import date as date_words
from desktop_app.i18n.formats import day_in_words
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import b64
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.pages.today_page import STEPS
from desktop_app.ui.widgets.record_table import Cell, Column, TableRow
from desktop_app.use_cases.cases import CaseRow

#: Tone and icon of a proposal's state; what waits for the worker is amber.
STATE_LOOK = {
    "draft": ("neutral", "pen-line"),
    "ready": ("accent", "send"),
    "sent": ("neutral", "clock"),
    "delivered": ("accent", "check"),
    "opened": ("accent", "check"),
    "question_open": ("amber", "circle-alert"),
    "supplemented": ("accent", "check"),
    "withdrawn": ("neutral", "x"),
    "decided": ("accent", "check"),
}


def columns(kind: OrgKind, labels: Labels) -> list[Column]:
    """Return the columns for a kind of organisation."""
    reference = Column("reference", tr("Reference"), 236, marks=True)
    step = Column("next", tr("Next step"))
    proposal = Column("proposal", tr("Proposal"), 230)
    came = Column("came", tr("Came"), 150, optional=True)
    responsible = Column("responsible", tr("Responsible"), 150, optional=True)
    if kind is OrgKind.ASSISTANCE_SYSTEM:
        return [reference, Column("binds", tr("What binds")), step, proposal, came]
    if kind is OrgKind.PROVIDER:
        urgency = labels.field("referral", "urgency", screen_language())
        return [reference, Column("urgency", urgency), step, came, responsible]
    return [reference, step, proposal, responsible, Column("delete_on", tr("Erased at the latest"), 170, optional=True)]


def table_row(each: CaseRow, labels: Labels, today: date) -> TableRow:
    """Return the cells of a case; references, neutral steps and states only."""
    language = screen_language()
    # What has come here has been delivered, whatever its sender knows of it yet.
    code = "delivered" if each.has("received") and each.proposal_state == "sent" else each.proposal_state or ""
    state = labels.code("proposal_state", code, language) if code else ""
    tone, icon = STATE_LOOK.get(code, ("neutral", None))
    urgency = labels.code("urgency", each.urgency, language) if each.urgency else ""
    came = each.created_at[:10] if each.has("received") else ""
    return TableRow(
        b64(each.case),
        {
            "reference": Cell(each.reference, strong=True),
            "binds": _binds(each, urgency),
            "urgency": Cell(urgency, tone="amber" if each.has("pressing") and each.has("to_answer") else ""),
            "next": _next(each, today),
            "proposal": Cell(state, tag_tone=tone if state else "", tag_icon=icon),
            "came": Cell(date_words(came, language) if came else ""),
            "responsible": Cell(each.responsible_name),
            "delete_on": Cell(date_words(each.delete_on, language) if each.delete_on else ""),
        },
    )


def _binds(each: CaseRow, urgency: str) -> Cell:
    """That a day binds, but not which; whether of a child; and what was said of haste."""
    facts = [tr("A day binds")] if each.has("binds") else []
    facts += [tr("Child")] if each.has("child") else []
    facts += [urgency] if urgency else []
    pressing = each.has("binds") and each.has("to_answer")
    return Cell(facts[0] if facts else "", detail=" · ".join(facts[1:]), tone="amber" if pressing else "")


def _next(each: CaseRow, today: date) -> Cell:
    language = screen_language()
    step = tr(STEPS[each.next_step][0]) if each.next_step in STEPS else tr("Nothing agreed")
    day = date.fromisoformat(each.next_at[:10]) if each.next_at else None
    late = day is not None and day < today
    return Cell(step, detail=day_in_words(day, today, language) if day else "", tone="amber" if late else "")
