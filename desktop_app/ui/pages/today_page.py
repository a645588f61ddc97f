"""Today: what needs an eye, what is agreed for today and this week, and how to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.i18n.formats import date, day_in_words, long_day
from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import N_, TranslatedWidget, ntr, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.incoming_row import ANSWERED_BY, incoming_row
from desktop_app.ui.pages.leaving_row import leaving_row
from desktop_app.ui.pages.paper_output import sure_to_save
from desktop_app.ui.view_models.today import TodayViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns
from desktop_app.use_cases.today import TodayLine, TodayView

#: Neutral words and icon of each step.
STEPS = {
    "agreed_step": (N_("Agreed contact"), "calendar"),
    "answer_question": (N_("More information has been asked"), "circle-alert"),
    "recipient_behind": (N_("The recipient has older data"), "refresh-cw"),
    "look_again": (N_("Time to look again"), "rotate-cw"),
    "review": (N_("Time to look again"), "rotate-cw"),
    "consent_ends": (N_("A permission ends"), "clock"),
    "measure_ends": (N_("A measure ends"), "clock"),
    "answer_received": (N_("Waits for your answer"), "send"),
    "day_near": (N_("A day to mind is near: open the case"), "clock"),
    "draft_open": (N_("A draft is open"), "pen-line"),
}

_BEGIN = (
    ("contact", "notebook-pen", N_("First contact"), N_("Twelve fields, none of them required")),
    ("consultation", "message-circle", N_("Anonymous consultation"), N_("Without a person or a place")),
    ("sheet", "file-text", N_("Give a sheet"), N_("In the person's own language")),
)


#: Offered where the worker has turned it on.
_CALENDAR = ("calendar", "calendar", N_("Calendar file"), N_("References and days only"))

#: The row that stands after the lines of a group which holds more of them than the page.
_MORE = "more"

#: The name that the file is offered under; it says nothing.
CALENDAR_FILE = "kalenteri.ics"


class TodayPage(TranslatedWidget, ScrollPage):
    """References and neutral steps only; a press opens the case."""

    open_case = Signal(object)
    open_received = Signal(object, str)
    steps_asked = Signal()
    new_contact = Signal()
    new_consultation = Signal()
    give_sheet = Signal()
    settings_asked = Signal()

    def __init__(self, model: TodayViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model = model
        self._new = Button("primary", "plus")
        self._new.clicked.connect(self.new_contact)
        self.add_action(self._new)
        self._groups = {key: (Label("", "section", tone), RowList()) for key, tone in _GROUPS}
        self._cards: dict[str, Card] = {}
        self._empty = EmptyState("sun")
        self._add_banners()
        self._begin_card = Card()
        self._begin = RowList(two_lines=True, inset=8)
        self._begin_card.body.addWidget(self._begin)
        self.body.addWidget(TwoColumns(self._left(), self._right(), right_width=320))
        self.body.addStretch(1)
        for name, (_, rows) in self._groups.items():
            rows.opened.connect({"incoming": self._on_received, "leaving": self._on_leaving}.get(name, self._on_case))
        self._begin.opened.connect(self._on_begin)
        model.calendar_saved.connect(self._on_calendar)
        model.changed.connect(self._show)
        self.retranslate()
        model.read()

    def _add_banners(self) -> None:
        """What concerns the laptop itself stands above the day, while there is something."""
        self._clock, self.safety = Banner("amber", "clock"), Banner("amber", "usb")
        for banner in (self._clock, self.safety):
            banner.hide()
            self.body.addWidget(banner)
        self._clock.acted.connect(self._model.confirm_day)
        self.safety.acted.connect(self.settings_asked)

    def entered(self) -> None:
        """The day, or what is offered, may have changed since the page was last seen."""
        self._model.read()

    def main_act(self) -> None:
        """Ctrl+Enter begins a contact."""
        self.new_contact.emit()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Today"))
        self._new.setText(tr("New contact"))
        self._begin_card.set_title(tr("Begin"))
        self._empty.set(tr("Nothing is due today"), tr("New meetings and answers appear here."))
        for key, words in (
            ("incoming", tr("Waits for your answer")),
            ("waiting", tr("Needs your eye")),
            ("now", tr("Today")),
            ("week", tr("This week")),
            ("leaving", tr("Erased soon")),
        ):
            self._groups[key][0].setText(words)
            self._groups[key][1].setAccessibleName(words)
        self._begin.setAccessibleName(tr("Begin"))
        self._show()

    def _left(self) -> QWidget:
        holder = QWidget()
        lines: QVBoxLayout = column(holder, 8)
        for key, (label, rows) in self._groups.items():
            self._cards[key] = Card(margins=0, gap=0)
            self._cards[key].body.addWidget(rows)
            lines.addWidget(label)
            lines.addWidget(self._cards[key])
            lines.addSpacing(8)
        lines.addWidget(self._empty)
        lines.addStretch(1)
        return holder

    def _right(self) -> QWidget:
        holder = QWidget()
        lines: QVBoxLayout = column(holder, 16)
        lines.addWidget(self._begin_card)
        lines.addStretch(1)
        return holder

    def _show(self) -> None:
        offered = [*_BEGIN, *([_CALENDAR] if self._model.offers_calendar() else [])]
        self._begin.set_rows(
            [Row(key, tr(title), detail=tr(detail), icon=icon, chevron=False) for key, icon, title, detail in offered]
        )
        view = self._model.view
        if view is None:
            for key, (label, _rows) in self._groups.items():
                label.hide()
                self._cards[key].hide()
            self._empty.hide()
            return
        self.set_subtitle(long_day(view.today, screen_language()))
        self._empty.setVisible(view.is_empty)
        for key, found in (("waiting", view.waiting), ("now", view.now), ("week", view.week)):
            label, rows = self._groups[key]
            label.setVisible(bool(found))
            self._cards[key].setVisible(bool(found))
            more = [_more_row()] if key in view.more else []
            rows.set_rows([*(self._row(line, view, late=key == "waiting") for line in found), *more])
        self._show_banners(view)
        self._show_leaving(view)
        label, rows = self._groups["incoming"]
        label.setVisible(bool(view.incoming))
        self._cards["incoming"].setVisible(bool(view.incoming))
        rows.set_rows([incoming_row(line, self._model.labels, view.today) for line in view.incoming])

    def _show_banners(self, view: TodayView) -> None:
        self.safety.setVisible(view.safety_to_choose)
        self.safety.set(
            tr(
                "What has not been sent is more than a day old and only on this laptop. Choose a folder for a safety "
                "copy under Settings, or save it to a stick."
            ),
            tr("Open settings"),
        )
        self._clock.setVisible(view.clock_doubtful)
        self._clock.set(
            tr(
                "The clock of this laptop has moved on by more than two weeks at once. It shows {day}. Nothing is "
                "erased before you say that the day is right.",
                day=date(view.today, screen_language()),
            ),
            tr("The day is right"),
        )

    def _show_leaving(self, view: TodayView) -> None:
        label, rows = self._groups["leaving"]
        label.setVisible(bool(view.leaving))
        self._cards["leaving"].setVisible(bool(view.leaving))
        rows.set_rows([leaving_row(place, line, view.today) for place, line in enumerate(view.leaving)])

    def _on_leaving(self, key: str) -> None:
        line = self._model.view.leaving[int(key)] if self._model.view else None
        if line is not None and line.case is not None:
            self.open_case.emit(line.case)
        elif line is not None:
            self.new_consultation.emit()

    def _on_case(self, key: str) -> None:
        if key == _MORE:
            self.steps_asked.emit()
        else:
            self.open_case.emit(CaseId(unb64(key)))

    def _on_received(self, key: str) -> None:
        view = self._model.view
        kinds = {b64(line.case): line.kind for line in view.incoming} if view else {}
        if key in kinds:
            self.open_received.emit(CaseId(unb64(key)), ANSWERED_BY[kinds[key]])

    def _row(self, line: TodayLine, view: TodayView, *, late: bool) -> Row:
        words, icon = STEPS.get(line.step, STEPS["agreed_step"])
        tone = "amber" if late else "accent"
        side = day_in_words(line.on, view.today, screen_language()) if line.on else ""
        return Row(
            b64(line.case),
            line.reference,
            tr(words),
            side=side,
            icon="clock" if late and icon == "calendar" else icon,
            tone=tone,
            side_tone="amber" if late else "muted",
        )

    def _on_begin(self, key: str) -> None:
        if key == _CALENDAR[0]:
            self._save_calendar()
            return
        {"contact": self.new_contact, "consultation": self.new_consultation, "sheet": self.give_sheet}[key].emit()

    def _save_calendar(self) -> None:
        if sure_to_save(self):
            path, _ = QFileDialog.getSaveFileName(
                self, tr("Save as a calendar file"), CALENDAR_FILE, "iCalendar (*.ics)"
            )
            if path:
                self._model.save_calendar(Path(path))

    def _on_calendar(self, number: int) -> None:
        Toast.say(
            self,
            ntr("Saved {n} day.", "Saved {n} days.", number) if number else tr("Nothing is due. The file is empty."),
        )


def _more_row() -> Row:
    return Row(_MORE, tr("More in the list of cases"), icon="folder", tone="muted", strong=False)


_GROUPS = (("incoming", ""), ("waiting", "amber"), ("now", ""), ("week", ""), ("leaving", ""))
