"""The window: places at the left, one page, the status line; knows nothing of cases or of the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from desktop_app.ui import theme
from desktop_app.ui.icons import app_icon
from desktop_app.ui.language import Language, TranslatedWidget, tr
from desktop_app.ui.widgets.blank_page import BlankPage
from desktop_app.ui.widgets.first_stop import first_stop
from desktop_app.ui.widgets.focus_ring import FocusRing
from desktop_app.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from desktop_app.ui.act_menu import ActMenu
    from desktop_app.ui.frame import Frame
    from desktop_app.ui.seen import Seen
    from desktop_app.ui.widgets.sidebar import Sidebar
    from desktop_app.ui.widgets.status_line import StatusLine

TITLE = "Luotsi"
_HISTORY = 8
PageMaker = Callable[[], QWidget]


class MainWindow(TranslatedWidget, QMainWindow):
    """Takes pages by registration.

    A page may offer `leave(then)` (save, then call `then`), `entered()`, `without_sidebar`, and for the keys
    `focus_search()`, `main_act()`, `save_now()`, `undo()`, `redo()`, `print_preview()`, `earlier()`, `later()`.
    """

    lock_asked = Signal()
    settings_asked = Signal()
    new_asked = Signal()
    save_asked = Signal()
    act_asked = Signal(str)
    language_chosen = Signal(str)
    size_changed = Signal(int)
    place_shown = Signal(str)
    closing = Signal()
    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setWindowIcon(app_icon())
        self._makers: dict[str, QWidget | PageMaker] = {}
        self._pages: dict[str, QWidget] = {}
        self._seen: list[Seen] = []
        self._key = ""
        self._may_close = False
        self._outer = QStackedWidget()
        self._frame: Frame | None = None
        self._acts: ActMenu | None = None
        self._is_painted = False
        self.setCentralWidget(self._outer)
        self._blank = BlankPage(self)
        self._ring = FocusRing(self)
        self.resize(1366, 720)
        self.setMinimumSize(480, 360)
        self.retranslate()

    # The entrance stands without frame and menu, so both are made when first asked for, with all that they import.

    @property
    def frame(self) -> Frame:
        """Sidebar, pages and status line."""
        if self._frame is None:
            from desktop_app.ui.frame import Frame

            self._frame = frame = Frame()
            frame.sidebar.gone_to.connect(self._on_gone_to)
            frame.sidebar.brand.clicked.connect(self.open_menu)
            frame.status_line.pressed.connect(lambda: self.show_place("sync"))
            frame.status_line.language_chosen.connect(self._on_language)
            self._outer.addWidget(frame)
            self._fit()
        return self._frame

    def menu(self) -> ActMenu:
        """Every act with its keys."""
        if self._acts is None:
            from desktop_app.ui.act_menu import ActMenu

            self._acts = ActMenu(self, self.do, self._on_gone_to)
        return self._acts

    @property
    def sidebar(self) -> Sidebar:
        """The places."""
        return self.frame.sidebar

    @property
    def pages(self) -> QStackedWidget:
        """The pages of the places and what is shown above them."""
        return self.frame.pages

    @property
    def status_line(self) -> StatusLine:
        """What is saved and sent."""
        return self.frame.status_line

    def retranslate(self) -> None:
        """Words of the menu."""
        if self._acts is not None:
            self._acts.retranslate()

    def add_place(self, key: str, icon: str, title: str, page: QWidget | PageMaker) -> None:
        """Add one of the five places; `title` is a message id, `page` a page or what makes it when first shown."""
        self._makers[key] = page
        self.frame.add_place(key, icon, title)
        self.menu().add_place(key, title)

    def place(self, key: str) -> QWidget:
        """The page of a place, made now if it has not been shown yet."""
        if key not in self._pages:
            made = self._makers[key]
            page = self._pages[key] = made if isinstance(made, QWidget) else made()
            self.pages.addWidget(page)
        return self._pages[key]

    def renew(self, key: str) -> None:
        """Let a place begin anew when it is next gone to; the page of now stays on the way back."""
        self._pages.pop(key, None)

    def show_place(self, key: str) -> None:
        """Go to a place; the page that is left saves first."""
        if key in self._makers:
            self._leave_then(lambda: self._show(key, self.place(key)))

    def show_page(self, page: QWidget, key: str = "") -> None:
        """Show a page above the present place (or above the place `key`); Alt+Left leads back."""
        self._leave_then(lambda: self._show(key or self._key, page))

    @property
    def current_page(self) -> QWidget | None:
        """The page that is shown."""
        alone = self._outer.currentWidget()
        return self._frame.pages.currentWidget() if self._frame is not None and alone is self._frame else alone

    def show_alone(self, page: QWidget) -> None:
        """Show a page without sidebar and status line (unlock, the turned screen)."""
        if self._outer.indexOf(page) < 0:
            self._outer.addWidget(page)
        self._outer.setCurrentWidget(page)
        self._ask(page, "entered")
        self._blank.hide()

    def show_frame(self) -> None:
        """Show sidebar, page and status line again."""
        self._outer.setCurrentWidget(self.frame)
        self._blank.hide()

    def forget_pages(self) -> None:
        """Drop every page and the way back (lock: nothing of the work stays in the window)."""
        self._seen.clear()
        while self._frame is not None and (page := self.pages.widget(0)):
            self.pages.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._key = ""

    def back(self) -> None:
        """Return to the page before, with its row and scroll."""
        while self._seen and not isValid(self._seen[-1].page):
            self._seen.pop()
        if not self._seen:
            return
        seen = self._seen.pop()
        self._leave_then(lambda: self._return_to(seen))

    def _return_to(self, seen: Seen) -> None:
        self._put(seen.key, seen.page)
        seen.restore()

    def _show(self, key: str, page: QWidget) -> None:
        now = self.pages.widget(self.pages.currentIndex())
        if now is not None and now is not page:
            from desktop_app.ui.seen import Seen

            self._seen = [*self._seen[1 - _HISTORY :], Seen.now(self._key, now, self._focused())]
        self._put(key, page)

    def _drop_unreachable(self) -> None:
        """Let go of pages to which no place and no way back leads."""
        from desktop_app.ui.seen import drop_others

        drop_others(self.pages, (*self._pages.values(), *(seen.page for seen in self._seen)))

    def _put(self, key: str, page: QWidget) -> None:
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self._key = key
        self.sidebar.choose(key)
        self.sidebar.setVisible(not getattr(page, "without_sidebar", False))
        self.show_frame()
        QTimer.singleShot(0, self, self._drop_unreachable)  # destroying a long page would hold the one now shown
        self._ask(page, "entered")
        self._focus_into(page)
        self.place_shown.emit(key)

    def _focus_into(self, page: QWidget) -> None:
        focus = self._focused()
        head = page.head if isinstance(page, ScrollPage) else None
        by_chance = focus is not None and head is not None and head.isAncestorOf(focus)
        if focus is None or by_chance or not page.isAncestorOf(focus):
            stop = first_stop(page, head) or self.sidebar.places
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, page: QWidget | None, name: str) -> bool:
        """Let a page do what it offers under a name; whether it offers it."""
        act = getattr(page, name, None)
        return callable(act) and act() is not False

    def _leave_then(self, then: Callable[[], None]) -> None:
        leave = getattr(self.current_page, "leave", None)
        if callable(leave):
            leave(then)
        else:
            then()

    def _focused(self) -> QWidget | None:
        return self.focusWidget()

    def _on_gone_to(self, key: str) -> None:
        if key == "lock":
            self.lock_asked.emit()
        elif key == "settings":
            self.settings_asked.emit()
        else:
            self.show_place(key)

    def _on_language(self, code: str) -> None:
        Language.set(code)
        self.language_chosen.emit(code)

    def set_status(
        self, saved: str, unsent: str, network: str, *, online: bool = True, attention: bool = False, kind: str = ""
    ) -> None:
        """Words of the status line."""
        self.status_line.set_status(saved, unsent, network, online=online, attention=attention, kind=kind)

    def set_count(self, key: str, count: int) -> None:
        """How many things wait at a place."""
        self.sidebar.places.set_count(key, count)

    def quick_hide(self) -> None:
        """Cover everything with a blank page at once, then ask for the lock."""
        self._blank.cover()
        QTimer.singleShot(0, self.lock_asked.emit)

    @property
    def is_hidden_by_blank(self) -> bool:
        """True while the blank page covers the window."""
        return self._blank.isVisible()

    def open_menu(self) -> None:
        """Open the menu with every act and its keys."""
        brand = self.sidebar.brand
        self.menu().popup(brand.mapToGlobal(brand.rect().bottomLeft()))

    def do(self, name: str) -> None:
        """Carry out a command by name (see `commands`)."""
        own = {
            "back": self.back,
            "next_pane": self._next_pane,
            "new": self._new,
            "search": self._search,
            "larger": lambda: self._resize_all(1),
            "smaller": lambda: self._resize_all(-1),
            "usual_size": lambda: self._resize_all(0),
            "lock": self.lock_asked.emit,
            "quick_hide": self.quick_hide,
            "keys": self._show_keys,
            "menu": self.open_menu,
            "save": self._save,
        }
        if name in own:
            own[name]()
            return
        if not self._ask(self.current_page, name):
            self.act_asked.emit(name)

    def _new(self) -> None:
        self.new_asked.emit()
        self.show_place("new")

    def _save(self) -> None:
        self._ask(self.current_page, "save_now")
        self.save_asked.emit()

    def _search(self) -> None:
        focus = self._focused()
        search = getattr(self.current_page, "focus_search", None)
        if callable(search):
            search()
        if (not callable(search) or self._focused() is focus) and self._key != "cases" and "cases" in self._makers:
            self.show_place("cases")
            self._ask(self.current_page, "focus_search")

    def _resize_all(self, step: int) -> None:
        theme.current().step_scale(step)
        self._fit()
        self.size_changed.emit(theme.current().scale)

    def _show_keys(self) -> None:
        from desktop_app.ui.commands import COMMANDS, OTHER_KEYS
        from desktop_app.ui.widgets.field_block import field_keys
        from desktop_app.ui.widgets.key_hints import KeyHintsDialog

        places = [(f"Ctrl+{at}", tr(p.title)) for at, p in enumerate(self.sidebar.places.places, start=1)]
        own = [(command.keys[0], tr(command.words)) for command in COMMANDS]
        other = [(keys, tr(words)) for keys, words in OTHER_KEYS]
        KeyHintsDialog([*places, *own, *other, *field_keys(self)], self).exec()

    def _next_pane(self) -> None:
        page = self.current_page
        is_framed = self._frame is not None and self._frame.isVisible()
        around = (self.sidebar.places, page, self.status_line) if is_framed else (page,)
        panes = [pane for pane in around if pane is not None]
        focus = self._focused()
        at = next((i for i, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        if focus in panes:
            at = panes.index(focus)
        pane = panes[(at + 1) % len(panes)]
        first = pane if pane.focusPolicy() & Qt.FocusPolicy.TabFocus else first_stop(pane)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field; what is written stays."""
        focus = self._focused()
        if event.key() == Qt.Key.Key_Escape and focus is not None:
            focus.clearFocus()
        elif event.key() == Qt.Key.Key_Alt:
            self._show_letters(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The letters of the fields show only while Alt is held."""
        if event.key() == Qt.Key.Key_Alt:
            self._show_letters(False)
        super().keyReleaseEvent(event)

    def _show_letters(self, shown: bool) -> None:
        from desktop_app.ui.widgets.field_block import show_letters

        show_letters(self, shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The keys of all acts work as soon as the window has been painted once."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.menu)
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rail below 900 px of width; the blank page follows."""
        super().resizeEvent(event)
        self._blank.fit()
        self._fit()

    def restyle(self) -> None:
        """Fit again after a change of scale."""
        self._fit()

    def _fit(self) -> None:
        if self._frame is not None:
            self._frame.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """The page saves first, then the window closes."""
        leave = getattr(self.current_page, "leave", None)
        if self._may_close or not callable(leave):
            self._may_close = True
            self.closing.emit()
            event.setAccepted(self._may_close)
            return
        event.ignore()
        leave(self._close_now)

    def _close_now(self) -> None:
        self._may_close = True
        self.close()

    def stay_open(self) -> None:
        """Neither close nor lock after all: what is typed could not be written."""
        self._may_close = False
        self._blank.lift_when_touched()
