"""Every field of every kind can be written where its kind is written, and comes back as it was written."""

from __future__ import annotations

import pytest

from desktop_app.domain.kind import By, Field, FieldType, OrgKind
from desktop_app.domain.kinds import CATALOGUE, kind_named
from desktop_app.domain.sections import sections
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.directory import OrgKind as DirectoryKind
from desktop_app.ui.language import Language
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.pages.rows_editor import RowsEditor
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.ui.widgets.choice import Choice
from desktop_app.use_cases import cases, records
from tests.domain.data import code_lists
from tests.end_to_end.people import found, new_laptop
from tests.ui.pages.fit import clipped_in_any_language, nameless

#: Kinds whose page is the general one.
GENERAL = (
    "person",
    "account_and_observations",
    "safety_assessment",
    "information_given",
    "child_in_finland",
    "representative",
    "reflection_period",
    "needs_assessment",
    "assistance_measure",
    "review",
    "ending",
    "statutory_notification",
    "attachment",
    "note",
)

#: Kinds with a page of their own, tested with it.
OWN_PAGE = {
    "case", "contact", "consultation", "consent", "indicator_observation", "proposal", "decision", "referral",
    "referral_answer",
}  # fmt: skip

#: Fields of general pages that another page or the program fills in.
FILLED_ELSEWHERE = {
    ("account_and_observations", "interview_answers"),
    ("information_given", "sheet"),
}

WORDS: dict[FieldType, Json] = {
    FieldType.TEXT: "Sana",
    FieldType.LONG: "Pitkä teksti.",
    FieldType.DATE: "2026-03-31",
    FieldType.PDATE: "2026-03",
    FieldType.DATETIME: "2026-03-29T12:40+03:00",
    FieldType.YN: "yes",
    FieldType.FLAG: True,
    FieldType.LANG: "ne",
    FieldType.LANGUAGES: [{"lang": "ne", "level": "everyday"}, {"lang": "en"}],
    FieldType.COUNTRIES: ["NP"],
    FieldType.MUNICIPALITY: "091",
    FieldType.HETU: "010594Y9021",
}


def value_for(field: Field, refs: dict[str, str]) -> Json:
    if field.type is FieldType.CODE:
        return next(iter(code_lists()[str(field.code_list)]))
    if field.type is FieldType.CODES:
        return [code for place, code in enumerate(code_lists()[str(field.code_list)]) if place < 2]
    if field.type is FieldType.REF:
        return refs[str(field.target)]
    if field.type is FieldType.ROWS:
        return [
            {"area": "A01" if "A01" in code_lists()["life_area"] else next(iter(code_lists()["life_area"])),
             "situation": "Tilanne", "need": "needs_help", "urgent": True, "person_view": "Oma"}
        ]  # fmt: skip
    return WORDS[field.type]


def typed(kind: str) -> list[Field]:
    """The fields that somebody writes: not the program's, not an administrator's, not those of another page."""
    others = {By.PROGRAM, By.ADMIN}
    return [one for one in kind_named(kind).fields if one.by not in others and (kind, one.name) not in FILLED_ELSEWHERE]


@pytest.fixture
def session(tmp_path, central):
    """The store of an officer of the Assistance System, who alone may write every kind."""
    officer = new_laptop(tmp_path / "officer", "Oona V.", central)
    found(officer, DirectoryKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="reception_centre", authority=True)
    return officer.session


@pytest.fixture
def refs(session, case, write):
    return {
        "needs_assessment": b64(write("needs_assessment", case, {"overall": "Arvio"})),
        "consent": b64(records.new_form(session, "consent", case).record),
        "user": b64(session.store.me().user),
    }


@pytest.fixture
def make(around, case, shown, qtbot):
    made = []

    def page(kind: str, record=None) -> RecordPage:
        model = RecordViewModel(around, kind, case, "Koivu 3", record)
        made.append(model)
        shown_page: RecordPage = shown(RecordPage(model, around.labels))
        with qtbot.waitSignal(model.references_read):
            qtbot.waitUntil(lambda: model.form.is_open)
        return shown_page

    yield page
    for model in made:
        model.form.finish_now()


