"""Discreet sheets: no telling word of any language anywhere, no code, and a loud refusal where that cannot be."""

import subprocess
import tomllib
from itertools import product

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.paths import resources
from desktop_app.sheets import render
from desktop_app.sheets.catalogue import sheet_list, sheet_text
from desktop_app.sheets.content import Block, Paragraph, SheetState, SheetText
from desktop_app.sheets.discretion import discreet_texts, ensure_discreet, telling_word
from desktop_app.sheets.drawing import Squares
from desktop_app.sheets.forms import FILE_NAME, JOB_NAME, Form
from desktop_app.sheets.pocket import pocket_pages
from desktop_app.sheets.render import render_numbers, render_sheet
from desktop_app.sheets.sheet_pages import sheet_flow
from desktop_app.sheets.stacked import large_print_flow
from tests.sheets.reading import codes_in, picture, text_of, tool

SHEET = "you-can-get-help"
ALL = [(info.sheet_id, language) for info in sheet_list() for language in info.languages]
LISTS = tomllib.loads((resources() / "sheets" / "telling_words.toml").read_text(encoding="utf-8"))


def text_with(*blocks, language="fi"):
    made = tuple(Block(heading, tuple(Paragraph(each, False) for each in said)) for heading, said in blocks)
    return SheetText(language, "Hyvä tietää", "", 1, SheetState.UNCONFIRMED, made)


@pytest.mark.parametrize(("sheet", "language"), ALL)
@pytest.mark.parametrize("form", list(Form))
def test_what_a_searcher_reads_on_a_discreet_sheet_tells_nothing(sheet, language, form):
    refused = ""
    try:
        rendered = render_sheet(sheet, language, form=form, discreet=True, approved=True)
    except LuotsiError as error:
        rendered, refused = render_numbers(language, form=form, discreet=True), error.code
    assert refused in ("", "telling_word")
    assert telling_word(text_of(rendered.pdf)) is None
    command = [tool("pdfinfo", "poppler-utils"), "-"]
    assert (
        telling_word(subprocess.run(command, input=rendered.pdf, capture_output=True, check=True).stdout.decode())
        is None
    )


@pytest.mark.parametrize("language", sorted({language for _, language in ALL}))
def test_the_basic_sheet_and_the_numbers_can_be_discreet_in_every_language(language):
    whole, discreet = (render_sheet(SHEET, language, beside="fi", discreet=each) for each in (False, True))
    assert telling_word(text_of(whole.pdf)) is not None
    assert telling_word(text_of(discreet.pdf)) is None
    for form in Form:
        assert telling_word(text_of(render_numbers(language, form=form, discreet=True).pdf)) is None


@pytest.mark.parametrize("language", sorted({language for _, language in ALL}))
def test_every_language_of_a_sheet_has_its_list(language):
    assert len(LISTS[language.split("-")[0]]) >= 12


@pytest.mark.parametrize("form", list(Form))
def test_a_discreet_sheet_has_no_code(form, tmp_path):
    rendered = render_sheet(SHEET, "fi", form=form, discreet=True)
    assert not [code for page in range(rendered.pages) for code in codes_in(picture(rendered.pdf, page, 2), tmp_path)]
    text = sheet_text(SHEET, "fi")
    flows = (
        sheet_flow((text,), discreet=True).finished(),
        large_print_flow((text,), discreet=True).finished(),
        pocket_pages(text, SheetState.APPROVED, discreet=True),
    )
    assert not [mark for pages in flows for page in pages for mark in page.marks if isinstance(mark, Squares)]


def test_names_outside_the_program_tell_nothing():
    ensure_discreet([FILE_NAME, JOB_NAME])


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Ihmiskauppa", True),
        ("ihmis\u200bkaupan", True),
        ("Rikosuhripäivystys", True),
        ("ihmiskauppa.fi", True),
        ("POLISEN", True),
        ("sex månader", True),
        ("Essex", False),
        ("الشُّرْطة", True),
        ("بالشرطة", True),
        ("Apu on vapaaehtoista", False),
        ("029 546 3177", False),
        ("полицию", True),
        ("سيستم كمك رسانی", True),
    ],
)
def test_a_word_tells_in_every_form_that_it_takes(text, tells):
    assert (telling_word(text) is not None) == tells


@pytest.mark.parametrize(("language", "entry"), [(code, entry) for code, entries in LISTS.items() for entry in entries])
def test_every_entry_finds_itself(language, entry):
    assert telling_word(f"({entry.lstrip('*=')})") is not None


def test_a_line_left_out_of_one_language_is_left_out_of_the_one_beside_it():
    finnish = text_with(("Apua", ("Poliisi auttaa.", "Lääkäri auttaa.", "Neuvoja saa.")), ("Poliisi", ("Ehkä.",)))
    english = text_with(
        ("Help", ("They help.", "A doctor helps.", "Trafficking advice.")), ("They", ("Maybe.",)), language="en"
    )
    first, second = discreet_texts((finnish, english))
    assert [[each.text for each in block.paragraphs] for block in first.blocks] == [["Lääkäri auttaa."]]
    assert [[each.text for each in block.paragraphs] for block in second.blocks] == [["A doctor helps."]]


def test_a_sheet_of_which_nothing_would_remain_is_refused():
    with pytest.raises(LuotsiError, match="telling_word"):
        discreet_texts((text_with(("Poliisi", ("Ehkä.",))),))


@pytest.mark.parametrize("form", list(Form))
def test_a_telling_title_or_label_is_refused_loudly(form, monkeypatch):
    telling = SheetText("fi", "Ihmiskaupan uhrille", "", 1, SheetState.UNCONFIRMED, sheet_text(SHEET, "fi").blocks)
    monkeypatch.setattr(render, "sheet_text", lambda *_: telling)
    with pytest.raises(LuotsiError) as raised:
        render_sheet(SHEET, "fi", form=form, discreet=True)
    assert raised.value.code == "telling_word"
    assert raised.value.details == {"word": "ihmiskaup"}
    assert render_sheet(SHEET, "fi", form=form).title == "Ihmiskaupan uhrille"


def test_a_telling_file_name_is_refused_loudly(monkeypatch):
    for name in ("FILE_NAME", "JOB_NAME"):
        with monkeypatch.context() as patch:
            patch.setattr(render, name, "ihmiskauppa.pdf")
            with pytest.raises(LuotsiError, match="telling_word"):
                render_sheet(SHEET, "fi", discreet=True)


def test_every_form_of_every_pair_of_our_languages_can_be_discreet():
    for person, worker in product(("sv", "en", "ru", "ar"), ("fi", "sv", "en")):
        rendered = render_sheet(SHEET, person, beside=worker, discreet=True)
        assert telling_word(text_of(rendered.pdf)) is None


@pytest.mark.parametrize("language", sorted({language for _, language in ALL}))
def test_what_happens_to_people_is_on_no_discreet_sheet_and_that_help_is_for_anybody_may_stand_there(language):
    whole, (kept,) = sheet_text(SHEET, language), discreet_texts((sheet_text(SHEET, language),))
    headings = [block.heading for block in kept.blocks]
    assert whole.blocks[0].heading not in headings, "forced, tricked, threatened, in debt"
    assert whole.blocks[2].heading in headings
