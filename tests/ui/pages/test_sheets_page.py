"""Sheets are shown from memory; drafts are not printed whole; giving one is recorded on a case."""

from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId, new_id
from desktop_app.sheets.discretion import telling_word
from desktop_app.ui.language import Language
from desktop_app.ui.pages.sheets_page import SheetsPage
from desktop_app.ui.view_models.sheets import NUMBERS, Form, SheetsViewModel
from desktop_app.use_cases import case_cover, cases, members, sheets
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
    assert [label.split(" – ")[0] for label in labels[:4]] == ["Finnish", "plain Finnish", "Swedish", "English"]
    assert labels[4:] == sorted(labels[4:])


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
    with qtbot.waitSignal(page._model.printing.ended, timeout=20_000) as ended:
        page.giving.print_to(printer)
        assert page._model.printing.busy, "the window goes on meanwhile"
    assert ended.args == [True]
    assert printer.docName() == "Luotsi"
    assert target.read_bytes().count(b"/Type /Page\n") == page._model.shown.pages


def test_a_printer_that_does_not_begin_is_said(page, qtbot):
    for paint in (lambda *_: False, lambda *_: 1 / 0):
        page.giving._paint = paint
        with qtbot.waitSignal(page._model.printing.ended, timeout=20_000) as ended:
            page.giving.print_to(QPrinter())
        assert ended.args == [False]
        assert not page._model.printing.busy
        page._model._around.background.report_failures_to(lambda error: None)


def test_a_place_that_cannot_be_written_is_said_and_a_saved_sheet_is_for_this_account_alone(page, qtbot, tmp_path):
    with qtbot.waitSignal(page._model.failed):
        page.giving.save_to(tmp_path / "missing" / "tiedote.pdf")
    assert page._error.isVisible()
    page.giving.save_to(tmp_path / "tiedote.pdf")
    assert (tmp_path / "tiedote.pdf").stat().st_mode & 0o777 == 0o600


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
    give.to_whom.set_value("her sister")
    give._follow()
    with qtbot.waitSignal(page._model.recorded):
        give.record.click()
    given = cases.read(session, case).newest("information_given")
    assert given is not None
    assert given.text("how") == "read_aloud"
    assert given.text("carried") == "not_offered_unsafe"
    assert given.text("sheet") == f"you-can-get-help/en/{page._model.shown.revision}/unconfirmed"
    assert given.text("variant") == "standard"
    assert given.text("to_whom") == "her sister"


def test_each_form_is_shown_and_recorded(page, session, case, qtbot):
    for form in (Form.LARGE_PRINT, Form.POCKET):
        with qtbot.waitSignal(page._model.changed, timeout=20_000):
            page.forms.form.set_value(form.value)
            page.forms.form.edited.emit()
        qtbot.waitUntil(lambda form=form: page._model.shown.form is form, timeout=20_000)
    page.forms.discreet.click()
    qtbot.waitUntil(lambda: page._model.shown.discreet, timeout=20_000)
    assert telling_word(page.pages.text()) is None
    page.giving.give.how.set_value("handed_over")
    page.giving.give._follow()
    with qtbot.waitSignal(page._model.recorded):
        page.giving.give.record.click()
    given = cases.read(session, case).newest("information_given")
    assert given is not None
    assert given.text("variant") == "pocket,discreet"


def test_several_sheets_are_printed_as_one_job_and_recorded_each(page, session, case, qtbot, tmp_path, monkeypatch):
    page.giving.pile.collect.click()
    choose(page, qtbot, language="fi", form=Form.POCKET)
    page.giving.pile.collect.click()
    choose(page, qtbot, language="ru", form=Form.STANDARD)
    page._model.collect()
    assert len(page._model.pile) == 2
    assert page.giving.print_sheet.isEnabled()
    monkeypatch.setattr(page.giving, "printers", lambda: ["Toimisto"])
    page.giving.retranslate()
    assert page.giving._printer_block.isVisible(), "also while a draft is on the screen"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with qtbot.waitSignal(page._model.printing.ended, timeout=20_000):
        page.giving.print_to(printer)
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    lying = [width > height for width, height in (each.get_size() for each in document)]
    document.close()
    assert lying == [False] * page._model.pile[0].drawn.pages + [True]
    page.giving.give.how.set_value("handed_over")
    page.giving.give._follow()
    with qtbot.waitSignal(page._model.recorded):
        page.giving.give.record.click()
    given = cases.read(session, case).of_kind("information_given")
    assert sorted(each.text("variant") for each in given) == ["pocket", "standard"]
    assert page._model.pile == ()


