"""Two to five short answers of which one is chosen; a second press clears it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px, set_look
from desktop_app.ui.widgets.editor import Options
from desktop_app.ui.widgets.flow import flow, flow_height
from desktop_app.ui.widgets.paint import paint_box, side_rounded
from desktop_app.ui.widgets.roving import move_by_key, set_checked, set_tab_stop

# Padding of an answer in px at 100 %; the tight one is taken before the answers go into rows.
_ROOMY, _TIGHT = 13, 9


class _Segment(QRadioButton):
    """One answer; a radio button for screen readers."""

    def __init__(self, code: str, label: str, group: Segmented) -> None:
        super().__init__(label, group)
        self.code = code
        self._group = group
        self.left_end = self.right_end = False
        self.joined = True
        self.padding = _ROOMY
        self._words: int | None = None
        self.setProperty("focus_radius", 8)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # drawn again when the mouse comes or goes

    def hitButton(self, position: QPoint) -> bool:
        """The whole segment is the target."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter and Space choose or clear."""
        if move_by_key(self._group.segments, self, event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def label_font(self) -> QFont:
        """Bold when chosen."""
        return theme.current().font("strong" if self.isChecked() else "body")

    def sizeHint(self) -> QSize:
        """Room for the words, and for the tick when chosen."""
        return QSize(self.width_with(self.padding), px(40 if self.joined else 32))

    def width_with(self, padding: int) -> int:
        """Width with a padding in px at 100 %."""
        if self._words is None:
            self._words = QFontMetrics(self.label_font()).horizontalAdvance(self.text())
        return self._words + 2 * px(padding) + (px(24) if self.isChecked() else 0)

    def measure_again(self) -> None:
        """Forget how wide the words are: they, their weight or the scale have changed."""
        self._words = None

    def minimumSizeHint(self) -> QSize:
        """Words are not cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segment, or a chip where the answers stand in rows."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, under = self.isChecked(), self.isEnabled() and self.underMouse()
        fill = look.token("accent" if on else "sunken" if under else "raised")
        edge = look.token("danger" if self._group.invalid else "accent" if on else "field")
        if self.joined:
            half = look.edge / 2
            box = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.setBrush(fill)
            painter.setPen(QPen(edge, look.edge))
            painter.drawPath(side_rounded(box, px(8) - half, left=self.left_end, right=self.right_end))
        else:
            paint_box(painter, self.rect(), fill=fill, edge=edge, width=look.edge, radius=px(16))
        colour = look.token("on_accent" if on else "ink")
        left = px(self.padding)
        if on:
            paint_icon(painter, "check", colour, QRect(left, (self.height() - px(18)) // 2, px(18), px(18)))
            left += px(24)
        painter.setFont(self.label_font())
        painter.setPen(colour)
        painter.drawText(
            QRect(left, 0, self.width() - left, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )


class Segmented(QWidget):
    """An editor of one code; stands in chips where there is no room for one row."""

    edited = Signal()

    def __init__(self, options: Options = (), *, clearable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments: list[_Segment] = []
        self.invalid = False
        self._clearable = clearable
        self._value: str | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)

    def set_options(self, options: Options) -> None:
        """Offer codes with labels; the chosen code stays when it is still offered."""
        kept = self.value()
        if [segment.code for segment in self.segments] == [code for code, _ in options]:
            for segment, (_, label) in zip(self.segments, options, strict=True):
                segment.setText(label)
        else:
            for segment in self.segments:
                segment.setParent(None)
                segment.deleteLater()
            self.segments = [_Segment(code, label, self) for code, label in options]
            for segment in self.segments:
                segment.clicked.connect(lambda _on, chosen=segment: self._on_clicked(chosen))
                segment.show()
            self.set_value(kept)
        self._rearrange()

    def value(self) -> str | None:
        """The chosen code."""
        return self._value

    def set_value(self, value: object) -> None:
        """Choose a code or nothing."""
        codes = [segment.code for segment in self.segments]
        before, self._value = self._value, value if isinstance(value, str) and value in codes else None
        moved = [segment for segment in self.segments if segment.isChecked() is not (segment.code == self._value)]
        for segment in moved:
            set_checked(segment, segment.code == self._value)
        if moved or before != self._value:
            self._rearrange()

    def set_error(self, text: str | None) -> None:
        """Red edge while the answer cannot stand."""
        self.invalid = text is not None
        set_look(self, "invalid", self.invalid)
        self.update()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Focus goes to the chosen answer or the first one."""
        stop = next((s for s in self.segments if s.isChecked()), self.segments[0] if self.segments else None)
        if stop is not None:
            stop.setFocus(reason)

    def _on_clicked(self, chosen: _Segment) -> None:
        again = chosen.code == self._value
        if again and not self._clearable:
            return
        self.set_value(None if again else chosen.code)
        self.edited.emit()

    def restyle(self) -> None:
        """Measure again after a change of theme or scale."""
        self._rearrange()

    def _rearrange(self) -> None:
        for segment in self.segments:
            segment.measure_again()
        checked = next((segment for segment in self.segments if segment.isChecked()), None)
        set_tab_stop(self.segments, checked)
        self._place(self.width())
        self.updateGeometry()

    def _row_width(self, padding: int) -> int:
        overlap = theme.current().edge
        return sum(segment.width_with(padding) - overlap for segment in self.segments) + overlap

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(self._row_width(_ROOMY), px(40))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest answer."""
        widths = [segment.width_with(_ROOMY) for segment in self.segments]
        return QSize(max(widths, default=0), px(32))

    def heightForWidth(self, width: int) -> int:
        """Height at a width."""
        if width >= self._row_width(_TIGHT):
            return px(40)
        sizes = [QSize(segment.width_with(_ROOMY), px(32)) for segment in self.segments]
        return flow_height(flow(sizes, width, px(8))[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the answers anew."""
        super().resizeEvent(event)
        self._place(event.size().width())

    def _place(self, width: int) -> None:
        joined = width >= self._row_width(_TIGHT)
        padding = _TIGHT if joined and width < self._row_width(_ROOMY) else _ROOMY
        left = 0
        sizes = [QSize(segment.width_with(padding), px(32)) for segment in self.segments]
        places, _ = flow(sizes, width, px(8))
        for at, segment in enumerate(self.segments):
            segment.joined, segment.padding = joined, padding
            segment.setProperty("focus_radius", 8 if joined else 16)
            segment.left_end, segment.right_end = at == 0, at == len(self.segments) - 1
            if joined:
                segment.setGeometry(left, 0, sizes[at].width(), px(40))
                left += sizes[at].width() - theme.current().edge
            else:
                segment.setGeometry(places[at])
            segment.update()
        for segment in self.segments:
            if segment.isChecked():
                segment.raise_()
