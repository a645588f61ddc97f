"""The cards of the page on which cases are joined: what is joined already, and an earlier consultation."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n import formats
from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import RecordId
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.view_models.joining import JoiningViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.use_cases.consultations import Consultation
from desktop_app.use_cases.joining import Join, JoinedCase

ANSWERS = ("yes", "no", "unknown")


class JoinedCard(TranslatedWidget, Card):
    """The cases that are shown as one, and the way to take each join back. Hidden while there is none."""

    received_asked = Signal(object, str)

    def __init__(self, model: JoiningViewModel) -> None:
        super().__init__(gap=10)
        self._model = model
        self._lines = QWidget()
        self.body.addWidget(self._lines)
        model.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Shown as one case"))
        self.body.removeWidget(self._lines)
        self._lines.deleteLater()
        self._lines = QWidget()
        lines = column(self._lines, 8)
        for one in self._model.group.joins:
            lines.addLayout(self._join(one))
        for case in self._model.group.cases:
            if case.received:
                lines.addLayout(self._received(case))
        self.body.addWidget(self._lines)
        self.setVisible(bool(self._model.group.joins))

    def _received(self, case: JoinedCase) -> QHBoxLayout:
        line = row(None, 12)
        line.addWidget(Label(case.reference, "strong"))
        sent = tr("Received proposal") if case.received == "proposal" else tr("Received referral")
        words = f"{sent}: {case.sender}" if case.sender else sent
        line.addWidget(Label(words, "body", "muted", wrap=True), 1)
        go = Button("quiet", "arrow-right", text=tr("Open what was received"), small=True)
        go.setAccessibleName(f"{tr('Open what was received')}: {case.reference}")
        section = "decision" if case.received == "proposal" else "referral_answer"
        go.clicked.connect(partial(self.received_asked.emit, case.case, section))
        line.addWidget(go)
        return line

    def _join(self, one: Join) -> QHBoxLayout:
        names = self._model.group.references
        both = tr("{one} and {other}", one=names.get(one.one, "?"), other=names.get(one.other, "?"))
        at = formats.datetime_(one.at, screen_language())
        line = row(None, 12)
        line.addWidget(Label(both, "strong", wrap=True), 2)
        said = tr("{author}, {time}", author=one.author or tr("You"), time=at)
        line.addWidget(Label(said, "body", "muted", wrap=True), 1)
        back = Button("quiet", "undo-2", text=tr("Take the join back"), small=True)
        back.setAccessibleName(f"{tr('Take the join back')}: {both}")
        back.clicked.connect(partial(self._model.take_back, one.one, one.other))
        line.addWidget(back)
        return line


class ConsultationCard(TranslatedWidget, Card):
    """An anonymous consultation belongs to nobody: it is joined only when the person says yes."""

    def __init__(self, model: JoiningViewModel) -> None:
        super().__init__(gap=10)
        self._model = model
        self._chosen = ""
        self._about = Label("", "body", "muted", wrap=True)
        self._joined = QWidget()
        self._rows = RowList()
        self._agreed = FieldBlock(Segmented(), reserve=False)
        self.join = Button("default", "plus")
        for part in (self._about, self._joined, self._rows, self._agreed):
            self.body.addWidget(part)
        self.body.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.opened.connect(self._choose)
        self._agreed.editor.edited.connect(self._follow)
        self.join.clicked.connect(self._on_join)
        model.changed.connect(self.retranslate)
        model.joined.connect(self._choose_none)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("An earlier consultation"))
        self._about.setText(
            tr("A consultation belongs to nobody. It is joined to this case only if the person agrees.")
        )
        self._agreed.set_label(tr("Does the person agree that it is joined?"))
        labels, language = self._model.labels, screen_language()
        self._agreed.editor.set_options([(code, labels.code("yes_no_unknown", code, language)) for code in ANSWERS])
        self.join.setText(tr("Join the consultation"))
        self._rows.setAccessibleName(tr("An earlier consultation"))
        view = self._model.view
        found = view.consultations if view is not None else ()
        self._rows.set_rows([self._row(one) for one in found])
        self._show_joined(view.joined if view is not None else ())
        self.setVisible(view is not None and bool(found or view.joined))
        self._follow()

    def _show_joined(self, joined: tuple[Consultation, ...]) -> None:
        place = self.body.indexOf(self._joined)
        self.body.removeWidget(self._joined)
        self._joined.deleteLater()
        self._joined = QWidget()
        lines = column(self._joined, 8)
        for one in joined:
            line = row(None, 12)
            line.addWidget(Label(_when(one), "strong"), 1)
            back = Button("quiet", "undo-2", text=tr("Take the join back"), small=True)
            back.setAccessibleName(f"{tr('Take the join back')}: {_when(one)}")
            back.clicked.connect(partial(self._model.take_back_consultation, one.record))
            line.addWidget(back)
            lines.addLayout(line)
        self.body.insertWidget(place, self._joined)
        self._joined.setVisible(bool(joined))

    def _row(self, one: Consultation) -> Row:
        consulted = (
            self._model.labels.code("consulted_party", one.consulted, screen_language()) if one.consulted else ""
        )
        key = b64(one.record)
        return Row(key, _when(one), consulted, chevron=False, chosen=key == self._chosen)

    def _choose(self, key: str) -> None:
        self._chosen = "" if key == self._chosen else key
        self._agreed.editor.set_value(None)
        self.retranslate()

    def _choose_none(self) -> None:
        self._choose("")

    def _follow(self) -> None:
        self._agreed.setVisible(bool(self._chosen))
        self.join.setVisible(bool(self._chosen))
        self.join.setEnabled(self._agreed.editor.value() == "yes")

    def _on_join(self) -> None:
        agreed = self._agreed.editor.value()
        if self._chosen and isinstance(agreed, str):
            self._model.join_consultation(RecordId(unb64(self._chosen)), agreed)


def _when(one: Consultation) -> str:
    return formats.datetime_(one.at, screen_language())
