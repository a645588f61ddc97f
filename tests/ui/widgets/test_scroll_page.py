"""The frame of a page: as high as its words, scrolling only when needed, stacked where narrow."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.ui.tokens import ThemeName
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label, Prose
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.two_columns import TwoColumns


@pytest.fixture
def page(look, qtbot):
    page = ScrollPage()
    qtbot.addWidget(page)
    page.set_title("Koivu 3")
    page.resize(1142, 652)
    page.show()
    return page


def settle():
    for _ in range(4):
        QApplication.processEvents()


def test_a_short_page_does_not_scroll(page):
    page.body.addWidget(Label("Nothing is due today"))
    page.body.addStretch(1)
    settle()
    assert page.verticalScrollBar().maximum() == 0


def test_a_long_page_gives_every_field_the_height_of_its_words(page):
    card = Card()
    blocks = []
    for at in range(12):
        block = FieldBlock(TextInput() if at % 3 else TextArea())
        block.set_label("What the person wants " * (1 + at % 4 * 8))
        block.set_hint("No names of others, no address. " * (at % 2 * 10))
        blocks.append(block)
        card.body.addWidget(block)
    page.body.addWidget(card)
    settle()
    assert page.verticalScrollBar().maximum() > 0
    for block in blocks:
        assert block.height() == block.heightForWidth(block.width())
        assert block.label.height() == block.label.heightForWidth(block.label.width())
        assert block.line.height() == block.line.heightForWidth(block.line.width())
    assert page.widget().height() == page.whole_height()


def test_what_is_added_later_is_not_squeezed(page):
    for _ in range(40):
        page.body.addWidget(TextInput())
    settle()
    block = FieldBlock(TextInput())
    block.set_label("Day agreed")
    page.body.insertWidget(0, block)
    settle()
    assert block.label.height() >= block.label.heightForWidth(block.label.width())


def test_columns_stack_below_900_px(page, look):
    columns = TwoColumns(Prose("left"), Prose("right"), left_width=360)
    page.body.addWidget(columns)
    settle()
    told: list[bool] = []
    page.narrow_changed.connect(told.append)
    before = columns.stacked
    look.choose(ThemeName.LIGHT, 200)
    settle()
    assert (before, columns.stacked) == (False, True)
    assert told == [True]
    look.choose(ThemeName.LIGHT, 100)
    settle()
    assert told == [True, False]
    assert columns.width() == page.widget().width() - 64


def test_the_title_names_the_page_for_screen_readers(page):
    page.set_title("Proposal", "Vaahtera 9")
    assert page.widget().accessibleName() == "Proposal Vaahtera 9"
