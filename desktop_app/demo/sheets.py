"""The information sheet: looked at in the person's language, saved for printing, recorded as read aloud."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import settle, until
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.pages.sheets_page import SheetsPage
from desktop_app.ui.tokens import ThemeName


def look_at_sheets(laptop: Laptop, papers: Path) -> None:
    """Look at the Arabic draft beside Finnish and at the English sheet, and save both."""
    laptop.go("Sheets")
    laptop.hands.wait_for(tr("The person's language"))
    _choose(laptop, "ar")
    laptop.hands.wait_for(tr("Draft"))
    settle(200)
    laptop.camera.take(laptop.window, "10-sheet-arabic-draft")
    _save(laptop, papers / "sheet-arabic-draft-beside-finnish.pdf")
    _choose(laptop, "en")
    until("the checked English sheet", lambda: not laptop.hands.sees(tr("A draft is not printed whole.")))
    settle(200)
    laptop.camera.take(laptop.window, "10-sheet-english")
    laptop.camera.take(laptop.window, "10-sheet-english", language="sv", look=ThemeName.DARK)
    _save(laptop, papers / "sheet-english-beside-finnish.pdf")


def record_as_read_aloud(laptop: Laptop, reference: str) -> None:
    """Record on the case that the sheet was read aloud and left with the worker."""
    laptop.answer_by_words(tr("Case"), reference)
    laptop.answer("information_given", "how", "sheet_how", "read_aloud")
    laptop.answer("information_given", "carried", "sheet_carried", "left_with_worker")
    laptop.hands.press(tr("Record on the case"))
    laptop.hands.wait_for(tr("Recorded on the case."))


def _choose(laptop: Laptop, tag: str) -> None:
    own, name = laptop.labels.autonym(tag), laptop.labels.language_name(tag, screen_language())
    laptop.answer_by_words(tr("The person's language"), f"{name} – {own}")
    until("the sheet in this language", partial(_shows, laptop, tag))


def _shows(laptop: Laptop, tag: str) -> bool:
    page = laptop.window.current_page
    return isinstance(page, SheetsPage) and page.language.value() == tag and bool(page.pages.accessibleName())


def _save(laptop: Laptop, path: Path) -> None:
    laptop.hands.save_as(tr("Save as PDF"), path, agree=tr("Save"))
