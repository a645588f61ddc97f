"""The open store in the window: places and pages, saving, sync, status line; from unlock to lock."""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.settings import Settings
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.keeping import Keeping
from desktop_app.ui.language import N_
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page_maker import PageMaker
from desktop_app.ui.settings_ways import show_settings
from desktop_app.ui.status import Status
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import records, store_access
from desktop_app.use_cases.session import Session

_log = logging.getLogger(__name__)

#: Time between two sync rounds while there is a network, in milliseconds.
SYNC_EVERY_MS = 60_000


class Work(QObject):
    """Everything that lives between unlock and lock."""

    settings_changed = Signal(dict)
    obeyed = Signal(object)

    def __init__(self, window: MainWindow, background: Background, feed: ChangeFeed, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._background, self._feed = window, background, feed
        self.around: Surroundings | None = None
        self.pages: PageMaker | None = None
        self.status: StatusViewModel | None = None
        self._status: Status | None = None
        self._keeping: Keeping | None = None
        for key, icon, title in _PLACES:
            window.add_place(key, icon, title, partial(self._make, key))
        window.settings_asked.connect(self._show_settings)
        window.save_asked.connect(self.save)
        self._sync_timer = QTimer(self, interval=SYNC_EVERY_MS)
        self._sync_timer.timeout.connect(self.sync)

    @property
    def is_open(self) -> bool:
        """Whether a store is open."""
        return self.around is not None

    def begin(self, session: Session, settings: Settings) -> None:
        """Show the work of an open store."""
        self.around = Surroundings(session, self._background, self._feed, Labels.load())
        self.status = StatusViewModel(self.around, self)
        self.pages = PageMaker(self.around, self._window, self.status, settings, self.settings_changed.emit, self)
        self._status = Status(self.status, self._window, self)
        self._keeping = Keeping(self.around, self)
        self.status.synced.connect(self._keeping.look)
        self.pages.day_confirmed.connect(self._keeping.look)
        self._window.show_frame()
        self._window.show_place("cases")
        self.status.obeyed.connect(self.obeyed)
        self.status.read()
        self.status.look_for_commands()
        self._sync_timer.start()

    def end(self) -> None:
        """Save every draft, close the store and forget everything of it.

        Raises LuotsiError when what is typed cannot be written; the store is then still open.
        """
        if self.around is None:
            return
        session = self.around.session
        if self.pages is not None:
            self.pages.finish_now()
        self._sync_timer.stop()
        self._background.store_now(partial(_save_and_lock, session))
        self._forget()

    def _forget(self) -> None:
        for gone in (self._keeping, self._status, self.pages, self.status):
            if gone is not None:
                gone.deleteLater()
        self.around = self.pages = self.status = self._status = self._keeping = None

    def drop(self) -> None:
        """Close the store without saving: its keys have been destroyed."""
        if self.around is None:
            return
        session = self.around.session
        self._sync_timer.stop()
        self._background.store_now(partial(store_access.lock, session))
        self._forget()

    def follow(self, settings: Settings) -> None:
        """Take changed settings."""
        if self.pages is not None:
            self.pages.settings = settings

    def save(self) -> None:
        """Save every draft now."""
        if self.around is None:
            return
        if self.pages is not None:
            self.pages.save_open_forms()
        self._background.in_store(partial(records.save_all, self.around.session), self._on_saved)

    def sync(self) -> None:
        """Save every draft, then exchange changes once; what fails is said in the status line alone."""
        if self.status is None:
            return
        if self.status.status is not None and self.status.status.left:
            self.status.look_for_commands()
        self.status.sync()

    def _make(self, key: str) -> QWidget:
        if self.pages is None:
            raise LuotsiError("locked")
        return self.pages.place(key)

    def _show_settings(self) -> None:
        if self.pages is not None:
            show_settings(self.pages)

    def _on_saved(self, saved: records.Saved) -> None:
        self._feed.tell(saved.cases)


_PLACES = (
    ("today", "sun", N_("Today")),
    ("cases", "folder", N_("Cases")),
    ("new", "circle-plus", N_("New")),
    ("sheets", "file-text", N_("Sheets")),
    ("sync", "refresh-cw", N_("Sync")),
)


def _save_and_lock(session: Session) -> None:
    """Save and lock. A save that fails never stops the lock: every draft is in the store already."""
    try:
        records.save_all(session)
    except Exception as error:  # nobody can act on it behind the lock
        _log.error("saving before the lock: %s", type(error).__name__)
    finally:
        store_access.lock(session)
