"""Criminal proceedings stand on a page of their own and keep what is typed through everything."""

from __future__ import annotations

import pytest

from desktop_app.ui.language import Language
from desktop_app.ui.pages.proceedings_page import ProceedingsPage
from desktop_app.ui.view_models.proceedings import ProceedingsViewModel
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def make(around, case, shown, qtbot):
    """Open the page anew."""
    models = []

    def made():
        model = ProceedingsViewModel(around, case, "Koivu 3")
        models.append(model)
        page = shown(ProceedingsPage(model, around.labels))
        qtbot.waitUntil(lambda: model.form.is_open)
        return page

    yield made
    for model in models:
        model.form.finish_now()


def leave(page, qtbot):
    left = []
    page.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))


def test_a_case_has_one_record_of_them_that_is_opened_again(make, session, qtbot):
    first = make()
    first._model.form.set_value("stage", "no_report")
    leave(first, qtbot)
    second = make()
    assert second._model.form.value("stage") == "no_report"
    second._model.form.set_value("stage", "investigation")
    leave(second, qtbot)
    (record,) = session.store.records_of_kind("criminal_proceedings")
    assert record.text("stage") == "investigation"
    assert session.store.conflict_count() == 0


def test_looking_at_the_page_records_nothing(make, session, qtbot):
    leave(make(), qtbot)
    assert session.store.records_of_kind("criminal_proceedings") == ()


def test_what_is_typed_survives_a_change_of_language(make, qtbot):
    page = make()
    for field in ("counsel", "note"):
        qtbot.keyClicks(page.cards.form.blocks[field].editor, "kesken oleva")
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert page.cards.form.blocks["counsel"].editor.value() == "kesken oleva"
        assert page.cards.form.blocks["note"].editor.value() == "kesken oleva"


def test_every_word_fits_and_every_part_has_a_name(make, qtbot):
    page = make()
    page._model.form.set_value("stage", "considering")
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
