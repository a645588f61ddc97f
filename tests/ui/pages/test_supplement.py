"""An officer asks on the page of the proposal, and the proposer answers with a supplement on its own page."""

from __future__ import annotations

from desktop_app.ui.language import Language
from desktop_app.ui.pages.proposal_page import ProposalPage
from desktop_app.ui.view_models.proposal import ProposalViewModel
from desktop_app.use_cases import cases, records
from tests.end_to_end.people import newest
from tests.ui.pages.fit import clipped_in_any_language, nameless
from tests.ui.pages.test_decision_page import both, page

__all__ = ["both", "page"]


def test_a_question_is_kept_while_typed_asked_by_the_button_and_answered_by_a_supplement(
    page, both, shown, qtbot, monkeypatch
):
    monkeypatch.setattr("desktop_app.ui.pages.supplement_card.decide", lambda *_words, **_verbs: True)
    sanna, case, near, officer, received, _ = both
    question = page.question._model
    with qtbot.waitSignal(question.refused):
        question.form.set_value("question", " ")
        page.question.ask.click()
    editor = page.question.form.blocks["question"].editor
    editor.setPlainText("")
    editor.setFocus()
    qtbot.keyClicks(editor, "Sukunimi?")
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert editor.toPlainText() == "Sukunimi?"
    with qtbot.waitSignal(question.sent):
        page.question.ask.click()
    qtbot.waitUntil(lambda: len(question.asked) == 1)
    officer.sync()
    sanna.sync()
    person = newest(sanna, case, "person").record
    form = records.open_form(sanna.session, person)
    records.keep_draft(sanna.session, form, {"family_name": "Keksitty"})
    records.save(sanna.session, person)

    model = ProposalViewModel(near, case)
    seen = shown(ProposalPage(model, near.labels))
    qtbot.waitUntil(lambda: model.view is not None and model.supplement.view is not None and model.form.is_open)
    card = seen.supplement
    assert card.isVisible()
    assert "Sukunimi?" in card._asked.text()
    assert "Family name" in card._differs.text()
    assert "Keksitty" not in card._differs.text()
    assert clipped_in_any_language(seen, qtbot) == {}
    assert nameless(seen) == []
    with qtbot.waitSignal(model.supplement.sent):
        card._send.click()
    qtbot.waitUntil(lambda: model.view is not None and model.view.state == "supplemented")
    sanna.sync()
    officer.sync()
    assert newest(officer, received, "person").text("family_name") == "Keksitty"
    assert cases.read(officer.session, received).proposal_state() == "supplemented"
    model.form.finish_now()
    question.form.finish_now()


def test_without_question_and_difference_no_card_stands_there(both, shown, qtbot):
    _, case, near, _, _, _ = both
    model = ProposalViewModel(near, case)
    seen = shown(ProposalPage(model, near.labels))
    qtbot.waitUntil(lambda: model.supplement.view is not None)
    assert not seen.supplement.isVisible()
    model.form.finish_now()
