"""The form of a sheet: page, large print or booklet; discreet or not; what else stands on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.view_models.sheets import Form, SheetsViewModel
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.tick import Checkbox


class FormChoice(TranslatedWidget, QWidget):
    """What is chosen shows in the preview at once."""

    def __init__(self, model: SheetsViewModel) -> None:
        super().__init__()
        self._model = model
        self.form = Segmented(clearable=False)
        self._block = FieldBlock(self.form, reserve=False)
        self.discreet, self.both = Checkbox(), Checkbox()
        self.reference = Choice()
        self._reference = FieldBlock(self.reference, reserve=False)
        self._fold = Label("", "meta", "muted", wrap=True)
        rows = column(self, 12)
        for part in (self._block, self._fold, self.discreet, self.both, self._reference):
            rows.addWidget(part)
        self.form.edited.connect(self._on_form)
        self.discreet.edited.connect(lambda: model.choose(discreet=self.discreet.value() is True))
        self.both.edited.connect(lambda: model.choose(beside=self.both.value() is True))
        self.reference.edited.connect(self._on_reference)
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self._block.set_label(tr("Form"))
        labels = {Form.STANDARD: tr("Standard"), Form.LARGE_PRINT: tr("Large print"), Form.POCKET: tr("Pocket size")}
        self.form.set_options([(form.value, label) for form, label in labels.items()])
        self._fold.setText(tr("Print on one side, fold in eight and cut along the grey line in the middle."))
        self.discreet.setText(tr("Discreet: no code, no telling words"))
        self.both.setText(tr("Your language beside it"))
        self._reference.set_label(tr("A case's reference on the sheet"))
        self._show()

    def _show(self) -> None:
        model = self._model
        self.form.set_value(model.form.value)
        self._fold.setVisible(model.form is Form.POCKET)
        self.discreet.set_value(model.discreet)
        self.both.set_value(model.beside)
        self.both.setVisible(model.language != screen_language() and model.form is Form.STANDARD)

        self._reference.setVisible(model.takes_reference)
        self._reference.set_hint(
            tr("Your settings have no phone number, so the sheet has only the reference.")
            if model.lacks_phone
            else tr(
                "The person says it to you on the phone instead of a name. Your number is that of the settings. "
                "Whoever finds the paper reads both."
            )
        )
        self.reference.set_options([(row.case.hex(), row.reference) for row in model.rows if row.reference])
        self.reference.set_value(model.named.hex() if model.named is not None else None)

    def _on_reference(self) -> None:
        code = self.reference.value()
        self._model.name_case(CaseId(bytes.fromhex(code)) if isinstance(code, str) and code else None)

    def _on_form(self) -> None:
        code = self.form.value()
        if code:
            self._model.choose(form=Form(code))
