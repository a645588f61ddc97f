"""A record's page keeps what is typed, hides what must be hidden, and asks for no name before its time."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.storage import access_rows
from desktop_app.ui.language import Language
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.pages.record_words import BESIDE
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.use_cases import case_cover, cases, records
from tests.ui.pages.fit import clipped_in_any_language, nameless
from tests.ui.pages.tabbing import by_tab

KINDS = (
    "person",
    "safety_assessment",
    "account_and_observations",
    "information_given",
    "child_in_finland",
    "representative",
    "note",
)


@pytest.fixture
def make(around, case, shown, qtbot):
    made = []

    def page(kind: str, record=None) -> RecordPage:
        model = RecordViewModel(around, kind, case, "Koivu 3", record)
        made.append(model)
        shown_page: RecordPage = shown(RecordPage(model, around.labels))
        qtbot.waitUntil(lambda: shown_page.cards.is_made and model.form.is_open)
        qtbot.waitUntil(lambda: kind != "person" or model.cover is not None)
        qtbot.wait(20)
        return shown_page

    yield page
    for model in made:
        model.form.finish_now()


def left(page, qtbot) -> None:
    gone = []
    page.leave(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))


def editor_of(page, field):
    return page.cards.form.blocks[field].editor


def own(around, case, kind):
    return [one for one in cases.read(around.session, case).own if one.kind == kind]


def words_of(page) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_no_name_is_asked_while_nobody_wished_to_be_named(make):
    page = make("person")
    blocks = page.cards.form.blocks
    assert not any(blocks[name].isVisible() for name in ("called", "family_name", "given_names", "other_names"))
    assert blocks["age_band"].isVisible()


def test_choosing_how_the_person_is_known_brings_the_name_fields_and_is_recorded(make, around, case, qtbot):
    page = make("person")
    page._level.editor.segments[1].click()
    qtbot.waitUntil(lambda: page.cards.form.blocks["called"].isVisible())
    assert case_cover.read(around.session, case).identity_level == "agreed_name"


def test_the_identity_code_is_not_on_the_page(make):
    assert not make("person").cards.form.blocks["personal_identity_code"].isVisible()


def test_a_person_is_one_record_that_is_opened_again(make, around, case, write, qtbot):
    record = write("person", case, {"mother_tongue": "ne"})
    page = make("person")
    assert page._model.form.form.record == record
    assert editor_of(page, "mother_tongue").value() == "ne"


def test_a_safety_assessment_is_a_new_one_each_time(make, around, case, write, qtbot):
    write("safety_assessment", case, {"safety_now": "not_safe"})
    page = make("safety_assessment")
    assert editor_of(page, "safety_now").value() is None
    editor_of(page, "safety_now").segments[0].click()
    left(page, qtbot)
    assert sorted(one.text("safety_now") for one in own(around, case, "safety_assessment")) == ["not_safe", "safe"]


def test_leaving_an_untouched_page_writes_nothing(make, around, case, qtbot):
    for kind in KINDS:
        left(make(kind), qtbot)
    assert {one.kind for one in cases.read(around.session, case).own} == {"case"}
    assert around.session.store.drafts.count() == 0


def _pending(around) -> int:
    with around.session.store._database.read() as connection:
        return access_rows.pending(connection)


def test_level_4_stands_nowhere_before_the_press_and_each_showing_is_logged(make, around, case, write, qtbot):
    record = write("safety_assessment", case, {"contact_detail": "040 salainen", "contact_way": "call"})
    page = make("safety_assessment", record)
    assert "salainen" not in words_of(page)
    hidden = editor_of(page, "contact_detail")
    assert isinstance(hidden, HiddenValue)
    hidden.reveal()
    qtbot.waitUntil(lambda: _pending(around) > 0)
    assert not around.session.store.records_of_kind("access"), "a showing is never a change of its own"
    cases.open_new(around.session)
    (log,) = around.session.store.records_of_kind("access")
    assert log.text("field") == "contact_detail"
    assert "salainen" not in str(log.values)
    hidden.conceal()


def test_what_is_written_behind_the_press_is_kept(make, around, case, qtbot):
    page = make("safety_assessment")
    hidden = editor_of(page, "contact_times")
    hidden.reveal()
    qtbot.keyClicks(hidden._open, "sunnuntaisin")
    hidden.conceal()
    left(page, qtbot)
    (assessment,) = own(around, case, "safety_assessment")
    assert assessment.text("contact_times") == "sunnuntaisin"


def test_account_and_observations_are_two_texts_in_two_cards(make):
    page = make("account_and_observations")
    account, observations = (page.cards._cards[name] for name in ("account", "observations"))
    assert account.isAncestorOf(editor_of(page, "account"))
    assert observations.isAncestorOf(editor_of(page, "observations"))
    assert (
        account.mapTo(page, account.rect().topRight()).x() < observations.mapTo(page, observations.rect().topLeft()).x()
    )


def test_a_child_in_danger_brings_112_and_starts_nothing(make, around, case, qtbot):
    page = make("child_in_finland")
    assert not page._banner.isVisible()
    editor_of(page, "in_danger_now").segments[0].click()
    assert page._banner.isVisible()
    assert "112" in words_of(page)
    left(page, qtbot)
    assert {one.kind for one in cases.read(around.session, case).own} == {"case", "child_in_finland"}


def test_every_code_beside_a_record_has_words():
    people = {"child_path", "child_in_danger", "childs_own_case"}
    assert set(BESIDE) == people | {"unsafe_interpreter", "who_interpreted", "interpreting_device"}


def test_a_note_without_words_is_no_record_and_says_so(make, around, case, qtbot):
    page = make("note")
    editor = editor_of(page, "text")
    qtbot.keyClicks(editor, "x")
    left(page, qtbot)
    assert len(own(around, case, "note")) == 1
    editor.clear()
    left(page, qtbot)
    assert own(around, case, "note")[0].text("text") == "x"
    assert page.cards.form.blocks["text"].line.text()


def test_the_day_of_erasure_is_shown_and_not_typed(make):
    page = make("note")
    assert "delete_on" not in page.cards.form.blocks
    assert "Erased" in words_of(page)


def test_a_sheet_that_was_given_is_named(make, case, write):
    record = write("information_given", case, {"sheet": "you-can-get-help/fi/1/unconfirmed", "how": "shown"})
    page = make("information_given", record)
    assert page._sheet.isVisible()
    assert "Finnish" in page._sheet.text()


@pytest.mark.parametrize(("kind", "field"), [("note", "text"), ("account_and_observations", "account")])
def test_what_is_typed_survives_a_change_of_language_with_the_cursor(make, around, case, qtbot, kind, field):
    page = make(kind)
    editor = editor_of(page, field)
    editor.setFocus()
    qtbot.keyClicks(editor, "Velka kasvaa")
    cursor = editor.textCursor()
    cursor.setPosition(5)
    editor.setTextCursor(cursor)
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert editor.toPlainText() == "Velka kasvaa"
        assert editor.textCursor().position() == 5
    left(page, qtbot)
    assert own(around, case, kind)[0].text(field) == "Velka kasvaa"


def test_every_keystroke_is_a_draft_within_a_second(make, around, case, qtbot):
    page = make("note")
    qtbot.keyClicks(editor_of(page, "text"), "Muista avain")
    qtbot.waitUntil(lambda: around.session.store.drafts.count() == 1, timeout=1000)
    (draft,) = around.session.store.drafts.for_case(case)
    assert records.open_form(around.session, draft.record).values()["text"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_fits_and_every_part_has_a_name(make, around, case, qtbot, kind):
    if kind == "person":
        around.feed.tell(case_cover.set_identity_level(around.session, case, "full"))
    page = make(kind)
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_choice_is_cut_short_when_it_is_chosen(make, kind, language, qtbot):
    page = make(kind)
    Language.set(language)
    qtbot.wait(20)
    for choice in page.findChildren(Choice):
        if choice.isVisible():
            metrics = choice.fontMetrics()
            longest = max(metrics.horizontalAdvance(choice.itemText(at)) for at in range(choice.count()))
            assert longest <= choice.width() - 44, choice.accessibleName()


def test_tab_goes_through_a_record_in_the_order_of_its_page(make):
    page = make("person")
    page.kept.show_day("Erased 1.12.", changeable=True)
    cards, blocks = page.cards, page.cards.form.blocks
    sections = [section for side in cards._columns for section in side]
    order = [name for section in sections for row in cards._rows(cards._names[section]) for name in row]
    order = order[order.index("family_name") :]
    met = by_tab(
        blocks["family_name"].editor, {**{name: block.editor for name, block in blocks.items()}, "kept": page.kept}
    )
    assert met[: len(order) + 1] == [*order, "kept"]


def test_a_day_that_cannot_be_read_yet_is_in_the_store_as_it_was_typed(make, around, case, qtbot):
    page = make("person")
    editor = editor_of(page, "residence_until")
    editor.setFocus()
    qtbot.keyClicks(editor, "31.2.2027")
    qtbot.waitUntil(lambda: bool(around.session.store.drafts.for_case(case)))
    editor_of(page, "age_band").setFocus()
    (draft,) = around.session.store.drafts.for_case(case)
    assert draft.fields["residence_until"][0] == {"raw": "31.2.2027"}
    left(page, qtbot)
    (draft,) = around.session.store.drafts.for_case(case)
    assert draft.fields["residence_until"][0] == {"raw": "31.2.2027"}
    assert "February 2027 has 28 days." in words_of(page)

    again = make("person")
    assert editor_of(again, "residence_until").text() == "31.2.2027"
    assert "February 2027 has 28 days." in words_of(again)
    Language.set("sv")
    assert editor_of(again, "residence_until").text() == "31.2.2027"
    qtbot.waitUntil(lambda: "Februari 2027 har 28 dagar." in words_of(again))
    editor_of(again, "residence_until").setFocus()
    editor_of(again, "residence_until").selectAll()
    qtbot.keyClicks(editor_of(again, "residence_until"), "28.2.2027")
    left(again, qtbot)
    assert own(around, case, "person")[0].text("residence_until") == "2027-02-28"
    assert not around.session.store.drafts.for_case(case)


def test_what_stood_in_a_day_is_not_lost_by_a_slip_in_it(make, around, case, write, qtbot):
    record = write("safety_assessment", case, {"assessed_at": "2026-11-23T13:40+02:00"})
    page = make("safety_assessment", record)
    editor = editor_of(page, "assessed_at")
    editor.setFocus()
    editor.end(False)
    qtbot.keyClicks(editor, " oho")
    left(page, qtbot)
    assert own(around, case, "safety_assessment")[0].text("assessed_at") == "2026-11-23T13:40+02:00"


def test_a_hidden_day_that_cannot_be_read_says_so_and_comes_back_as_typed(make, around, case, qtbot):
    page = make("safety_assessment")
    hidden = editor_of(page, "safe_until")
    page.scroll_to(hidden)
    hidden.reveal()
    qtbot.keyClicks(hidden._open, "juhannuksena")
    hidden._open.read()
    assert "Write the day such as 3.3.2026 or yesterday." in words_of(page)
    hidden.conceal()
    hidden.reveal()
    assert hidden._open.text() == "juhannuksena"


def test_two_fields_with_one_label_are_told_apart_by_ear(make):
    page = make("safety_assessment")
    names = [block.editor.accessibleName() for block in page.cards.form.blocks.values()]
    assert len(names) == len(set(names))
    assert editor_of(page, "contact_times").accessibleName() == "Safe contact: When"


def test_a_person_met_before_is_noticed_while_typing_and_the_way_there_is_one_press(make, around, case, write, qtbot):
    other, _ = cases.open_new(around.session)
    write("person", other, {"called": "Наталья", "date_of_birth": "1999"})
    page = make("person")
    assert not page.duplicates.isVisibleTo(page)
    page._model.form.set_values({"called": "Nataliia", "date_of_birth": "1999-04-07"})
    qtbot.waitUntil(lambda: page.duplicates.isVisibleTo(page))
    assert not clipped_in_any_language(page, qtbot).get("fi")
    asked: list[object] = []
    page.case_asked.connect(asked.append)
    page.duplicates.findChildren(Button)[0].click()
    qtbot.waitUntil(lambda: asked == [other])


def test_advice_without_a_name_is_one_press_away_on_the_childs_path(make, qtbot):
    page = make("person")
    assert not page._banner._act.isVisible()
    page._model.form.set_value("age_band", "15_17")
    qtbot.waitUntil(page._banner._act.isVisible)
    with qtbot.waitSignal(page.advice_asked):
        page._banner._act.click()
