"""What does not count is told on the Sync page: why, in plain words, what to do, from whom; never what it says."""

from __future__ import annotations

import pytest

from desktop_app.ledger.ids import CaseId, new_id
from desktop_app.ui.pages.set_aside_card import SetAsideCard, why_words
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.ui.view_models.sync import Fate, Group, SyncViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import Label
from tests.ui.pages.fit import clipped_in_any_language, nameless

CASE = CaseId(new_id())
REASONS = (
    (Fate.WAITING, "device_unknown"),
    (Fate.WAITING, "key_unknown"),
    (Fate.WAITING, "newer_version"),
    (Fate.WAITING, "opening_record_missing"),
    (Fate.REFUSED, "altered"),
    (Fate.REFUSED, "not_allowed"),
    (Fate.REFUSED, "fork"),
    (Fate.RETIRED, ""),
    (Fate.WITHHELD, ""),
    (Fate.QUARANTINED, ""),
)


def group(fate, reason, count=1):
    received = "2026-11-23T09:00:00.000Z" if fate is Fate.WAITING else ""
    cases = {CASE: "Koivu 3"} if fate is Fate.WITHHELD else {}
    return Group(fate, reason, "", "Mikael S.", fate is Fate.QUARANTINED, count, received, cases)


@pytest.fixture
def card(around, shown):
    made = SetAsideCard(SyncViewModel(around, StatusViewModel(around)))
    made._model.set_aside = tuple(group(*one, count) for count, one in enumerate(REASONS, 1))
    made._model.changed.emit()
    shown(made)
    return made


def texts(card):
    return [label.text() for label in card.findChildren(Label) if label.isVisible()]


def test_each_has_a_sentence_of_its_own_and_says_what_to_do(card):
    assert len({why_words(group(*one)) for one in REASONS}) == len(REASONS)
    said = texts(card)
    assert "1 change cannot be read yet" in said
    assert "9 changes were not given to their recipient" in said
    assert any(text.startswith("Mikael S., received ") for text in said)
    assert "This laptop" in said


def test_the_case_of_what_was_withheld_opens(card, qtbot):
    (way,) = [button for button in card.findChildren(Button) if button.isVisible()]
    assert way.text() == "Open Koivu 3"
    with qtbot.waitSignal(card.case_asked) as asked:
        way.click()
    assert asked.args == [CASE]


def test_nothing_to_tell_is_not_shown_and_every_word_fits(card, qtbot):
    assert clipped_in_any_language(card, qtbot) == {}
    assert nameless(card) == []
    card._model.set_aside = ()
    card._model.changed.emit()
    assert not card.isVisible()
