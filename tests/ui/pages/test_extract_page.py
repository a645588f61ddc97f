"""The page of an extract asks who demands it, shows what goes in, and gives nothing to whom nothing may be given."""

from __future__ import annotations

import json

import pytest

from desktop_app.ui.language import Language
from desktop_app.ui.pages.extract_page import ExtractPage
from desktop_app.ui.view_models.extract import ExtractViewModel
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases import access
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def recorded(case, write):
    write("contact", case, {"person_wishes": "Haluan lepoa"})
    write("child_in_finland", case, {"child_name": "Lapsonen"})
    return case


@pytest.fixture
def page(around, recorded, shown, qtbot):
    model = ExtractViewModel(around, recorded, "Koivu 3")
    made = shown(ExtractPage(model, around.labels))
    with qtbot.waitSignal(model.changed):
        model.read()
    return made


def answer(page, block, value, qtbot):
    with qtbot.waitSignal(page._model.changed):
        block.editor.set_value(value)
        block.editor.edited.emit()


def ask_freely(page, qtbot):
    answer(page, page.who, "person", qtbot)
    answer(page, page.questions["demanded"], "no", qtbot)
    answer(page, page.questions["alone"], "yes", qtbot)


def words(widget):
    return [label.text() for label in widget.findChildren(Label) if label.text()]


def test_nothing_is_put_together_before_the_questions_are_answered(page, qtbot):
    assert page.refused.isVisible()
    assert not page.paper.isVisible()
    answer(page, page.who, "person", qtbot)
    assert page.questions["demanded"].isVisible()
    assert not page.paper.isVisible()
    page.print_preview()
    assert page._model.made is None


def test_what_goes_in_and_what_is_left_out_stands_there_before_it_is_made(page, qtbot):
    ask_freely(page, qtbot)
    assert page.paper.isVisible()
    assert "Contact" in words(page._in)
    assert "Child in Finland" not in words(page._in)
    said = words(page._out)
    assert said[said.index("Child in Finland") + 1] == "Concerns other people"
    assert "Lapsonen" not in str(said)


def test_a_paper_that_somebody_else_demanded_is_not_made(page, qtbot):
    ask_freely(page, qtbot)
    answer(page, page.questions["demanded"], "yes", qtbot)
    assert not page.paper.isVisible()
    assert "endanger" in page.refused.accessibleName()


def test_a_representative_with_a_conflict_gets_nothing_and_no_further_question(page, recorded, write, qtbot):
    write("representative", recorded, {"name": "Isänen", "conflict_of_interest": "yes"})
    answer(page, page.who, "representative", qtbot)
    assert "part of the problem" in page.refused.accessibleName()
    assert page._model.phone in page.refused.accessibleName()
    assert not any(block.isVisible() for block in page.questions.values())
    assert not page.paper.isVisible()


def test_somebody_else_hears_nothing_not_even_whether_there_is_a_case(page, qtbot):
    answer(page, page.who, "somebody_else", qtbot)
    assert "whether there is a case" in page.refused.accessibleName()
    assert not page.paper.isVisible()


def test_the_file_is_the_person_s_alone_to_read_and_is_noted(page, session, recorded, write, tmp_path, qtbot):
    ask_freely(page, qtbot)
    path = tmp_path / "ote.json"
    with qtbot.waitSignal(page._model.saved):
        page.save_to(str(path))
    assert path.stat().st_mode & 0o077 == 0
    document = json.loads(path.read_text(encoding="utf-8"))
    assert "Haluan lepoa" in str(document)
    assert "Lapsonen" not in str(document)
    write("note", recorded, {"text": "next save"})
    found = session.store.access_entries("", None, "", "~", 10)
    assert [entry.kind for entry in found if entry.what == access.EXPORTED] == ["extract"]


def test_the_paper_opens_in_its_window(page, qtbot):
    ask_freely(page, qtbot)
    page.print_preview()
    qtbot.waitUntil(lambda: bool(page._papers._model.pdf), timeout=20_000)
    assert page._papers._model.letters[0].head.kind == "Extract"
    page._papers.close()


def test_the_page_has_room_and_names_in_every_language(page, qtbot):
    ask_freely(page, qtbot)
    assert clipped_in_any_language(page, qtbot) == {}
    Language.set("en")
    assert nameless(page) == []
