"""What was answered before: each answer as it was recorded, newest first."""

from __future__ import annotations

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, empty
from desktop_app.ui.view_models.consent import Answer, Permission
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label, hairline


class HistoryCard(TranslatedWidget, Card):
    """Answers to one purpose. They are read-only: whoever changes their mind gives a new answer."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self._labels = labels
        self._permission: Permission | None = None
        self._standing = Label("", "body", "muted", wrap=True)
        self.body.addWidget(self._standing)
        self._rows = column(None, 10)
        self.body.addLayout(self._rows)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Answers so far"))
        if self._permission is not None:
            self.show_answers(self._permission)

    def show_answers(self, permission: Permission) -> None:
        """Show the answers of a purpose."""
        self._permission = permission
        self.setVisible(bool(permission.answers))
        self._standing.setText(
            tr("In force now. A change of mind is a new answer.")
            if permission.in_force
            else tr("No permission is in force now. Nothing is sent.")
        )
        empty(self._rows)
        for answer in permission.answers:
            self._rows.addWidget(hairline())
            for text, role, tone in self._lines(answer):
                self._rows.addWidget(Label(text, role, tone, wrap=True, selectable=True))

    def _lines(self, answer: Answer) -> list[tuple[str, str, str]]:
        language, labels = screen_language(), self._labels
        when = formats.datetime_(answer.answered_at, language) if answer.answered_at else ""
        lines = [(" · ".join((labels.code("consent_answer", answer.answer, language), when)), "strong", "")]
        if answer.groups:
            groups = [labels.code("data_group", code, language) for code in answer.groups]
            lines.append((formats.list_(groups, language), "body", ""))
        facts = [labels.code("consent_form", answer.form, language) if answer.form else ""]
        facts.append(labels.language_name(answer.language, language) if answer.language else "")
        facts += [labels.code("consent_setting", code, language) for code in answer.setting]
        if answer.valid_until:
            until = labels.field("consent", "valid_until", language)
            facts.append(f"{until} {formats.date(answer.valid_until, language)}")
        if answer.told:
            facts.append(labels.field("consent", "told_what_cannot_be_undone", language))
        shown = ", ".join(fact for fact in facts if fact)
        return [*lines, (shown, "meta", "muted")] if shown else lines
