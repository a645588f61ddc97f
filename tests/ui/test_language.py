"""The screen's language at run time."""

from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QWidget

from desktop_app.ui.language import Language, TranslatedWidget, ntr, screen_language, tr


class _Page(TranslatedWidget, QWidget):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.times = 0
        self.label = QLabel(self)
        self.retranslate()

    def retranslate(self):
        self.times += 1
        self.label.setText(tr("Cancel"))


def test_a_change_of_language_reaches_hidden_pages_too(look, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    page = _Page(window)
    page.hide()
    Language.set("fi")
    qtbot.waitUntil(lambda: page.label.text() == "Peruuta")
    Language.set("sv")
    qtbot.waitUntil(lambda: page.label.text() == "Avbryt")
    assert screen_language() == "sv"


def test_qts_own_words_follow_the_language(look, qtbot):
    Language.set("fi")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    button = box.button(QDialogButtonBox.StandardButton.Cancel)
    assert isinstance(button, QPushButton)
    assert "Peru" in button.text()


def test_numbers_choose_their_form(look):
    Language.set("sv")
    assert ntr("{n} chosen", "{n} chosen", 1) == "1 vald"
    assert ntr("{n} chosen", "{n} chosen", 5) == "5 valda"


def test_named_fields_are_filled_in(look):
    Language.set("fi")
    assert tr("February {year} has {days} days.", year=2026, days=28) == "Helmikuussa 2026 on 28 päivää."
