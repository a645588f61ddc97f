"""What every editor promises, and what each one promises by itself."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.language import Language
from desktop_app.ui.widgets.calendar_popup import CalendarPopup
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.date_editor import DateInput, DateTimeInput, PartialDateInput
from desktop_app.ui.widgets.editor import Editor, Unread
from desktop_app.ui.widgets.field_block import FieldBlock, assign_letters
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.tick import Checkbox, RadioGroup
from desktop_app.ui.widgets.tick_list import TickList

OPTIONS = [("yes", "kyllä"), ("no", "ei"), ("unknown", "ei tiedossa")]

EDITORS = [
    (TextInput, "Lokki", "Koivu"),
    (TextArea, "Lokki\nKoivu", "Saari"),
    (lambda: Choice(OPTIONS), "yes", "no"),
    (lambda: Segmented(OPTIONS), "yes", "no"),
    (lambda: ChipFlow(OPTIONS), ["yes", "unknown"], ["no"]),
    (lambda: ChipFlow(OPTIONS, single=True), "yes", "no"),
    (lambda: RadioGroup(OPTIONS), "yes", "no"),
    (Checkbox, True, False),
    (DateInput, "2026-11-23", "2026-03-03"),
    (DateTimeInput, "2026-11-23T13:40+02:00", "2026-06-01T09:05+03:00"),
    (PartialDateInput, "1998", "2026-03"),
]


@pytest.mark.parametrize(("make", "one", "other"), EDITORS)
def test_every_editor_keeps_what_it_is_given_and_is_silent_about_it(look, qtbot, make, one, other):
    editor = make()
    qtbot.addWidget(editor)
    assert isinstance(editor, Editor)
    told = []
    editor.edited.connect(lambda: told.append(editor.value()))
    assert editor.value() is None
    for value in (one, other, one, None):
        editor.set_value(value)
        assert editor.value() == value
    editor.set_error("x")
    editor.set_error(None)
    assert told == []


@pytest.mark.parametrize(("make", "one", "other"), EDITORS)
def test_a_change_of_language_loses_nothing(look, qtbot, make, one, other):
    editor = make()
    qtbot.addWidget(editor)
    editor.set_value(one)
    for language in ("fi", "sv", "en"):
        Language.set(language)
        QApplication.processEvents()
        if hasattr(editor, "set_options"):
            editor.set_options([(code, f"{label} {language}") for code, label in OPTIONS])
        assert editor.value() == one


def test_typing_is_told_and_setting_the_same_again_keeps_the_cursor(look, qtbot):
    editor = TextInput()
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClicks(editor, "Koivu ")
    editor.set_value("Koivu")
    assert editor.text() == "Koivu "
    assert editor.cursorPosition() == 6


def test_a_text_area_grows_to_eight_lines_and_pastes_words_alone(look, qtbot):
    area = TextArea()
    qtbot.addWidget(area)
    area.resize(400, 84)
    area.show()
    small = area.sizeHint().height()
    area.set_value("\n".join("abcdefg"))
    grown = area.sizeHint().height()
    area.set_value("\n".join("abcdefghijklmnop"))
    most = area.sizeHint().height()
    assert small < grown < most
    area.set_value("\n".join("abcdefghijklmnopqrstuvwxyz"))
    assert area.sizeHint().height() == most
    assert not area.acceptRichText()
    assert area.tabChangesFocus()


def test_undo_in_a_text_area_never_goes_behind_what_was_shown(look, qtbot):
    area = TextArea()
    qtbot.addWidget(area)
    area.set_value("first")
    qtbot.keyClicks(area, "x")
    area.undo()
    area.undo()
    assert area.value() == "first"


def _wheel(widget):
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_wheel_does_not_change_a_choice_in_passing(look, qtbot):
    choice = Choice(OPTIONS)
    qtbot.addWidget(choice)
    choice.show()
    choice.set_value("yes")
    _wheel(choice)
    assert choice.value() == "yes"


def test_a_choice_keeps_a_code_that_it_does_not_know(look, qtbot):
    choice = Choice(OPTIONS)
    qtbot.addWidget(choice)
    choice.set_value("from_a_newer_laptop")
    choice.set_options(OPTIONS)
    assert choice.value() == "from_a_newer_laptop"
    assert not choice.isEditable()


def test_a_second_press_clears_a_segment(look, qtbot):
    answers = Segmented(OPTIONS)
    qtbot.addWidget(answers)
    answers.resize(answers.sizeHint())
    answers.show()
    with qtbot.waitSignal(answers.edited):
        qtbot.mouseClick(answers.segments[1], Qt.MouseButton.LeftButton)
    assert answers.value() == "no"
    with qtbot.waitSignal(answers.edited):
        qtbot.mouseClick(answers.segments[1], Qt.MouseButton.LeftButton)
    assert answers.value() is None


def test_arrows_move_inside_segments_and_space_chooses(look, qtbot):
    answers = Segmented(OPTIONS)
    qtbot.addWidget(answers)
    answers.show()
    answers.activateWindow()
    qtbot.waitUntil(answers.isActiveWindow)
    answers.setFocus()
    qtbot.keyClick(answers.segments[0], Qt.Key.Key_Right)
    assert answers.value() is None
    qtbot.keyClick(answers.segments[1], Qt.Key.Key_Space)
    assert answers.value() == "no"
    stops = [segment for segment in answers.segments if segment.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [answers.segments[1]]


def test_a_segment_is_a_radio_button_for_screen_readers(look, qtbot):
    answers = Segmented(OPTIONS)
    qtbot.addWidget(answers)
    interface = QAccessible.queryAccessibleInterface(answers.segments[0])
    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "kyllä"


def test_segments_become_chips_where_there_is_no_room(look, qtbot):
    answers = Segmented(OPTIONS)
    qtbot.addWidget(answers)
    wide = answers.sizeHint().width()
    assert answers.heightForWidth(wide) == 40
    assert answers.heightForWidth(wide - 20) == 40
    answers.resize(wide - 20, 40)
    answers.show()
    assert all(answers.rect().contains(segment.geometry()) for segment in answers.segments)
    assert answers.heightForWidth(wide - 40) == 72
    answers.resize(wide - 40, 72)
    answers.show()
    assert all(answers.rect().contains(segment.geometry()) for segment in answers.segments)


NEEDS = [(str(at), f"tarve numero {at}") for at in range(16)]


def test_only_the_usual_chips_stand_open_and_chosen_ones_join_them(look, qtbot):
    chips = ChipFlow(NEEDS, shown=8)
    qtbot.addWidget(chips)
    chips.resize(700, chips.heightForWidth(700))
    chips.show()
    assert len(chips.shown_chips()) == 9
    assert chips.shown_chips()[-1].text() == "8 more"
    chips.set_value(["12"])
    assert [chip.code for chip in chips.shown_chips()][-2:] == ["12", ""]
    assert chips.heightForWidth(300) > chips.heightForWidth(700)


def test_the_list_behind_the_chips_chooses_too(look, qtbot):
    chips = ChipFlow(NEEDS, shown=8)
    qtbot.addWidget(chips)
    chips.resize(700, chips.heightForWidth(700))
    chips.show()
    qtbot.mouseClick(chips.shown_chips()[-1], Qt.MouseButton.LeftButton)
    popup = next(w for w in QApplication.topLevelWidgets() if isinstance(w, TickList) and w.isVisible())
    tick = popup.findChildren(Checkbox)[11]
    with qtbot.waitSignal(chips.edited):
        qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    assert chips.value() == ["11"]
    popup.close()


def test_chosen_chips_beyond_the_rows_allowed_are_gathered(look, qtbot):
    chips = ChipFlow(NEEDS, shown=4, max_rows=2)
    qtbot.addWidget(chips)
    chips.resize(600, 72)
    chips.show()
    chips.set_value([str(at) for at in range(16)])
    assert chips.heightForWidth(600) <= 72
    assert chips.shown_chips()[-1].text() == "16 chosen"
    assert chips.value() == [str(at) for at in range(16)]


def test_a_pressed_chip_is_told_in_the_order_of_the_options(look, qtbot):
    chips = ChipFlow(OPTIONS)
    qtbot.addWidget(chips)
    chips.resize(400, 32)
    chips.show()
    qtbot.mouseClick(chips.shown_chips()[2], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chips.shown_chips()[0], Qt.MouseButton.LeftButton)
    assert chips.value() == ["yes", "unknown"]


def said(block):
    """The sentence under a field."""
    return block.line.error


@pytest.fixture
def two_fields(look, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    from desktop_app.ui.measure import column

    rows = column(window, 4)
    day, other = FieldBlock(DateInput()), FieldBlock(TextInput())
    for block, label in ((day, "Day agreed"), (other, "Meeting place")):
        block.set_label(label)
        rows.addWidget(block)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    day.editor.setFocus()
    return window, day, other


def test_an_impossible_day_is_said_when_the_field_is_left_and_the_text_stays(two_fields, qtbot):
    _window, day, other = two_fields
    qtbot.keyClicks(day.editor, "31.2.2026")
    assert said(day) is None
    height = day.height()
    other.editor.setFocus()
    assert said(day) == "February 2026 has 28 days."
    assert day.editor.text() == "31.2.2026"
    assert day.editor.value() == Unread("31.2.2026")
    assert day.editor.day() is None
    assert not day.editor.is_understood()
    assert day.height() == height
    Language.set("fi")
    QApplication.processEvents()
    assert said(day) == "Helmikuussa 2026 on 28 päivää."
    day.editor.setFocus()
    day.editor.selectAll()
    qtbot.keyClicks(day.editor, "28.2.2026")
    other.editor.setFocus()
    assert said(day) is None
    assert day.editor.text() == "la 28.2.2026"


def test_a_day_is_told_while_it_is_written(two_fields, qtbot):
    _window, day, _other = two_fields
    with qtbot.waitSignal(day.editor.edited):
        qtbot.keyClicks(day.editor, "3.3.2026")
    assert day.editor.value() == "2026-03-03"


def test_a_moment_without_a_time_keeps_the_time_it_had(look, qtbot):
    moment = DateTimeInput()
    qtbot.addWidget(moment)
    moment.set_value("2026-11-23T13:40+02:00")
    moment.setText("3.7.2026")
    moment.setModified(True)
    moment.read()
    assert moment.value() == "2026-07-03T13:40+03:00"


def test_the_calendar_gives_its_day(look, qtbot):
    day = DateInput()
    qtbot.addWidget(day)
    day.show()
    day.set_value("2026-11-23")
    day.open_calendar()
    popup = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CalendarPopup) and w.isVisible())
    with qtbot.waitSignal(day.edited):
        popup.picked.emit(date(2026, 11, 25))
    assert day.value() == "2026-11-25"
    popup.close()


def test_a_label_names_its_editor_and_alt_letters_are_unique(two_fields, qtbot):
    _window, day, other = two_fields
    interface = QAccessible.queryAccessibleInterface(day.editor)
    assert interface.text(QAccessible.Text.Name) == "Day agreed"
    letters = assign_letters([day, other])
    assert letters == {"d": "Day agreed", "m": "Meeting place"}
    assert (day.letter, other.letter) == ("D", "M")
    qtbot.keyClick(day.editor, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert other.editor.hasFocus()


def test_asking_how_high_chips_would_be_changes_none_of_them(look, qtbot):
    chips = ChipFlow(NEEDS, shown=8, max_rows=2)
    qtbot.addWidget(chips)
    chips.resize(700, 72)
    chips.show()
    chips.set_value(["3", "15"])
    before = [(chip.text(), chip.geometry()) for chip in chips.shown_chips()]
    for width in (200, 300, 2000):
        chips.heightForWidth(width)
        chips.sizeHint()
    assert [(chip.text(), chip.geometry()) for chip in chips.shown_chips()] == before
    assert all(chip.width() >= chip.sizeHint().width() for chip in chips.shown_chips())
