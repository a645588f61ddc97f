"""A lock takes everything off the screen and loses nothing, with a full disk too."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.ui.application import Application
from desktop_app.ui.pages.contact_page import ContactPage
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.unlock import Step
from desktop_app.use_cases import cases, store_access
from desktop_app.use_cases.commands import Obeyed
from desktop_app.use_cases.session import Session
from desktop_app.vault import vault
from desktop_app.vault.derivation import KdfCost

CHEAP = KdfCost(memory=64, passes=1, lanes=1)
PASSPHRASE = "koe salalause vain"


@pytest.fixture
def open_work(tmp_path, look, qapp, qtbot) -> Iterator[tuple[Application, Session]]:
    folder = tmp_path / "luotsi"
    session = store_access.create(folder, PASSPHRASE, "Sanna L.", cost=CHEAP).session
    case, _ = cases.open_new(session)
    application = Application(qapp, folder, CHEAP)
    qtbot.addWidget(application.window)
    application.window.show()
    application.work_begins(session)
    work = application.work
    assert work is not None
    assert work.pages is not None
    work.pages.show_case(case)
    qtbot.waitUntil(lambda: work.status is not None and work.status.status is not None)
    yield application, session
    application.close()


def typed_contact(application: Application, qtbot) -> FormViewModel:
    """Type into the page of a first contact; its draft is not written yet."""
    application.window.show_place("new")
    page = application.window.current_page
    assert isinstance(page, ContactPage)
    page.making.finish()  # what is set below is for the store alone, not for a field made afterwards
    assert application.work is not None
    assert application.work.pages is not None
    form = application.work.pages._forms[-1]
    assert isinstance(form, FormViewModel)
    qtbot.waitUntil(lambda: form.is_open)
    form.set_value("next_step", "Soitetaan " + random.Random(1).randbytes(60_000).hex())
    return form


def fill_disk(application: Application, session: Session, *, full: bool) -> None:
    def limit() -> None:
        with session.store._database.read() as connection:
            now = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {now if full else 1 << 30}").fetchone()

    application.background.store_now(limit)


def test_a_lock_closes_every_window_that_shows_the_work(open_work):
    application, _ = open_work
    turned = QWidget(application.window, Qt.WindowType.Window)
    turned.show()
    QGuiApplication.clipboard().setText("salainen osoite")
    application.lock()
    assert not turned.isVisible()
    assert QGuiApplication.clipboard().text() == ""
    assert not application.work.is_open


def test_closing_the_program_clears_what_was_copied(open_work):
    application, _ = open_work
    QGuiApplication.clipboard().setText("salainen osoite")
    application.window.close()
    assert QGuiApplication.clipboard().text() == ""


def test_a_lock_with_a_full_disk_keeps_the_store_open_and_what_is_typed(open_work, qtbot):
    application, session = open_work
    form = typed_contact(application, qtbot)
    fill_disk(application, session, full=True)
    application.lock()
    assert application.work.is_open
    assert str(form.value("next_step")).startswith("Soitetaan")
    fill_disk(application, session, full=False)
    application.lock()
    assert not application.work.is_open
    again = store_access.unlock(application._folder, PASSPHRASE)
    kept = [draft.fields["next_step"][0] for draft in again.store.drafts.all()]
    saved = [one.text("next_step") for row in cases.page(again, cases.ListRequest()).rows
             for one in cases.read(again, row.case).of_kind("contact")]  # fmt: skip
    store_access.lock(again)
    assert [text for text in (*kept, *saved) if str(text).startswith("Soitetaan")]


def test_a_hidden_page_stays_hidden_until_it_is_touched_when_the_lock_must_wait(open_work, qtbot):
    application, session = open_work
    typed_contact(application, qtbot)
    fill_disk(application, session, full=True)
    application.window.quick_hide()
    qtbot.wait(50)
    assert application.work.is_open
    assert application.window.is_hidden_by_blank
    qtbot.keyClick(application.window._blank, Qt.Key.Key_Space)
    assert not application.window.is_hidden_by_blank
    fill_disk(application, session, full=False)


def test_a_window_does_not_close_over_words_that_could_not_be_written(open_work, qtbot):
    application, session = open_work
    typed_contact(application, qtbot)
    application.window.pages.currentWidget().leave = lambda then: then()
    fill_disk(application, session, full=True)
    application.window.close()
    assert application.window.isVisible()
    assert application.work.is_open
    fill_disk(application, session, full=False)


def test_a_save_that_fails_does_not_stop_the_lock(open_work, qtbot):
    application, session = open_work
    typed_contact(application, qtbot)
    qtbot.waitUntil(lambda: bool(session.store.drafts.all()))
    fill_disk(application, session, full=True)
    application.lock()
    assert not application.work.is_open
    again = store_access.unlock(application._folder, PASSPHRASE)
    (draft,) = again.store.drafts.all()
    store_access.lock(again)
    assert str(draft.fields["next_step"][0]).startswith("Soitetaan")


def test_after_a_lock_nothing_holds_the_keys_of_the_store(open_work, qtbot, qapp):
    application, session = open_work
    for place in ("today", "cases", "new", "sheets", "sync"):
        application.window.show_place(place)
        qtbot.wait(50)
    application.lock()
    assert session.store._keys is None
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    qtbot.wait(50)  # answers that were on their way
    told: list[str] = []
    application.background.report_failures_to(lambda error: told.append(error.code))
    application.feed.tell(frozenset())
    qtbot.wait(50)
    assert told == [], "no page of before asks the locked store"


def test_a_wipe_closes_the_store_though_the_disk_is_full(open_work, qtbot):
    application, session = open_work
    typed_contact(application, qtbot)
    fill_disk(application, session, full=True)
    vault.destroy(session.folder)
    application.work.status.obeyed.emit(Obeyed("wipe"))
    assert not application.work.is_open
    with pytest.raises(LuotsiError, match="store_closed"):
        session.store.me()


@pytest.mark.parametrize(("do", "words"), [("lock", "lukinnut tämän koneen"), ("wipe", "avaimet on tuhottu")])
def test_an_administrators_command_locks_and_says_so(open_work, do, words):
    application, session = open_work
    if do == "wipe":
        vault.destroy(session.folder)
    application.work.status.obeyed.emit(Obeyed(do, 0, ("/media/stick/luotsi-2026",)))
    assert not application.work.is_open
    assert application._notice.isVisible()
    assert words in application._notice._banner.accessibleName()
    assert ("/media/stick" in application._notice._banner.accessibleName()) is (do == "wipe")
    step = application._entrance._model.step
    assert step is (Step.SLOTS_MISSING if do == "wipe" else Step.UNLOCK)
