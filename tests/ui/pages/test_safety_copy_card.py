"""The folder for safety copies is chosen in the window; what stands about it is said on Sync, and missed on Today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop_app.i18n.labels import Labels
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.pages.safety_copy_card import SafetyCopyCard
from desktop_app.ui.pages.sync_page import SyncPage
from desktop_app.ui.pages.today_page import TodayPage
from desktop_app.ui.view_models.safety_copy import SafetyCopyViewModel
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.sync import SyncViewModel
from desktop_app.ui.view_models.today import TodayViewModel
from desktop_app.use_cases import cases
from desktop_app.use_cases.safety_copy import OLD
from desktop_app.use_cases.session import utc_now
from tests.end_to_end.people import found, new_laptop
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def near(look, tmp_path, central):
    """A laptop of an organisation with a case that has waited for a network for a day."""
    laptop = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(laptop, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    laptop.sync()
    cases.open_new(laptop.session)
    laptop.session.clock = lambda: utc_now() + OLD + timedelta(hours=1)
    background = Background()
    yield Surroundings(laptop.session, background, ChangeFeed(), Labels.load())
    background.close()


@pytest.fixture
def card(near, shown, qtbot):
    made = shown(SafetyCopyCard(SafetyCopyViewModel(near)))
    qtbot.waitUntil(lambda: made._model.state is not None)
    return made


def test_a_folder_is_chosen_written_into_and_given_up_again(card, tmp_path, monkeypatch, qtbot):
    folder = tmp_path / "tikku"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    assert card.where.text() == "No folder has been chosen: nothing is written."
    assert not card.stop.isVisible()
    card.choose.click()
    qtbot.waitUntil(lambda: card.stands.isVisible())
    assert card.where.text() == f"It goes into {folder}"
    assert card.stands.text().startswith("A safety copy was written")
    assert len(list(folder.iterdir())) == 1
    card.stop.click()
    qtbot.waitUntil(lambda: not card.stop.isVisible())
    assert list(folder.iterdir()) == []


def test_choosing_nothing_changes_nothing(card, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    card.choose.click()
    assert not card._model.busy


def test_today_asks_for_a_folder_and_leads_to_the_settings(near, shown, qtbot):
    page = shown(TodayPage(TodayViewModel(near)))
    qtbot.waitUntil(lambda: page.safety.isVisible())
    with qtbot.waitSignal(page.settings_asked):
        page.safety.acted.emit()


def test_the_sync_page_says_how_the_copy_stands_after_a_round(near, shown, qtbot):
    status = StatusViewModel(near)
    page = shown(SyncPage(SyncViewModel(near, status), near.labels))
    status.read()
    qtbot.waitUntil(lambda: status.status is not None)
    status.sync()  # nobody answers at that address
    qtbot.waitUntil(lambda: page._safety.isVisible(), timeout=20_000)
    assert "Choose a folder for a safety copy" in page._safety.text()
    assert not page._cards_holder.isVisible(), "no empty place where nothing waits for a choice"


def test_every_word_fits(card, qtbot):
    assert clipped_in_any_language(card, qtbot) == {}
    assert nameless(card) == []