def left(page, qtbot) -> None:
    gone = []
    page.leave(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))


def newest(around, case, kind):
    return max(
        (one for one in cases.read(around.session, case).own if one.kind == kind), key=lambda one: one.created_at
    )


def test_every_kind_is_written_on_the_general_page_or_has_one_of_its_own():
    assert set(GENERAL) | OWN_PAGE == {kind.name for kind in CATALOGUE}
    reached = {kind for own in OrgKind for received in (True, False) for kind in sections(own, received=received)}
    assert set(GENERAL) <= reached


@pytest.mark.parametrize("kind", GENERAL)
def test_every_field_is_written_kept_and_shown_again(make, around, case, refs, qtbot, kind):
    page = make(kind)
    wanted = {}
    for field in typed(kind):
        editor = page.cards.form._editors[field.name]
        wanted[field.name] = value_for(field, refs)
        editor.set_value(wanted[field.name])
        if hasattr(editor, "reveal"):  # level 4 stands behind a press; what is written there has its own test
            page._model.form.set_value(field.name, wanted[field.name])
        else:
            editor.edited.emit()
    left(page, qtbot)
    kept = newest(around, case, kind)
    assert {name: kept.values.get(name) for name in wanted} == wanted
    again = make(kind, kept.record)
    for language in ("fi", "sv", "en"):
        Language.set(language)
        for name, value in wanted.items():
            assert again.cards.form.blocks[name].label.text() or again.cards.form.blocks[name].editor.text()
            assert value_words(kind, name, value, around.labels, language)
    qtbot.wait(20)
    left(again, qtbot)
    after = newest(around, case, kind)
    assert {name: after.values.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("kind", GENERAL)
def test_every_word_has_room_and_every_part_a_name(make, qtbot, kind):
    page = make(kind)
    if kind == "needs_assessment":
        page.cards.form._editors["areas"].add_row()
        qtbot.wait(20)
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def test_rows_are_added_and_taken_away_and_an_empty_one_is_not_kept(make, around, case, qtbot):
    page = make("needs_assessment")
    rows = page.cards.form._editors["areas"]
    assert isinstance(rows, RowsEditor)
    assert rows.value() is None
    rows.add.click()
    rows.add.click()
    qtbot.keyClicks(rows.rows[0].blocks["situation"].editor, "Nukkuu autossa")
    left(page, qtbot)
    assert newest(around, case, "needs_assessment").values["areas"] == [{"situation": "Nukkuu autossa"}]
    rows.rows[0]._remove.click()
    left(page, qtbot)
    assert newest(around, case, "needs_assessment").values["areas"] is None


def test_how_well_a_language_is_spoken_is_chosen_beside_it(make, around, case, qtbot):
    page = make("person")
    editor = page.cards.form._editors["other_languages"]
    editor.languages.set_value(["en", "fi"])
    editor.languages.edited.emit()
    editor.level("en").setFocus()
    editor.level("en").segments[0].click()
    left(page, qtbot)
    kept = newest(around, case, "person")
    assert sorted(kept.values["other_languages"], key=str) == [{"lang": "en", "level": "good"}, {"lang": "fi"}]
    again = make("person", kept.record).cards.form._editors["other_languages"]
    assert [again.level(language).value() for language in ("en", "fi")] == ["good", None]
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
    words = value_words("person", "other_languages", [{"lang": "en", "level": "good"}], around.labels, "fi")
    assert words == "englanti (hyvin)"
    editor.level("en").segments[0].click()
    editor.languages.set_value(["en"])
    editor.languages.edited.emit()
    left(page, qtbot)
    assert newest(around, case, "person").values["other_languages"] == [{"lang": "en"}]


def test_a_column_of_a_later_program_is_not_lost(make, around, case, write, qtbot):
    row: dict[str, Json] = {"situation": "Nukkuu autossa", "later": "x"}
    record = write("needs_assessment", case, {"areas": [row]})
    page = make("needs_assessment", record)
    qtbot.keyClicks(page.cards.form._editors["areas"].rows[0].blocks["person_view"].editor, "Huone")
    left(page, qtbot)
    (kept,) = newest(around, case, "needs_assessment").values["areas"]
    assert kept == {**row, "person_view": "Huone"}


def test_ending_on_no_need_cites_an_assessment_and_any_other_ground_does_not(make, around, case, refs, qtbot):
    page = make("ending")
    ground, cited = page.cards.form._editors["ground"], page.cards.form._editors["overall_assessment"]
    for name, value in (("ground", "no_need_38f_1"), ("decided_on", "2026-02-04")):
        page.cards.form._editors[name].set_value(value)
        page.cards.form._editors[name].edited.emit()
    left(page, qtbot)
    assert not [one for one in cases.read(around.session, case).own if one.kind == "ending"]
    assert "overall assessment" in page.cards.form.blocks["overall_assessment"].line.text()
    ground.set_value("wishes_38f_3")
    ground.edited.emit()
    left(page, qtbot)
    assert newest(around, case, "ending").text("ground") == "wishes_38f_3"
    ground.set_value("no_need_38f_1")
    ground.edited.emit()
    assert isinstance(cited, Choice)
    assert cited.findData(refs["needs_assessment"]) > 0
    cited.set_value(refs["needs_assessment"])
    cited.edited.emit()
    left(page, qtbot)
    ended = newest(around, case, "ending")
    assert (ended.text("ground"), ended.text("overall_assessment")) == ("no_need_38f_1", refs["needs_assessment"])


def test_rows_that_are_shown_have_their_whole_height(make, qtbot):
    page = make("needs_assessment")
    page.resize(1142, 1500)
    rows = page.cards.form._editors["areas"]
    rows.add_row()
    rows.set_value([{"situation": "Nukkuu autossa", "need": "needs_help"}, {"person_view": "Huone"}])
    editors = [block.editor for one in rows.rows for block in one.blocks.values()]
    qtbot.waitUntil(lambda: all(one.height() >= one.minimumSizeHint().height() for one in editors))


def test_the_form_of_a_sheet_is_said_in_words(around):
    def said(value, language):
        Language.set(language)
        return value_words("information_given", "variant", value, around.labels, language)

    assert said("pocket,discreet,reference", "fi") == "taskukoko, huomaamaton, asian viite mukana"
    assert said("large_print", "sv") == "stor text"
    assert said("standard,of a newer program", "en") == "standard page, of a newer program"


def test_done_says_once_what_keeps_the_record_a_draft_and_where(make, around, case, qtbot):
    page = make("ending")
    left_by_done = []
    page.done.connect(lambda: left_by_done.append(True))
    page._model.form.set_values({"ground": "no_need_38f_1", "decided_on": "2026-02-04"})
    page._done.click()
    blocks = page.cards.form.blocks
    qtbot.waitUntil(lambda: bool(blocks["overall_assessment"].line.error))
    qtbot.waitUntil(lambda: blocks["overall_assessment"].editor.hasFocus())
    assert left_by_done == [], "the officer would think that the ending is recorded"
    page._done.click()
    qtbot.waitUntil(lambda: bool(left_by_done))
    (draft,) = around.session.store.drafts.for_case(case)
    assert draft.kind == "ending"


def test_done_leaves_at_once_where_nothing_is_missing_or_nothing_is_written(make, qtbot):
    for values in ({}, {"ground": "wishes_38f_3", "decided_on": "2026-02-04"}):
        page = make("ending")
        page._model.form.set_values(values)
        with qtbot.waitSignal(page.done):
            page._done.click()


def test_a_new_measure_starts_from_who_provides(make, case, write):
    assert make("assistance_measure").cards.form._editors["provider"].value() == "joutseno"
    write("person", case, {"municipality_of_residence": "853"})
    assert make("assistance_measure").cards.form._editors["provider"].value() == "county"
