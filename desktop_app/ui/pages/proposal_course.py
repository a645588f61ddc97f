"""How far the proposal has come: three steps before sending, then each date in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.view_models.proposal import ProposalViewModel
from desktop_app.ui.widgets.banner import IconBox
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.tag import Tag

STEPS = ("draft", "ready", "sent")


class Course(TranslatedWidget, QWidget):
    """The steps, how the person agreed, and what was told back."""

    def __init__(self, model: ProposalViewModel, labels: Labels) -> None:
        super().__init__()
        self._model, self._labels = model, labels
        rows = column(self, 6)
        line = row(None, 8)
        self._tags = {step: Tag() for step in STEPS}
        for place, tag in enumerate(self._tags.values()):
            if place:
                line.addWidget(IconBox("chevron-right", "muted", 16))
            line.addWidget(tag)
        line.addStretch(1)
        self._agreed = Label("", "meta", "muted")
        line.addWidget(self._agreed, 0, Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(line)
        self._dates = Label("", "body", wrap=True)
        self._told = Label("", "card", wrap=True)
        rows.addWidget(self._dates)
        rows.addWidget(self._told)
        model.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self._show_steps()
        self._agreed.setText(self._agreement())
        dates = self._said_dates()
        self._dates.setText(dates)
        self._dates.setVisible(bool(dates))
        told = self._said_outcome()
        self._told.setText(told)
        self._told.setVisible(bool(told))

    def _step(self) -> str:
        view = self._model.view
        if self._model.is_sent:
            return "sent"
        return "ready" if view is not None and view.written and view.version is not None else "draft"

    def _show_steps(self) -> None:
        now = STEPS.index(self._step())
        for place, (step, tag) in enumerate(self._tags.items()):
            words = self._labels.code("proposal_state", step, screen_language())
            icon = "check" if place < now else ("send" if place == now and place else None)
            tag.set(f"{place + 1}  {words[:1].upper()}{words[1:]}", "accent" if place == now else "neutral", icon)

    def _agreement(self) -> str:
        view = self._model.view
        if view is None or not view.agreed_at:
            return ""
        language = screen_language()
        form = self._labels.code("consent_form", view.agreed_form, language) if view.agreed_form else ""
        day = formats.day_in_words(view.agreed_at[:10], self._model.now().date(), language)
        spoken = self._labels.language_name(view.agreed_language, language) if view.agreed_language else ""
        how = ", ".join(part for part in (f"{form} {day}".strip(), spoken) if part)
        return tr("Permission: {how}", how=how)

    def _said_dates(self) -> str:
        view = self._model.view
        if view is None or not self._model.is_sent:
            return ""
        language, now = screen_language(), self._model.now()
        states = (
            ("sent", view.course.sent_at),
            ("delivered", view.course.delivered_at),
            ("opened", view.course.opened_at),
        )
        parts = [
            f"{self._labels.code('proposal_state', code, language)} {formats.moment_in_words(at, now, language)}"
            for code, at in states
            if at
        ]
        text = " · ".join(parts)
        return text[:1].upper() + text[1:]

    def _said_outcome(self) -> str:
        view = self._model.view
        if view is None or not view.course.outcome:
            return ""
        language = screen_language()
        outcome = self._labels.code("decision_outcome", view.course.outcome, language)
        day = formats.date(view.course.decided_on, language) if view.course.decided_on else ""
        return tr("The Assistance System told: {outcome}, {day}.", outcome=outcome, day=day)
