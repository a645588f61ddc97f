"""A process of its own that types into the real window until it is killed; run by the test of killed processes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.i18n.labels import Labels
from desktop_app.lasting_none import keep_none
from desktop_app.ui.application import Application
from desktop_app.ui.language import LANGUAGES, screen_language
from desktop_app.ui.pages.contact_page import ContactPage
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.use_cases import cases, records, store_access
from desktop_app.use_cases.session import Session

PHRASE = "koe salalause vain"
TEXT = "Haluan passini ja palkkani, en vaikeuksia muille. " * 40


def written(session: Session) -> str:
    """What the store holds of the text: as a draft, or saved."""
    rows = cases.page(session, cases.ListRequest()).rows
    if not rows:
        return ""
    value = records.newest_form(session, "contact", rows[0].case).fields["person_wishes"].value
    return value if isinstance(value, str) else ""


def main(folder: Path, between: str) -> None:
    """Open the store in the window and type into a first contact without a pause, telling what the store holds.

    `between` is what happens every few letters: `nothing`, `language` (the screen's language changes) or `save`.
    """
    keep_none()
    app = QApplication(["luotsi", "-platform", "offscreen"])
    application = Application(app, folder)
    application.window.show()
    session = store_access.unlock(folder, PHRASE)
    application.work_begins(session)
    application.window.show_place("new")
    editor = _editor(application)
    editor.setFocus()
    page = application.window.current_page
    assert isinstance(page, ContactPage)
    form = page._model.form
    for told in (form.draft_kept, form.saved):
        told.connect(lambda *_: print(len(written(session)), flush=True))
    for number, letter in enumerate(TEXT, 1):
        QTest.keyClicks(editor, letter, Qt.KeyboardModifier.NoModifier, 10)
        if number % 15 == 0:
            _acts(application)[between](number)


def _acts(application: Application) -> dict[str, Callable[[int], None]]:
    return {
        "nothing": lambda number: None,
        "language": lambda number: application.change_settings({"language": LANGUAGES[number // 15 % 3]}),
        "save": lambda number: application.work.save() if application.work else None,
    }


def _editor(application: Application) -> TextArea:
    """The field of the person's own words, once the page is there."""
    while True:
        QTest.qWait(20)
        name = Labels.load().field("contact", "person_wishes", screen_language())
        found = [each for each in application.window.findChildren(TextArea) if each.accessibleName() == name]
        if found:
            return found[0]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
