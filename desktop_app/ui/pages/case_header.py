"""The strip that heads a case: what the person wants, what was agreed, how to reach them safely."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget

from desktop_app.i18n.formats import day_in_words, quoted
from desktop_app.ledger.canonical import Json
from desktop_app.ui.icons import icon
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, px, row
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.ui.widgets.label import Label, Prose
from desktop_app.ui.widgets.tag import Tag
from desktop_app.use_cases.case_view import CaseView


class _Part(QWidget):
    """One of the three: icon, heading, content."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.lines = column(self, 6)
        self._mark = QLabel()
        self._mark.setAccessibleName(" ")
        self.heading = Label("", "section", "accent")
        line = row(None, 8)
        line.addWidget(self._mark)
        line.addWidget(self.heading, 1)
        self.lines.addLayout(line)
        self.restyle()

    def restyle(self) -> None:
        """The icon in the colours in force."""
        self._mark.setPixmap(icon(self._icon_name, "accent").pixmap(px(20), px(20)))


class _Between(QFrame):
    """A thin line between two parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "hairline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(1)


class CaseHeader(TranslatedWidget, Card):
    """Three parts side by side, stacked where the page is narrow."""

    def __init__(self, model: CaseViewModel) -> None:
        super().__init__()
        self._model = model
        self._wishes_part, self._agreed_part, self._contact_part = (
            _Part("hand-heart"),
            _Part("handshake"),
            _Part("shield"),
        )
        self._wishes, self._agreed = Prose(), Prose()
        self._day = Tag("", "neutral", "calendar")
        self._contact = HiddenValue(ask=self._ask_contact, hint=False)
        self._none = Label("", "body", "muted", wrap=True)
        self._logged = Label("", "body", "muted", wrap=True)
        self._wishes_part.lines.addWidget(self._wishes)
        self._agreed_part.lines.addWidget(self._agreed)
        self._agreed_part.lines.addWidget(self._day, 0, Qt.AlignmentFlag.AlignLeft)
        for line in (self._none, self._logged, self._contact):
            self._contact_part.lines.addWidget(line)
        self._row = row(None, 24)
        for part in (self._wishes_part, self._agreed_part, self._contact_part):
            part.lines.addStretch(1)
            if self._row.count():
                self._row.addWidget(_Between())
            self._row.addWidget(part, 1)
        self.body.addLayout(self._row)
        self.retranslate()

    def stack(self, narrow: bool) -> None:
        """Put the parts under one another below 900 px."""
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
        for line in self.findChildren(_Between):
            line.setVisible(not narrow)

    def retranslate(self) -> None:
        """Set every word."""
        self._wishes_part.heading.setText(tr("What the person wants"))
        self._agreed_part.heading.setText(tr("Agreed next"))
        self._contact_part.heading.setText(tr("Safe contact"))
        self._contact.setAccessibleName(tr("Safe contact"))
        self._none.setText(tr("Nothing has been agreed about reaching the person."))
        self._logged.setText(tr("Hidden until you press."))

    def show_view(self, view: CaseView) -> None:
        """Show the three."""
        self._wishes.setText(quoted(view.wishes, screen_language()) if view.wishes else tr("Not written down yet."))
        self._agreed.setText(view.agreed or tr("Nothing agreed"))
        self._day.setVisible(view.agreed_on is not None)
        if view.agreed_on is not None:
            self._day.set(day_in_words(view.agreed_on, view.today, screen_language()), "neutral", "calendar")
        self._contact.setVisible(view.has_safe_contact)
        self._logged.setVisible(view.has_safe_contact)
        self._none.setVisible(not view.has_safe_contact)

    def _ask_contact(self, then: Callable[[object], None]) -> None:
        self._model.safe_contact(partial(self._on_contact, then))

    def _on_contact(self, then: Callable[[object], None], found: Iterable[tuple[str, object]]) -> None:
        then(self._contact_words(found))

    def _contact_words(self, found: Iterable[tuple[str, object]]) -> str:
        labels, language = self._model.labels, screen_language()
        lines = []
        for name, value in found:
            words = value_words("safety_assessment", name, _json(value), labels, language)
            lines.append(f"{labels.field('safety_assessment', name, language)}: {words}")
        return "\n".join(lines)


def _json(value: object) -> Json:
    return value if isinstance(value, str | bool) else str(value)
