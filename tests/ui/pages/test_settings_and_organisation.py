"""Settings and the way into an organisation, over a real store and a real central system."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_app.ledger.directory import OrgEntry, OrgKind
from desktop_app.ledger.invitation import Invitation, code_hash, new_code
from desktop_app.ledger.words import enrolment_words
from desktop_app.settings import Settings
from desktop_app.ui.pages.organisation_page import OrganisationPage
from desktop_app.ui.pages.organisation_ways import LAPTOPS, LOOKING_BACK, RULES
from desktop_app.ui.pages.settings_page import SettingsPage
from desktop_app.ui.view_models.organisation import OrganisationViewModel
from desktop_app.ui.view_models.preferences import PreferencesViewModel
from desktop_app.use_cases import members
from desktop_app.use_cases.enrolment import EnrolmentStep
from desktop_app.vault import vault
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def settings_page(around, shown, qtbot):
    model = PreferencesViewModel(around, Settings())
    page = shown(SettingsPage(model))
    qtbot.waitUntil(lambda: model.member is not None)
    return page


def test_settings_fit_and_have_names(settings_page, qtbot):
    assert clipped_in_any_language(settings_page, qtbot) == {}
    assert nameless(settings_page) == []


def test_a_choice_takes_effect_at_once(settings_page, qtbot):
    with qtbot.waitSignal(settings_page._model.chosen) as chosen:
        settings_page._theme.editor.set_value("dark")
        settings_page._theme.editor.edited.emit()
    assert chosen.args == [{"theme": "dark"}]


def test_the_calendar_file_is_off_until_it_is_ticked(settings_page, qtbot):
    assert settings_page.calendar.value() is not True
    with qtbot.waitSignal(settings_page._model.chosen) as chosen:
        settings_page.calendar.click()
    assert chosen.args == [{"calendar": True}]


def test_name_and_phone_are_kept_when_the_page_is_left(settings_page, session, qtbot):
    settings_page._phone.editor.set_value("040 000 0000")
    settings_page.leave(lambda: None)
    qtbot.waitUntil(lambda: settings_page._model.member.phone == "040 000 0000")
    assert members.own(session).phone == "040 000 0000"


def test_a_passphrase_that_is_easy_to_guess_is_not_taken(settings_page, qtbot):
    settings_page._phrase.editor.set_value("kesäkuu2026")
    settings_page._on_change()
    assert settings_page._phrase.line.text()
    assert not settings_page._model.busy


def test_a_changed_passphrase_opens_the_store_afterwards(settings_page, session, qtbot):
    new = settings_page._model.suggest()
    settings_page._phrase.editor.set_value(new)
    with qtbot.waitSignal(settings_page._model.passphrase_changed, timeout=20_000):
        settings_page._on_change()
    vault.unlock(session.folder, new).forget()  # the keys alone: the store itself is open in one program at a time


def test_a_laptop_founds_its_organisation_with_a_recovery_sheet(around, served, shown, qtbot, tmp_path):
    central = served.test
    code = new_code()
    central.central.enrolment.register_for_new_organisation(code_hash(code))
    root = central.directory.parsed().root.hash
    model = OrganisationViewModel(around)
    page = shown(OrganisationPage(model))
    page.join.invitation.set_value(Invitation(central.url, root, None, code).to_text())
    page.join.ask()
    qtbot.waitUntil(lambda: model.enrolment.step is EnrolmentStep.WAITING, timeout=20_000)
    (waiting,) = central.central.enrolment.pending_organisations()
    seen = enrolment_words(waiting.org, waiting.key, waiting.kem, root)
    assert page.wait.words.text().split() == list(seen)
    central.add_entry(OrgEntry(waiting.org, OrgKind.OUTREACH, False, "union", "Testiliitto", waiting.key))
    model.look()
    qtbot.waitUntil(lambda: model.enrolment.step is EnrolmentStep.FOUND, timeout=20_000)
    assert clipped_in_any_language(page, qtbot) == {}
    assert not page.found.go.isEnabled(), "the sheet is stored first"
    page.save_sheet_to(tmp_path / "palautus.pdf")
    assert (tmp_path / "palautus.pdf").read_bytes().startswith(b"%PDF")
    page.found.confirm()
    page.found.go.click()
    qtbot.waitUntil(lambda: model.enrolment.step is EnrolmentStep.JOINED, timeout=20_000)
    assert model.enrolment.organisation == "Testiliitto"
    assert model.enrolment.administrator
    assert ways(page) == [
        ["laptops", "sheet"],
        ["kept", "duties", "secrecy", "texts"],
        ["statistics", "access_log"],
    ]
    assert nameless(page) == []
    assert clipped_in_any_language(page, qtbot) == {}


def ways(page: OrganisationPage) -> list[list[str]]:
    """The ways that are shown, group by group."""
    models = [card.rows.model() for card in page.ways if card.isVisible()]
    return [
        [model.index(at, 0).data(Qt.ItemDataRole.UserRole).key for at in range(model.rowCount())] for model in models
    ]


def test_a_laptop_that_works_alone_has_the_ways_that_need_no_organisation(around, shown, qtbot):
    page = shown(OrganisationPage(OrganisationViewModel(around)))
    assert ways(page) == [["kept", "duties"]]
    assert page.come_back.isVisible()


def test_every_way_leads_somewhere_of_its_own(around, shown, qtbot):
    page = shown(OrganisationPage(OrganisationViewModel(around)))
    told: list[str] = []
    for key, *_words in LAPTOPS + RULES + LOOKING_BACK:
        getattr(page, f"{key}_asked").connect(lambda key=key: told.append(key))
        page.ways[0].asked.emit(key)
    assert told == [key for key, *_words in LAPTOPS + RULES + LOOKING_BACK]


def test_an_incomplete_invitation_is_said_and_stays_in_the_box(around, shown, qtbot):
    model = OrganisationViewModel(around)
    page = shown(OrganisationPage(model))
    page.join.invitation.set_value("luotsi1.puolikas")
    with qtbot.waitSignal(model.failed):
        page.join.ask()
    assert page._error.isVisible()
    assert page.join.invitation.value() == "luotsi1.puolikas"
