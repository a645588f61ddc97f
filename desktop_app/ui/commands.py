"""Every act of the window with its keys, its words and its place in the menu."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.ui.language import N_


@dataclass(frozen=True, slots=True)
class Command:
    """`keys` are Qt key names, the first is shown; `menu` is the message id of its group."""

    name: str
    keys: tuple[str, ...]
    words: str
    menu: str


_GO = N_("Go")
_WORK = N_("Work")
_SIZE = N_("Size")
_PROGRAM = N_("Program")

COMMANDS = (
    Command("back", ("Alt+Left",), N_("Back, to the same row"), _GO),
    Command("next_pane", ("F6", "Ctrl+Tab"), N_("Sidebar, page, status line in turn"), _GO),
    Command("new", ("Ctrl+N",), N_("New first contact"), _WORK),
    Command("search", ("Ctrl+F",), N_("Search, again: all cases"), _WORK),
    Command("main_act", ("Ctrl+Return", "Ctrl+Enter"), N_("The page's main act"), _WORK),
    Command("save", ("Ctrl+S",), N_("Save now"), _WORK),
    Command("undo", ("Ctrl+Z",), N_("Undo"), _WORK),
    Command("redo", ("Ctrl+Shift+Z",), N_("Redo"), _WORK),
    Command("print_preview", ("Ctrl+P",), N_("Print preview"), _WORK),
    Command("earlier", ("PgUp",), N_("Earlier prompt or section"), _WORK),
    Command("later", ("PgDown",), N_("Later prompt or section"), _WORK),
    Command("larger", ("Ctrl++", "Ctrl+="), N_("Larger"), _SIZE),
    Command("smaller", ("Ctrl+-",), N_("Smaller"), _SIZE),
    Command("usual_size", ("Ctrl+0",), N_("Usual size"), _SIZE),
    Command("lock", ("Ctrl+L",), N_("Lock"), _PROGRAM),
    Command("quick_hide", ("Ctrl+H", "F9"), N_("Hide at once and lock"), _PROGRAM),
    Command("keys", ("F1",), N_("Keys"), _PROGRAM),
    Command("menu", ("F10",), N_("Open the menu"), _PROGRAM),
)

# Keys that Qt or single parts handle themselves; listed under F1 so that they are found.
OTHER_KEYS = (
    ("Esc", N_("Close what is open, then leave the field; nothing is lost")),
    ("Space", N_("Choose or clear; arrows move inside answers")),
    ("Alt+Down", N_("Open a list or a calendar")),
)
