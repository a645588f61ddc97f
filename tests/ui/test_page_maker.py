"""The way from page to page: a first contact ends on its own case, and the next one begins empty."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.settings import Settings
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.back_button import BackButton
from desktop_app.ui.pages.case_page import EXTRACT, CasePage
from desktop_app.ui.pages.contact_page import ContactPage
from desktop_app.ui.pages.indicators_page import IndicatorsPage
from desktop_app.ui.pages.interview_after_page import InterviewAfterPage
from desktop_app.ui.pages.interview_page import InterviewPage
from desktop_app.ui.pages.organisation_page import OrganisationPage
from desktop_app.ui.pages.organisation_ways import LAPTOPS, LOOKING_BACK, RULES
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.pages.records_page import RecordsPage
from desktop_app.ui.pages.settings_page import SettingsPage
from desktop_app.ui.settings_ways import show_organisation
from desktop_app.ui.work import Work
from desktop_app.use_cases import cases
from tests.ui.pages.conftest import around, case, session  # noqa: F401 - fixtures


@pytest.fixture
def work(around, qtbot):  # noqa: F811 - the fixture
    window = MainWindow()
    qtbot.addWidget(window)
    made = Work(window, around.background, around.feed, window)
    made.begin(around.session, Settings())
    window.resize(1366, 688)
    window.show()
    yield made
    assert made.pages is not None
    made.pages.finish_now()
    around.background.store_now(lambda: None)


@pytest.fixture
def window(work):
    return work._window


def current(window, kind, qtbot):
    qtbot.waitUntil(lambda: isinstance(window.current_page, kind))
    return window.current_page


def first_contact(window, qtbot) -> ContactPage:
    window.do("new")
    page: ContactPage = current(window, ContactPage, qtbot)
    qtbot.waitUntil(lambda: page._model.form.is_open)
    return page


def wishes(page):
    page.making.finish()
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


def test_pages_without_a_way_back_are_dropped_with_their_models(window, work, around, case, qtbot):  # noqa: F811
    pages = work.pages
    pages.show_case(case)
    case_page = current(window, CasePage, qtbot)
    qtbot.waitUntil(lambda: case_page._model.view is not None)
    before = window.pages.count(), len(pages._open_forms())
    for _ in range(3):
        case_page.open_section.emit("safety_assessment")
        listed_page = current(window, RecordsPage, qtbot)
        listed_page.new_record.emit()
        page = current(window, RecordPage, qtbot)
        form = page._model.form
        qtbot.waitUntil(lambda shown=form: shown.is_open)
        page._done.click()
        current(window, RecordsPage, qtbot)
        window.back()
        qtbot.waitUntil(lambda: window.current_page is case_page)
        qtbot.waitUntil(lambda shown=form: not isValid(shown))
    assert (window.pages.count(), len(pages._open_forms())) == before
    around.feed.tell(frozenset({case}))
    around.background.store_now(lambda: None)
    qtbot.wait(20)


def test_the_way_back_is_short_and_leads_over_pages_that_are_still_there(window, work, around, case, qtbot):  # noqa: F811
    pages = work.pages
    for _ in range(12):
        pages.show_case(case)
        current(window, CasePage, qtbot)
    qtbot.waitUntil(lambda: window.pages.count() < 12)
    for _ in range(12):
        window.back()
        qtbot.wait(5)
    assert isValid(window.current_page)


def test_a_talk_begins_from_the_contact_and_its_answers_stand_on_the_case(window, around, qtbot):  # noqa: F811
    page = first_contact(window, qtbot)
    qtbot.keyClicks(wishes(page), "Haluan passini")
    page._talk.click()
    talk = current(window, InterviewPage, qtbot)
    assert not window.sidebar.isVisible(), "the screen may face the person"
    qtbot.waitUntil(lambda: talk._model.person is not None and talk._model.form.is_open)
    talk._model.choose("Q06")
    qtbot.keyClicks(talk.text, "Pomolla")
    talk.think.click()
    after = current(window, InterviewAfterPage, qtbot)
    assert window.sidebar.isVisible()
    after._on_opened("sign K7")
    signs = current(window, IndicatorsPage, qtbot)
    qtbot.waitUntil(lambda: "K7" in signs._model.forms, timeout=20_000)
    window.back()
    current(window, InterviewAfterPage, qtbot)
    window.back()
    assert current(window, InterviewPage, qtbot) is talk
    talk.close_talk.click()
    assert current(window, ContactPage, qtbot) is page
    assert window.sidebar.isVisible()
    found = cases.read(around.session, talk._model.case).newest("account_and_observations")
    assert found is not None
    assert found.values["interview_answers"] == [{"question": "Q06", "state": "answered", "text": "Pomolla"}]


def test_a_talk_may_begin_before_anything_is_written(window, around, qtbot):  # noqa: F811
    page = first_contact(window, qtbot)
    assert page._talk.isEnabled()
    page._talk.click()
    talk = current(window, InterviewPage, qtbot)
    assert listed(around) == 1
    talk.close_talk.click()
    assert current(window, ContactPage, qtbot) is page
    page._done.click()
    case_page = current(window, CasePage, qtbot)
    assert case_page._model.case == talk._model.case


def test_a_lock_in_the_middle_of_a_talk_keeps_what_was_written(window, work, around, case, qtbot):  # noqa: F811
    work.pages.show_case(case)
    case_page = current(window, CasePage, qtbot)
    qtbot.waitUntil(lambda: case_page._model.view is not None)
    case_page._talk.click()
    talk = current(window, InterviewPage, qtbot)
    qtbot.waitUntil(lambda: talk._model.person is not None and talk._model.form.is_open)
    talk._model.choose("Q02")
    qtbot.keyClicks(talk.text, "Lepoa")
    work.pages.finish_now()
    (draft,) = around.session.store.drafts.for_case(case)
    assert draft.fields["interview_answers"][0] == [{"question": "Q02", "state": "answered", "text": "Lepoa"}]


# The access log is read by administrators alone: opened here it would only say so.
@pytest.mark.parametrize("way", [way[0] for way in LAPTOPS + RULES + LOOKING_BACK if way[0] != "access_log"])
def test_every_page_behind_the_organisation_has_the_way_back_in_sight(window, work, way, qtbot):
    window.settings_asked.emit()
    current(window, SettingsPage, qtbot)
    show_organisation(work.pages)
    page = current(window, OrganisationPage, qtbot)
    getattr(page, f"{way}_asked").emit()
    qtbot.waitUntil(lambda: not isinstance(window.current_page, OrganisationPage))
    press_back(window.current_page)
    assert current(window, OrganisationPage, qtbot) is page
    press_back(page)
    current(window, SettingsPage, qtbot)


@pytest.mark.parametrize("section", ["note", "referral_answer", "proposal", "decision", EXTRACT])
def test_a_section_with_nothing_to_finish_has_the_way_back_to_its_case_in_sight(window, work, case, section, qtbot):  # noqa: F811
    model = work.pages.show_case(case)
    page = current(window, CasePage, qtbot)
    work.pages.show_section(model, section)
    qtbot.waitUntil(lambda: window.current_page is not page)
    press_back(window.current_page)
    assert current(window, CasePage, qtbot) is page


def press_back(page: QWidget) -> None:
    (back,) = [button for button in page.findChildren(BackButton) if button.isVisible()]
    back.click()
