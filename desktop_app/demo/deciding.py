"""The officer: an incoming proposal is opened, a decision notice is recorded, the proposer hears the outcome."""

from __future__ import annotations

from functools import partial

from desktop_app.demo import invented
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import Stuck
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import cases, decision, records
from desktop_app.use_cases.records import Saved
from desktop_app.use_cases.session import Session


def open_proposal(laptop: Laptop) -> CaseId:
    """Open the proposal that came in; the proposer will see that a person has opened it."""
    rows = laptop.do(partial(cases.page, request=cases.ListRequest())).rows
    if len(rows) != 1:
        raise Stuck("one incoming proposal")
    case = rows[0].case
    laptop.tell(laptop.do(partial(decision.mark_opened, case=case)))
    return case


def decide(laptop: Laptop, case: CaseId) -> None:
    """Record the decision: admitted as a victim, which is the identification."""
    saved = laptop.do(partial(_decide, case=case))
    laptop.tell(saved.cases)


def _decide(session: Session, case: CaseId) -> Saved:
    form = records.new_form(session, "decision", case)
    records.keep_draft(
        session,
        form,
        {
            "outcome": "admitted",
            "ground": "victim_35_1",
            "decided_on": session.now().date().isoformat(),
            "reasons": invented.REASONS,
        },
    )
    saved = decision.record(session, case, form.record)
    if saved.problems:
        raise Stuck("a decision that can be recorded")
    return saved
