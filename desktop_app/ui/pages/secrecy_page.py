"""The secrecy marking of printed papers: what it cites now, and an administrator's choice of another provision."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import row
from desktop_app.ui.view_models.secrecy import LANGUAGES, Marking, SecrecyViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.ui.widgets.toast import Toast


class SecrecyPage(TranslatedWidget, ScrollPage):
    """Everybody may look; only an administrator's laptop chooses, for every laptop of the organisation."""

    def __init__(self, model: SecrecyViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(measure=760, parent=parent)
        self._model, self._labels = model, labels
        self._standing: Marking | None = None
        self._error = Label("", "body", "danger", wrap=True)
        self._error.hide()
        self._now, self.law, self.words = Card(gap=6), Card(gap=8), Card(gap=10)
        self.provisions = {language: Label("", "body", wrap=True) for language in LANGUAGES}
        self._as_of = Label("", "meta", "muted", wrap=True)
        self.ticks: dict[str, Checkbox] = {}
        self.own = {language: FieldBlock(TextInput(), reserve=False) for language in LANGUAGES}
        self._own_say = Label("", "body", "muted", wrap=True)
        self.cite_items, self.cite_own = Button("default", "check"), Button("default", "check")
        self._others = Label("", "body", "muted", wrap=True)
        self._lay_out()
        self.cite_items.clicked.connect(self._on_items)
        self.cite_own.clicked.connect(self._on_own)
        model.changed.connect(self._show)
        model.chosen.connect(self._on_chosen)
        model.failed.connect(self._say)
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Secrecy marking"))
        self.set_subtitle(
            tr(
                "Letters and consent forms say that they are secret, and on what provision. "
                "It is one for the organisation."
            )
        )
        self._now.set_title(tr("Papers now cite"))
        self.law.set_title(tr("From the law"))
        self.words.set_title(tr("In other words"))
        self._own_say.setText(
            tr("For an organisation that is no authority, or whose act is another. The words stand as you write them.")
        )
        for language, block in self.own.items():
            block.set_label(self._named(language))
        self.own["en"].set_hint(tr("Without it an English paper, which is for reading, has the Finnish words."))
        self.cite_items.setText(tr("Cite the ticked items"))
        self.cite_own.setText(tr("Cite these words"))
        self._others.setText(tr("An administrator of the organisation chooses the provision."))
        self._show()

    def _lay_out(self) -> None:
        for provision in (*self.provisions.values(), self._as_of):
            self._now.body.addWidget(provision)
        self.words.body.addWidget(self._own_say)
        for block in self.own.values():
            self.words.body.addWidget(block)
        for card, button in ((self.law, self.cite_items), (self.words, self.cite_own)):
            line = row(None, 0)
            line.addStretch(1)
            line.addWidget(button)
            card.body.addLayout(line)
        for part in (self._error, self._now, self.law, self.words, self._others):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _named(self, language: str) -> str:
        name = self._labels.language_name(language, screen_language())
        return name[:1].upper() + name[1:]

    def _show(self) -> None:
        marking = self._model.marking
        for card in (self.law, self.words):
            card.setVisible(marking is not None and marking.may_choose)
        self._others.setVisible(marking is not None and not marking.may_choose)
        self._now.setVisible(marking is not None)
        if marking is None:
            return
        for language, provision in self.provisions.items():
            provision.setText(f"{self._named(language)}: {marking.provisions[language]}")
        self._show_law(marking)
        if marking != self._standing:
            self._standing = marking
            for code, tick in self.ticks.items():
                tick.set_value(code in marking.chosen)
            for language, block in self.own.items():
                block.editor.set_value(marking.own.get(language))
        self._follow()

    def _show_law(self, marking: Marking) -> None:
        language = screen_language()
        read_on = tr("Text of the law as of {day}.", day=formats.date(marking.as_of, language))
        doubt = "" if marking.confirmed else tr("To be confirmed by the authority.")
        self._as_of.setText(" ".join(part for part in (read_on, doubt) if part))
        self._as_of.setVisible(bool(marking.chosen))
        for place, item in enumerate(marking.items):
            if item.code not in self.ticks:
                self.ticks[item.code] = Checkbox()
                self.ticks[item.code].edited.connect(self._follow)
                self.law.body.insertWidget(1 + place, self.ticks[item.code])
            said = tr("Item {code}: {words}", code=item.code, words=item.words[language])
            self.ticks[item.code].setText(said.replace("&", "&&"))

    def _ticked(self) -> tuple[str, ...]:
        return tuple(code for code, tick in self.ticks.items() if tick.value() is True)

    def _follow(self) -> None:
        ready = bool(self._ticked())
        self.cite_items.setEnabled(ready)
        self.cite_items.setToolTip("" if ready else tr("Tick at least one item."))

    def _on_items(self) -> None:
        self._error.hide()
        self._model.choose_items(self._ticked())

    def _on_own(self) -> None:
        self._error.hide()
        self._model.choose_own({language: str(block.editor.value() or "") for language, block in self.own.items()})

    def _on_chosen(self) -> None:
        self._error.hide()
        Toast.say(self, tr("Papers cite it from now on, on every laptop after its sync."))

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()
