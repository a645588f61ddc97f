"""The page of the proposal shows what leaves, what does not, and lets nothing but a missing permission stop it."""

from __future__ import annotations

import pytest

from desktop_app.ui.language import Language
from desktop_app.ui.pages.proposal_page import ProposalPage
from desktop_app.ui.pages.proposal_words import ADVICE, BLOCKED, STAYS
from desktop_app.ui.view_models.proposal import ProposalViewModel
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases import consent, records
from tests.ui.pages.fit import clipped_in_any_language, nameless

BLAMING = "Työnantaja pitää passia. Hän teki töitä ilman lupaa."


@pytest.fixture
def written(case, write):
    write("person", case, {"given_names": "Arun", "mother_tongue": "ne"})
    write("proposal", case, {"why_may_be_victim": BLAMING, "why_needs_help": "Tarvitsee yöpaikan."})
    write("account_and_observations", case, {"account": "Henkilö kertoi töistä."})
    return case


@pytest.fixture
def make(around, case, shown, qtbot):
    made = []

    def page() -> ProposalPage:
        model = ProposalViewModel(around, case)
        made.append(model)
        shown_page: ProposalPage = shown(ProposalPage(model, around.labels))
        qtbot.waitUntil(lambda: model.view is not None and model.form.is_open)
        qtbot.wait(20)  # parts made since the page was shown appear with the next turn of the event loop
        return shown_page

    yield page
    for model in made:
        model.form.finish_now()


def words_of(page) -> str:
    return " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def test_without_permission_nothing_leaves_and_the_reason_stands_beside_the_button(written, make):
    page = make()
    assert not page._send.isEnabled()
    assert BLOCKED["no_consent_for_proposal"] in page._reason.text()
    assert page._ask.isVisible()
    assert "Nothing leaves." in words_of(page)


def test_with_permission_the_groups_leave_with_the_day_and_the_rest_stays(written, make, session):
    consent.record_answer(session, written, "send_proposal", "given", {"data_groups": ["identity"]})
    page = make()
    words = words_of(page)
    assert "name and date of birth permission today" in words
    assert "the person's own account not in the permission" in words
    assert "whereabouts not asked" in words


def test_an_unticked_record_stays(written, make, session, qtbot):
    consent.record_answer(session, written, "send_proposal", "given", {"data_groups": ["identity", "account"]})
    page = make()
    model = page._model
    account = next(piece for piece in model.view.pieces if piece.kind == "account_and_observations")
    with qtbot.waitSignal(model.changed):
        model.tick(account.record, False)
    qtbot.wait(20)
    assert "the person's own account not chosen" in words_of(page)


def test_a_sentence_that_could_blame_is_underlined_and_blocks_nothing(written, make, session):
    consent.record_answer(session, written, "send_proposal", "given", {"data_groups": ["identity"]})
    page = make()
    banner = page.conditions._banners["why_may_be_victim"]
    assert banner.isVisible()
    page.conditions._go_to("why_may_be_victim")
    assert page.conditions.editor("why_may_be_victim").textCursor().selectedText() == "Hän teki töitä ilman lupaa."
    assert page._model.view.blocked == "not_enrolled"


def test_missing_words_inform_and_never_count(written, make):
    page = make()
    assert "When can you be reached?" in words_of(page)
    assert not any(character.isdigit() for words in ADVICE.values() for character in words)


def test_every_code_has_words(written, session):
    assert set(STAYS) >= {"no_consent", "not_ticked", "answer_stays", "health_not_agreed", "not_asked", "refused"}


def test_the_language_of_the_proposal_is_finnish_or_swedish_and_said_before_it_is_chosen(written, make, write, qtbot):
    write("person", written, {"service_language": "sv"})
    page = make()
    page.making.finish()
    block = page._form.blocks["language"]
    qtbot.waitUntil(lambda: "Swedish" in block.line.text())
    assert [segment.code for segment in block.editor.segments] == ["fi", "sv"]
    Language.set("fi")
    qtbot.waitUntil(lambda: "ruotsi" in block.line.text())
    assert [segment.code for segment in block.editor.segments] == ["fi", "sv"]


def test_what_is_typed_survives_a_change_of_language_with_the_cursor(case, make, qtbot, session):
    page = make()
    editor = page.conditions.editor("why_may_be_victim")
    editor.setFocus()
    qtbot.keyClicks(editor, "Velka kasvaa")
    cursor = editor.textCursor()
    cursor.setPosition(5)
    editor.setTextCursor(cursor)
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert editor.toPlainText() == "Velka kasvaa"
        assert editor.textCursor().position() == 5
    left = []
    page.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))
    assert records.newest_form(session, "proposal", case).values()["why_may_be_victim"] == "Velka kasvaa"


def test_the_turned_screen_holds_no_reference_and_no_name(written, make, session, qtbot):
    consent.record_answer(session, written, "send_proposal", "given", {"data_groups": ["identity"]})
    page = make()
    page.turn_screen()
    turned = page._turned
    qtbot.wait(20)
    words = words_of(turned)
    assert "Arun" not in words
    assert page._model.view.reference not in words
    assert turned.windowTitle() == "Luotsi"
    turned._stop.click()


def test_every_word_fits_and_every_part_has_a_name(written, make, session, qtbot):
    consent.record_answer(session, written, "send_proposal", "given", {"data_groups": ["identity"]})
    page = make()
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
