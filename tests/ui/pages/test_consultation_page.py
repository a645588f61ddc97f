"""An anonymous consultation belongs to nobody and keeps what is typed through everything."""

from __future__ import annotations

import pytest

from desktop_app.ledger.canonical import b64
from desktop_app.ui.language import Language
from desktop_app.ui.pages.consultation_page import ROWS, ConsultationPage
from desktop_app.ui.view_models.consultation import ConsultationViewModel
from desktop_app.use_cases import consultations
from tests.ui.pages.fit import clipped_in_any_language, nameless
from tests.ui.pages.tabbing import by_tab


@pytest.fixture
def page(around, shown, qtbot):
    model = ConsultationViewModel(around)
    made = shown(ConsultationPage(model, around.labels))
    qtbot.waitUntil(lambda: model.form.is_open)
    yield made
    model.form.finish_now()


@pytest.fixture
def model(page):
    return page._model


def typed(page, qtbot, field, text):
    editor = page.form.blocks[field].editor
    editor.setFocus()
    qtbot.keyClicks(editor, text)


def saved(model, qtbot):
    done = []
    model.form.save(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))


def test_what_is_kept_belongs_to_no_person_and_no_case(page, model, session, qtbot):
    typed(page, qtbot, "question", "Voiko epavarmana esittaa?")
    model.form.set_value("consulted", "assistance_system")
    saved(model, qtbot)
    (record,) = session.store.records_of_kind("consultation")
    assert record.case is None
    assert record.text("question") == "Voiko epavarmana esittaa?"
    assert record.text("delete_on")
    assert session.store.cases.page(query="").total == 0
    assert session.store.records_of_kind("person") == ()


def test_the_form_has_no_field_that_could_name_somebody(page):
    assert set(page.form.blocks) == {
        "occurred_at", "consulted", "question", "advice", "agreed_to_ask", "why_not_named",
    }  # fmt: skip


def test_tab_reaches_the_fields_before_what_was_written_earlier(page):
    order = [name for names in ROWS for name in names]
    parts = {name: page.form.blocks[name].editor for name in order}
    met = by_tab(parts[order[0]], {**parts, "kept": page.kept, "earlier": page._earlier})
    assert met == [*order, "kept", "earlier"]


def test_typing_on_after_a_save_changes_the_same_record_without_a_conflict(page, model, session, qtbot):
    typed(page, qtbot, "question", "Kysymys")
    saved(model, qtbot)
    typed(page, qtbot, "question", " jatkuu")
    saved(model, qtbot)
    (record,) = session.store.records_of_kind("consultation")
    assert record.text("question") == "Kysymys jatkuu"
    assert not record.conflicts


def test_a_new_one_keeps_the_old_one_which_a_press_opens_again(page, model, session, qtbot):
    typed(page, qtbot, "advice", "Voi esittaa.")
    first = model.chosen
    page._new.click()
    qtbot.waitUntil(lambda: model.chosen != first)
    assert page.form.blocks["advice"].editor.value() in (None, "")
    qtbot.waitUntil(lambda: [one.record for one in model.earlier] == [first])
    page._earlier.opened.emit(b64(first))
    qtbot.waitUntil(lambda: model.chosen == first)
    assert page.form.blocks["advice"].editor.value() == "Voi esittaa."


def test_the_list_says_when_and_whom_only(page, model, qtbot):
    typed(page, qtbot, "question", "Salainen kysymys")
    model.form.set_value("consulted", "police")
    saved(model, qtbot)
    qtbot.waitUntil(lambda: bool(model.earlier) and not model.earlier[0].is_draft)
    (row,) = page._earlier._rows.rows
    assert row.detail == "police, without a name"
    assert "Salainen" not in row.spoken


def test_nothing_is_kept_of_a_page_that_was_only_looked_at(page, model, session, qtbot):
    left = []
    page.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))
    assert consultations.earlier(session) == ()


def test_what_is_typed_survives_a_change_of_language(page, model, qtbot):
    typed(page, qtbot, "question", "kesken oleva kysymys")
    typed(page, qtbot, "advice", "puolikas neu")
    model.form.set_value("consulted", "lawyer")
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert page.form.blocks["question"].editor.value() == "kesken oleva kysymys"
        assert page.form.blocks["advice"].editor.value() == "puolikas neu"
    typed(page, qtbot, "advice", "vo")
    assert page.form.blocks["advice"].editor.value() == "puolikas neuvo"


def test_every_word_fits_and_every_part_has_a_name(page, model, qtbot):
    model.form.set_value("consulted", "social_services")
    typed(page, qtbot, "question", "Kysymys")
    saved(model, qtbot)
    qtbot.waitUntil(lambda: bool(model.earlier))
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def test_a_day_that_cannot_be_read_yet_stays_as_it_was_typed(page, model, around, qtbot):
    editor = page.form.blocks["occurred_at"].editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "31.2.")
    typed(page, qtbot, "question", "Kysymys")
    saved(model, qtbot)
    around.feed.tell(frozenset())
    qtbot.wait(100)
    assert editor.text() == "31.2."
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert editor.text() == "31.2."
