"""The recovery sheet in the window: tried, replaced, and an organisation that comes back by it, over HTTP."""

from __future__ import annotations

import stat

import pytest

from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.pages.coming_back_page import ComingBackPage
from desktop_app.ui.pages.recovery_sheet_page import RecoverySheetPage
from desktop_app.ui.view_models.coming_back import ComingBackViewModel
from desktop_app.ui.view_models.recovery_sheet import RecoverySheetViewModel
from desktop_app.use_cases import cases, recovery_sheet, store_access
from desktop_app.use_cases.synchronising import ADDRESS
from tests.end_to_end.people import Laptop, found, new_laptop, newest
from tests.end_to_end.test_recovery_sheet import where, words
from tests.end_to_end.test_story import write
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def sanna(session, served):
    """The window's own laptop, the first of its organisation."""
    laptop = Laptop(session, served.test)
    found(laptop, OrgKind.OUTREACH, "Testiliitto")
    session.store.set_setting(ADDRESS, served.test.url)
    return laptop


@pytest.fixture
def sheet_page(around, sanna, shown):
    return shown(RecoverySheetPage(RecoverySheetViewModel(around)))


def test_the_words_are_tried_and_forgotten(sheet_page, sanna, qtbot):
    sheet_page.words.set_value(words(sanna.sheet))
    with qtbot.waitSignal(sheet_page._model.opened, timeout=20_000):
        sheet_page.rehearse.click()
    assert sheet_page._opened.isVisible()
    assert sheet_page.words.value() is None
    assert clipped_in_any_language(sheet_page, qtbot) == {}
    assert nameless(sheet_page) == []


def test_other_words_are_told(sheet_page, qtbot):
    sheet_page.words.set_value(words(recovery_sheet.new_secret()))
    with qtbot.waitSignal(sheet_page._model.failed, timeout=20_000):
        sheet_page.rehearse.click()
    assert "not those of the organisation" in sheet_page._error.text()


def test_a_new_sheet_is_stored_first_and_then_put_in_force(sheet_page, sanna, qtbot, tmp_path):
    model = sheet_page._model
    sheet_page.make.click()
    (whole,) = model.new_papers
    typed = " ".join(whole.words)
    assert len(whole.words) == 11
    assert clipped_in_any_language(sheet_page, qtbot) == {}
    assert not sheet_page.sheet.go.isEnabled(), "the sheet is stored first"
    paper = tmp_path / "palautus.pdf"
    sheet_page.save_sheet_to(paper)
    assert paper.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(paper.stat().st_mode) == 0o600
    sheet_page.sheet.confirm()
    with qtbot.waitSignal(model.renewed, timeout=20_000):
        sheet_page.sheet.go.click()
    assert model.new_papers == ()
    recovery_sheet.rehearse(sanna.session, typed)
    sheet_page.words.set_value(words(sanna.sheet))
    with qtbot.waitSignal(model.failed, timeout=20_000):
        sheet_page.rehearse.click()


def test_a_sheet_is_split_and_two_of_its_three_papers_open_it(sheet_page, sanna, qtbot, tmp_path):
    model, card = sheet_page._model, sheet_page.sheet
    sheet_page.make.click()
    card.confirm()
    choose(card.papers, "3")
    assert not card.go.isEnabled(), "other papers have to be printed first"
    assert [(paper.number, paper.papers, paper.needed) for paper in model.new_papers] == [(n, 3, 2) for n in (1, 2, 3)]
    assert clipped_in_any_language(sheet_page, qtbot) == {}
    assert nameless(sheet_page) == []
    choose(card.needed, "3")
    assert model.new_papers[0].needed == 3
    choose(card.needed, "2")
    sheet_page.save_sheet_to(tmp_path / "palautus.pdf")
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [f"palautus-{n}.pdf" for n in (1, 2, 3)]
    one, two, three = (" ".join(paper.words) for paper in model.new_papers)
    card.confirm()
    with qtbot.waitSignal(model.renewed, timeout=20_000):
        card.go.click()
    sheet_page.words.set_value(f"{three}\n{one}")
    with qtbot.waitSignal(model.opened, timeout=20_000):
        sheet_page.rehearse.click()
    sheet_page.words.set_value(two)
    with qtbot.waitSignal(model.failed, timeout=20_000):
        sheet_page.rehearse.click()
    assert "Papers needed: 2. Papers here: 1." in sheet_page._error.text()


def choose(choice, code):
    choice.set_value(code)
    choice.edited.emit()


def test_a_lost_organisation_comes_back_in_the_window_of_a_new_laptop(around, session, served, shown, qtbot, tmp_path):
    lost = new_laptop(tmp_path / "lost", "Mikael T.", served.test)
    found(lost, OrgKind.OUTREACH, "Testiliitto")
    lost.session.store.set_setting(ADDRESS, served.test.url)
    case, _ = cases.open_new(lost.session)
    write(lost, "note", case, {"text": "Mustikka"})
    lost.sync()
    there = where(lost)
    model = ComingBackViewModel(around)
    page = shown(ComingBackPage(model))
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
    page.go.click()
    assert page._error.isVisible(), "both parts are asked for"
    page.words.set_value(words(lost.sheet))
    page.where.set_value(there)
    with qtbot.waitSignal(model.joined, timeout=30_000):
        page.go.click()
    assert [name for _, name in model.workers] == ["Mikael T."]
    assert clipped_in_any_language(page, qtbot) == {}
    assert cases.page(session, cases.ListRequest()).rows == (), "nobody's cases before they say who they are"
    page.worker.set_value(model.workers[0][0])
    page.worker.edited.emit()
    with qtbot.waitSignal(page.done, timeout=20_000):
        page.go_on.click()
    here = Laptop(session, served.test)
    assert newest(here, case, "note").text("text") == "Mustikka"
    assert session.store.ring().highest == 2
    assert session.store.verify().sound
    store_access.lock(lost.session)
