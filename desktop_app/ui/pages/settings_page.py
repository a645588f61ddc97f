"""Settings: language, look, size, lock, the worker's name and phone, the passphrase; the way to the organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.settings import SCALES
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import LANGUAGES, OWN_NAMES, Language, TranslatedWidget, ntr, screen_language, tr
from desktop_app.ui.measure import row
from desktop_app.ui.pages.backup_card import BackupCard
from desktop_app.ui.pages.safety_copy_card import SafetyCopyCard
from desktop_app.ui.view_models.preferences import PreferencesViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns

LOCK_MINUTES = (2, 5, 10, 15, 30)


class SettingsPage(TranslatedWidget, ScrollPage):
    """Everything takes effect at once; there is nothing to confirm but the passphrase."""

    organisation_asked = Signal()

    def __init__(
        self,
        model: PreferencesViewModel,
        backup: BackupCard | None = None,
        safety: SafetyCopyCard | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._model, self._backup, self._safety = model, backup, safety
        self._language = FieldBlock(Segmented(clearable=False), reserve=False)
        self._theme = FieldBlock(Choice(empty=False), reserve=False)
        self._scale = FieldBlock(Choice(empty=False), reserve=False)
        self._lock = FieldBlock(Choice(empty=False), reserve=False)
        self.calendar, self._calendar_words = Checkbox(), Label("", "meta", "muted", wrap=True)
        self._name = FieldBlock(TextInput(), reserve=False)
        self._phone = FieldBlock(TextInput(), reserve=False)
        self._deputy = FieldBlock(Choice(), reserve=False)
        self._phrase = FieldBlock(TextInput())
        self._suggest = Button("quiet", "refresh-cw")
        self._change = Button("default", "key-round")
        self._organisation = Button("default", "users")
        self._look, self._self, self._secret, self._where = Card(), Card(), Card(), Card()
        self._where_words = Label("", "body", "muted", wrap=True)
        self._lay_out()
        self._connect()
        model.changed.connect(self._show)
        model.passphrase_changed.connect(self._on_passphrase)
        model.failed.connect(self._say)
        self.retranslate()
        self._show()
        model.read()

    def retranslate(self) -> None:
        """Set every word and the options of the choices."""
        self.set_title(tr("Settings"))
        self._look.set_title(tr("Language and look"))
        self._self.set_title(tr("You"))
        self._secret.set_title(tr("Passphrase"))
        self._where.set_title(tr("Organisation"))
        self._options()
        self._name.set_label(tr("Your name, as colleagues see it"))
        self._phone.set_label(tr("Your phone, as it is written in a proposal"))
        self._deputy.set_label(tr("Your deputy, who may open the cases that you open from now on"))
        self._phrase.set_label(tr("New passphrase"))
        self._suggest.setText(tr("Suggest another"))
        self._change.setText(tr("Change the passphrase"))
        self._where_words.setText(
            tr("Joining, laptops, the recovery sheet, how long records are kept, duties to notify, statistics.")
        )
        self._organisation.setText(tr("Open organisation"))

    def leave(self, then: Callable[[], None]) -> None:
        """Keep name and phone, then go on."""
        self._keep_member()
        then()

    def _options(self) -> None:
        self._language.set_label(tr("Language"))
        self._language.editor.set_options([(code, OWN_NAMES[code]) for code in LANGUAGES])
        self._language.editor.set_value(screen_language())
        self._theme.set_label(tr("Look"))
        self._theme.editor.set_options(
            [("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark")), ("hc", tr("High contrast"))]
        )
        self._scale.set_label(tr("Size of everything"))
        self._scale.editor.set_options([(str(scale), f"{scale} %") for scale in SCALES])
        self.calendar.setText(tr("Offer on Today to save what is due as a calendar file"))
        self._calendar_words.setText(
            tr("References and days only. A calendar outside the program may be open to others; turn it on knowingly.")
        )
        self._lock.set_label(tr("Lock when nothing has been done for"))
        self._lock.editor.set_options([(str(m), ntr("{n} minute", "{n} minutes", m)) for m in LOCK_MINUTES])

    def _lay_out(self) -> None:
        for block in (self._language, self._theme, self._scale, self._lock):
            self._look.body.addWidget(block)
        self._look.body.addWidget(self.calendar)
        self._look.body.addWidget(self._calendar_words)
        self._look.body.addStretch(1)
        for own in (self._name, self._phone, self._deputy):
            self._self.body.addWidget(own)
        self._self.body.addStretch(1)
        self._secret.body.addWidget(self._phrase)
        line = row(None, 8)
        line.addWidget(self._change)
        line.addWidget(self._suggest)
        line.addStretch(1)
        self._secret.body.addLayout(line)
        self._where.body.addWidget(self._where_words)
        here = row(None, 8)
        here.addWidget(self._organisation)
        here.addStretch(1)
        self._where.body.addLayout(here)
        self._where.body.addStretch(1)
        self.making = InTurns(self._parts(), self)
        self.making.begin()

    def _parts(self) -> Iterator[None]:
        """Put row after row into its place: what stands beside a form is shown a moment after it."""
        self.body.addWidget(TwoColumns(self._look, self._self))
        yield
        self.body.addWidget(TwoColumns(self._secret, self._where))
        yield
        if self._backup is not None and self._safety is not None:
            self.body.addWidget(TwoColumns(self._backup, self._safety))
        elif self._backup is not None:
            self.body.addWidget(self._backup)
        self.body.addStretch(1)

    def _connect(self) -> None:
        model = self._model
        self._language.editor.edited.connect(self._on_language)
        self._theme.editor.edited.connect(lambda: model.choose("theme", self._theme.editor.value()))
        self._scale.editor.edited.connect(lambda: model.choose("scale", int(str(self._scale.editor.value()))))
        self._lock.editor.edited.connect(lambda: model.choose("lock_minutes", int(str(self._lock.editor.value()))))
        self.calendar.edited.connect(lambda: model.choose("calendar", self.calendar.value() is True))
        for block in (self._name, self._phone):
            block.editor.editingFinished.connect(self._keep_member)
        self._deputy.editor.edited.connect(self._on_deputy)
        self._suggest.clicked.connect(lambda: self._phrase.editor.set_value(model.suggest()))
        self._change.clicked.connect(self._on_change)
        self._organisation.clicked.connect(self.organisation_asked)

    def _show(self) -> None:
        settings = self._model.settings
        self._theme.editor.set_value(settings.theme)
        self._scale.editor.set_value(str(settings.scale))
        self._lock.editor.set_value(str(settings.lock_minutes))
        self.calendar.set_value(settings.calendar)
        self._change.set_busy(self._model.busy)
        if self._model.member is not None:
            self._name.editor.set_value(self._model.member.name)
            self._phone.editor.set_value(self._model.member.phone)
        self._deputy.editor.set_options(list(self._model.colleagues))
        self._deputy.editor.set_value(self._model.deputy)
        self._deputy.setVisible(bool(self._model.colleagues))

    def _on_deputy(self) -> None:
        code = self._deputy.editor.value()
        self._model.choose_deputy(code if isinstance(code, str) and code else None)

    def _on_language(self) -> None:
        code = str(self._language.editor.value())
        Language.set(code)
        self._model.choose("language", code)

    def _keep_member(self) -> None:
        if self._model.member is not None:
            name, phone = self._name.editor.value(), self._phone.editor.value()
            self._model.change_member(str(name or ""), str(phone or ""))

    def _on_change(self) -> None:
        typed = str(self._phrase.editor.value() or "")
        if not self._model.judge(typed).ok:
            self._phrase.set_error(tr("This phrase is easy to guess. Take the suggested one, or use more words."))
            return
        self._phrase.set_error(None)
        self._model.change_passphrase(typed)

    def _on_passphrase(self) -> None:
        self._phrase.editor.set_value(None)
        Toast.say(self, tr("The passphrase has been changed. The recovery words are as before."))

    def _say(self, error: LuotsiError) -> None:
        self._phrase.set_error(words_for(error))
