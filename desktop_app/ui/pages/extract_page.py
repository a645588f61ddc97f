"""An extract for the person: who asks and how freely on the left, what goes in and what is left out on the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, empty, px, row
from desktop_app.ui.pages.extract_words import CHOICE_WORDS, REASONS, REFUSALS, WHO_WORDS
from desktop_app.ui.pages.paper_output import sure_to_save
from desktop_app.ui.pages.paper_window import PaperWindow
from desktop_app.ui.view_models.extract import CHOICES, FILE_NAME, SAFETY, WHO, ExtractViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns

_QUESTIONS = ("demanded", "alone", "agrees")


class ExtractPage(TranslatedWidget, ScrollPage):
    """Nothing is put together before every question is answered so that it may be."""

    def __init__(self, model: ExtractViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        self.who = FieldBlock(Segmented(clearable=False), reserve=False)
        self.representative = FieldBlock(Choice(), reserve=False)
        self.questions = {name: FieldBlock(Segmented(clearable=False), reserve=False) for name in _QUESTIONS}
        self.ticks = {code: Checkbox() for code in CHOICES}
        self.refused = Banner("amber")
        self._asked, self._choices, self._parts = Card(gap=14), Card(gap=6), Card(gap=4)
        self._in_title, self._out_title = Label("", "section", wrap=True), Label("", "section", wrap=True)
        self._read_through = Label("", "body", "muted", wrap=True)
        self._in, self._out = QWidget(), QWidget()
        self._in_lines, self._out_lines = column(self._in, 2), column(self._out, 6)
        self.paper, self.file = Button("primary", "printer"), Button("default", "download")
        self._lay_out()
        self._connect()
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Extract for the person"), self._model.reference)
        self.set_subtitle(tr("The person has a right to know what is recorded. Nothing about other people goes in."))
        self.who.set_label(tr("Who asks for it?"))
        self.who.editor.set_options([(code, tr(WHO_WORDS[code])) for code in WHO])
        self.representative.set_label(tr("Which representative?"))
        language = screen_language()
        answers = [(code, self._labels.code("yes_no_unknown", code, language)) for code in ("yes", "no", "unknown")]
        for name, words in (
            ("demanded", tr("Has somebody else demanded it of the person?")),
            ("alone", tr("Can you speak with the person alone and safely now?")),
            ("agrees", tr("Does the person, asked alone, agree that the representative gets it?")),
        ):
            self.questions[name].set_label(words)
            self.questions[name].editor.set_options(answers)
        self._choices.set_title(tr("Only when you choose it"))
        for code, tick in self.ticks.items():
            tick.setText(tr(CHOICE_WORDS[code]))
        self._in_title.setText(tr("Goes in"))
        self._out_title.setText(tr("Is left out"))
        self._read_through.setText(
            tr(
                "Read it through before you give it: what was written in sentences may name somebody else. Strike such "
                "words out from the record's history first. Ask whether the person can keep the paper safely."
            )
        )
        self.paper.setText(tr("Look, print or save as PDF"))
        self.file.setText(tr("Save as JSON"))
        self._show()

    def _lay_out(self) -> None:
        for block in (self.who, self.representative, *self.questions.values()):
            self._asked.body.addWidget(block)
        for tick in self.ticks.values():
            self._choices.body.addWidget(tick)
        for part in (self._in_title, self._in):
            self._parts.body.addWidget(part)
        self._parts.body.addSpacing(px(12))
        for part in (self._out_title, self._out):
            self._parts.body.addWidget(part)
        buttons = row(None, 8)
        buttons.addWidget(self.paper)
        buttons.addWidget(self.file)
        buttons.addStretch(1)
        left, right = QWidget(), QWidget()
        lines, others = column(left, 16), column(right, 16)
        for part in (self._asked, self._choices):
            lines.addWidget(part)
        for part in (self.refused, self._parts, self._read_through):
            others.addWidget(part)
        others.addLayout(buttons)
        for side in (lines, others):
            side.addStretch(1)
        self.body.addWidget(TwoColumns(left, right, top=True))
        self.body.addStretch(1)

    def _connect(self) -> None:
        model = self._model
        self.who.editor.edited.connect(lambda: model.answer("who", str(self.who.editor.value() or "")))
        self.representative.editor.edited.connect(
            lambda: model.answer("representative", str(self.representative.editor.value() or ""))
        )
        for name, block in self.questions.items():
            block.editor.edited.connect(partial(self._on_answer, name))
        for code, tick in self.ticks.items():
            tick.edited.connect(partial(self._on_choice, code))
        self.paper.clicked.connect(self.print_preview)
        self.file.clicked.connect(self._on_file)
        model.changed.connect(self._show)
        model.saved.connect(lambda: Toast.say(self, tr("Saved. Give it to the person, then remove the file.")))

    def print_preview(self) -> None:
        """Ctrl+P: the extract as a paper, once there is one."""
        if self._model.made is not None:
            self._papers = PaperWindow(self._model.papers(screen_language()), self._labels, self)
            self._papers.open()

    def _show(self) -> None:
        model, demand, made = self._model, self._model.demand, self._model.made
        self.who.editor.set_value(demand.who or None)
        by_other = demand.who == "representative"
        known = [(each.record.hex(), self._representative(each.relation, each.name)) for each in model.representatives]
        self.representative.editor.set_options(known)
        self.representative.editor.set_value(demand.representative.hex() if demand.representative else None)
        self.representative.setVisible(by_other and bool(known))
        for name, block in self.questions.items():
            block.editor.set_value(getattr(demand, name) or None)
        stopped_at_once = model.refusal in ("no_representative", "representative_conflict", "representative_danger")
        asks = (demand.who == "person" or by_other) and not stopped_at_once
        for name in ("demanded", "alone"):
            self.questions[name].setVisible(asks)
        self.questions["agrees"].setVisible(asks and by_other)
        self.representative.setVisible(asks and by_other and bool(known))
        self.refused.setVisible(made is None)
        self.refused.set(tr(REFUSALS.get(model.refusal, REFUSALS["open"]), phone=model.phone))
        self.refused.set_banner_tone("info" if model.refusal == "open" else "amber")
        for part in (self._choices, self._parts, self._read_through, self.paper, self.file):
            part.setVisible(made is not None)
        self.ticks[SAFETY].setVisible(demand.who == "person")
        self._show_parts()

    def _show_parts(self) -> None:
        """Name the kinds that go in, and what is left out with its reason; no numbers and no contents."""
        empty(self._in_lines)
        empty(self._out_lines)
        made, language = self._model.made, screen_language()
        if made is None:
            return
        for kind in dict.fromkeys(item.kind for item in made.items):
            self._in_lines.addWidget(Label(self._labels.kind(kind, language), "body", wrap=True))
        for left in made.left_out:
            kind = self._labels.kind(left.kind, language)
            names = ", ".join(self._labels.field(left.kind, name, language) for name in left.fields)
            words = column(None, 0)
            words.addWidget(Label(f"{kind}: {names}" if names else kind, "body", wrap=True))
            words.addWidget(Label(tr(REASONS[left.reason]), "meta", "muted", wrap=True))
            holder = QWidget()
            holder.setLayout(words)
            self._out_lines.addWidget(holder)

    def _representative(self, relation: str, name: str) -> str:
        said = self._labels.code("representative_relation", relation, screen_language()) if relation else ""
        return ", ".join(part for part in (name, said) if part) or tr("Not recorded")

    def _on_answer(self, name: str) -> None:
        self._model.answer(name, str(self.questions[name].editor.value() or ""))

    def _on_choice(self, code: str) -> None:
        self._model.choose(code, self.ticks[code].value() is True)

    def _on_file(self) -> None:
        if sure_to_save(self):
            path, _ = QFileDialog.getSaveFileName(self, tr("Save as JSON"), FILE_NAME, "JSON (*.json)")
            if path:
                self.save_to(path)

    def save_to(self, path: str) -> None:
        """Write the extract as JSON."""
        self._model.save(Path(path), screen_language())
