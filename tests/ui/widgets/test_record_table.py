"""A table of records gives its words the room that there is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from desktop_app.ui.widgets.record_table import Cell, Column, RecordTable, TableRow
from desktop_app.ui.widgets.tag import tag_size

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


def test_a_reference_and_a_tag_are_whole_where_everything_is_large(look, qtbot):
    """As the list of an officer at 200 %: one column more than there is room for."""
    look.choose(look.name, 200)
    table = RecordTable()
    qtbot.addWidget(table)
    table.set_columns([COLUMNS[0], Column("binds", "What binds"), *COLUMNS[1:]])
    cells = {
        "reference": Cell("Nuolihaukka 9805", strong=True),
        "next": Cell("Waits for your answer"),
        "proposal": Cell("supplemented", tag_tone="accent", tag_icon="check"),
    }
    table.set_rows([TableRow("one", cells)])
    table.resize(1226, 300)
    table.show()
    bold = QFontMetrics(look.font("strong"))
    assert table.columnWidth(0) >= bold.horizontalAdvance("Nuolihaukka 9805") + look.px(20)
    assert table.columnWidth(3) >= tag_size("supplemented", "check").width() + look.px(20)
    assert sum(table.columnWidth(at) for at in range(4)) <= table.viewport().width()
    look.choose(look.name, 100)


def test_the_names_of_the_columns_grow_with_everything_else(look, qtbot):
    table = RecordTable()
    qtbot.addWidget(table)
    table.set_columns(COLUMNS)
    table.resize(1226, 300)
    table.show()
    small = ink_height(table.horizontalHeader())
    look.choose(look.name, 200)
    assert ink_height(table.horizontalHeader()) > 1.6 * small
    look.choose(look.name, 100)


def ink_height(header) -> int:
    """How many lines of pixels the words of a header take."""
    picture = header.grab().toImage()
    ground = picture.pixel(0, 0)
    return sum(any(picture.pixel(x, y) != ground for x in range(picture.width())) for y in range(picture.height()))
