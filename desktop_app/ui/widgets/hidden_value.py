"""A value of level 4: hidden until a press, and again after 30 seconds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import Label, Prose

SHOWN_MS = 30_000


class HiddenValue(TranslatedWidget, QWidget):
    """Fetches the value only when it is shown; neither the widget nor its accessible text holds it before.

    A value that must be waited for is asked for with `ask`, which calls back with it in this thread; what comes after
    the widget was left or pressed again is not shown.
    With `make_editor` the value is shown in an editor; each edit starts the 30 seconds anew.
    Without `hint` no dots stand before the button: the page says itself that the value is hidden.
    `shown` is for the log of showings. It hides when the focus or the window is left, or the page is hidden.
    """

    shown = Signal()
    concealed = Signal()
    edited = Signal()
    complaint = Signal(str)

    def __init__(
        self,
        fetch: Callable[[], object] = lambda: None,
        *,
        ask: Callable[[Callable[[object], None]], None] | None = None,
        make_editor: Callable[[], QWidget] | None = None,
        hint: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch, self._ask, self._make_editor = fetch, ask, make_editor
        self._asked = 0
        self._open: QWidget | None = None
        self._empty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.conceal)
        self._dots = Label("", "body", "muted")
        self._show = Button(icon="eye")
        self._show.clicked.connect(self.reveal)
        self._copy = Button("quiet", small=True)
        self._copy.clicked.connect(self._on_copy)
        self._copy.hide()
        self._rows = column(self, 4)
        self._rows.addLayout(self._line(hint))
        self.setFocusProxy(self._show)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.retranslate()

    def _line(self, hint: bool) -> QHBoxLayout:
        line = row(None, 12)
        line.addWidget(self._dots, 1 if hint else 0)
        line.addWidget(self._show)
        line.addWidget(self._copy)
        if not hint:
            self._dots.hide()
            line.addStretch(1)
        return line

    def retranslate(self) -> None:
        """Words of the hidden state."""
        opened = self._open is not None
        self._dots.setText("" if opened else "–" if self._empty else tr("•••• hidden"))
        if opened:
            self._show.setText(tr("Hide"))
        elif self._empty and self._make_editor is not None:
            self._show.setText(tr("Write"))
        else:
            self._show.setText(tr("Show for 30 seconds"))
        self._show.set_icon("eye-off" if opened else "pen-line" if self._empty else "eye")
        self._show.setVisible(not self._empty or self._make_editor is not None)
        self._copy.setText(tr("Copy"))
        name = self.accessibleName()
        self._show.setAccessibleName(f"{name}: {self._show.text()}" if name else self._show.text())

    def setAccessibleName(self, name: str) -> None:
        """The field's name; its button carries it too."""
        super().setAccessibleName(name)
        self.retranslate()

    def set_empty(self, empty: bool) -> None:
        """Say that nothing has been written down, so that there is nothing to hide."""
        self._empty = empty
        self.retranslate()

    @property
    def is_open(self) -> bool:
        """True while the value is on the screen."""
        return self._open is not None

    def reveal(self) -> None:
        """Show the value, or hide it when it is shown."""
        if self._open is not None:
            self.conceal()
            return
        self._asked += 1
        if self._ask is None:
            self._on_value(self._asked, self._fetch())
        else:
            self._ask(partial(self._on_value, self._asked))

    def _on_value(self, asked: int, value: object) -> None:
        """Show what was asked for last; a value that comes after the widget was left is let go."""
        if asked != self._asked or self._open is not None or not self.isVisible():
            return
        if self._make_editor is None:
            self._open = Prose(value if isinstance(value, str) else "")
            announce(self, self._open.accessibleName())
        else:
            self._open = self._editor_with(value)
        self._rows.insertWidget(0, self._open)
        self._open.show()
        self._copy.setVisible(isinstance(value, str) and self._make_editor is None)
        self.retranslate()
        self._timer.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)
        self.window().installEventFilter(self)
        if not self._empty:
            self.shown.emit()

    def _editor_with(self, value: object) -> QWidget:
        assert self._make_editor is not None
        editor = self._make_editor()
        editor.setAccessibleName(self.accessibleName())
        complaint = getattr(editor, "complaint", None)
        if complaint is not None:
            complaint.connect(self.complaint)
        editor.set_value(value)  # type: ignore[attr-defined]  # every editor has it (see editor.Editor)
        editor.edited.connect(self._on_edited)  # type: ignore[attr-defined]
        return editor

    def conceal(self) -> None:
        """Take the value off the screen and out of the widget."""
        self._asked += 1
        if self._open is None:
            return
        opened, self._open = self._open, None
        self._timer.stop()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus)
        self.window().removeEventFilter(self)
        self._rows.removeWidget(opened)
        opened.hide()
        opened.setParent(None)
        opened.deleteLater()
        self._copy.hide()
        self.retranslate()
        self.concealed.emit()

    def value(self) -> object:
        """What stands in the open editor; the fetched value when closed."""
        if self._open is not None and self._make_editor is not None:
            return self._open.value()  # type: ignore[attr-defined]
        return self._fetch()

    def set_value(self, value: object) -> None:
        """Show a new value if the editor is open; remember only whether there is one."""
        self.set_empty(value in (None, "", []))
        if self._open is not None and self._make_editor is not None:
            self._open.set_value(value)  # type: ignore[attr-defined]

    @property
    def problem(self) -> str:
        """What the open editor says about its text."""
        return getattr(self._open, "problem", "")

    def set_error(self, text: str | None) -> None:
        """Mark the open editor."""
        if self._open is not None and self._make_editor is not None:
            self._open.set_error(text)  # type: ignore[attr-defined]

    def _on_edited(self) -> None:
        self._timer.start()
        self.edited.emit()

    def _on_copy(self) -> None:
        if isinstance(self._open, Prose):
            QGuiApplication.clipboard().setText(self._open.plain_text())

    def _on_focus(self) -> None:
        new = QApplication.focusWidget()
        if new is not None and new is not self and not self.isAncestorOf(new):
            self.conceal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide when the window is left."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.conceal()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the value with the page."""
        self.conceal()
        super().hideEvent(event)