def test_while_the_next_sheet_is_drawn_the_one_on_the_screen_is_collected_and_recorded(page, session, case, qtbot):
    page._model.choose(sheet="important-numbers")
    page._model.collect()
    (collected,) = page._model.pile
    assert (collected.sheet, collected.drawn.title) == ("you-can-get-help", "Good to know")
    page._model.drop_collected()
    with qtbot.waitSignal(page._model.recorded):
        page._model.record_given(case, "read_aloud", None)
    given = cases.read(session, case).newest("information_given")
    assert given is not None
    assert given.text("sheet").startswith("you-can-get-help/en/")


def test_a_sheet_that_cannot_be_drawn_leaves_nothing_of_the_one_before(page, qtbot, monkeypatch):
    def refuse(*_, **__):
        raise LuotsiError("sheet_too_long")

    monkeypatch.setattr(sheets, "preview", refuse)
    with qtbot.waitSignal(page._model.failed, timeout=20_000):
        page._model.choose(form=Form.POCKET)
    assert page._model.shown is None
    assert page._model.to_print() == ()
    assert page._error.isVisible()
    assert not page.giving.give.record.isEnabled()
    monkeypatch.undo()
    choose(page, qtbot, form=Form.STANDARD)
    assert not page._error.isVisible()


@pytest.mark.parametrize(("typed", "tag"), [("рус", "ru"), ("Rus", "ru"), ("svens", "sv"), ("العر", "ar")])
def test_typing_finds_a_language_by_either_of_its_names(page, qtbot, typed, tag):
    page.language.setFocus()
    page.language.make_list()
    page.language.view().keyboardSearch(typed)
    assert page.language.itemData(page.language.view().currentIndex().row()) == tag


def test_typing_letter_by_letter_chooses_in_the_closed_list(page, qtbot):
    page.language.setFocus()
    with qtbot.waitSignal(page._model.changed, timeout=20_000):
        for letter in "рус":
            QApplication.sendEvent(
                page.language, QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            )
    assert page.language.value() == "ru"


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


def with_reference(page, qtbot, case):
    choose(page, qtbot, sheet="important-numbers")
    page.forms.reference.set_value(case.hex())
    with qtbot.waitSignal(page._model.changed, timeout=20_000):
        page.forms.reference.edited.emit()
    qtbot.waitUntil(lambda: bool(page._model.shown.reference), timeout=20_000)


def test_the_reference_of_a_case_stands_on_the_sheet_only_when_it_is_chosen(page, session, case, qtbot):
    reference = case_cover.read(session, case).reference
    members.change_own(session, "Sanna L.", "040 000 0000")
    assert not page.forms.reference.isVisible(), "this sheet has no place for it"
    choose(page, qtbot, sheet="important-numbers")
    assert page.forms.reference.value() is None
    assert reference not in page.pages.text()
    with_reference(page, qtbot, case)
    shown = page.pages.text().replace("\u00a0", " ")
    assert reference in shown
    assert "040 000 0000" in shown
    page.giving.give.how.set_value("handed_over")
    page.giving.give._follow()
    with qtbot.waitSignal(page._model.recorded, timeout=20_000):
        page.giving.give.record.click()
    given = cases.read(session, case).newest("information_given")
    assert given is not None
    assert given.text("variant") == "standard,reference"
    qtbot.waitUntil(lambda: not page._model.shown.reference, timeout=20_000)
    assert page.forms.reference.value() is None, "the next sheet is somebody else's"


def test_a_missing_number_of_the_worker_is_said(page, session, case, qtbot):
    with_reference(page, qtbot, case)
    assert "no phone number" in page.forms._reference.line.text()
    members.change_own(session, "Sanna L.", "040 000 0000")
    choose(page, qtbot, language="fi")
    assert "no phone number" not in page.forms._reference.line.text()


def test_a_sheet_with_a_reference_is_not_recorded_on_another_case(page, session, case, qtbot):
    other, _ = cases.open_new(session)
    with_reference(page, qtbot, other)
    give = page.giving.give
    give.how.set_value("handed_over")
    give._follow()
    assert give.case.value() == case.hex()
    assert give._another.isVisible()
    assert not give.record.isEnabled()
    page._model.record_given(case, "handed_over", None)
    assert cases.read(session, case).newest("information_given") is None
    page.giving.pile.collect.click()
    choose(page, qtbot, sheet="your-rights")
    assert page._model.named is None, "it does not wander to another sheet"
    assert not give.record.isEnabled(), "what was collected bears it still"
    assert case_cover.read(session, other).reference in page.giving.pile._titles.text()


def test_the_reference_of_a_case_that_does_not_exist_here_is_on_no_sheet(session):
    with pytest.raises(LuotsiError, match="no_such_case"):
        sheets.preview(session, "important-numbers", "fi", None, case=CaseId(new_id()))
