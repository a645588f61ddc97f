"""Several lines of text: three at first, growing to eight, then scrolling."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from desktop_app.ui.measure import px, set_look, set_role

_LATIN_LINE = 112.0  # per cent of the font's own height; gives 24 px at 15 px Noto Sans
_LINE_PX = 24
_AROUND_PX = 12


class TextArea(QTextEdit):
    """An editor of plain text."""

    edited = Signal()

    def __init__(self, *, lines: int = 3, most: int = 8, fills: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self._setting = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        vertical = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self.viewport().setAutoFillBackground(False)
        set_role(self, "body")
        self.restyle()
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def restyle(self) -> None:
        """Measure again after a change of scale."""
        self.document().setDocumentMargin(px(4))
        self.setViewportMargins(px(7), px(2), px(4), px(2))
        self._space_lines()
        self.updateGeometry()

    def value(self) -> str | None:
        """The text without spaces around it, or `None`."""
        return self.toPlainText().strip() or None

    def set_value(self, value: object) -> None:
        """Show a text; earlier steps cannot be undone into it."""
        text = value if isinstance(value, str) else ""
        if (text.strip() or None) == self.value():
            return
        self._setting = True
        self.setPlainText(text)
        self._space_lines()
        self._setting = False

    def set_error(self, text: str | None) -> None:
        """Red edge while the text cannot stand."""
        set_look(self, "invalid", text is not None)

    def _on_changed(self) -> None:
        if not self._setting:
            self.edited.emit()

    def _space_lines(self) -> None:
        was_setting, self._setting = self._setting, True
        document = self.document()
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LATIN_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)
        document.setUndoRedoEnabled(True)
        self._setting = was_setting

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words alone."""
        if source.hasText():
            self.insertPlainText(source.text())

    def _height(self, lines: int) -> int:
        return max(px(lines * _LINE_PX + _AROUND_PX), px(40))

    def sizeHint(self) -> QSize:
        """As high as the text, within the lines allowed."""
        wanted = round(self.document().size().height()) + px(8)
        height = max(self._height(self._lines), min(wanted, self._height(self._most)))
        return QSize(px(240), height)

    def minimumSizeHint(self) -> QSize:
        """The fewest lines."""
        return QSize(px(120), self._height(self._lines))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page unless the text itself is longer than its field."""
        bar = self.verticalScrollBar()
        if self.hasFocus() and bar.maximum() > bar.minimum():
            super().wheelEvent(event)
        else:
            event.ignore()
