"""The page of the texts: everybody sees who has read what, an administrator's laptop records it."""

from __future__ import annotations

import pytest

from desktop_app.i18n.labels import Labels
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.language import Language
from desktop_app.ui.pages import text_approval_page
from desktop_app.ui.pages.text_approval_page import TextApprovalPage
from desktop_app.ui.view_models.sheets import SheetsViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.text_approval import SheetState, TextApprovalViewModel
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases import store_access, text_approval
from tests.end_to_end.people import found, new_laptop
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def administrator(look, tmp_path, central):
    """What every view model is given on the laptop of an administrator."""
    laptop = new_laptop(tmp_path / "yllapito", "Sanna L.", central)
    found(laptop, OrgKind.OUTREACH, "Testijärjestö")
    background = Background()
    failures: list[Exception] = []
    background.report_failures_to(failures.append)
    yield Surroundings(laptop.session, background, ChangeFeed(), Labels.load())
    background.close()
    store_access.lock(laptop.session)
    assert not failures


def opened(around, shown, qtbot):
    model = TextApprovalViewModel(around)
    page = shown(TextApprovalPage(model, around.labels))
    assert not page.approval.isVisible(), "no empty cards while the texts are read"
    assert not page._list.isVisible()
    qtbot.waitUntil(lambda: bool(model.texts.rows), timeout=20_000)
    assert page._list.isVisible()
    return page


@pytest.fixture
def page(administrator, shown, qtbot):
    made = opened(administrator, shown, qtbot)
    made._model.choose("fr")
    return made


def approve(page, qtbot, *sheets):
    for sheet in sheets:
        page.approval.ticks[sheet].set_value(True)
        page.approval.ticks[sheet].edited.emit()
    page.approval.reviewer.set_value("Testi Tarkistaja")
    page.approval.day.set_value("2026-11-02")
    with qtbot.waitSignal(page._model.recorded, timeout=20_000):
        page.approval.go.click()
    qtbot.waitUntil(lambda: any(row.approval for row in page._model.rows), timeout=20_000)


def test_it_begins_with_a_language_that_waits_for_its_reviewer(administrator, shown, qtbot):
    page = opened(administrator, shown, qtbot)
    assert {row.state for row in page._model.rows} == {SheetState.DRAFT}
    assert set(page.approval.ticks) == {row.sheet for row in page._model.rows}
    assert not page.approval.go.isEnabled(), "nothing is ticked yet"


def test_an_approval_holds_for_the_ticked_texts_of_this_language_alone(page, qtbot):
    language = page._model.language
    approve(page, qtbot, "your-rights", "cue-card")
    states = {row.sheet: row.state for row in page._model.rows}
    assert [sheet for sheet, state in states.items() if state is SheetState.APPROVED] == ["your-rights", "cue-card"]
    assert set(page.approval.ticks) == {sheet for sheet, state in states.items() if state is SheetState.DRAFT}
    others = {
        row.state for row in page._model.texts.rows if row.language not in (language, "fi", "sv", "en", "fi-simple")
    }
    assert others == {SheetState.DRAFT}
    said = " ".join(label.text() for label in page.findChildren(Label))
    assert "Testi Tarkistaja" in said
    assert "2 November 2026" in said


def test_taking_back_is_asked_first_and_makes_a_draft_again(page, qtbot, monkeypatch):
    approve(page, qtbot, "your-rights")
    answers = iter((False, True))
    monkeypatch.setattr(text_approval_page, "decide", lambda *_, **__: next(answers))
    row = next(row for row in page._model.rows if row.approval)
    page._take_back(row)
    assert text_approval.is_approved(page._model._around.session, row.sheet, row.language)
    page._take_back(row)
    qtbot.waitUntil(lambda: not any(row.approval for row in page._model.rows), timeout=20_000)


def test_what_is_missing_is_said_and_what_was_written_stays(page, qtbot):
    page.approval.ticks["your-rights"].set_value(True)
    page.approval.reviewer.set_value("Testi Tarkistaja")
    with qtbot.waitSignal(page._model.failed, timeout=20_000):
        page.approval.record()
    assert "day" in page._error.text()
    assert page.approval.reviewer.value() == "Testi Tarkistaja"
    page.approval.day.set_value("2999-01-01")
    with qtbot.waitSignal(page._model.failed, timeout=20_000):
        page.approval.record()
    assert "still to come" in page._error.text()


def test_what_is_typed_survives_another_language(page, qtbot):
    page.approval.reviewer.set_value("Testi Tark")
    page.languages["ru"].click()
    for language in ("sv", "fi", "en"):
        Language.set(language)
    assert page._model.language == "ru"
    assert page.approval.reviewer.value() == "Testi Tark"


def test_the_sheet_that_is_looked_at_loses_its_watermark(administrator, qtbot):
    model = SheetsViewModel(administrator, "en")
    model.choose(sheet="your-rights", language="fr")
    qtbot.waitUntil(lambda: model.shown is not None and model.shown.language == "fr", timeout=20_000)
    assert not model.may_print
    approvals = TextApprovalViewModel(administrator)
    approvals.choose("fr")
    approvals.approve(("your-rights",), "Testi Tarkistaja", "2026-11-02")
    qtbot.waitUntil(lambda: model.may_print, timeout=20_000)


def test_a_sheet_whose_approval_is_taken_back_is_a_draft_again_on_the_screen_and_leaves_what_was_collected(
    administrator, qtbot
):
    approvals = TextApprovalViewModel(administrator)
    approvals.choose("fr")
    with qtbot.waitSignal(approvals.recorded, timeout=20_000):
        approvals.approve(("your-rights",), "Testi Tarkistaja", "2026-11-02")
    model = SheetsViewModel(administrator, "en")
    model.choose(sheet="your-rights", language="fr")
    qtbot.waitUntil(lambda: model.may_print, timeout=20_000)
    model.collect()
    model.choose(sheet="your-rights", language="fi")
    qtbot.waitUntil(lambda: model.shown is not None and model.shown.language == "fi", timeout=20_000)
    model.collect()
    model.choose(sheet="your-rights", language="fr")
    qtbot.waitUntil(lambda: model.shown is not None and model.shown.language == "fr", timeout=20_000)
    assert len(model.pile) == 2
    qtbot.waitUntil(lambda: any(row.approval for row in approvals.rows), timeout=20_000)
    approvals.take_back(next(row.approval.record for row in approvals.rows if row.approval))
    qtbot.waitUntil(lambda: not model.may_print, timeout=20_000)
    assert [each.drawn.language for each in model.pile] == ["fi"]


def test_a_laptop_without_the_role_looks_and_records_nothing(around, shown, qtbot):
    page = opened(around, shown, qtbot)
    assert not page.approval.isVisible()
    assert page._others.isVisible()


def test_every_word_fits_and_every_part_has_a_name(page, qtbot):
    approve(page, qtbot, "your-rights")
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def named(page, qtbot, language):
    Language.set(language)
    qtbot.wait(50)
    return [row.text().split(" – ")[0] for row in sorted(page.languages.values(), key=lambda row: row.y())]


def test_languages_stand_by_the_names_of_the_screen(page, qtbot):
    swedish, english = (named(page, qtbot, language) for language in ("sv", "en"))
    assert english[:4] == ["Finnish", "plain Finnish", "Swedish", "English"]
    for names in (swedish, english):
        assert names[4:] == sorted(names[4:])
    assert swedish[4:] != english[4:]
