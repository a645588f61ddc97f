"""Sheets are shown from memory; drafts are not printed whole; giving one is recorded on a case."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop_app.ui.language import Language
from desktop_app.ui.pages.sheets_page import SheetsPage
from desktop_app.ui.view_models.sheets import NUMBERS, SheetsViewModel
from desktop_app.use_cases import cases
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def page(around, case, shown, qtbot):
    model = SheetsViewModel(around, "en", case)
    made = shown(SheetsPage(model, around.labels))
    qtbot.waitUntil(lambda: model.shown is not None and bool(model.rows), timeout=20_000)
    return made


def choose(page, qtbot, **what):
    with qtbot.waitSignal(page._model.changed, timeout=20_000):
        page._model.choose(**what)


def test_a_checked_text_may_be_printed_and_a_draft_only_its_numbers(page, qtbot):
    assert page._model.may_print
    choose(page, qtbot, language="ru")
    assert not page._model.may_print
    assert page.giving._state.isVisible()
    assert not page.giving.print_sheet.isEnabled()
    choose(page, qtbot, sheet=NUMBERS)
    assert page._model.may_print
    assert not page.giving._state.isVisible()


def test_the_person_s_language_goes_by_its_own_name(page):
    labels = [page.language.itemText(place) for place in range(page.language.count())]
    assert "Russian – русский" in labels


def test_a_screen_reader_hears_the_sheet(page):
    assert "112" in page.pages.accessibleDescription()


def test_looking_writes_no_file(page, qtbot, tmp_path, session):
    before = {path for path in tmp_path.rglob("*") if path.suffix == ".pdf"}
    choose(page, qtbot, language="fi")
    assert {path for path in tmp_path.rglob("*") if path.suffix == ".pdf"} == before == set()


def test_a_saved_draft_keeps_its_watermark(page, qtbot, tmp_path):
    choose(page, qtbot, language="ar")
    target = tmp_path / "tiedote.pdf"
    page.giving.save_to(target)
    assert target.read_bytes() == page._model.shown.pdf
    assert page._model.is_draft


def test_what_is_printed_has_every_page_and_a_neutral_name(page, tmp_path, qtbot):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target = tmp_path / "out.pdf"
    printer.setOutputFileName(str(target))
    page.giving.print_to(printer)
    assert printer.docName() == "Luotsi"
    assert target.read_bytes().count(b"/Type /Page\n") == page._model.shown.pages


def test_without_a_printer_saving_is_offered(page):
    if page.giving.printers():
        pytest.skip("this machine has a printer")
    assert page.giving._none.isVisible()
    assert page.giving.save.isVisible()


def test_giving_is_recorded_on_the_case_with_what_was_shown(page, session, case, qtbot):
    give = page.giving.give
    assert give.case.value() == case.hex()
    give.how.set_value("read_aloud")
    give.carried.set_value("not_offered_unsafe")
    give._follow()
    with qtbot.waitSignal(page._model.recorded):
        give.record.click()
    given = cases.read(session, case).newest("information_given")
    assert given is not None
    assert given.text("how") == "read_aloud"
    assert given.text("carried") == "not_offered_unsafe"
    assert given.text("sheet") == "you-can-get-help/en/1/unconfirmed"


def test_old_numbers_are_said_before_printing(page, session, qtbot):
    session.clock = lambda: datetime(2028, 1, 1, tzinfo=UTC)
    choose(page, qtbot, language="sv")
    assert page.giving._old.isVisible()


def test_a_change_of_screen_language_keeps_what_is_chosen(page, qtbot):
    choose(page, qtbot, language="ru")
    page.giving.give.how.set_value("shown")
    for language in ("fi", "sv", "en"):
        Language.set(language)
        assert page.language.value() == "ru"
        assert page.giving.give.how.value() == "shown"


def test_every_word_fits_and_every_part_has_a_name(page, qtbot):
    choose(page, qtbot, language="ru")
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
