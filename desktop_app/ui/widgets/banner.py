"""A calm notice: information with its date, or something that needs your eye."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import column, px, row, set_tone
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import Label

_ICONS = {"info": "info", "amber": "circle-alert"}
_INK = {"info": "accent", "amber": "amber"}


class IconBox(QWidget):
    """An icon of a fixed size beside words; decoration, so it has no name of its own."""

    def __init__(self, name: str, token: str = "ink", side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._side = name, token, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, name: str, token: str | None = None) -> None:
        """Change the icon."""
        self._name, self._token = name, token or self._token
        self.update()

    def sizeHint(self) -> QSize:
        """Its side at the user's scale."""
        return QSize(px(self._side), px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        place = QRect(QPoint(0, 0), self.sizeHint())
        paint_icon(QPainter(self), self._name, theme.current().token(self._token), place)


class Banner(QFrame):
    """`info` is soft; `amber` has a thick left edge, may offer one act and blocks nothing."""

    acted = Signal()

    def __init__(self, tone: str = "info", icon: str | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", tone)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tone = tone
        line = row(self, 12, (16, 10, 12, 10))
        line.addWidget(IconBox(icon or _ICONS[tone], "amber" if tone == "amber" else "accent_ink", 18))
        words = column(None, 2)
        self._title = Label("", "card", _INK[tone], wrap=True)
        self._text = Label("", "label", _INK[tone], wrap=True)
        self._text.setProperty("text_role", "banner")
        self._text.setFont(theme.current().font("banner"))
        self._title.hide()
        words.addWidget(self._title)
        words.addWidget(self._text)
        line.addLayout(words, 1)
        self._act = Button("quiet")
        self._act.hide()
        self._act.clicked.connect(self.acted)
        line.addWidget(self._act)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set(self, text: str, action: str = "", title: str = "") -> None:
        """Words of the notice and of its one act."""
        self._text.setText(text)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._act.setText(action)
        self._act.setVisible(bool(action))
        self.setAccessibleName(f"{title}. {text}" if title else text)

    def set_banner_tone(self, tone: str) -> None:
        """Change between `info` and `amber`."""
        self._tone = tone
        set_tone(self, tone)
        for label in (self._title, self._text):
            set_tone(label, _INK[tone])
