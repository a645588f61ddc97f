"""The page of the secrecy marking: an administrator chooses it, everybody else sees it."""

from __future__ import annotations

import pytest

from desktop_app.i18n.labels import Labels
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.language import Language
from desktop_app.ui.pages.secrecy_page import SecrecyPage
from desktop_app.ui.view_models.secrecy import SecrecyViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import secrecy, store_access
from tests.end_to_end.people import found, new_laptop
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def administrator(look, tmp_path, central):
    """What every view model is given on the laptop of an administrator."""
    laptop = new_laptop(tmp_path / "yllapito", "Sanna L.", central)
    found(laptop, OrgKind.OUTREACH, "Testijärjestö")
    background = Background()
    failures: list[Exception] = []
    background.report_failures_to(failures.append)
    yield Surroundings(laptop.session, background, ChangeFeed(), Labels.load())
    background.close()
    store_access.lock(laptop.session)
    assert not failures


def opened(around, shown, qtbot):
    model = SecrecyViewModel(around)
    page = shown(SecrecyPage(model, around.labels))
    qtbot.waitUntil(lambda: model.marking is not None, timeout=20_000)
    return page


@pytest.fixture
def page(administrator, shown, qtbot):
    return opened(administrator, shown, qtbot)


def test_ticked_items_are_cited_and_shown_in_every_language(page, qtbot):
    assert [code for code, tick in page.ticks.items() if tick.value()] == ["25", "26", "31", "32"]
    for code in ("25", "26", "32"):
        page.ticks[code].click()
    with qtbot.waitSignal(page._model.chosen, timeout=20_000):
        page.cite_items.click()
    session = page._model._around.session
    assert secrecy.provision(session, "fi") == "Julkisuuslaki (621/1999) 24 § 1 mom. 31 kohta"
    qtbot.waitUntil(lambda: "mom. 31 kohta" in page.provisions["fi"].text(), timeout=20_000)
    assert "mom. 31 punkten" in page.provisions["sv"].text()


def test_no_tick_offers_nothing_to_cite(page):
    for tick in page.ticks.values():
        if tick.value():
            tick.click()
    assert not page.cite_items.isEnabled()


def test_own_words_are_cited_and_half_of_them_is_said(page, qtbot):
    page.own["fi"].editor.set_value("Yhdistyksen säännöt 4 §")
    with qtbot.waitSignal(page._model.failed, timeout=20_000):
        page.cite_own.click()
    assert "Swedish" in page._error.text()
    assert page.own["fi"].editor.value() == "Yhdistyksen säännöt 4 §", "what was typed stays"
    page.own["sv"].editor.set_value("Föreningens stadgar 4 §")
    with qtbot.waitSignal(page._model.chosen, timeout=20_000):
        page.cite_own.click()
    qtbot.waitUntil(lambda: "stadgar" in page.provisions["sv"].text(), timeout=20_000)
    assert not any(tick.value() for tick in page.ticks.values())
    assert not page._as_of.isVisible(), "own words rest on no text of the law data"


def test_a_laptop_without_the_role_looks_and_chooses_nothing(around, shown, qtbot):
    page = opened(around, shown, qtbot)
    assert "621/1999" in page.provisions["fi"].text()
    assert not page.law.isVisible()
    assert not page.words.isVisible()
    assert page._others.isVisible()


def test_typed_words_survive_another_language_and_every_word_fits(page, qtbot):
    page.own["sv"].editor.set_value("Föreningens")
    for language in ("sv", "fi", "en"):
        Language.set(language)
    assert page.own["sv"].editor.value() == "Föreningens"
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
