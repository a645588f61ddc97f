"""The question of one permission: what is said aloud, the four answers, what may be sent, how it was asked."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.domain.consent_kind import CONSENT
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row, space
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.view_models.consent import ConsentViewModel, Permission
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.label import Label, Prose, hairline
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.tick import Checkbox

#: Fields beside the answer, two in a row.
BESIDE = ("language", "form", "valid_until", "answered_at")

#: Fields that few answers need.
SELDOM = ("giver", "child_view", "not_given_reason", "withdrawn_how")

#: The order of the answers; the last one is offered once something was given.
ANSWERS = ("given", "refused", "postponed", "withdrawn")


class AnswerCard(TranslatedWidget, Card):
    """The answer being written down. Nothing is ticked beforehand, and no answer is larger than another."""

    def __init__(self, model: ConsentViewModel, labels: Labels) -> None:
        super().__init__()
        self._model, self._labels = model, labels
        self._permission: Permission | None = None
        self._say = Label("", "label")
        self._aloud = Prose()
        self._told = Checkbox()
        self._answer = Segmented()
        self._answer_block = FieldBlock(self._answer)
        self._recipient = Choice()
        self._recipient_block = FieldBlock(self._recipient, reserve=False)
        self._groups = _GroupTicks(model)
        self._form = RecordForm(model.form, CONSENT, labels, ("setting", *BESIDE, *SELDOM), later=True, parent=self)
        self._is_child = False
        self._advice = Banner("amber", "clock")
        self._advice.hide()
        self._more = Button("quiet", "plus")
        self._more.setCheckable(True)
        self._seldom = QWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        model = self._model
        self._told.edited.connect(lambda: model.form.set_value("told_what_cannot_be_undone", self._told.value()))
        self._answer.edited.connect(self._on_answer)
        self._recipient.edited.connect(self._on_recipient)
        self._more.toggled.connect(self._show_more)
        model.opened.connect(self._show)
        model.form.field_changed.connect(lambda _field: self._show_advice())
        model.changed.connect(self._follow_loading)

    def retranslate(self) -> None:
        """Set every word."""
        language = screen_language()
        self._say.setText(tr("Say aloud first"))
        self._aloud.setText(
            tr(
                "You decide. You get help also without this permission. You can take the permission back at any time, "
                "and then nothing more is sent. What has already arrived stays with those who received it, under the "
                "law that they follow."
            )
        )
        self._told.setText(self._labels.field("consent", "told_what_cannot_be_undone", language))
        self._answer_block.set_label(self._labels.field("consent", "answer", language))
        self._recipient_block.set_label(self._labels.field("consent", "recipient", language))
        self._advice.set(
            tr("The circumstances were hard. The answer counts; ask again when there is time and nobody listens.")
        )
        self._more.setText(tr("More details"))
        self._groups.set_words(self._labels)
        self._form.retranslate()
        self._set_hint()
        self._show()

    def show_permission(self, permission: Permission, *, child: bool) -> None:
        """Show the question of a purpose."""
        self._permission = permission
        title = self._labels.code("consent_purpose", permission.purpose, screen_language())
        self.set_title(title[:1].upper() + title[1:])
        self._is_child = child
        self._show_seldom()
        self._show()

    def show_problem(self, field: str, text: str) -> None:
        """Say below an answer what is missing."""
        blocks = {"answer": self._answer_block, "recipient": self._recipient_block}
        if field in blocks:
            blocks[field].set_error(text)
            blocks[field].editor.setFocus()
        else:
            self._groups.set_error(text)

    def _lay_out(self) -> None:
        for part in (self._say, self._aloud, self._told, hairline(), self._answer_block, self._recipient_block):
            self.body.addWidget(part)
        self.body.addWidget(self._groups)
        self._end = QWidget()
        end, self._seldom_rows = column(self._end, 12), column(self._seldom, 8)
        self._seldom.hide()
        end.addWidget(self._more)
        end.addWidget(self._seldom)
        self.making = InTurns(self._parts(), self)
        self.making.begin(0)

    def _parts(self) -> Iterator[None]:
        """Make field after field, in the order of the keyboard."""
        self.body.addWidget(self._form.block("setting"))
        self.body.addWidget(self._advice)
        self._show_advice()
        yield
        for pair in (BESIDE[:2], BESIDE[2:]):
            line = row(None, 12)
            self.body.addLayout(line)
            for name in pair:
                line.addWidget(self._form.block(name), 1)
                yield
        self._set_hint()
        self.body.addWidget(self._end)

    def _set_hint(self) -> None:
        if "answered_at" in self._form.blocks:
            self._form.blocks["answered_at"].set_hint(tr("Empty: now"))

    def _show_more(self, on: bool) -> None:
        """Show the fields that few answers need, made when they are first asked for."""
        for name in SELDOM if on else ():
            if name not in self._form.blocks:
                self._seldom_rows.addWidget(self._form.block(name))
        self._show_seldom()
        self._seldom.setVisible(on)

    def _show_seldom(self) -> None:
        if "child_view" in self._form.blocks:
            self._form.blocks["child_view"].setVisible(self._is_child)

    def _show(self) -> None:
        form = self._model.form
        if not form.is_open or self._permission is None:
            return
        language = screen_language()
        offered = ANSWERS if self._permission.was_given else ANSWERS[:-1]
        self._answer.set_options([(code, self._labels.code("consent_answer", code, language)) for code in offered])
        self._answer.set_value(form.value("answer"))
        self._told.set_value(form.value("told_what_cannot_be_undone"))
        self._recipient.set_options(
            [(value, name or self._kind_of_recipient(value)) for value, name in self._model.recipients]
        )
        self._recipient.set_value(form.value("recipient"))
        self._recipient_block.setVisible(len(self._model.recipients) > 1)
        self._show_groups()
        self._show_advice()

    def _show_groups(self) -> None:
        given = self._answer.value() == "given"
        self._groups.show_groups(self._labels)
        self._groups.setVisible(given and self._groups.offers_any)

    def _show_advice(self) -> None:
        self._advice.setVisible(self._advice.parent() is not None and self._model.ask_again)

    def _kind_of_recipient(self, value: str) -> str:
        code = value.removeprefix("list:")
        return self._labels.code("recipient_kind", code, screen_language())

    def _on_answer(self) -> None:
        self._answer_block.set_error(None)
        self._model.form.set_value("answer", self._answer.value())
        self._show_groups()

    def _on_recipient(self) -> None:
        self._recipient_block.set_error(None)
        self._model.form.set_value("recipient", self._recipient.value())

    def _follow_loading(self) -> None:
        self.setEnabled(not self._model.loading)


class _GroupTicks(QWidget):
    """What may be sent, each ticked by the person's word; some are asked apart."""

    def __init__(self, model: ConsentViewModel) -> None:
        super().__init__()
        self._model = model
        self._codes: tuple[str, ...] = ()
        self._ticks: dict[str, Checkbox] = {}
        rows = column(self, 6)
        self._title, self._apart = Label("", "label"), Label("", "label")
        self._error = Label("", "meta_strong", "danger", wrap=True)
        self._together, self._separately = QGridLayout(), QGridLayout()
        for grid in (self._together, self._separately):
            space(grid, 4)
        rows.addWidget(self._title)
        rows.addLayout(self._together)
        rows.addWidget(self._apart)
        rows.addLayout(self._separately)
        rows.addWidget(self._error)
        self._error.hide()

    @property
    def offers_any(self) -> bool:
        """Whether there is anything to tick. Where the person is has a purpose of its own, which says it all."""
        return len(self._codes) > 1

    def set_words(self, labels: Labels) -> None:
        """Set the words in the screen's language."""
        language = screen_language()
        self._title.setText(tr("What may be sent"))
        self._apart.setText(tr("Asked separately"))
        for code, tick in self._ticks.items():
            tick.setText(labels.code("data_group", code, language))

    def show_groups(self, labels: Labels) -> None:
        """Offer the groups of the chosen purpose and show which are ticked."""
        together, apart = self._model.groups, self._model.groups_asked_apart
        if (*together, *apart) != self._codes:
            self._rebuild(together, apart)
            self.set_words(labels)
        ticked = self._model.form.value("data_groups")
        chosen = ticked if isinstance(ticked, list) else []
        for code, tick in self._ticks.items():
            tick.set_value(code in chosen)
        self._apart.setVisible(bool(apart))
        self.set_error("")

    def set_error(self, text: str) -> None:
        """Say below what is missing."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def _rebuild(self, together: tuple[str, ...], apart: tuple[str, ...]) -> None:
        for tick in self._ticks.values():
            tick.setParent(None)
            tick.deleteLater()
        self._codes, self._ticks = (*together, *apart), {}
        for grid, codes in ((self._together, together), (self._separately, apart)):
            for place, code in enumerate(codes):
                tick = Checkbox()
                tick.edited.connect(self._on_tick)
                self._ticks[code] = tick
                grid.addWidget(tick, place // 2, place % 2)

    def _on_tick(self) -> None:
        self.set_error("")
        chosen = [code for code, tick in self._ticks.items() if tick.value() is True]
        self._model.form.set_value("data_groups", list(chosen))
