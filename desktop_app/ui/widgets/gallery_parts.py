"""The sections of the gallery: each builds some parts and sets their words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from desktop_app.ui.language import LANGUAGES, TranslatedWidget, screen_language
from desktop_app.ui.measure import column, row
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.date_editor import DateInput, DateTimeInput, PartialDateInput
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.field_block import FieldBlock, assign_letters
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.gallery_words import SAMPLES
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.ui.widgets.label import Label, Prose
from desktop_app.ui.widgets.progress import Progress
from desktop_app.ui.widgets.record_table import Cell, Column, RecordTable, TableRow
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.tag import Tag
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.tick import Checkbox, RadioGroup


def sample(name: str) -> str:
    """An invented word in the screen's language."""
    return SAMPLES[name][LANGUAGES.index(screen_language())]


def options(*names: str) -> list[tuple[str, str]]:
    """Codes with invented labels."""
    return [(name, sample(name)) for name in names]


def _name_tag(tag: Tag, name: str) -> None:
    tag.set(sample(name))


class Section(TranslatedWidget, QWidget):
    """A heading and parts below it; `_words` are the acts that set their words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows = column(self, 8)
        heading = Label("", "section", "muted")
        self._words: list[Callable[[], object]] = []
        self.says(lambda: heading.setText(sample(name)))
        self.rows.addWidget(heading)

    def says(self, words: Callable[[], object]) -> None:
        """Remember how to set some words."""
        self._words.append(words)

    def retranslate(self) -> None:
        """Set all words."""
        for words in self._words:
            words()

    def flow(self) -> FlowLayout:
        """A new row of parts that wraps."""
        holder = QWidget()
        layout = FlowLayout(holder, 8)
        self.rows.addWidget(holder)
        return layout

    def button(self, layout: QLayout, kind: str, name: str, icon: str | None = None) -> Button:
        """Add a button."""
        button = Button(kind, icon)
        self.says(lambda: button.setText(sample(name)))
        layout.addWidget(button)
        return button

    def field(self, editor: QWidget, name: str) -> FieldBlock[QWidget]:
        """Add a field."""
        block = FieldBlock(editor)
        self.says(lambda: block.set_label(sample(name)))
        self.rows.addWidget(block)
        return block


class Buttons(Section):
    """Every kind of button, one busy and one that cannot be pressed with its reason beside it."""

    def __init__(self) -> None:
        super().__init__("buttons")
        line = self.flow()
        self.button(line, "primary", "primary", "send")
        self.button(line, "default", "default")
        self.button(line, "quiet", "quiet")
        self.button(line, "danger", "danger")
        self.button(line, "default", "disabled", "printer").setEnabled(False)
        reason = Label("", "meta", "muted", wrap=True)
        self.says(lambda: reason.setText(sample("reason")))
        self.rows.addWidget(reason)
        self.retranslate()


class Answers(Section):
    """Chips, tags, segments, ticks and dots."""

    def __init__(self) -> None:
        super().__init__("choices")
        self.chips = ChipFlow(shown=3)
        self.says(lambda: self.chips.set_options(options("rest", "food", "care", "place", "money", "advice")))
        self.says(lambda: self.chips.setAccessibleName(sample("chips")))
        self.rows.addWidget(self.chips)
        self.segmented = Segmented()
        self.says(lambda: self.segmented.set_options(options("yes", "no", "unknown")))
        self.says(lambda: self.segmented.setAccessibleName(sample("choices")))
        self.rows.addWidget(self.segmented)
        tags = self.flow()
        for name, tone, icon in (
            ("opened", "accent", "check"),
            ("sent", "neutral", "clock"),
            ("asked", "amber", "circle-alert"),
            ("danger_now", "danger", "triangle-alert"),
        ):
            tag = Tag("", tone, icon)
            self.says(partial(_name_tag, tag, name))
            tags.addWidget(tag)
        tick = Checkbox()
        tick.set_value(True)
        self.says(lambda: tick.setText(sample("afterwards")))
        self.rows.addWidget(tick)
        self.radios = RadioGroup()
        self.says(lambda: self.radios.set_options(options("orally", "written")))
        self.says(lambda: self.radios.setAccessibleName(sample("choices")))
        self.rows.addWidget(self.radios)
        self.retranslate()
        self.chips.set_value(["rest", "money"])
        self.segmented.set_value("no")
        self.radios.set_value("orally")


class Fields(Section):
    """Every editor in its field, one of them with what cannot stand."""

    def __init__(self) -> None:
        super().__init__("inputs")
        self.moment = DateTimeInput()
        self.language = Choice()
        self.says(lambda: self.language.set_options(options("english", "estonian")))
        self.day = DateInput(prefer="future")
        self.born = PartialDateInput()
        self.wishes = TextArea()
        self.name = TextInput(icon="search")
        self.hidden = HiddenValue(lambda: sample("wish"))
        blocks = [
            self.field(self.moment, "when"),
            self.field(self.language, "language"),
            self.field(self.day, "agreed_day"),
            self.field(self.born, "born"),
            self.field(self.name, "place_kind"),
            self.field(self.wishes, "wishes"),
            self.field(self.hidden, "safe_contact"),
        ]
        self.says(lambda: blocks[5].set_hint(sample("hint")))
        self.says(lambda: assign_letters(blocks))
        self.retranslate()
        self.moment.set_value("2026-11-23T13:40+02:00")
        self.language.set_value("english")
        self.born.set_value("1998")
        self.wishes.set_value(sample("wish"))
        self.day.setText("31.2.2026")
        self.day.setModified(True)
        self.day.read()


class Notices(Section):
    """Banners, an empty state and a progress."""

    def __init__(self) -> None:
        super().__init__("banners")
        amber, info = Banner("amber"), Banner("info")
        self.says(lambda: amber.set(sample("amber"), sample("amber_act")))
        self.says(lambda: info.set(sample("law")))
        self.rows.addWidget(amber)
        self.rows.addWidget(info)
        card = Card(margins=8)
        empty = EmptyState("sun")
        self.says(lambda: empty.set(sample("empty"), sample("empty_text")))
        card.body.addWidget(empty)
        self.rows.addWidget(card)
        progress = Progress()
        self.says(lambda: progress.set(sample("progress"), 3, 5))
        self.rows.addWidget(progress)
        prose = Prose()
        self.says(lambda: prose.setText(sample("wish")))
        self.rows.addWidget(prose)
        self.retranslate()


class Lists(Section):
    """Rows of one and of two lines, and a table with marked hits and tags."""

    def __init__(self) -> None:
        super().__init__("lists")
        self.due, self.start, self.table = RowList(), RowList(two_lines=True), RecordTable()
        self.says(self._fill)
        line = row(None, 16)
        for part in (self.due, self.start):
            card = Card(margins=0)
            card.body.addWidget(part)
            line.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(line)
        card = Card(margins=(0, 0, 0, 1))
        card.body.addWidget(self.table)
        self.rows.addWidget(card)
        self.retranslate()
        self.table.set_marks("koi")

    def _fill(self) -> None:
        self.due.setAccessibleName(sample("lists"))
        self.start.setAccessibleName(sample("first_contact"))
        self.table.setAccessibleName(sample("reference"))
        self.due.set_rows(
            [
                Row("1", "Koivu 3", sample("step_asked"), "", sample("saturday"), "circle-alert", "amber", "amber"),
                Row("2", "Lokki 8", sample("step_meeting"), "", sample("at_half_five"), "calendar"),
            ]
        )
        self.start.set_rows(
            [
                Row("1", sample("first_contact"), detail=sample("first_detail"), icon="notebook-pen", chevron=False),
                Row("2", sample("step_meeting"), detail=sample("saturday"), icon="calendar", chosen=True),
            ]
        )
        self.table.set_columns(
            [
                Column("reference", sample("reference"), 186, marks=True),
                Column("step", sample("next_step")),
                Column("proposal", sample("proposal")),
            ]
        )
        amber = Cell(sample("step_asked"), sample("saturday"), "amber")
        calm = Cell(sample("step_meeting"), sample("at_half_five"))
        asked = Cell(sample("asked"), tag_tone="amber", tag_icon="circle-alert")
        opened = Cell(sample("opened"), tag_tone="accent", tag_icon="check")
        self.table.set_rows(
            [
                TableRow("1", {"reference": Cell("Koivu 3", strong=True), "step": amber, "proposal": asked}),
                TableRow("2", {"reference": Cell("Aikoi 2", strong=True), "step": calm, "proposal": opened}),
            ]
        )
