"""The line at the bottom: saved, unsent, network, language."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.language import LANGUAGES, OWN_NAMES, TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import px, row, set_height, set_role
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.paint import paint_box

HEIGHT = 36


class _LineButton(QPushButton):
    """Small words with an icon before them, and a chevron when a menu opens."""

    def __init__(self, icon: str, token: str, ink: str, *, opens: bool = False) -> None:
        super().__init__()
        self._icon_name, self._token, self._ink, self._opens = icon, token, ink, opens
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("focus_radius", 6)
        set_role(self, "meta" if ink == "muted" else "meta_strong")

    def set_icon(self, name: str, token: str | None = None) -> None:
        """Change the icon."""
        self._icon_name, self._token = name, token or self._token
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, words and chevron."""
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(words + px(24 + 8) + (px(26) if self._opens else 0), px(32))

    def minimumSizeHint(self) -> QSize:
        """Words may be cut in a very narrow window."""
        return QSize(px(64), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        look = theme.current()
        painter = QPainter(self)
        if self.underMouse():
            paint_box(painter, QRect(QPoint(0, 0), self.size()), fill=look.token("sunken"), radius=px(6))
        top = (self.height() - px(16)) // 2
        paint_icon(painter, self._icon_name, look.token(self._token), QRect(0, top, px(16), px(16)))
        painter.setFont(self.font())
        painter.setPen(look.token(self._ink))
        room = QRect(px(24), 0, self.width() - px(24) - (px(26) if self._opens else 0), self.height())
        words = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if self._opens:
            place = QRect(self.width() - px(22), top, px(16), px(16))
            paint_icon(painter, "chevron-down", look.token("ink"), place)


class StatusLine(TranslatedWidget, QFrame):
    """Plain words about what is saved and sent; announced when the kind of state changes, not at each save."""

    pressed = Signal()
    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_height(self, HEIGHT)
        line = row(self, 24, (24, 1, 24, 0))
        self._saved = _LineButton("circle-check", "accent", "ink")
        self._saved.clicked.connect(self.pressed)
        self._network = _LineButton("wifi", "muted", "muted")
        self._network.clicked.connect(self.pressed)
        self._language = _LineButton("globe", "muted", "ink", opens=True)
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._fill_menu()
        line.addWidget(self._saved)
        line.addStretch(1)
        line.addWidget(self._network)
        line.addWidget(self._language)
        self._kind = ""
        self._has_network_words = False
        self._narrow = False
        self.set_status("", "", "")
        self.retranslate()

    def _fill_menu(self) -> None:
        for code in LANGUAGES:
            action = QAction(OWN_NAMES[code], self._menu, checkable=True)
            action.setData(code)
            self._group.addAction(action)
            self._menu.addAction(action)
        self._group.triggered.connect(lambda action: self.language_chosen.emit(action.data()))
        self._language.clicked.connect(self._open_menu)

    def retranslate(self) -> None:
        """The language's own name; the rest is given by `set_status`."""
        code = screen_language()
        self._language.setText(OWN_NAMES[code])
        self._language.setAccessibleName(tr("Language: {name}", name=OWN_NAMES[code]))
        for action in self._group.actions():
            action.setChecked(action.data() == code)

    def set_status(
        self, saved: str, unsent: str, network: str, *, online: bool = True, attention: bool = False, kind: str = ""
    ) -> None:
        """Show words; `attention`: amber icon. A new `kind` is spoken by a screen reader."""
        words = f"{saved}  ·  {unsent}" if unsent else saved
        self._saved.setText(words)
        self._saved.setAccessibleName(f"{saved}. {unsent}" if unsent else saved)
        self._saved.set_icon("circle-alert" if attention else "circle-check", "amber" if attention else "accent")
        self._saved.setVisible(bool(words))
        self._network.setText(network)
        self._network.setAccessibleName(network)
        self._network.set_icon("wifi" if online else "wifi-off")
        self._has_network_words = bool(network)
        self._network.setVisible(self._has_network_words and not self._narrow)
        for button in (self._saved, self._network):
            button.updateGeometry()
        if kind and kind != self._kind:
            announce(self, f"{words}. {network}")
        self._kind = kind

    def set_narrow(self, narrow: bool) -> None:
        """Keep only the saved words."""
        self._narrow = narrow
        self._network.setVisible(self._has_network_words and not narrow)
        self._language.setVisible(not narrow)

    def _open_menu(self) -> None:
        place = self._language.mapToGlobal(QPoint(0, 0))
        self._menu.popup(place - QPoint(0, self._menu.sizeHint().height() + px(4)))
