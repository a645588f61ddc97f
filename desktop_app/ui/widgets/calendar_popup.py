"""A month to pick a day from, opened from a date field."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import icon
from desktop_app.ui.language import tr
from desktop_app.ui.measure import column, px


class CalendarPopup(QFrame):
    """`picked` with the chosen day; weeks begin on Monday, week numbers stand at the left. Esc closes."""

    picked = Signal(object)

    def __init__(self, day: date, anchor: QWidget) -> None:
        super().__init__(anchor, Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._calendar = QCalendarWidget()
        self._calendar.setLocale(QLocale())
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self._calendar.setGridVisible(False)
        self._calendar.setAccessibleName(tr("Calendar"))
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._show_calmly()
        column(self, 0, 8).addWidget(self._calendar)
        self._calendar.clicked.connect(self._on_picked)
        self._calendar.activated.connect(self._on_picked)
        wanted = self._calendar.sizeHint()
        self.setFixedSize(max(px(380), wanted.width() + px(20)), max(px(320), wanted.height() + px(20)))

    def _show_calmly(self) -> None:
        plain = QTextCharFormat()
        plain.setForeground(theme.current().token("ink"))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(weekend, plain)
        header = QTextCharFormat()
        header.setForeground(theme.current().token("muted"))
        header.setBackground(theme.current().token("raised"))
        self._calendar.setHeaderTextFormat(header)
        for name, picture, words in (
            ("qt_calendar_prevmonth", "chevron-left", tr("Month before")),
            ("qt_calendar_nextmonth", "chevron-right", tr("Month after")),
        ):
            button = self._calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(picture))
                button.setIconSize(QSize(px(18), px(18)))
                button.setAccessibleName(words)
                button.setToolTip(words)

    def open_under(self, anchor: QWidget) -> None:
        """Show the month under the field, or above it where there is no room."""
        place = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + px(4)))
        screen = anchor.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place.setY(max(screen.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - px(4)))
        place.setX(max(screen.left(), place.x()))
        self.move(place)
        self.show()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_picked(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes and nothing changes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
