"""The only wiring: settings, look, language, the helpers beside the window, entrance and pages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app import paths, settings
from desktop_app.errors import LuotsiError
from desktop_app.settings import Settings
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.collecting import Collector
from desktop_app.ui.idle import Idle
from desktop_app.ui.language import LANGUAGES, Language, screen_language, tr
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.entrance_page import EntrancePage
from desktop_app.ui.theme import FUSION_FROM_START, Theme
from desktop_app.ui.tokens import ThemeName
from desktop_app.ui.view_models.unlock import UnlockViewModel

if TYPE_CHECKING:
    from desktop_app.ui.widgets.notice import Notice
    from desktop_app.ui.work import Work
    from desktop_app.use_cases.commands import Obeyed
    from desktop_app.use_cases.session import Session
    from desktop_app.use_cases.store_access import KdfCost

SETTINGS_FILE = "settings.json"

#: Leaves the first paint alone.
_WARM_UP_AFTER_MS = 100


class Application(QObject):
    """One window over one data folder: the entrance while the store is locked, the work while it is open.

    `warm` once what the work needs has been loaded, a moment after the first paint.
    """

    warm = Signal()

    def __init__(self, app: QApplication, folder: Path, cost: KdfCost | None = None) -> None:
        super().__init__()
        self._folder, self._cost = folder, cost
        loaded = settings.load(folder / SETTINGS_FILE)
        self.settings = loaded.settings
        self.theme = Theme(_theme_name(self.settings), self.settings.scale)
        self.theme.apply(app)
        Language.set(self.settings.language or _system_language())
        self._collector = Collector(self)
        self.background = Background(self)
        self.background.report_failures_to(self.say_failure)
        self.feed = ChangeFeed(self)
        self.window = MainWindow()
        self._entrance: EntrancePage | None = None
        self._notice: Notice | None = None
        self.work: Work | None = None
        self.idle = Idle(self.settings.lock_minutes, self)
        self.idle.soon.connect(self._on_soon)
        self.idle.over.connect(self.lock)
        self._follow(self.window)
        self.show_entrance()
        if loaded.problem is not None:
            QTimer.singleShot(_WARM_UP_AFTER_MS, partial(self.say_failure, loaded.problem))
        self._warming = QTimer(self, singleShot=True, interval=_WARM_UP_AFTER_MS)
        self._warming.timeout.connect(self._warm_up)
        self.window.painted.connect(self._warming.start)

    def _follow(self, window: MainWindow) -> None:
        window.lock_asked.connect(self.lock)
        window.closing.connect(self.close)
        window.language_chosen.connect(lambda code: self.change_settings({"language": code}))
        window.size_changed.connect(lambda scale: self.change_settings({"scale": scale}))

    def show_entrance(self) -> None:
        """Show first start or unlock, whichever the data folder calls for."""
        model = UnlockViewModel(self._folder, self.background, self, self._cost)
        model.opened.connect(self.work_begins)
        before, self._entrance = self._entrance, EntrancePage(model)
        self._entrance.language_chosen.connect(lambda code: self.change_settings({"language": code}))
        self.window.show_alone(self._entrance)
        if before is not None:
            before.deleteLater()

    def change_settings(self, changes: dict[str, object]) -> None:
        """Remember settings of this laptop and put them in force."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # names and values come from pages
        try:
            settings.save(self.settings, self._folder / SETTINGS_FILE)
        except OSError:
            self.say_failure(LuotsiError("disk_failed"))
        if changes.keys() & {"theme", "scale"}:
            self.theme.choose(_theme_name(self.settings), self.settings.scale)
        if changes.get("language") not in (None, screen_language()):
            Language.set(self.settings.language)
        self.idle.set_minutes(self.settings.lock_minutes)
        if self.work is not None:
            self.work.follow(self.settings)

    def lock(self) -> None:
        """Save everything, close the store, drop every page and what was copied, show the entrance.

        What cannot be written stays typed, and the store open behind a blank page until there is room or a key is
        pressed: a lock loses nothing.
        """
        self.idle.stop()
        if self._notice is not None:
            self._notice.close_notice()
        _close_other_windows(self.window)
        if self.work is not None and self.work.is_open:
            try:
                self.work.end()
            except LuotsiError as error:
                self._stay_open(error)
                return
            _clear_clipboard()
        self.window.forget_pages()
        self.show_entrance()

    def close(self) -> None:
        """Save everything and stop the helpers; the window closes after it, unless something cannot be written."""
        self._warming.stop()
        self.idle.stop()
        if self.work is not None and self.work.is_open:
            try:
                self.work.end()
            except LuotsiError as error:
                self._stay_open(error)
                return
            _clear_clipboard()
        _close_other_windows(self.window)
        self.background.close()

    def _stay_open(self, error: LuotsiError) -> None:
        self.window.stay_open()
        self.idle.start()
        self.say_failure(error)

    def say_failure(self, error: LuotsiError) -> None:
        """Say what went wrong and what to do; what was typed is still there."""
        if error.code == "store_closed":  # an answer that came after the lock
            return
        from desktop_app.ui.error_reporter import words_for
        from desktop_app.ui.widgets.notice import Notice

        if self._notice is None:
            self._notice = Notice(self.window)
        self._notice.say(partial(words_for, error))

    def work_begins(self, session: Session) -> None:
        """Show the work of a store that has been opened."""
        if self.work is None:
            self.work = _work_type()(self.window, self.background, self.feed, self)
            self.work.settings_changed.connect(self.change_settings)
            self.work.obeyed.connect(self._on_obeyed)
        self.work.begin(session, self.settings)
        self.idle.start()

    def _on_obeyed(self, obeyed: Obeyed) -> None:
        """An administrator has had this laptop locked, or its keys destroyed: lock, and say so."""
        self.lock()
        if obeyed.do == "wipe" and self.work is not None and self.work.is_open:
            self.work.drop()  # what could not be written would have nowhere to be opened from
            self.lock()
        self.say_failure(obeyed.told())

    def _on_soon(self) -> None:
        page = self.window.current_page
        if page is not None:
            _say(page, tr("The program locks in a minute. Press any key to go on."))

    def _warm_up(self) -> None:
        """Load the work's modules while the passphrase is typed."""
        self.background.in_store(_work_type, self._on_warm)

    def _on_warm(self, _work: type[Work]) -> None:
        if self.work is None or not self.work.is_open:
            self._collector.spare_what_is_here()
        self.warm.emit()


