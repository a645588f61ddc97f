"""From a child's row one button opens the child's own case, and the way leads back."""

from __future__ import annotations

import pytest

from desktop_app.ui.owning import with_model
from desktop_app.ui.pages.case_page import KNOWN_FROM, CasePage
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.use_cases import cases, childs_case
from tests.ui.pages.fit import clipped_in_any_language, nameless
from tests.ui.pages.test_record_page import words_of


@pytest.fixture
def make(around, case, shown, qtbot):
    def page(record) -> RecordPage:
        model = RecordViewModel(around, "child_in_finland", case, "Koivu 3", record)
        made: RecordPage = shown(with_model(RecordPage(model, around.labels), model))
        qtbot.waitUntil(lambda: model.form.is_open)
        return made

    return page


def choose(page, field, code):
    editor = page.cards.form.blocks[field].editor
    next(one for one in editor.segments if one.code == code).click()


@pytest.mark.parametrize("field", childs_case.ASKING)
def test_the_way_to_a_case_of_the_child_s_own_comes_with_a_yes(make, around, write, case, field, qtbot):
    row = write("child_in_finland", case, {"child_name": "Olena"})
    page = make(row)
    assert not page.childs_case.isVisible()
    choose(page, field, "no")
    assert not page.childs_case.isVisible()
    choose(page, field, "yes")
    qtbot.waitUntil(page.childs_case.isVisible)
    assert cases.page(around.session, cases.ListRequest()).total == 1, "an answer alone opens nothing"
    assert nameless(page) == []
    asked: list[object] = []
    page.case_asked.connect(asked.append)
    page.childs_case.go.click()
    qtbot.waitUntil(lambda: bool(asked))
    own = childs_case.of_row(around.session, row).own
    assert own is not None
    assert asked == [own.case]
    qtbot.waitUntil(lambda: own.reference in words_of(page))
    assert clipped_in_any_language(page, qtbot) == {}
    page.childs_case.go.click()
    qtbot.waitUntil(lambda: asked == [own.case, own.case])
    assert cases.page(around.session, cases.ListRequest()).total == 2


def test_the_child_s_case_leads_back(make, around, write, case, shown, qtbot):
    row = write("child_in_finland", case, {"needs_help": "yes"})
    child, _ = childs_case.open_own(around.session, row)
    model = CaseViewModel(around, child)
    page: CasePage = shown(with_model(CasePage(model), model))
    qtbot.waitUntil(lambda: model.view is not None)
    asked: list[object] = []
    page.case_asked.connect(asked.append)
    page._sections.opened.emit(KNOWN_FROM)
    assert asked == [case]
