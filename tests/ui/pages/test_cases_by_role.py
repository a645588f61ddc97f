"""The case list stands as each role needs it: time limits and children for an officer, haste for a county."""

from __future__ import annotations

import pytest

from desktop_app.ledger.canonical import b64
from desktop_app.ui.background import Background
from desktop_app.ui.language import Language
from desktop_app.ui.pages.cases_page import CasesPage
from desktop_app.ui.view_models.case_list import ORDERS, CaseListViewModel
from desktop_app.use_cases import cases, decision, incoming, records, referral, referral_answer
from tests.end_to_end.test_incoming import propose
from tests.end_to_end.test_referral import agree, ana, arrived, county, hospital, org, sanna, written
from tests.end_to_end.test_story import officer
from tests.ui.pages.fit import clipped_in_any_language, nameless
from tests.ui.pages.test_decision_page import around_of

__all__ = ["county", "hospital", "officer", "sanna"]


@pytest.fixture
def opened(look, shown, qtbot):
    threads: list[Background] = []

    def open_list(laptop) -> CasesPage:
        around = around_of(laptop)
        threads.append(around.background)
        model = CaseListViewModel(around.session, around.background, around.feed)
        page: CasesPage = shown(CasesPage(model, around.labels))
        qtbot.waitUntil(lambda: model.read_once)
        return page

    yield open_list
    for background in threads:
        background.close()


def rows(page) -> list[dict[str, str]]:
    table = page._table._rows
    shown = [column.key for column in table.columns]
    return [{key: row.cells[key].text for key in shown} for row in table.rows]


@pytest.fixture
def five(sanna, officer):
    """Five proposals: nothing said, now, a child, a removal that is set, a planned journey."""
    sanna.sync()
    propose(sanna, "none")
    propose(sanna, "now")
    propose(sanna, "days", person={"age_band": "15_17"})
    propose(sanna, "none", person={"removal_on": "2027-03-01"})
    propose(sanna, "days", safety={"travel_on": "2027-02-01"})
    sanna.sync()
    officer.sync()
    return officer


def test_an_officer_sees_time_limits_then_children_and_never_which_day(five, opened):
    page = opened(five)
    seen = rows(page)
    assert [row["binds"] for row in seen] == ["A day binds", "A day binds", "Child", "now – phone first", ""]
    assert {row["next"] for row in seen} == {"Waits for your answer"}
    assert {row["proposal"] for row in seen} == {"delivered"}, "what has come here is no longer on its way"
    details = [[cell.detail for cell in row.cells.values()] for row in page._table._rows.rows]
    assert "2027" not in str(seen) + str(details)
    assert page._order.value() == "next_step"


def test_what_waits_opens_where_it_is_answered_and_an_answered_case_as_any_other(five, opened, qtbot):
    page = opened(five)
    first = page._model.rows[0].case
    with qtbot.waitSignal(page.open_received) as asked:
        page._table.opened.emit(b64(first))
    assert asked.args == [first, "decision"]
    form = records.new_form(five.session, "decision", first)
    records.keep_draft(five.session, form, {"outcome": "not_admitted", "decided_on": "2026-11-27"})
    decision.record(five.session, first, form.record)
    page._model.read()
    qtbot.waitUntil(lambda: page._model.rows[0].case != first)
    with qtbot.waitSignal(page.open_case) as asked:
        page._table.opened.emit(b64(first))
    assert asked.args == [first]


def test_the_list_stands_in_the_order_of_today(five, opened):
    page = opened(five)
    waiting = [line.reference for line in incoming.waiting(five.session)]
    assert [row["reference"] for row in rows(page)] == waiting


def test_what_is_decided_stands_below_what_waits_and_says_so(five, opened, qtbot):
    first = incoming.waiting(five.session)[0].case
    form = records.new_form(five.session, "decision", first)
    records.keep_draft(five.session, form, {"outcome": "not_admitted", "decided_on": "2026-11-27"})
    assert not decision.record(five.session, first, form.record).problems
    page = opened(five)
    assert rows(page)[-1]["proposal"] == "decided"
    assert rows(page)[-1]["next"] == "Nothing agreed"
    page._model.filter_by(frozenset({"to_answer"}))
    qtbot.waitUntil(lambda: len(page._model.rows) == 4)
    page._model.filter_by(frozenset({"to_answer", "child"}))
    qtbot.waitUntil(lambda: len(page._model.rows) == 1)


def test_a_county_sees_the_most_pressing_first_until_it_is_answered(sanna, county, opened, qtbot):
    for urgency in ("days", "now", "today"):
        case = ana(sanna)
        agree(sanna, case, "social_services", org(county), "identity")
        referral.send(sanna.session, case, written(sanna, case, "county_social", org(county), urgency=urgency))
    sanna.sync()
    arrived(county)
    page = opened(county)
    assert [row["urgency"] for row in rows(page)] == ["now – phone first", "today", "within days"]
    first = page._model.rows[0].case
    referral_answer.answer(county.session, first, {"outcome": "services_started"})
    page.entered()
    qtbot.waitUntil(lambda: [row["urgency"] for row in rows(page)][-1] == "now – phone first")
    page._model.filter_by(frozenset({"pressing", "to_answer"}))
    qtbot.waitUntil(lambda: [row["urgency"] for row in rows(page)] == ["today"])


def test_who_meets_people_sees_the_next_step_and_the_cases_last_opened_first(sanna, opened):
    case, _ = cases.open_new(sanna.session)
    page = opened(sanna)
    assert list(rows(page)[0]) == ["reference", "next", "proposal", "responsible", "delete_on"]
    assert page._order.value() == "opened"
    assert [row.case for row in page._model.rows] == [case]


def test_every_role_reads_its_list_in_every_language(five, county, opened, qtbot):
    for laptop in (five, county):
        page = opened(laptop)
        kind = page._model.kind
        assert page._order.value() == ORDERS[kind][0]
        assert clipped_in_any_language(page, qtbot) == {}
        assert nameless(page) == []
        for language in ("fi", "sv"):
            Language.set(language)
            qtbot.wait(50)
        Language.set("en")
