"""A process of its own that types into the real window until it is killed; run by the test of killed processes."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.i18n.labels import Labels
from desktop_app.lasting_none import keep_none
from desktop_app.ui.application import Application
from desktop_app.ui.language import screen_language
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.use_cases import store_access

PHRASE = "koe salalause vain"
TEXT = "Haluan passini ja palkkani, en vaikeuksia muille. " * 40


def main(folder: Path) -> None:
    """Open the store in the window, open a first contact, and type one letter after another, telling each."""
    keep_none()
    app = QApplication(["luotsi", "-platform", "offscreen"])
    application = Application(app, folder)
    application.window.show()
    application.work_begins(store_access.unlock(folder, PHRASE))
    application.window.show_place("new")
    name = Labels.load().field("contact", "person_wishes", screen_language())
    QTest.qWait(500)
    (editor,) = (each for each in application.window.findChildren(TextArea) if each.accessibleName() == name)
    editor.setFocus()
    for number, letter in enumerate(TEXT, 1):
        QTest.keyClicks(editor, letter, Qt.KeyboardModifier.NoModifier, 10)
        print(f"{time.monotonic():.3f} {number}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
