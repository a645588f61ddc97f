"""A value of level 4 is nowhere before the press, and goes again with the page, the focus and the time."""

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.ui.measure import column
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.ui.widgets.text_input import TextInput


def _all_words(widget):
    interface = QAccessible.queryAccessibleInterface(widget)
    words = [interface.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value)]
    for child in widget.findChildren(QWidget):
        words += _all_words(child) if child.parent() is widget else []
        words.append(getattr(child, "text", lambda: "")())
    return " ".join(words)


def test_a_hidden_value_is_nowhere_until_it_is_shown_and_goes_again(look, qtbot):
    shown = []
    window = QWidget()
    qtbot.addWidget(window)
    hidden = HiddenValue(lambda: "Signal, evenings", parent=window)
    hidden.shown.connect(lambda: shown.append(True))
    window.show()
    assert "Signal" not in _all_words(hidden)
    hidden.reveal()
    assert "Signal, evenings" in _all_words(hidden)
    assert shown == [True]
    window.hide()
    assert not hidden.is_open
    assert "Signal" not in _all_words(hidden)


def test_a_value_that_comes_late_is_shown_only_while_it_is_still_wanted(look, qtbot):
    asked: list[Callable[[object], None]] = []
    shown = []
    window = QWidget()
    qtbot.addWidget(window)
    hidden = HiddenValue(ask=asked.append, parent=window)
    hidden.shown.connect(lambda: shown.append(True))
    window.show()
    hidden.reveal()
    assert not hidden.is_open
    hidden.conceal()
    asked[0]("Signal, evenings")
    assert not hidden.is_open, "the page was left meanwhile"
    hidden.reveal()
    hidden.reveal()
    asked[1]("old")
    asked[2]("Signal, evenings")
    assert "Signal, evenings" in _all_words(hidden)
    hidden._copy.click()
    assert QGuiApplication.clipboard().text() == "Signal, evenings"
    assert shown == [True]


def test_a_hidden_value_goes_when_the_focus_goes(look, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    rows = column(window, 4)
    other = TextInput()
    stored = {"value": "Signal, evenings"}
    hidden = HiddenValue(lambda: stored["value"], make_editor=TextInput)
    rows.addWidget(hidden)
    rows.addWidget(other)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hidden.reveal()
    with qtbot.waitSignal(hidden.edited):
        qtbot.keyClicks(window.focusWidget(), " only")
    assert hidden.value() == "Signal, evenings only"
    other.setFocus()
    assert not hidden.is_open
    hidden.reveal()
    hidden._timer.timeout.emit()
    assert not hidden.is_open
