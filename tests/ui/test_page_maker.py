"""The way from page to page: a first contact ends on its own case, and the next one begins empty."""

from __future__ import annotations

import pytest

from desktop_app.settings import Settings
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.ui.pages.contact_page import ContactPage
from desktop_app.ui.pages.records_page import RecordsPage
from desktop_app.ui.work import Work
from desktop_app.use_cases import cases
from tests.ui.pages.conftest import around, session  # noqa: F401 - fixtures


@pytest.fixture
def window(around, qtbot):  # noqa: F811 - the fixture
    made = MainWindow()
    qtbot.addWidget(made)
    work = Work(made, around.background, ChangeFeed(), made)
    work.begin(around.session, Settings())
    made.resize(1366, 688)
    made.show()
    yield made
    assert work.pages is not None
    work.pages.finish_now()
    around.background.store_now(lambda: None)


def current(window, kind, qtbot):
    qtbot.waitUntil(lambda: isinstance(window.current_page, kind))
    return window.current_page


def first_contact(window, qtbot) -> ContactPage:
    window.do("new")
    page: ContactPage = current(window, ContactPage, qtbot)
    qtbot.waitUntil(lambda: page._model.form.is_open)
    return page


def wishes(page):
    return page._form.blocks["person_wishes"].editor


def listed(around) -> int:  # noqa: F811 - the fixture
    return cases.page(around.session, cases.ListRequest()).total


def test_done_leads_from_a_first_contact_to_its_case(window, around, qtbot):  # noqa: F811
    page = first_contact(window, qtbot)
    qtbot.keyClicks(wishes(page), "Haluan passini")
    page._done.click()
    case_page = current(window, CasePage, qtbot)
    qtbot.waitUntil(lambda: case_page._model.view is not None)
    assert case_page._model.view.wishes == "Haluan passini"


def test_the_next_first_contact_begins_empty_and_is_another_case(window, around, qtbot):  # noqa: F811
    page = first_contact(window, qtbot)
    qtbot.keyClicks(wishes(page), "Haluan passini")
    window.show_place("today")
    qtbot.waitUntil(lambda: window.current_page is window.place("today"))
    second = first_contact(window, qtbot)
    assert second is not page
    assert wishes(second).value() is None
    qtbot.keyClicks(wishes(second), "Haluan kotiin")
    second._done.click()
    current(window, CasePage, qtbot)
    assert listed(around) == 2


def test_an_untouched_first_contact_makes_no_case_and_stays(window, around, qtbot):  # noqa: F811
    page = first_contact(window, qtbot)
    page._done.click()
    qtbot.waitUntil(lambda: window.current_page is window.place("today"))
    assert listed(around) == 0
    assert first_contact(window, qtbot) is page


def test_a_contact_is_opened_from_the_list_of_its_case_and_done_leads_back(window, around, qtbot):  # noqa: F811
    page = first_contact(window, qtbot)
    qtbot.keyClicks(wishes(page), "Haluan passini")
    page._done.click()
    case_page = current(window, CasePage, qtbot)
    qtbot.waitUntil(lambda: case_page._model.view is not None)
    case_page.open_section.emit("contact")
    contacts: RecordsPage = current(window, RecordsPage, qtbot)
    qtbot.waitUntil(lambda: contacts._rows.count() == 1)
    contacts._rows.opened.emit(contacts._rows.current_key())
    again: ContactPage = current(window, ContactPage, qtbot)
    qtbot.waitUntil(lambda: wishes(again).value() == "Haluan passini")
    again._done.click()
    qtbot.waitUntil(lambda: window.current_page is contacts)
    assert listed(around) == 1
