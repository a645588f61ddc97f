"""A table of records gives its words the room that there is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from desktop_app.ui.widgets.record_table import Column, RecordTable

COLUMNS = [
    Column("reference", "Reference", 236, marks=True),
    Column("next", "The next step agreed"),
    Column("proposal", "Proposal", 230),
    Column("responsible", "Responsible", 150, optional=True),
]


@pytest.mark.parametrize(("width", "scale"), [(1060, 100), (1150, 200), (640, 100)])
def test_no_column_starves_and_all_fit(look, qtbot, width, scale):
    look.choose(look.name, scale)
    table = RecordTable()
    qtbot.addWidget(table)
    table.set_columns(COLUMNS)
    table.resize(width, 200)
    table.show()
    shown = [at for at in range(len(COLUMNS)) if not table.isColumnHidden(at)]
    words = QFontMetrics(table.horizontalHeader().font())
    for at in shown:
        assert table.columnWidth(at) >= words.horizontalAdvance(COLUMNS[at].title) + 24
    assert sum(table.columnWidth(at) for at in shown) <= table.viewport().width()
    look.choose(look.name, 100)
