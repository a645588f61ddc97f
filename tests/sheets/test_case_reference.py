"""The reference of a case on a sheet: whole and in its own order in every language and form, and only when wished."""

from __future__ import annotations

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.sheets import catalogue
from desktop_app.sheets.case_reference import CaseReference, with_reference
from desktop_app.sheets.catalogue import languages, sheet_list, sheet_text, text_hash
from desktop_app.sheets.content import SheetState, filled
from desktop_app.sheets.discretion import telling_word
from desktop_app.sheets.forms import Form, variant
from desktop_app.sheets.render import render_sheet
from tests.sheets.reading import missing_words, text_of, visual_rows

SHEET = "important-numbers"
OWN = CaseReference("Koivu 3907", "040 000 0000")
EACH = pytest.mark.parametrize("language", languages(SHEET))


def drawn(language, **what):
    return render_sheet(SHEET, language, approved=True, own=OWN, **what)


@EACH
@pytest.mark.parametrize("form", list(Form))
def test_reference_and_number_stand_whole_and_in_their_order(language, form):
    rendered = drawn(language, form=form, beside="fi")
    rows = [row.replace("\u00a0", "") for row in visual_rows(rendered.pdf)]
    rows += [row[::-1] for row in rows if form is Form.POCKET]  # half of its pages stand upside down
    assert any("Koivu3907" in row for row in rows), rows
    assert any("0400000000" in row for row in rows), rows
    assert rendered.reference == OWN.reference
    assert rendered.pages <= (1 if form is Form.POCKET else 2)


@EACH
def test_its_words_come_back_out_of_the_file(language):
    (text,) = with_reference((sheet_text(SHEET, language),), OWN)
    copied = text_of(drawn(language).pdf)
    assert len(text.blocks) == len(sheet_text(SHEET, language).blocks) + 1
    for said in (text.blocks[-1].heading, *(each.text for each in text.blocks[-1].paragraphs)):
        assert not missing_words(filled(said), copied)


@EACH
def test_a_discreet_sheet_may_bear_it_and_tells_nothing(language):
    for form in Form:
        copied = text_of(drawn(language, form=form, discreet=True).pdf)
        assert telling_word(copied) is None
        assert not missing_words(filled("{name:Koivu 3907}"), copied)


def test_a_telling_reference_is_refused_on_a_discreet_sheet_and_never_left_out_in_silence():
    for own in (CaseReference("Poliisi 4"), CaseReference("Koivu 4", "trafficking")):
        with pytest.raises(LuotsiError, match="telling_word"):
            render_sheet(SHEET, "fi", discreet=True, own=own)
        assert render_sheet(SHEET, "fi", own=own).reference == own.reference


def test_without_a_number_its_line_is_left_out_of_both_languages():
    with_number, without = (
        with_reference((sheet_text(SHEET, "fi"), sheet_text(SHEET, "ar")), own)
        for own in (OWN, CaseReference(OWN.reference))
    )
    assert [len(text.blocks[-1].paragraphs) for text in with_number] == [2, 2]
    assert [len(text.blocks[-1].paragraphs) for text in without] == [1, 1]
    assert "040" not in text_of(render_sheet(SHEET, "fi", own=CaseReference(OWN.reference)).pdf)


@pytest.mark.parametrize("form", list(Form))
def test_without_the_wish_no_sheet_has_a_word_of_it(form):
    block = sheet_text(SHEET, "fi").reference
    assert block is not None
    for discreet in (False, True):
        rendered = render_sheet(SHEET, "fi", form=form, discreet=discreet)
        assert rendered.reference == ""
        assert block.heading not in text_of(rendered.pdf)


def test_a_sheet_without_a_place_for_it_refuses():
    takers = [info.sheet_id for info in sheet_list() if info.text("fi").reference]
    assert takers == [SHEET]
    with pytest.raises(LuotsiError, match="no_place_for_reference"):
        render_sheet("you-can-get-help", "fi", own=OWN)


@pytest.mark.parametrize("odd", ["{phone:nobody}", "}{", "Koivu\n3907", "\u202e3907", "Koivu " * 40, "коd ٣٩٠٧ 树"])
def test_whatever_a_reference_is_made_of_the_sheet_is_drawn(odd):
    rendered = render_sheet(SHEET, "ar", beside="fi", own=CaseReference(odd, odd))
    assert rendered.pages <= 2


def test_an_approval_is_given_to_these_lines_too(monkeypatch):
    before = text_hash(SHEET, "fi")
    kept = catalogue.sheet_text
    text = kept(SHEET, "fi")
    changed = catalogue.sheet_text("you-can-get-help", "fi").blocks[0]
    monkeypatch.setattr(catalogue, "sheet_text", lambda *_: _with(text, changed))
    assert text_hash(SHEET, "fi") != before


def _with(text, block):
    return type(text)(text.language, text.title, text.summary, text.revision, text.state, text.blocks, block)


def test_the_token_without_a_case_is_an_error():
    with pytest.raises(LuotsiError, match="no_such_token"):
        filled("{reference:case}")
    assert filled("{reference:case}", {"reference:case": "Koivu 3907"}) == "\u2066Koivu\u00a03907\u2069"


def test_a_record_tells_that_it_stood_there():
    assert variant(Form.STANDARD, discreet=False, reference=True) == "standard,reference"
    assert variant(Form.STANDARD, discreet=True, reference=True) == "discreet,reference"
    assert variant(Form.POCKET, discreet=True, reference=True) == "pocket,discreet,reference"


def test_a_draft_with_it_is_still_a_draft():
    rendered = render_sheet(SHEET, "ru", own=OWN)
    assert rendered.state is SheetState.DRAFT
