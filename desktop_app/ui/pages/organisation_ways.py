"""The ways on from the organisation: grouped by what one looks for, each with a line about what stands behind it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.language import N_, TranslatedWidget, tr
from desktop_app.ui.measure import space
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.row_list import Row, RowList

Way = tuple[str, str, str, str]

#: Key, icon, name, and what stands behind it.
LAPTOPS: tuple[Way, ...] = (
    ("laptops", "users", N_("Laptops of the organisation"), N_("Let a laptop in, or remove one that is lost")),
    ("sheet", "key-round", N_("The organisation's recovery sheet"), N_("Try whether it opens, or make a new one")),
)
RULES: tuple[Way, ...] = (
    ("kept", "calendar", N_("How long records are kept"), N_("After how long each kind of record is erased")),
    ("duties", "phone", N_("Duties to notify"), N_("What is told without consent, and to whom")),
    ("secrecy", "lock", N_("Secrecy marking"), N_("Which provision the papers cite")),
    ("texts", "languages", N_("Texts of the sheets and their review"), N_("Which translations somebody has reviewed")),
)
LOOKING_BACK: tuple[Way, ...] = (
    ("statistics", "list", N_("Statistics"), N_("Figures of half-years and years that have ended")),
    ("access_log", "history", N_("Access log"), N_("Who has opened, printed or disclosed what")),
)
GROUPS = ((N_("Laptops and recovery"), LAPTOPS), (N_("Rules and texts"), RULES), (N_("Looking back"), LOOKING_BACK))


class WaysCard(TranslatedWidget, Card):
    """One group; `asked` with the key of the way. A group without a way is not there."""

    asked = Signal(str)

    def __init__(self, title: str, ways: tuple[Way, ...], parent: QWidget | None = None) -> None:
        super().__init__(margins=(4, 16, 4, 4), gap=4, parent=parent)
        self._name, self._ways = title, ways
        self._offered: frozenset[str] = frozenset()
        self.rows = RowList(two_lines=True)
        space(self.title_row, 8, (20, 0, 20, 0))
        self.body.addWidget(self.rows)
        self.rows.opened.connect(self.asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr(self._name))
        self.rows.setAccessibleName(tr(self._name))
        self._show()

    def offer(self, keys: frozenset[str]) -> None:
        """Show those ways of the group that this worker has."""
        self._offered = keys
        self._show()

    def _show(self) -> None:
        shown = [
            Row(key, tr(name), detail=tr(behind), icon=icon)
            for key, icon, name, behind in self._ways
            if key in self._offered
        ]
        self.rows.set_rows(shown)
        self.setVisible(bool(shown))