def run(first_paint: Callable[[], None] | None = None) -> int:
    """Open the window and stay until it is closed; `first_paint` is called once after its first paint."""
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setProperty(FUSION_FROM_START, True)
    app.setApplicationName("Luotsi")
    app.setQuitOnLastWindowClosed(True)
    application = Application(app, paths.data_folder())
    watcher = _FirstPaint(first_paint) if first_paint else None
    if watcher is not None:
        application.window.installEventFilter(watcher)
    application.window.show()
    return app.exec()


class _FirstPaint(QObject):
    """Calls back once, after the window has been painted."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then: Callable[[], None] | None = then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() == QEvent.Type.Paint and self._then is not None:
            then, self._then = self._then, None
            QTimer.singleShot(0, partial(then))
        return False


def _work_type() -> type[Work]:
    """Return the class of the work; its pages and all that stands behind them load with it."""
    from desktop_app.ui.work import Work

    return Work


def _say(page: QWidget, words: str) -> None:
    from desktop_app.ui.widgets.toast import Toast  # late: the first paint has nothing to say

    Toast.say(page, words)


def _clear_clipboard() -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _close_other_windows(window: QWidget) -> None:
    """Close questions and the screen turned to the person: they lie over the window and show the work."""
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible() and not isinstance(other, MainWindow):
            other.close()


def _theme_name(chosen: Settings) -> ThemeName | None:
    return None if chosen.theme == "system" else ThemeName(chosen.theme)


def _system_language() -> str:
    code = QLocale.system().name().partition("_")[0]
    return code if code in LANGUAGES else "fi"
