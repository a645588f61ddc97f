"""Signs are observations: what is not written was not asked, and nothing is counted, coloured or sorted."""

from __future__ import annotations

import pytest

from desktop_app.ui.language import Language
from desktop_app.ui.pages.indicators_page import IndicatorsPage
from desktop_app.ui.pages.sign_card import FURTHER
from desktop_app.ui.view_models.indicators import IndicatorsViewModel
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases import cases, indicators
from tests.ui.pages.fit import clipped_in_any_language, nameless
from tests.ui.pages.tabbing import by_tab


@pytest.fixture
def page(around, case, shown, qtbot):
    model = IndicatorsViewModel(around, case)
    made = shown(IndicatorsPage(model, around.labels))
    qtbot.waitUntil(lambda: bool(model.forms) and all(form.is_open for form in model.forms.values()))
    yield made
    model.finish_now()


def answer(page, place, code):
    editor = page.cards[place].form.blocks["answer"].editor
    next(segment for segment in editor.segments if segment.code == code).click()


def leave(page, qtbot):
    left = []
    page.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))


def observations(session, case):
    return [one for one in cases.read(session, case).own if one.kind == "indicator_observation"]


def test_what_an_answer_brings_is_reached_before_the_next_sign(page):
    answer(page, 0, "yes")
    first, second = page.cards[:2]
    parts = {name: first.form.blocks[name].editor for name in ("answer", *FURTHER)}
    met = by_tab(parts["answer"], {**parts, "next": second.form.blocks["answer"].editor})
    assert met == ["answer", *FURTHER, "next"]


def test_an_answer_stands_apart_from_where_it_is_known_from(page, session, case, qtbot):
    answer(page, 0, "unsure")
    form = page.cards[0]._model
    form.set_value("basis", ["told", "observed"])
    form.set_value("own_words", "Palkka oli muuta.")
    leave(page, qtbot)
    (one,) = observations(session, case)
    assert one.text("indicator") == page.cards[0].sign
    assert one.text("answer") == "unsure"
    assert set(one.codes("basis")) == {"told", "observed"}
    assert one.values["share"] is False
    assert one.text("catalogue_version") == indicators.catalogue().version


def test_what_was_not_answered_leaves_no_record(page, session, case, qtbot):
    leave(page, qtbot)
    assert observations(session, case) == []


def test_a_sign_has_one_record_however_often_it_is_opened(page, session, case, qtbot):
    answer(page, 0, "yes")
    groups = [group.code for group in page._model.signs.groups]
    for group in (groups[1], groups[0]):
        page._model.choose(group)
        qtbot.waitUntil(lambda: all(form.is_open for form in page._model.forms.values()))
    assert page.cards[0].form.blocks["answer"].editor.value() == "yes"
    answer(page, 0, "no")
    leave(page, qtbot)
    (one,) = observations(session, case)
    assert one.text("answer") == "no"


def test_answers_change_no_count_no_order_and_no_colour(page, qtbot):
    before = [card.sign for card in page.cards], [button.text() for button in page._groups.values()]
    answer(page, len(page.cards) - 1, "yes")
    qtbot.wait(400)
    after = [card.sign for card in page.cards], [button.text() for button in page._groups.values()]
    assert after == before
    words = " ".join(label.text() for label in page.findChildren(Label) if label is not page._second)
    assert not any(character.isdigit() for character in words.replace(page._second.text(), ""))


def test_signs_of_children_are_offered_on_the_child_s_path_alone(session, case, write):
    offered = {sign for group in indicators.read(session, case).groups for sign in group.signs}
    assert "E8" not in offered
    write("person", case, {"age_band": "15_17"})
    assert "E8" in {sign for group in indicators.read(session, case).groups for sign in group.signs}


def test_what_is_typed_survives_a_change_of_language(page, qtbot):
    answer(page, 0, "yes")
    editor = page.cards[0].form.blocks["own_words"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "kesken")
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert editor.value() == "kesken"
        assert page.cards[0].form.blocks["answer"].editor.value() == "yes"


def test_every_word_fits_and_every_part_has_a_name(page, qtbot):
    answer(page, 0, "yes")
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
