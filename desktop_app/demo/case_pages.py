"""The way to a case and to its sections, as a worker goes it: list, row, section."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import settle, until
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.ui.pages.records_page import RecordsPage
from desktop_app.ui.widgets.record_table import RecordTable
from desktop_app.ui.widgets.row_list import RowList


def open_case(laptop: Laptop, picture_of_list: str = "") -> None:
    """Go to the case list and open its first case."""
    press_first_case(laptop, picture_of_list)
    until("the case", lambda: laptop.hands.look_for(RowList, tr("Sections of the case")))
    settle(120)


def press_first_case(laptop: Laptop, picture_of_list: str = "") -> None:
    """Go to the case list and press its first row: the case opens, or what waits there for an answer."""
    laptop.go("Cases")
    table: QTableView = until("the case list", lambda: laptop.hands.look_for(RecordTable, tr("Cases")))
    until("a case in the list", lambda: table.model().rowCount() > 0)
    if picture_of_list:
        laptop.camera.take(laptop.window, picture_of_list)
    place = table.visualRect(table.model().index(0, 0)).center()
    laptop.hands.press_part(table.viewport(), place)


def leave_record(laptop: Laptop) -> None:
    """Press *Done* on the page of a record and wait until it has been left."""
    page = laptop.window.current_page
    laptop.hands.press(tr("Done"))
    until("the page before", lambda: laptop.window.current_page is not page)
    settle(60)


def open_first_record(laptop: Laptop, kind: str) -> None:
    """Open the section of a kind and the first record in its list."""
    open_section(laptop, kind)
    name = laptop.labels.kind(kind, screen_language())
    rows = until("the list of records", lambda: laptop.hands.look_for(RowList, name))
    until("a record in the list", lambda: rows.count() > 0)
    laptop.hands.press_part(rows.viewport(), rows.visualRect(rows.model().index(0, 0)).center())
    until("the record", lambda: not isinstance(laptop.window.current_page, RecordsPage))
    settle(120)


def open_section(laptop: Laptop, kind: str) -> None:
    """Open a section from the page of the case."""
    page = laptop.window.current_page
    if not isinstance(page, CasePage):
        open_case(laptop)
    laptop.hands.open_row(laptop.labels.kind(kind, screen_language()))
    until("the section", lambda: not isinstance(laptop.window.current_page, CasePage))
    settle(120)
