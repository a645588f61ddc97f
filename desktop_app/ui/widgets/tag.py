"""A state in one word, with its icon."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px, set_role
from desktop_app.ui.widgets.paint import paint_box

# Fill and ink of each tone.
TAG_TONES = {
    "neutral": ("sunken", "ink"),
    "accent": ("accent_soft", "accent_ink"),
    "amber": ("amber_soft", "amber_ink"),
    "danger": ("danger_soft", "danger_ink"),
}


def tag_size(text: str, icon: str | None) -> QSize:
    """Size of a tag."""
    metrics = QFontMetrics(theme.current().font("meta_strong"))
    return QSize(metrics.horizontalAdvance(text) + px(18) + (px(20) if icon else 0), px(24))


def paint_tag(painter: QPainter, place: QRect, text: str, tone: str, icon: str | None) -> None:
    """Draw a tag into a place of its size."""
    look = theme.current()
    fill, ink = (look.token(name) for name in TAG_TONES[tone])
    paint_box(painter, place, fill=fill, edge=ink if look.fills_chosen else None, width=look.px(1), radius=px(6))
    left = place.left() + px(9)
    if icon:
        paint_icon(painter, icon, ink, QRect(left, place.top() + (place.height() - px(16)) // 2, px(16), px(16)))
        left += px(20)
    painter.setFont(look.font("meta_strong"))
    painter.setPen(ink)
    room = QRect(left, place.top(), place.right() - left, place.height())
    words = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + px(1))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class Tag(QLabel):
    """A read-only state; screen readers read its word."""

    def __init__(
        self, text: str = "", tone: str = "neutral", icon: str | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tone, self._icon_name = tone, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(self, "meta_strong")

    def set(self, text: str, tone: str | None = None, icon: str | None = None) -> None:
        """Change the word, and the tone and icon when given."""
        self._tone = tone or self._tone
        self._icon_name = icon or self._icon_name
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        return tag_size(self.text(), self._icon_name)

    def minimumSizeHint(self) -> QSize:
        """Words are not cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tag."""
        paint_tag(QPainter(self), QRect(QPoint(0, 0), self.size()), self.text(), self._tone, self._icon_name)
