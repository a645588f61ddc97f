"""Opening a store without the passphrase: the recovery words, and what to do when the key file is gone."""

from __future__ import annotations

from desktop_app.ui.language import tr
from desktop_app.ui.pages.entrance_step import EntranceStep
from desktop_app.ui.view_models.unlock import UnlockViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.text_input import TextInput


class ForgottenStep(EntranceStep):
    """The recovery words from the paper, and a new passphrase in place of the forgotten one."""

    width_at_100 = 560

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__(model)
        self._words = TextArea(lines=3, most=4)
        self._words_block = FieldBlock(self._words, reserve=False)
        self._new = TextInput()
        self._new_block = FieldBlock(self._new, reserve=False)
        self._suggest = Button("quiet", "refresh-cw")
        self._open = Button("primary")
        self._back = Button("quiet")
        self.body.addWidget(self._words_block)
        self.body.addWidget(self._new_block)
        self.body.addWidget(self._suggest)
        self.body.addWidget(self.error)
        self.body.addWidget(self._open)
        self.body.addWidget(self._back)
        self._suggest.clicked.connect(self._on_suggest)
        self._open.clicked.connect(self._on_open)
        self._back.clicked.connect(model.remembered)
        self._on_suggest()
        self.retranslate()

    def begin(self) -> None:
        """The words are typed first."""
        self._words.setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        self.sentence.setText(
            tr("Type the recovery words from your paper, in their order. Then choose a new passphrase.")
        )
        self._words_block.set_label(tr("Recovery words"))
        self._new_block.set_label(tr("New passphrase"))
        self._suggest.setText(tr("Suggest another"))
        self._open.setText(tr("Open"))
        self._back.setText(tr("Back"))

    def follow(self) -> None:
        """Show that it takes a moment."""
        self._open.set_busy(self.model.busy)

    def _on_suggest(self) -> None:
        self.model.suggest()
        self._new.set_value(self.model.suggestion)

    def _on_open(self) -> None:
        words, new = self._words.value(), self._new.value()
        if not isinstance(words, str) or not isinstance(new, str):
            self.say(tr("Type the recovery words and a new passphrase."))
            return
        if not self.model.judge(new, "").ok:
            self.say(tr("This phrase is easy to guess. Take the suggested one, or use more words."))
            return
        self.error.set_error(None)
        self.model.unlock_with_words(words, new)


class SlotsMissingStep(EntranceStep):
    """The key file is gone or damaged: what to do, and never a new empty store."""

    width_at_100 = 560

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__(model)
        self._banner = Banner("amber", "triangle-alert")
        self._again = Button("default", "refresh-cw")
        self.body.addWidget(self._banner)
        self.body.addWidget(self.error)
        self.body.addWidget(self._again)
        self._again.clicked.connect(model.look_again)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.sentence.setText(
            tr("Your work is still in its file on this laptop, but it cannot be opened without its key file.")
        )
        self._banner.set(
            tr(
                "Bring back the files keyslots.json and keyslots.json.bak into the data folder from a backup, or ask "
                "your administrator. No new workspace is made in its place."
            ),
            title=tr("The key file is missing or damaged"),
        )
        self._again.setText(tr("Look again"))
