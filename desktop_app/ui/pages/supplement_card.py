"""What was asked, what the recipient holds differently, and the one button that sends the difference."""

from __future__ import annotations

from desktop_app.errors import LuotsiError
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.view_models.supplement import Supplement, SupplementViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.label import Label, Prose
from desktop_app.ui.widgets.toast import Toast


class SupplementCard(TranslatedWidget, Card):
    """Hidden while nothing is asked and nothing differs. Nothing follows by itself."""

    def __init__(self, model: SupplementViewModel, labels: Labels) -> None:
        super().__init__(gap=8)
        self._model, self._labels = model, labels
        self._asked = Prose()
        self._first = Label("", "body", "muted", wrap=True)
        self._differs = Label("", "body", wrap=True)
        self._reason = Label("", "meta", "muted", wrap=True)
        self._send = Button("primary", "send")
        for part in (self._asked, self._first, self._differs, self._reason, self._send):
            self.body.addWidget(part)
        self.hide()
        self._send.clicked.connect(self._on_send)
        model.changed.connect(self.retranslate)
        model.sent.connect(lambda: Toast.say(self, tr("The supplement is ready to go and leaves with the next sync.")))
        model.failed.connect(self._on_failed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        view = self._model.view
        self.setVisible(view is not None and bool(view.questions or view.fields))
        self._send.setText(tr("Send the supplement"))
        self._first.setText(tr("Ask the person before you answer. Write the answer into the records, then send it."))
        if view is None:
            return
        self.set_title(tr("More information has been asked") if view.questions else tr("The recipient has older data"))
        self._asked.setText("\n\n".join(self._question(at, text) for at, text in view.questions))
        self._asked.setVisible(bool(view.questions))
        self._first.setVisible(bool(view.questions))
        self._differs.setText(self._differing(view))
        self._reason.setText(words_for(LuotsiError(view.blocked)) if view.blocked else "")
        self._reason.setVisible(bool(view.blocked))
        self._send.setEnabled(bool(view.fields) and not view.blocked)

    def _question(self, at: str, text: str) -> str:
        language = screen_language()
        return f"{formats.moment_in_words(at, self._model.now(), language)}: {formats.quoted(text, language)}"

    def _differing(self, view: Supplement) -> str:
        if not view.fields:
            return tr("The recipient holds what is recorded, as far as the person lets it go.")
        return tr("A supplement would tell {recipient}: {fields}.", recipient=view.recipient, fields=self._fields(view))

    def _fields(self, view: Supplement) -> str:
        language = screen_language()
        names = dict.fromkeys(self._labels.field(each.kind, each.field, language) for each in view.fields)
        return formats.list_(list(names), language)

    def _on_send(self) -> None:
        view = self._model.view
        if view is None:
            return
        sure = decide(
            self,
            tr("Send the supplement?"),
            tr(
                "This goes to {recipient}: {fields}. It cannot be taken back afterwards.",
                recipient=view.recipient,
                fields=self._fields(view),
            ),
            act=tr("Send"),
            keep=tr("Not yet"),
            danger=False,
        )
        if sure:
            self._model.send()

    def _on_failed(self, error: LuotsiError) -> None:
        self._reason.setText(words_for(error))
        self._reason.show()
