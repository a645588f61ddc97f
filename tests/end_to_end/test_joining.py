"""Two proposals on one person: the officer joins them and decides once; each proposer hears what it may."""

from __future__ import annotations

import pytest

from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import (
    case_cover,
    case_view,
    cases,
    decision,
    decision_view,
    incoming,
    joining,
    proposal,
    records,
    replying,
    taking_over,
)
from tests.end_to_end.people import found, join, new_laptop
from tests.end_to_end.test_story import first_contact, give, officer, sanna, write

__all__ = ["officer", "sanna"]


def proposes(laptop, name, *, hears):
    """Found an organisation that proposes the person; its case."""
    found(laptop, OrgKind.OUTREACH, name, type_="union")
    laptop.sync()
    case = first_contact(laptop)
    give(laptop, case, "send_proposal", ["identity", "contact_way"])
    if hears:
        give(laptop, case, "receive_outcome")
    proposal.send(laptop.session, case)
    laptop.sync()
    return case


@pytest.fixture
def two(tmp_path, central, officer, sanna):
    """Two organisations proposed one person; only the first may hear the outcome."""
    other = new_laptop(tmp_path / "other", "Piia N.", central)
    sanna_case = proposes(sanna, "Ammattiliitto", hears=True)
    other_case = proposes(other, "Seurakunta", hears=False)
    officer.sync()
    first, second = (line.case for line in incoming.waiting(officer.session))
    return sanna, sanna_case, other, other_case, first, second


def test_the_officer_joins_decides_once_and_each_proposer_hears_what_it_may(two, officer):
    sanna, sanna_case, other, other_case, first, second = two
    joining.join(officer.session, second, first)
    assert cases.page(officer.session, cases.ListRequest()).total == 1
    lines = incoming.waiting(officer.session)
    assert {line.case for line in lines} == {first, second}, "both proposals wait for their answers"
    assert len({line.reference for line in lines}) == 1
    for case in (first, second):
        replying.mark_opened(officer.session, case)
        shown = decision_view.read(officer.session, case)
        assert shown is not None
        assert shown.why_may_be_victim
    view = case_view.view(officer.session, first)
    assert {one.sender for one in view.group.cases} == {"Ammattiliitto", "Seurakunta"}
    assert "decision" in view.sections
    replying.ask(officer.session, second, "Mihin asti lupa on voimassa?")
    assert len(replying.questions(officer.session, second)) == 1
    assert replying.questions(officer.session, first) == ()
    form = records.new_form(officer.session, "decision", first)
    records.keep_draft(officer.session, form, {"outcome": "not_admitted", "decided_on": "2026-11-27"})
    decision.record(officer.session, first, form.record)
    assert incoming.waiting(officer.session) == ()
    officer.sync(), sanna.sync(), other.sync()
    heard = [cases.read(sanna.session, sanna_case), cases.read(other.session, other_case)]
    told = [one.newest("decision") for one in heard]
    assert [one.text("outcome") if one else None for one in told] == ["not_admitted", None]


def test_own_case_and_received_one_are_one_and_both_come_back(two, officer):
    *_, first, _ = two
    own, _ = cases.open_new(officer.session)
    write(officer, "note", own, {"text": "Puhelu"})
    alone = case_view.view(officer.session, first)
    joining.join(officer.session, own, first)
    view = case_view.view(officer.session, first)
    assert (view.case, view.received) == (own, False)
    assert {"decision", "proposal", "needs_assessment", "note"} <= set(view.sections)
    assert view.counts["note"] == 1
    assert decision_view.read(officer.session, own) is not None
    assert taking_over.take_over(officer.session, first) == {own, first}
    case_cover.close(officer.session, own, "other")
    joining.take_back(officer.session, own, first)
    back = case_view.view(officer.session, first)
    assert (back.case, back.received, back.reference) == (first, True, alone.reference)
    assert {one.kind for one in cases.read(officer.session, own).own} == {"case", "note"}
    assert officer.session.store.verify().findings == ()


def test_joined_on_one_laptop_it_is_joined_and_separated_on_the_other(two, officer, tmp_path, central):
    *_, first, second = two
    colleague = new_laptop(tmp_path / "colleague", "Kaisa R.", central)
    join(colleague, officer)
    officer.sync(), colleague.sync()
    joining.join(officer.session, first, second)
    joining.join(colleague.session, second, first)
    officer.sync(), colleague.sync(), officer.sync()
    for laptop in (officer, colleague):
        assert cases.page(laptop.session, cases.ListRequest()).total == 1
        assert len(case_view.view(laptop.session, first).group.joins) == 1
    joining.take_back(colleague.session, first, second)
    colleague.sync(), officer.sync()
    for laptop in (officer, colleague):
        assert cases.page(laptop.session, cases.ListRequest()).total == 2
        assert laptop.session.store.verify().findings == ()


def test_who_may_open_one_of_the_cases_alone_opens_none_and_is_named_before(officer, tmp_path, central):
    colleague = new_laptop(tmp_path / "colleague", "Kaisa R.", central)
    join(colleague, officer)
    shared, _ = cases.open_new(officer.session)
    case_cover.set_team(officer.session, shared, [colleague.session.store.me().user])
    closed, _ = cases.open_new(officer.session)
    officer.sync(), colleague.sync(), officer.sync()
    assert cases.page(colleague.session, cases.ListRequest()).total == 1
    assert joining.preview(officer.session, shared, closed).lose == ("Kaisa R.",)
    with pytest.raises(Exception, match="no_such_case"):
        joining.join(colleague.session, shared, closed)
    joining.join(officer.session, shared, closed)
    officer.sync(), colleague.sync()
    assert cases.page(colleague.session, cases.ListRequest()).total == 0
    with pytest.raises(Exception, match="no_such_case"):
        cases.read(colleague.session, shared)
