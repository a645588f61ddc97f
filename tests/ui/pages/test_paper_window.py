"""Letters and forms are looked at, printed and saved from memory, and noted once they went out."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop_app.domain.consent import SYSTEM_BY_NAME
from desktop_app.ledger.canonical import Json
from desktop_app.ui.application import _close_other_windows
from desktop_app.ui.pages.consent_page import ConsentPage
from desktop_app.ui.pages.paper_window import PaperWindow
from desktop_app.ui.pages.proposal_page import ProposalPage
from desktop_app.ui.view_models.consent import ConsentViewModel
from desktop_app.ui.view_models.proposal import CONSENT_FORM, ProposalViewModel
from desktop_app.use_cases import cases, consent
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def written(case, write):
    write("person", case, {"given_names": "Arun", "family_name": "Keksitty", "service_language": "sv"})
    write("safety_assessment", case, {"contact_detail": "040 000 0000"})
    write("proposal", case, {"why_may_be_victim": "Passi on viety.", "why_needs_help": "Tarvitsee yöpaikan."})
    return case


@pytest.fixture
def agreed(written, session):
    details: dict[str, Json] = {"data_groups": ["identity", "contact_way"], "recipient": SYSTEM_BY_NAME}
    consent.record_answer(session, written, "send_proposal", "given", details)
    return written


@pytest.fixture
def proposal_page(around, case, shown, qtbot):
    model = ProposalViewModel(around, case)

    def made() -> ProposalPage:
        page: ProposalPage = shown(ProposalPage(model, around.labels))
        qtbot.waitUntil(lambda: model.view is not None and model.form.is_open)
        return page

    yield made
    model.form.finish_now()


def opened(page: ProposalPage | ConsentPage, qtbot) -> PaperWindow:
    """The window over the page, with its pages drawn."""
    page.__dict__.pop("_papers", None)
    page.print_preview()
    qtbot.waitUntil(lambda: hasattr(page, "_papers") and bool(page._papers._model.pdf))
    window: PaperWindow = page._papers
    qtbot.waitUntil(lambda: bool(window.pages.text()))
    return window


def printed(session) -> list[str]:
    """The kinds of which the access log has noted that they were printed."""
    return [key[2] for key in session.noted if key[1] == "printed"]


def drawn(window: PaperWindow, qtbot) -> str:
    """The words on the screen once what was chosen last is drawn."""
    qtbot.waitUntil(lambda: bool(window._model.pdf))
    return " ".join(window.pages.text().split())


def test_without_a_permission_there_is_a_draft_that_cannot_be_noted(written, proposal_page, qtbot):
    window = opened(proposal_page(), qtbot)
    words = drawn(window, qtbot)
    assert "Passi on viety." in words
    assert "Keksitty" not in words
    assert window._state.isVisible()
    assert not window.note_button.isEnabled()
    assert window.save_button.isEnabled()
    window.close()


def test_the_letter_is_in_the_persons_language_and_hides_how_they_are_reached_until_chosen(
    agreed, proposal_page, qtbot
):
    window = opened(proposal_page(), qtbot)
    assert window.language.value() == "sv"
    words = drawn(window, qtbot)
    assert "Framställning om upptagning" in words
    assert "Keksitty" in words
    assert "040 000 0000" not in words
    assert not window._state.isVisible()
    window.safety.click()
    assert "040 000 0000" in drawn(window, qtbot)
    window.language.set_value("en")
    window.language.edited.emit()
    assert "Person proposed" in drawn(window, qtbot)
    assert window._state.isVisible()
    assert not window.note_button.isEnabled()
    window.close()


def test_the_letter_and_the_form_are_one_print_job_with_a_neutral_name(agreed, proposal_page, qtbot, tmp_path, session):
    window = opened(proposal_page(), qtbot)
    alone = len(pypdfium2.PdfDocument(window._model.pdf))
    window.others[CONSENT_FORM].click()
    assert "Samtycke till att söka sig" in drawn(window, qtbot)
    both = len(pypdfium2.PdfDocument(window._model.pdf))
    assert both > alone
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with qtbot.waitSignal(window._model.printing.ended, timeout=20_000):
        window.print_to(printer)
        assert not (tmp_path / "out.pdf").exists(), "it is noted before it is printed"
    assert printed(session) == ["proposal"]
    assert printer.docName() == "Luotsi"
    assert len(pypdfium2.PdfDocument(tmp_path / "out.pdf")) == both
    session.noted.clear()
    window.save_to(tmp_path / "kept.pdf")
    assert (tmp_path / "kept.pdf").read_bytes() == window._model.pdf
    qtbot.waitUntil(lambda: printed(session) == ["proposal"])
    window.save_to(tmp_path / "missing" / "kept.pdf")
    assert window._error.isVisible()
    window.close()


def test_how_it_went_is_noted_once_and_the_proposal_counts_as_sent(agreed, proposal_page, qtbot, monkeypatch, session):
    monkeypatch.setattr("desktop_app.ui.pages.paper_window.decide", lambda *_words, **_verbs: True)
    page = proposal_page()
    window = opened(page, qtbot)
    assert not window.note_button.isEnabled(), "how it went is chosen first"
    window.how.set_value("by_hand")
    window.how.edited.emit()
    with qtbot.waitSignal(window._model.noted):
        window.note_button.click()
    qtbot.waitUntil(lambda: page._model.is_sent)
    (gave,) = [one for one in cases.read(session, agreed).own if one.kind == "disclosure"]
    assert gave.text("how") == "by_hand"
    assert "contact_detail" not in str(gave.values)
    again = opened(page, qtbot)
    assert again._model.is_draft
    assert not again.note_button.isVisible()
    again.close()


def test_a_lock_takes_the_letter_from_the_screen(agreed, proposal_page, qtbot):
    page = proposal_page()
    window = opened(page, qtbot)
    assert window.isVisible()
    _close_other_windows(page)
    assert not window.isVisible()


def test_a_form_to_sign_begins_with_the_chosen_permission_and_others_join_it(around, case, shown, qtbot):
    model = ConsentViewModel(around, case)
    page = shown(ConsentPage(model, around.labels))
    qtbot.waitUntil(lambda: model.permissions is not None and not model.loading)
    model.choose("send_proposal")
    qtbot.waitUntil(lambda: not model.loading)
    window = opened(page, qtbot)
    assert "Suostumus ihmiskaupan uhrien auttamisjärjestelmään hakeutumiseen" in drawn(window, qtbot)
    assert [code for code, tick in window.others.items() if tick.isChecked()] == ["send_proposal"]
    assert "danger to the person" in window._state.accessibleName()
    before = len(pypdfium2.PdfDocument(window._model.pdf))
    window.others["health_care"].click()
    assert "yhteydenotto terveydenhuoltoon" in drawn(window, qtbot)
    assert len(pypdfium2.PdfDocument(window._model.pdf)) > before
    for code in ("health_care", "send_proposal"):
        window.others[code].click()
    qtbot.waitUntil(lambda: not window._model.letters)
    assert not window.print_button.isEnabled()
    assert not window.save_button.isEnabled()
    window.close()
    model.form.finish_now()


def test_every_word_of_the_window_fits_and_every_part_has_a_name(agreed, proposal_page, qtbot):
    window = opened(proposal_page(), qtbot)
    assert clipped_in_any_language(window, qtbot) == {}
    assert nameless(window) == []
    window.close()
