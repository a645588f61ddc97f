"""An officer reads a received proposal, and the notice of the decision goes no further than the person allowed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.language import Language
from desktop_app.ui.pages.decision_page import DecisionPage
from desktop_app.ui.pages.proposal_page import ProposalPage
from desktop_app.ui.pages.today_page import TodayPage
from desktop_app.ui.view_models.decision import DecisionViewModel
from desktop_app.ui.view_models.proposal import ProposalViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.today import TodayViewModel
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases import cases, consent, proposal
from tests.end_to_end.people import found, new_laptop
from tests.end_to_end.test_story import first_contact
from tests.ui.pages.fit import clipped_in_any_language, nameless


def around_of(laptop):
    background = Background()
    return Surroundings(laptop.session, background, ChangeFeed(), Labels.load())


@pytest.fixture
def both(look, tmp_path, central):
    """A proposal that an outreach worker sent and an officer received, with the outcome allowed to be told."""
    officer = new_laptop(tmp_path / "officer", "Oona V.", central)
    found(officer, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="reception_centre", authority=True)
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    case = first_contact(sanna)
    groups: list[Json] = ["identity", "contact_way", "needs"]
    consent.record_answer(sanna.session, case, "send_proposal", "given", {"data_groups": groups})
    consent.record_answer(sanna.session, case, "receive_outcome", "given", {})
    sanna.sync()
    proposal.send(sanna.session, case)
    sanna.sync()
    officer.sync()
    (row,) = cases.page(officer.session, cases.ListRequest()).rows
    sides = [around_of(sanna), around_of(officer)]
    yield sanna, case, sides[0], officer, row.case, sides[1]
    for side in sides:
        side.background.close()


@pytest.fixture
def page(both, shown, qtbot):
    _, _, _, _, received, around = both
    model = DecisionViewModel(around, received)
    made = shown(DecisionPage(model, around.labels))
    qtbot.waitUntil(lambda: model.received is not None and model.form.is_open)
    qtbot.wait(50)
    yield made
    model.form.finish_now()


def words_of(page) -> str:
    return " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def test_the_officer_sees_the_reasons_and_the_proposer_and_no_hidden_value(page):
    words = words_of(page)
    assert "Työnantaja pitää passia." in words
    assert "Sanna L., Ammattiliiton jalkautuva työ" in words
    assert "safe way of contact" in words
    assert "phone call" not in words
    assert "salainen" not in words


def test_wishes_and_needs_told_at_the_meeting_are_read_and_who_provides_is_said(page):
    words = words_of(page)
    assert "Haluan passini ja palkkani." in words
    assert "Not told." not in words
    assert "That depends on whether the person has a municipality of residence, which is not known." in words


def test_opening_the_page_tells_the_proposer_so(page, both, qtbot):
    sanna, case, _, officer, _, _ = both
    qtbot.waitUntil(lambda: officer.session.store.unsent_count().changes > 0)
    officer.sync()
    sanna.sync()
    assert cases.read(sanna.session, case).proposal_state() == "opened"


def test_a_recorded_decision_comes_back_with_outcome_and_date_alone(page, both, shown, qtbot, monkeypatch):
    sanna, case, near, officer, received, _ = both
    model = page._model
    monkeypatch.setattr("desktop_app.ui.pages.decision_page.decide", lambda *_words, **_verbs: True)
    for field, value in (
        ("outcome", "admitted"),
        ("ground", "victim_35_1"),
        ("decided_on", "2026-11-23"),
        ("reasons", "Salaiset perusteet."),
    ):
        model.form.set_value(field, value)
    assert "identified by this decision" in page._identified.text()
    with qtbot.waitSignal(model.recorded):
        page._record.click()
    assert cases.read(officer.session, received).identified()
    officer.sync()
    sanna.sync()
    told = ProposalViewModel(near, case)
    seen = shown(ProposalPage(told, near.labels))
    qtbot.waitUntil(lambda: told.view is not None)
    qtbot.wait(50)
    words = words_of(seen)
    assert "The Assistance System told: admitted to the Assistance System, 23 November 2026." in words
    assert "Salaiset" not in words
    assert not seen._send.isVisible()
    told.form.finish_now()


def test_what_is_missing_is_said_and_nothing_is_recorded(page, both, qtbot, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.pages.decision_page.decide", lambda *_words, **_verbs: True)
    model = page._model
    model.form.set_value("outcome", "admitted")
    page._record.click()
    assert page.form.blocks["ground"].line.error
    _, _, _, officer, received, _ = both
    assert cases.read(officer.session, received).newest("decision") is None


def test_an_empty_notice_is_not_asked_about_and_its_first_field_is_named(page, qtbot, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.pages.decision_page.decide", lambda *_words, **_verbs: pytest.fail("asked"))
    page._record.click()
    assert page.form.blocks["outcome"].line.error
    qtbot.waitUntil(lambda: page.form.blocks["outcome"].editor.hasFocus())


def test_an_empty_question_is_not_asked_and_says_so_beside_the_box(page, qtbot):
    with qtbot.waitSignal(page._model.question.refused):
        page.question.ask.click()
    block = page.question.form.blocks["question"]
    assert block.line.error
    qtbot.waitUntil(block.editor.hasFocus)


def test_leaving_keeps_the_notice_a_draft(page, both, qtbot):
    model = page._model
    model.form.set_value("outcome", "not_admitted")
    model.form.set_value("decided_on", "2026-11-23")
    left = []
    page.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))
    _, _, _, officer, received, _ = both
    assert cases.read(officer.session, received).newest("decision") is None


def test_words_typed_survive_a_change_of_language_and_fit(page, qtbot):
    editor = page.form.blocks["reasons"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Kokonaisuus")
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert editor.toPlainText() == "Kokonaisuus"
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def test_the_officers_day_begins_with_what_waits_and_a_press_leads_to_it(both, shown, qtbot):
    _, _, _, _, received, around = both
    model = TodayViewModel(around)
    page = shown(TodayPage(model))
    qtbot.waitUntil(lambda: model.view is not None)
    _, rows = page._groups["incoming"]
    assert rows.isVisible()
    with qtbot.waitSignal(page.open_received) as opened:
        rows.setFocus()
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert opened.args == [received, "decision"]
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
