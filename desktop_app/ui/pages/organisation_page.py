"""The organisation: joining with six compared words, founding with a recovery sheet, and the ways on."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.errors import LuotsiError
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.pages.organisation_cards import JoinCard, WaitCard
from desktop_app.ui.pages.organisation_ways import GROUPS, WaysCard
from desktop_app.ui.pages.sheet_cards import FoundCard, saved_words
from desktop_app.ui.pages.standing_words import left_advice, left_words
from desktop_app.ui.view_models.organisation import OrganisationViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.toast import Toast
from desktop_app.use_cases.enrolment import EnrolmentStep

#: The ways of a laptop that works alone, of one that belongs to an organisation, and of its administrators.
_ALWAYS = frozenset({"kept", "duties"})
_JOINED = frozenset({"texts", "secrecy", "statistics"})
_ADMINISTRATOR = frozenset({"laptops", "sheet", "access_log"})


class OrganisationPage(TranslatedWidget, ScrollPage):
    """The next thing that two people do, one card at a time; below it the ways on."""

    come_back_asked = Signal()
    laptops_asked = Signal()
    sheet_asked = Signal()
    texts_asked = Signal()
    secrecy_asked = Signal()
    access_log_asked = Signal()
    kept_asked = Signal()
    duties_asked = Signal()
    statistics_asked = Signal()

    def __init__(self, model: OrganisationViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=760, parent=parent)
        self._model = model
        self._error = Label("", "body", "danger", wrap=True)
        self._error.hide()
        self.join = JoinCard()
        self.wait = WaitCard()
        self.found = FoundCard()
        self.come_back = Button("quiet", "key-round")
        self.ways = [WaysCard(title, ways) for title, ways in GROUPS]
        for part in (self._error, self.join, self.wait, self.found):
            self.body.addWidget(part)
        self.body.addWidget(self.come_back, 0, Qt.AlignmentFlag.AlignLeft)
        for card in self.ways:
            self.body.addWidget(card)
            card.asked.connect(self._on_way)
        self.body.addStretch(1)
        self._connect()
        model.changed.connect(self._show)
        model.failed.connect(self._say)
        self.retranslate()
        model.read()

    def _connect(self) -> None:
        model = self._model
        self.come_back.clicked.connect(self.come_back_asked)
        self.join.asked.connect(lambda text: model.join(text, platform.node()[:60] or "Luotsi"))
        self.wait.look_asked.connect(model.look)
        self.found.save_asked.connect(self._save_sheet)
        self.found.stored.connect(model.found)
        self.found.division_asked.connect(model.keep_on)

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Organisation"))
        self.come_back.setText(tr("All laptops are lost: come back with the recovery sheet"))
        self._show()

    def _show(self) -> None:
        model = self._model
        step, left = model.enrolment.step, model.enrolment.left
        names = {
            EnrolmentStep.ALONE: " ".join(part for part in (left_words(left), left_advice(left)) if part)
            or tr("This laptop works alone. It can record everything and send nothing."),
            EnrolmentStep.WAITING: tr("This laptop has asked to join. Two people now compare six words."),
            EnrolmentStep.FOUND: tr("The authority has confirmed the organisation. One paper is still to be made."),
            EnrolmentStep.JOINED: model.enrolment.organisation,
        }
        self.set_subtitle(names[step])
        self.join.setVisible(step is EnrolmentStep.ALONE)
        self.wait.setVisible(step is EnrolmentStep.WAITING)
        self.found.setVisible(step is EnrolmentStep.FOUND)
        self.come_back.setVisible(step is EnrolmentStep.ALONE)
        for card in self.ways:
            card.offer(self._offered())
        self.join.set_busy(model.busy)
        self.wait.show_words(model.enrolment.words, model.busy)
        self.found.show_papers(model.recovery_papers, model.busy)
        if model.busy:
            self._error.hide()

    def _offered(self) -> frozenset[str]:
        enrolment = self._model.enrolment
        if enrolment.step is not EnrolmentStep.JOINED:
            return _ALWAYS
        return _ALWAYS | _JOINED | (_ADMINISTRATOR if enrolment.administrator else frozenset())

    def _on_way(self, key: str) -> None:
        signals = {
            "laptops": self.laptops_asked,
            "sheet": self.sheet_asked,
            "kept": self.kept_asked,
            "duties": self.duties_asked,
            "secrecy": self.secrecy_asked,
            "texts": self.texts_asked,
            "statistics": self.statistics_asked,
            "access_log": self.access_log_asked,
        }
        signals[key].emit()

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()

    def _save_sheet(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Save the recovery sheet"), "palautus.pdf", "PDF (*.pdf)")
        if path:
            self.save_sheet_to(Path(path))

    def save_sheet_to(self, path: Path) -> None:
        """Write the recovery sheet as PDF, to be printed and removed."""
        try:
            self._model.save_recovery_paper(path)
        except LuotsiError as error:
            self._say(error)
            return
        self.found.sheet_made()
        Toast.say(self, saved_words(len(self._model.recovery_papers)))
