"""First start and unlock through the real window."""

from __future__ import annotations

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ui.application import Application
from desktop_app.ui.language import Language
from desktop_app.ui.view_models.unlock import Step
from desktop_app.use_cases import store_access
from desktop_app.vault.derivation import KdfCost
from tests.ui.pages.fit import clipped_in_any_language, nameless

CHEAP = KdfCost(8, 1, 1)
PHRASE = "koe salalause vain"


@pytest.fixture
def start(look, qapp, qtbot, tmp_path):
    """Start the program over this test's data folder."""
    started = []

    def run():
        application = Application(qapp, tmp_path / "data", CHEAP)
        qtbot.addWidget(application.window)
        application.window.resize(1366, 688)
        application.window.show()
        started.append(application)
        Language.set("en")
        return application

    yield run
    for application in started:
        application.close()


def entrance(application):
    return application._entrance


def model(application):
    return entrance(application)._model


def create(application, qtbot):
    model(application).choose_language()
    step = entrance(application).step
    step._name.set_value("Sanna L.")
    step._on_go()
    qtbot.waitUntil(lambda: model(application).step is Step.WORDS, timeout=20_000)
    words = model(application).recovery_words
    model(application).words_written_down()
    return words


def test_a_first_start_leads_through_words_typed_back_to_the_cases(start, qtbot):
    application = start()
    assert model(application).step is Step.LANGUAGE
    words = create(application, qtbot)
    step = entrance(application).step
    for place, editor in step._inputs.items():
        editor.set_value(words[place])
    step._on_go()
    qtbot.waitUntil(lambda: application.work is not None and application.work.is_open, timeout=20_000)
    assert application.window.current_page is application.window.place("cases")


def test_wrong_words_are_told_and_nothing_goes_on(start, qtbot):
    application = start()
    create(application, qtbot)
    step = entrance(application).step
    for editor in step._inputs.values():
        editor.set_value("väärä")
    with qtbot.waitSignal(model(application).failed):
        step._on_go()
    assert model(application).step is Step.TYPE_BACK
    assert "differ" in step.error.text()


def test_a_first_start_that_broke_off_shows_new_words(start, tmp_path, qtbot):
    made = store_access.create(tmp_path / "data", PHRASE, "Sanna L.", cost=CHEAP)
    store_access.lock(made.session)
    application = start()
    model(application).unlock(PHRASE)
    qtbot.waitUntil(lambda: model(application).step is Step.WORDS, timeout=20_000)
    assert model(application).recovery_words != made.recovery_words


def test_a_wrong_passphrase_is_said_calmly(start, tmp_path, qtbot):
    store_access.lock(store_access.create(tmp_path / "data", PHRASE, "Sanna L.", cost=CHEAP).session)
    application = start()
    with qtbot.waitSignal(model(application).failed, timeout=20_000):
        model(application).unlock("ihan väärä lause")
    assert entrance(application).step.error.text() == "The passphrase does not match. Try again in peace."


def test_a_missing_key_file_stops_and_never_makes_a_new_store(start, tmp_path, qtbot):
    store_access.lock(store_access.create(tmp_path / "data", PHRASE, "Sanna L.", cost=CHEAP).session)
    for name in ("keyslots.json", "keyslots.json.bak"):
        (tmp_path / "data" / name).rename(tmp_path / name)
    before = sorted(path.name for path in (tmp_path / "data").iterdir())
    application = start()
    assert model(application).step is Step.SLOTS_MISSING
    assert sorted(path.name for path in (tmp_path / "data").iterdir() if path.name != "settings.json") == before
    for name in ("keyslots.json", "keyslots.json.bak"):
        (tmp_path / name).rename(tmp_path / "data" / name)
    model(application).look_again()
    assert model(application).step is Step.UNLOCK


@pytest.mark.parametrize("step", [Step.LANGUAGE, Step.PASSPHRASE, Step.UNLOCK, Step.FORGOTTEN, Step.SLOTS_MISSING])
def test_every_step_fits_in_every_language(start, qtbot, step):
    application = start()
    model(application).suggest()
    model(application)._go(step)
    qtbot.wait(50)
    assert clipped_in_any_language(entrance(application), qtbot) == {}
    assert nameless(entrance(application)) == []


def test_a_lock_saves_what_is_typed_and_drops_every_page(start, tmp_path, qtbot):
    made = store_access.create(tmp_path / "data", PHRASE, "Sanna L.", cost=CHEAP)
    store_access.confirm_recovery(made.session, made.recovery_words, dict(enumerate(made.recovery_words)))
    application = start()
    application.work_begins(made.session)
    application.window.show_place("new")
    (form,) = application.work.pages._forms
    qtbot.waitUntil(lambda: form.is_open)
    form.set_value("person_wishes", "Haluan levätä.")
    application.lock()
    assert application.window.pages.count() == 0
    session = store_access.unlock(tmp_path / "data", PHRASE)
    records_of_contact = session.store.records_of_kind("contact")
    store_access.lock(session)
    assert [record.values["person_wishes"] for record in records_of_contact] == ["Haluan levätä."]


def test_a_failure_stays_until_it_is_read_and_follows_the_language(start, qtbot):
    application = start()
    application.say_failure(LuotsiError("disk_full"))
    notice = application._notice
    assert notice.isVisible()
    Language.set("fi")
    qtbot.waitUntil(lambda: "Levy on täynnä" in notice._banner._text.text())
    notice._banner.acted.emit()
    assert not notice.isVisible()
