"""The page of permissions asks one by one and keeps what is typed through everything."""

from __future__ import annotations

import pytest

from desktop_app.ui.language import Language
from desktop_app.ui.pages.consent_page import ConsentPage
from desktop_app.ui.view_models.consent import ConsentViewModel
from desktop_app.use_cases import consent
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def page(around, case, shown, qtbot):
    model = ConsentViewModel(around, case)
    made = shown(ConsentPage(model, around.labels))
    qtbot.waitUntil(lambda: model.permissions is not None and not model.loading)
    yield made
    model.form.finish_now()


@pytest.fixture
def model(page):
    return page._model


def choose(model, qtbot, purpose):
    model.choose(purpose)
    qtbot.waitUntil(lambda: not model.loading)


def answers(around, case, purpose):
    return [one.answer for one in consent.read(around.session, case).of(purpose).answers]


def test_a_permission_is_recorded_with_what_was_ticked(page, model, around, case, qtbot):
    choose(model, qtbot, "send_proposal")
    page.answer._answer.segments[0].click()
    page.answer._groups._ticks["identity"].click()
    with qtbot.waitSignal(model.recorded):
        page._record.click()
    permission = consent.read(around.session, case).of("send_proposal")
    assert permission.in_force
    assert permission.groups == ("identity",)


def test_after_recording_a_new_answer_is_empty_and_may_be_a_withdrawal(page, model, around, case, qtbot):
    page.answer._answer.segments[0].click()
    with qtbot.waitSignal(model.recorded):
        page._record.click()
    qtbot.waitUntil(lambda: not model.loading and page.history.isVisible())
    assert page.answer._answer.value() is None
    assert [segment.code for segment in page.answer._answer.segments][-1] == "withdrawn"
    assert answers(around, case, "keep_notes") == ["given"]


def test_a_permission_without_anything_to_send_says_so_and_waits(page, model, around, case, qtbot):
    choose(model, qtbot, "send_proposal")
    page.answer._answer.segments[0].click()
    with qtbot.waitSignal(model.refused):
        page._record.click()
    assert page.answer._groups._error.isVisible()
    assert answers(around, case, "send_proposal") == []


def test_leaving_keeps_a_begun_answer_without_giving_the_permission(page, model, around, case, qtbot):
    choose(model, qtbot, "send_proposal")
    page.answer._answer.segments[1].click()
    left = []
    page.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))
    assert answers(around, case, "send_proposal") == []
    assert consent.answer_form(around.session, case, "send_proposal").values()["answer"] == "refused"


def test_hard_circumstances_advise_to_ask_again_and_stop_nothing(page, model, around, case, qtbot):
    page.answer._answer.segments[0].click()
    model.form.set_value("setting", ["pressure_noticed"])
    assert page.answer._advice.isVisible()
    with qtbot.waitSignal(model.recorded):
        page._record.click()
    assert answers(around, case, "keep_notes") == ["given"]


def test_what_is_typed_survives_a_change_of_language(page, model, qtbot):
    choose(model, qtbot, "send_proposal")
    page.answer._answer.segments[0].click()
    page.answer._groups._ticks["needs"].click()
    page.answer._more.click()
    editor = page.answer._form.blocks["withdrawn_how"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "puhelimessa, kesken")
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert editor.value() == "puhelimessa, kesken"
        assert page.answer._answer.value() == "given"
        assert page.answer._groups._ticks["needs"].value() is True


def test_every_word_fits_and_every_part_has_a_name(page, model, qtbot):
    choose(model, qtbot, "send_proposal")
    page.answer._answer.segments[0].click()
    page.answer._more.click()
    page._more.click()
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def test_no_is_as_large_as_yes(page, model, qtbot):
    heights = {segment.height() for segment in page.answer._answer.segments}
    assert len(heights) == 1


def test_a_date_that_cannot_be_read_is_said_where_it_stands(page, model, around, case, qtbot):
    page.answer._answer.segments[0].click()
    model.form.set_value("valid_until", {"raw": "31.2."})
    with qtbot.waitSignal(model.refused):
        page._record.click()
    assert answers(around, case, "keep_notes") == []
    assert model.form.value("valid_until") == {"raw": "31.2."}
