"""Joining is the worker's own act: searched for, told in plain words, done by a button and taken back by another."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.ledger.canonical import b64
from desktop_app.ui.owning import with_model
from desktop_app.ui.pages.duplicates_card import DuplicatesCard
from desktop_app.ui.pages.joining_page import JoiningPage
from desktop_app.ui.view_models.joining import JoiningViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.use_cases import case_view, cases, duplicates, joining
from tests.ui.pages.fit import clipped_in_any_language, nameless


def words_of(page) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page, name):
    return next(one for one in page.findChildren(Button) if one.isVisible() and one.accessibleName().startswith(name))


@pytest.fixture
def other(session):
    return cases.open_new(session)[0]


@pytest.fixture
def make(around, case, shown, qtbot):
    def page(chosen=None) -> JoiningPage:
        model = JoiningViewModel(around, case, "Koivu 3", chosen)
        made: JoiningPage = shown(with_model(JoiningPage(model), model))
        qtbot.waitUntil(lambda: model.view is not None)
        return made

    return page


def reference(session, case):
    return cases.read(session, case).summary().reference


def test_the_other_case_is_chosen_and_what_happens_is_said_before_anything_does(make, session, case, other, qtbot):
    page = make()
    assert not page._what.isVisible()
    page.search.editor.setText(reference(session, other))
    page.search.editor.edited.emit()
    qtbot.waitUntil(lambda: [one.case for one in page._model.view.found] == [other])
    page._rows.opened.emit(b64(other))
    qtbot.waitUntil(page._what.isVisible)
    said = words_of(page)
    assert f"{reference(session, case)} and {reference(session, other)} are shown as one case" in said
    assert "Both histories stay" in said
    assert not page._loses.isVisible(), "nobody loses sight of it"
    assert cases.page(session, cases.ListRequest()).total == 2
    assert nameless(page) == []
    assert clipped_in_any_language(page, qtbot) == {}


def test_a_button_joins_and_another_takes_it_back(make, session, case, other, qtbot):
    page = make(other)
    qtbot.waitUntil(page._what.isVisible)
    with qtbot.waitSignal(page._model.joined):
        page.join.click()
    assert cases.page(session, cases.ListRequest()).total == 1
    qtbot.waitUntil(lambda: page.joined.isVisible() and not page._what.isVisible())
    assert "Joined. Both histories stay." in words_of(page)
    assert nameless(page) == []
    assert clipped_in_any_language(page, qtbot) == {}
    with qtbot.waitSignal(page._model.parted):
        button(page, "Take the join back").click()
    assert cases.page(session, cases.ListRequest()).total == 2
    qtbot.waitUntil(lambda: not page.joined.isVisible())
    assert not case_view.view(session, case).group.joins


def test_a_consultation_waits_for_the_yes_of_the_person(make, session, case, write, qtbot):
    consultation = write("consultation", None, {"question": "Voiko esittää"})
    page = make()
    qtbot.waitUntil(page.consultation.isVisible)
    assert not page.consultation.join.isVisible()
    page.consultation._rows.opened.emit(b64(consultation))
    assert page.consultation.join.isVisible()
    for answer in ("no", "unknown"):
        page.consultation._agreed.editor.set_value(answer)
        page.consultation._agreed.editor.edited.emit()
        assert not page.consultation.join.isEnabled()
    page.consultation._agreed.editor.set_value("yes")
    page.consultation._agreed.editor.edited.emit()
    assert clipped_in_any_language(page, qtbot) == {}
    with qtbot.waitSignal(page._model.joined):
        page.consultation.join.click()
    assert consultation in {one.record for one in session.store.case_records(case)}
    qtbot.waitUntil(lambda: bool(page._model.view.joined))
    with qtbot.waitSignal(page._model.parted):
        button(page.consultation, "Take the join back").click()
    assert consultation not in {one.record for one in session.store.case_records(case)}
    assert joining.view(session, case).joined == ()


def test_the_warning_leads_to_it_for_cases_that_may_be_opened_alone(look, shown, other):
    card: DuplicatesCard = shown(DuplicatesCard())
    asked: list[object] = []
    card.same_asked.connect(asked.append)
    card.show_found(
        (duplicates.Duplicate(other, "Koivu 3", "", "same"), duplicates.Duplicate(None, "Lokki 8", "Mikael S."))
    )
    (same,) = [one for one in card.findChildren(Button) if one.text() == "The same person"]
    same.click()
    assert asked == [other]
