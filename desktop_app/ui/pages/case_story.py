"""What has happened on a case: as a picture on lanes, or the same as a list."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop_app.i18n.formats import day_in_words, scale_day, scale_month
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import b64
from desktop_app.ui.language import N_, TranslatedWidget, screen_language, tr
from desktop_app.ui.pages.law_words import section_words
from desktop_app.ui.view_models.case_list import PAGE_ROWS
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.timeline import Point, Timeline
from desktop_app.use_cases.case_view import CaseView, Event

LANES = (("meetings", N_("Meetings")), ("proposal", N_("Proposal")), ("agreed", N_("Agreed")))

#: Words of each point; states of a proposal and answers to a permission have theirs in the code lists.
WORDS = {
    "first_contact": N_("First contact"),
    "contact": N_("Contact"),
    "agreed_step": N_("Agreed contact"),
    "answer_question": N_("More information has been asked"),
    "look_again": N_("Time to look again"),
    "review": N_("Time to look again"),
    "consent_ends": N_("A permission ends"),
    "consent_given": N_("Permission given"),
    "consent_refused": N_("Permission refused"),
    "consent_postponed": N_("Permission postponed"),
    "consent_withdrawn": N_("Permission withdrawn"),
    "residence_ends": N_("Stay ends, as told"),
    "journey": N_("Planned journey"),
    "removal": N_("Removal set"),
    "safe_until": N_("Safe until"),
    "period_ends": N_("Reflection period ends"),
    "help_ends": N_("Help until"),
    "measure_ends": N_("A measure ends"),
    "appeal_by": N_("Appeal time ends"),
    "reflection_period_limit": N_("Reflection period at the longest"),
    "urgent_need": N_("Urgent need is assessed at once"),
    "assessment_begun_for_child": N_("A child's assessment begins at the latest"),
    "assessment_done_for_child": N_("A child's assessment is done at the latest"),
}


class CaseStory(TranslatedWidget, Card):
    """Picture and list show the same points; the choice stays while the page is open."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._view: CaseView | None = None
        self._labels: Labels | None = None
        self._which = Segmented(clearable=False)
        self.title_row.addWidget(self._which)
        self._picture = Timeline()
        self._list = RowList()
        self._nothing = Label("", "body", "muted", wrap=True)
        for part in (self._picture, self._list, self._nothing):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._which.edited.connect(self._show)
        self._picture.opened.connect(self._on_opened)
        self._list.opened.connect(self._on_opened)
        self.retranslate()
        self._which.set_value("picture")

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("What has happened"))
        self._which.setAccessibleName(tr("What has happened"))
        self._which.set_options([("picture", tr("Picture")), ("list", tr("List"))])
        self._nothing.setText(tr("Nothing has been written down yet."))
        self._show()

    def show_view(self, view: CaseView, labels: Labels) -> None:
        """Show the points of a case."""
        self._view, self._labels = view, labels
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            self._picture.hide()
            self._list.hide()
            self._nothing.hide()
            return
        as_list = self._which.value() == "list"
        self._picture.setVisible(bool(view.events) and not as_list)
        self._list.setVisible(bool(view.events) and as_list)
        self._nothing.setVisible(not view.events)
        lanes = [(key, tr(words)) for key, words in LANES]
        points = [self._point(event, view) for event in view.events[-PAGE_ROWS:]]
        language = screen_language()
        self._picture.name_days(
            tr("Today"),
            tr("Later"),
            lambda day, month: scale_day(day, language, month=month),
            lambda day: scale_month(day, language),
        )
        self._picture.set(lanes, points, view.today, tr("What has happened"))
        self._list.set_rows(
            [
                Row(f"{place}/{point.key}", point.day_words, point.words, point.note, chevron=False, strong=False)
                for place, point in enumerate(points)
            ]
        )

    def _point(self, event: Event, view: CaseView) -> Point:
        words = self._words(event.code)
        if event.origin:
            words = tr("{event}, from {reference}", event=words, reference=event.origin)
        return Point(
            event.lane,
            event.on,
            words,
            day_in_words(event.on, view.today, screen_language()),
            event.happened,
            event.code == "question_open",
            _key(event),
            self._law_words(event),
        )

    def _law_words(self, event: Event) -> str:
        """Say of a day that the law gives by which section, as the law was read when, and what is still open."""
        if event.as_of is None or self._labels is None:
            return ""
        return section_words(self._labels, event.section, event.as_of, confirmed=event.confirmed)

    def _words(self, code: str) -> str:
        if code in WORDS:
            return tr(WORDS[code])
        words = self._labels.code("proposal_state", code, screen_language()) if self._labels else code
        return words[:1].upper() + words[1:]

    def _on_opened(self, key: str) -> None:
        kind, _, record = key.rpartition("/")[2].partition(":")
        if record:
            self.opened.emit(kind, record)


def _key(event: Event) -> str:
    """Return kind and record of a point that leads somewhere."""
    kind = {"meetings": "contact", "proposal": "proposal"}.get(event.lane, "")
    if event.code.startswith("consent_") and not event.code.endswith("ends"):
        kind = "consent"
    return f"{kind}:{b64(event.record)}" if kind and event.record else ""
