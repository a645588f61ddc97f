"""Ticks and dots with words that may take several lines."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px, set_role, space
from desktop_app.ui.widgets.editor import Options
from desktop_app.ui.widgets.paint import paint_box, shown_text
from desktop_app.ui.widgets.roving import move_by_key, set_checked, set_tab_stop

_MARK = 22
_GAP = 10
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def _set_up(button: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    set_role(button, "body")


def _words_height(button: QAbstractButton, width: int) -> int:
    room = QRect(0, 0, max(width - px(_MARK + _GAP), 1), 10_000)
    return QFontMetrics(button.font()).boundingRect(room, int(_WRAP), shown_text(button.text())).height()


def _height(button: QAbstractButton, width: int) -> int:
    return max(px(32), _words_height(button, width) + px(6))


def _size_hint(button: QAbstractButton) -> QSize:
    width = QFontMetrics(button.font()).horizontalAdvance(shown_text(button.text()))
    return QSize(width + px(_MARK + _GAP + 4), px(32))


def _smallest(button: QAbstractButton) -> QSize:
    words = shown_text(button.text()).split() or [""]
    metrics = QFontMetrics(button.font())
    return QSize(px(_MARK + _GAP + 4) + max(metrics.horizontalAdvance(word) for word in words), px(32))


def _paint_words(painter: QPainter, button: QAbstractButton) -> QRect:
    """Draw the words and return the place of the mark."""
    look = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    height = _words_height(button, button.width())
    top = (button.height() - height) // 2
    painter.setFont(button.font())
    painter.setPen(look.token("ink" if button.isEnabled() else "muted"))
    left = px(_MARK + _GAP)
    painter.drawText(QRect(left, top, button.width() - left, height + px(2)), int(_WRAP), shown_text(button.text()))
    line = QFontMetrics(button.font()).height()
    return QRect(0, top + (line - px(_MARK)) // 2, px(_MARK), px(_MARK))


class Checkbox(QCheckBox):
    """An editor of yes or no that is a plain tick; `None` until it has been set or pressed."""

    edited = Signal()

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._written = False
        self._invalid = False
        _set_up(self)
        self.clicked.connect(self._on_clicked)

    def value(self) -> bool | None:
        """True, false, or `None` when nothing has been written down."""
        return self.isChecked() if self._written else None

    def set_value(self, value: object) -> None:
        """Show a value."""
        self._written = isinstance(value, bool)
        self.setChecked(value is True)

    def set_error(self, text: str | None) -> None:
        """Red edge while the answer cannot stand."""
        self._invalid = text is not None
        self.update()

    def _on_clicked(self) -> None:
        self._written = True
        self.edited.emit()

    def hitButton(self, position: QPoint) -> bool:
        """Mark and words are the target."""
        return self.rect().contains(position)

    def heightForWidth(self, width: int) -> int:
        """Height with wrapped words."""
        return _height(self, width)

    def sizeHint(self) -> QSize:
        """One line."""
        return _size_hint(self)

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        return _smallest(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark and words."""
        look = theme.current()
        painter = QPainter(self)
        mark = _paint_words(painter, self)
        if self.isChecked():
            paint_box(painter, mark, fill=look.token("accent"), radius=px(5))
            inset = px(2)
            paint_icon(painter, "check", look.token("on_accent"), mark.adjusted(inset, inset, -inset, -inset))
            return
        fill = look.token("sunken" if self.underMouse() else "raised")
        edge = look.token("danger" if self._invalid else "field")
        paint_box(painter, mark, fill=fill, edge=edge, width=look.edge, radius=px(5))


class Radio(QRadioButton):
    """One of several answers, with a code."""

    def __init__(self, text: str = "", code: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.code = code
        _set_up(self)

    def hitButton(self, position: QPoint) -> bool:
        """Mark and words are the target."""
        return self.rect().contains(position)

    def heightForWidth(self, width: int) -> int:
        """Height with wrapped words."""
        return _height(self, width)

    def sizeHint(self) -> QSize:
        """One line."""
        return _size_hint(self)

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        return _smallest(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move inside the group, Space and Enter choose."""
        group = self.parent()
        if isinstance(group, RadioGroup) and move_by_key(group.radios, self, event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark and words."""
        look = theme.current()
        painter = QPainter(self)
        mark = QRectF(_paint_words(painter, self)).adjusted(1, 1, -1, -1)
        round_mark = mark.toRect()
        if self.isChecked():
            paint_box(painter, round_mark, fill=look.token("accent"), radius=mark.width() / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.token("on_accent"))
            painter.drawEllipse(mark.center(), px(4), px(4))
            return
        fill = look.token("sunken" if self.underMouse() else "raised")
        paint_box(painter, round_mark, fill=fill, edge=look.token("field"), width=look.edge, radius=mark.width() / 2)


class RadioGroup(QWidget):
    """An editor of one code whose labels may be long; a second press clears it."""

    edited = Signal()

    def __init__(self, options: Options = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radios: list[Radio] = []
        self._value: str | None = None
        self._rows = QVBoxLayout(self)
        space(self._rows, 4)
        self.set_options(options)

    def set_options(self, options: Options) -> None:
        """Offer codes with labels; the chosen code stays when it is still offered."""
        if [radio.code for radio in self.radios] == [code for code, _ in options]:
            for radio, (_, label) in zip(self.radios, options, strict=True):
                radio.setText(label)
            return
        kept = self.value()
        for radio in self.radios:
            radio.setParent(None)
            radio.deleteLater()
        self.radios = [Radio(label, code, parent=self) for code, label in options]
        for radio in self.radios:
            radio.clicked.connect(lambda _on, chosen=radio: self._on_clicked(chosen))
            self._rows.addWidget(radio)
        self.set_value(kept)

    def value(self) -> str | None:
        """The chosen code."""
        return self._value

    def set_value(self, value: object) -> None:
        """Choose a code or nothing."""
        self._value = value if isinstance(value, str) and value in [radio.code for radio in self.radios] else None
        for radio in self.radios:
            set_checked(radio, radio.code == self._value)
        set_tab_stop(self.radios, next((radio for radio in self.radios if radio.isChecked()), None))

    def set_error(self, text: str | None) -> None:
        """Nothing to mark: any answer can stand."""

    def _on_clicked(self, chosen: Radio) -> None:
        self.set_value(None if chosen.code == self._value else chosen.code)
        self.edited.emit()
