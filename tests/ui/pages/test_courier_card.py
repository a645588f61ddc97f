"""A stick in the window: saved, taken in, answered, broken off; and what came of it in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop_app.i18n.labels import Labels
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.pages.courier_card import CourierCard
from desktop_app.ui.pages.sync_page import SyncPage
from desktop_app.ui.view_models.courier import CourierViewModel
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.sync import SyncViewModel
from desktop_app.use_cases import bundles, cases
from tests.end_to_end.people import found, join, new_laptop
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def two(tmp_path, central):
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, sanna)
    for laptop in (sanna, mikael, sanna):
        laptop.sync()
    cases.open_new(sanna.session)
    return sanna, mikael


@pytest.fixture
def place(look, qtbot, shown):
    """Make the card of one laptop."""
    backgrounds, kept = [], []

    def make(laptop) -> CourierCard:
        backgrounds.append(Background())
        around = Surroundings(laptop.session, backgrounds[-1], ChangeFeed(), Labels.load())
        card = CourierCard(CourierViewModel(around))
        kept.append(around)
        shown(card)
        return card

    yield make
    for background in backgrounds:
        background.close()


@pytest.fixture
def stick(tmp_path, monkeypatch) -> Path:
    folder: Path = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(one) for one in folder.iterdir()], ""))
    return folder


def pressed(qtbot, card, button):
    with qtbot.waitSignal(card._model.done, timeout=20_000):
        button.click()
    assert card.result.isVisible()
    return card.result.text()


def test_there_and_back_in_the_window(two, place, stick, qtbot):
    sanna, mikael = two
    here, there = place(sanna), place(mikael)
    assert "Changes: 1. Files: 1." in pressed(qtbot, here, here.save)
    assert pressed(qtbot, there, there.take_in) == "1 change was new here."
    qtbot.waitUntil(lambda: there._carried.isVisible() and there.answer.isVisible())
    assert there._carried.text().startswith("1 change that was brought here")
    mikael.sync()
    for path in stick.iterdir():
        path.unlink()
    assert "Receipts: 1." in pressed(qtbot, there, there.answer)
    assert "1 change of this laptop has arrived" in pressed(qtbot, here, here.take_in)
    assert not here.answer.isVisible()
    assert pressed(qtbot, here, here.save) == (
        "There is nothing to write: everything has been sent, and nobody waits for a receipt."
    )
    assert "Everything in it was here already." in pressed(qtbot, here, here.take_in)


def test_a_damaged_file_is_named_with_its_reason(two, place, stick, qtbot):
    (path,) = bundles.save(two[0].session, stick).paths
    path.write_bytes(path.read_bytes()[:-1])
    there = place(two[1])
    words = pressed(qtbot, there, there.take_in)
    assert words.startswith(f"{path.name}: The bundle is damaged or was cut short.")


def test_breaking_off_says_that_nothing_was_written(two, place, stick, qtbot):
    here = place(two[0])
    here._model.cancel()
    here._model._begin = lambda **_: None  # as if cancel came before the first byte
    with qtbot.waitSignal(here._model.done, timeout=20_000):
        here._model.save(stick)
    assert here._model.problem.code == "broken_off"
    assert list(stick.iterdir()) == []


def test_the_sync_page_has_the_card_once_enrolled_and_every_word_fits(two, look, shown, qtbot):
    background = Background()
    around = Surroundings(two[0].session, background, ChangeFeed(), Labels.load())
    status = StatusViewModel(around)
    page = shown(SyncPage(SyncViewModel(around, status), around.labels))
    status.read()
    qtbot.waitUntil(lambda: page.courier.isVisible())
    page.courier.result.setText("x")
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
    background.close()


def test_a_laptop_of_no_organisation_is_not_offered_a_stick(around, shown, qtbot):
    status = StatusViewModel(around)
    page = shown(SyncPage(SyncViewModel(around, status), around.labels))
    status.read()
    qtbot.waitUntil(lambda: status.status is not None)
    qtbot.wait(50)
    assert not page.courier.isVisible()
