"""Dates and times as plain fields that understand what people write."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_app.domain.moment import FINLAND
from desktop_app.i18n import formats
from desktop_app.i18n.calendar_words import WEEKDAYS
from desktop_app.i18n.date_input import DateNotUnderstood, Prefer, parse_date, parse_moment, parse_partial
from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.calendar_popup import CalendarPopup
from desktop_app.ui.widgets.date_complaint import complaint
from desktop_app.ui.widgets.editor import Unread
from desktop_app.ui.widgets.paint import paint_box
from desktop_app.ui.widgets.text_input import TextInput

_NOON = time(12, 0)


class _CalendarButton(QAbstractButton):
    """Opens the calendar; keys reach it by Alt and Down from the field."""

    def __init__(self, field: DateInput) -> None:
        super().__init__(field)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        look = theme.current()
        painter = QPainter(self)
        if self.underMouse():
            paint_box(painter, self.rect(), fill=look.token("sunken"), radius=px(6))
        side = px(18)
        place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        paint_icon(painter, "calendar", look.token("ink" if self.isEnabled() else "muted"), place)


class DateInput(TranslatedWidget, TextInput):
    """An editor of a day, `2026-11-23`.

    The text is read when the field is left; then it shows the whole day, or `complaint` says how to mend it and the
    text stays. `complaint("")` takes the sentence away; `problem` is the sentence that stands.
    """

    complaint = Signal(str)

    def __init__(self, *, prefer: Prefer = "near", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._prefer: Prefer = prefer
        self._kept: str | None = None
        self.problem = ""
        self._button = _CalendarButton(self)
        self._button.clicked.connect(self.open_calendar)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """The day in the words of the language; a text that was not understood stays as it is."""
        self._button.setAccessibleName(tr("Open the calendar"))
        self._button.setToolTip(tr("Open the calendar"))
        if self._kept is not None and not self.isModified():
            self.setText(self._shown(self._kept))
        if self.problem:
            self.read()

    def restyle(self) -> None:
        """Keep room for the button."""
        super().restyle()
        self.setTextMargins(0, 0, px(30), 0)
        self._place_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stands at the right."""
        super().resizeEvent(event)
        self._place_button()

    def _place_button(self) -> None:
        if hasattr(self, "_button"):
            side = px(32)
            self._button.setGeometry(self.width() - side - px(4), (self.height() - side) // 2, side, side)

    def value(self) -> str | Unread | None:  # type: ignore[override]  # a text may mean nothing yet
        """The day, or the text while it is not understood."""
        if not self.isModified():
            return self._kept
        try:
            return self._parsed(self.text())
        except DateNotUnderstood:
            return Unread(self.text())

    def day(self) -> str | None:
        """The day; `None` also while a text is not understood."""
        value = self.value()
        return None if isinstance(value, Unread) else value

    def set_value(self, value: object) -> None:
        """Show a day, or a text that is not understood yet."""
        if isinstance(value, Unread):
            self._take_back(value.text)
            return
        kept = value if isinstance(value, str) and value else None
        if kept == self.value() and (kept is not None or not self.text()):
            return
        self._put(kept)

    def is_understood(self) -> bool:
        """False while the text is no day."""
        return not isinstance(self.value(), Unread)

    def _take_back(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setModified(True)
        if not self.hasFocus():
            self.read()

    def _put(self, kept: str | None) -> None:
        self._kept = kept
        self.setText(self._shown(kept) if kept else "")
        self.setModified(False)
        self._complain("")

    def _parsed(self, text: str) -> str | None:
        """The value that a text means; raises `DateNotUnderstood`."""
        if not text.strip():
            return None
        return parse_date(text, screen_language(), self._today(), self._prefer).isoformat()

    def _shown(self, value: str) -> str:
        language = screen_language()
        return f"{WEEKDAYS[language][date.fromisoformat(value).weekday()]} {formats.date(value, language)}"

    def _today(self) -> date:
        return datetime.now(FINLAND).date()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Read what was written."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.read()

    def read(self) -> None:
        """Understand what was written, as when the field is left."""
        if not self.isModified():
            return
        try:
            self._put(self._parsed(self.text()))
        except DateNotUnderstood as problem:
            self._complain(self._sentence(problem))

    def _sentence(self, problem: DateNotUnderstood) -> str:
        return complaint(problem)

    def _complain(self, sentence: str) -> None:
        if sentence or self.problem:
            self.problem = sentence
            self.set_error(sentence or None)
            self.complaint.emit(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and Down opens the calendar; Enter reads what was written."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.read()
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the month of the day in the field."""
        value = self.day()
        popup = CalendarPopup(self._day_of(value) if value else self._today(), self)
        popup.picked.connect(self._on_picked)
        popup.open_under(self)

    def _day_of(self, value: str) -> date:
        parts = [int(part) for part in value[:10].split("-")]
        return date(*[*parts, 1, 1][:3])

    def _on_picked(self, day: date) -> None:
        self._put(self._with_day(day))
        self.edited.emit()

    def _with_day(self, day: date) -> str:
        return day.isoformat()


class DateTimeInput(DateInput):
    """An editor of a moment, `2026-11-23T13:40+02:00`; without a time the one it had, else noon."""

    def _parsed(self, text: str) -> str | None:
        if not text.strip():
            return None
        moment = parse_moment(text, screen_language(), self._today(), self._prefer)
        return self._joined(moment.day, moment.time)

    def _joined(self, day: date, clock: time | None) -> str:
        if clock is None:
            clock = datetime.fromisoformat(self._kept).time() if self._kept else _NOON
        moment = datetime.combine(day, clock, tzinfo=FINLAND)
        return moment.isoformat(timespec="minutes")

    def _shown(self, value: str) -> str:
        return formats.datetime_(value, screen_language())

    def _with_day(self, day: date) -> str:
        return self._joined(day, None)

    def _day_of(self, value: str) -> date:
        return datetime.fromisoformat(value).astimezone(FINLAND).date()


class PartialDateInput(DateInput):
    """An editor of a year, a month or a day: `2026`, `2026-11`, `2026-11-23`."""

    def __init__(self, *, prefer: Prefer = "past", parent: QWidget | None = None) -> None:
        super().__init__(prefer=prefer, parent=parent)

    def _parsed(self, text: str) -> str | None:
        if not text.strip():
            return None
        return parse_partial(text, screen_language(), self._today(), self._prefer)

    def _shown(self, value: str) -> str:
        return formats.partial_date(value, screen_language())

    def _sentence(self, problem: DateNotUnderstood) -> str:
        return complaint(problem, partial=True)
