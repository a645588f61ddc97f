"""An opened case: wishes, what was agreed, safe contact; what has happened; and the way to every record."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.sections import together
from desktop_app.domain.timeline import TOO_LONG, TOO_SHORT
from desktop_app.i18n.formats import day_in_words, list_
from desktop_app.ledger.canonical import unb64
from desktop_app.ledger.ids import RecordId
from desktop_app.ui.language import N_, TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.case_columns import STATE_LOOK
from desktop_app.ui.pages.case_header import CaseHeader
from desktop_app.ui.pages.case_story import CaseStory
from desktop_app.ui.pages.kept_words import kept_rule
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.tag import Tag
from desktop_app.ui.widgets.two_columns import TwoColumns
from desktop_app.use_cases.case_view import CaseView

ICONS = {
    "contact": "users",
    "person": "user",
    "account_and_observations": "message-circle",
    "indicator_observation": "list",
    "safety_assessment": "shield",
    "consent": "handshake",
    "information_given": "file-text",
    "child_in_finland": "user",
    "representative": "users",
    "proposal": "send",
    "referral": "send",
    "referral_answer": "message-circle",
    "decision_on_paper": "scale",
    "note": "pencil",
    "decision": "scale",
    "reflection_period": "clock",
    "needs_assessment": "list",
    "assistance_measure": "hand-heart",
    "review": "rotate-cw",
    "ending": "log-out",
    "statutory_notification": "phone",
    "attachment": "paperclip",
    "criminal_proceedings": "folder",
    "case": "settings",
    "case_join": "users",
    "consultation": "phone",
    "extract": "download",
}

#: The way to an extract for the person; it is no kind of record.
EXTRACT = "extract"

#: Pages of a case of one's own that stand after the records: apart from them, or about the case as a whole.
_LAST = ("criminal_proceedings", "case_join", "case", EXTRACT)

#: The way from a child's own case to the case in which the child is named.
KNOWN_FROM = "known_from"

HEADINGS = {
    "journey": N_("A journey from Finland is planned: {day}"),
    "removal": N_("Removal from the country has been set: {day}"),
    "safe_until": N_("The person is safe until: {day}"),
}

#: What does not fit between recorded reflection periods and the law; the program only says it.
PERIOD_PROBLEMS = {
    TOO_SHORT: N_("The reflection periods are together shorter than the law's least time. Check the days."),
    TOO_LONG: N_("The reflection periods are together longer than the law allows. Check the days."),
}

#: Signs are never counted, not even as records (low threshold: none is as good as many).
NEVER_COUNTED = "indicator_observation"


class CasePage(TranslatedWidget, ScrollPage):
    """The page of picture 05. Level 3 and 4 words stand in no tag; the safe contact is behind a press."""

    open_section = Signal(str)
    open_record = Signal(object, str)
    write_contact = Signal()
    talk_asked = Signal()
    case_asked = Signal(object)

    def __init__(self, model: CaseViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model = model
        self._write = Button("primary", "plus")
        self._write.clicked.connect(self.write_contact)
        self._talk = Button("default", "message-circle")
        self._talk.clicked.connect(self.talk_asked)
        self.add_action(self._talk)
        self.add_action(self._write)
        self._banner = Banner("amber", "clock")
        self._banner.hide()
        self._header = CaseHeader(model)
        self._story = CaseStory()
        self._story.opened.connect(self._on_point)
        self._list_card = Card(margins=0, gap=0)
        self._sections = RowList(row_px=40)
        self._list_card.body.addWidget(self._sections)
        self._lay_out()
        self._sections.opened.connect(self._on_section)
        self.narrow_changed.connect(self._header.stack)
        model.changed.connect(self._show)
        self.retranslate()
        model.read()

    def _lay_out(self) -> None:
        right = QWidget()
        lines = column(right, 0)
        lines.addWidget(self._list_card)
        lines.addStretch(1)
        self.body.addWidget(self._banner)
        self.body.addWidget(self._header)
        self._columns = TwoColumns(self._story, right, right_width=330)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def entered(self) -> None:
        """Read again what may have changed meanwhile."""
        self._model.read()

    def main_act(self) -> None:
        """Ctrl+Enter writes down a contact."""
        if self._write.isVisible():
            self.write_contact.emit()

    def retranslate(self) -> None:
        """Set every word."""
        self._write.setText(tr("Write down a contact"))
        self._talk.setText(tr("Talk"))
        self._show()

    def _show(self) -> None:
        view = self._model.view
        for part in (self._header, self._columns):
            part.setVisible(view is not None)
        if view is None:
            self.set_title(" ")
            self.set_subtitle(tr("This case is no longer here.") if self._model.gone else "")
            return
        self.set_title(
            view.reference or (tr("Received referral") if view.provider else tr("Received proposal")), wrap=False
        )
        self._write.setVisible(not view.received)
        self._talk.setVisible("account_and_observations" in view.sections)
        self._show_tags(view)
        self._show_banner(view)
        self._header.show_view(view)
        self._story.show_view(view, self._model.labels)
        self._sections.setAccessibleName(tr("Sections of the case"))
        kinds = self._kinds(view)
        rows = [
            replace(self._row(kind, view), apart=not together(before, kind))
            for before, kind in zip((kinds[0], *kinds), kinds, strict=False)
        ]
        if view.known_from is not None:
            words = tr("Known from {reference}", reference=view.known_from.reference)
            rows.append(Row(KNOWN_FROM, words, icon="users", tone="", strong=False))
        self._sections.set_rows(rows)

    def _kinds(self, view: CaseView) -> tuple[str, ...]:
        answered = view.received and (view.officer or view.provider)
        return (*view.sections, "case_join", EXTRACT) if answered else (*view.sections, *_LAST)

    def _on_section(self, kind: str) -> None:
        view = self._model.view
        if kind == KNOWN_FROM and view is not None and view.known_from is not None:
            self.case_asked.emit(view.known_from.case)
        else:
            self.open_section.emit(kind)

    def _on_point(self, kind: str, record: str) -> None:
        if kind == "contact":
            self.open_record.emit(RecordId(unb64(record)), kind)
        else:
            self.open_section.emit(kind)

    def _show_tags(self, view: CaseView) -> None:
        self.clear_beside_title()
        language = screen_language()
        labels = self._model.labels
        if view.state:
            tone, icon = STATE_LOOK.get(view.state, ("neutral", "clock"))
            self.add_beside_title(Tag(labels.code("proposal_state", view.state, language), tone, icon))
        others = [one.reference for one in view.group.cases if one.reference != view.reference]
        if others:
            joined = tr("Joined with: {references}", references=list_(others, language))
            self.add_beside_title(Tag(joined, "accent", "users"))
        if view.team:
            names = ", ".join(name or tr("You") for name in view.team)
            self.add_beside_title(Tag(tr("May open: {names}", names=names), "neutral", "users"))
        if not view.received:
            words = kept_rule(view.kept_days)
            if view.erased_on:
                words = tr("Own records erased {day}", day=day_in_words(view.erased_on, view.today, language))
            if view.delete_on:
                words = tr("Erased at the latest {day}", day=day_in_words(view.delete_on, view.today, language))
            self.add_beside_title(Tag(words, "neutral", "history"))

    def _show_banner(self, view: CaseView) -> None:
        words = [tr("A child, or perhaps a child: who may be contacted comes first.")] if view.child else []
        words += [
            tr(HEADINGS[due.code], day=day_in_words(due.on, view.today, screen_language())) for due in view.heading
        ]
        words += [tr(PERIOD_PROBLEMS[code]) for code in view.period_problems]
        self._banner.setVisible(bool(words))
        self._banner.set(" ".join(words))

    def _row(self, kind: str, view: CaseView) -> Row:
        labels, language = self._model.labels, screen_language()
        side = tr("Draft") if kind in view.drafts else ""
        if kind == "proposal" and view.state:
            side = labels.code("proposal_state", view.state, language)
        if kind in view.out_of_step:
            side = tr("changed since")
        elif not side and view.counts.get(kind) and kind != NEVER_COUNTED:
            side = str(view.counts[kind])
        name = tr("Extract for the person") if kind == EXTRACT else labels.kind(kind, language)
        return Row(kind, name, side=side, icon=ICONS.get(kind), tone="", strong=False)
