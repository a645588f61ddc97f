"""Promises of every information sheet, read back from the finished PDF."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.sheets.catalogue import languages, sheet_list, sheet_text
from desktop_app.sheets.content import SheetState, SheetText, filled
from desktop_app.sheets.content import words as words_around
from desktop_app.sheets.drawing import PAGE_WIDTH, Colour
from desktop_app.sheets.render import render_numbers, render_sheet
from tests.sheets.reading import (
    codes_in,
    column_text,
    count_colour,
    missing_words,
    picture,
    solid,
    text_of,
    tool,
    visual_rows,
)

SHEET = "you-can-get-help"
WORKERS = ("fi", "sv", "en")
ALL = [(info.sheet_id, language) for info in sheet_list() for language in info.languages]
# Beside each of the workers' languages in turn, the ones that differ most beside all.
PAIRS = [
    (sheet, person, worker)
    for number, (sheet, person) in enumerate(ALL)
    for worker in (None, *(WORKERS if person in (*WORKERS, "ru", "ar") else (WORKERS[number % 3],)))
    if person != worker
]
NUMBERS = ("112", "0295463177", "+358295463177")


def said_by(text: SheetText) -> Iterator[str]:
    yield text.title
    for block in text.blocks:
        yield block.heading
        for paragraph in block.paragraphs:
            yield filled(paragraph.text)


@pytest.mark.parametrize(("sheet", "person", "worker"), PAIRS)
def test_every_pair_of_languages_fits_one_sheet_of_paper_and_gives_its_text_back(sheet, person, worker):
    assert render_sheet(sheet, person, beside=worker).pages <= 2
    clean = render_sheet(sheet, person, beside=worker, approved=True)
    half = PAGE_WIDTH / 2
    columns = [(worker, 0.0, half), (person, half, half)] if worker else [(person, 0.0, PAGE_WIDTH)]
    for language, left, width in columns:
        found = column_text(clean.pdf, left, width)
        for words in said_by(sheet_text(sheet, language)):
            assert solid(words) in found


@pytest.mark.parametrize(("sheet", "person"), ALL)
def test_a_viewer_copies_every_word_of_a_sheet(sheet, person):
    found = text_of(render_sheet(sheet, person, approved=True).pdf)
    for words in said_by(sheet_text(sheet, person)):
        assert not missing_words(words, found)


def test_numbers_inside_a_right_to_left_sentence_keep_their_order():
    rows = visual_rows(render_sheet(SHEET, "ar", beside="fi").pdf) + visual_rows(render_sheet(SHEET, "ar").pdf)
    assert not [row for row in rows if "3177546" in row or "546029" in row]


@pytest.mark.parametrize("worker", [None, *WORKERS])
@pytest.mark.parametrize("person", ["ru", "ar"])
def test_a_draft_carries_its_watermark_across_every_page(person, worker):
    rendered = render_sheet(SHEET, person, beside=worker)
    assert rendered.state is SheetState.DRAFT
    for number in range(rendered.pages):
        image = picture(rendered.pdf, number)
        width, height = image.size
        corners = image.crop((0, height // 2, width // 2, height)), image.crop((width // 2, 0, width, height // 2))
        assert all(count_colour(corner, Colour.WATERMARK) > 2000 for corner in corners)


@pytest.mark.parametrize("sheet", [info.sheet_id for info in sheet_list()])
@pytest.mark.parametrize("person", [*WORKERS, "fi-simple"])
def test_a_text_of_the_program_itself_prints_clean_and_says_that_it_is_unconfirmed(sheet, person):
    rendered = render_sheet(sheet, person)
    assert rendered.state is SheetState.UNCONFIRMED
    assert all(count_colour(picture(rendered.pdf, number), Colour.WATERMARK) == 0 for number in range(rendered.pages))
    said = {"fi": "viranomainen ei ole vahvistanut", "sv": "inte bekräftat", "en": "not confirmed by the authority"}
    copied = text_of(rendered.pdf)
    assert copied.count(said[person.split("-")[0]]) == rendered.pages
    assert words_around(person).revision.format(revision=sheet_text(sheet, person).revision) in copied


def test_an_approved_text_prints_clean_but_not_beside_a_draft():
    rendered = render_sheet(SHEET, "ru", beside="fi", approved=True)
    assert rendered.state is SheetState.APPROVED
    assert count_colour(picture(rendered.pdf), Colour.WATERMARK) == 0
    assert render_sheet(SHEET, "ru", beside="ar", approved=True).state is SheetState.DRAFT


@pytest.mark.parametrize("person", ["fi", "sv", "en", "ru", "ar"])
def test_the_numbers_alone_print_clean_in_every_language(person):
    rendered = render_numbers(person, beside="fi")
    assert rendered.pages == 1
    assert count_colour(picture(rendered.pdf), Colour.WATERMARK) == 0
    rows = visual_rows(rendered.pdf)
    assert all(any(number in row for row in rows) for number in NUMBERS)
    assert "ihmiskauppa" not in text_of(rendered.pdf)


@pytest.mark.parametrize(("person", "worker"), [("fi", None), ("ar", None), ("ar", "fi")])
def test_the_code_leads_to_more_information(person, worker, tmp_path):
    for pdf in (render_sheet(SHEET, person, beside=worker).pdf, render_numbers(person, worker).pdf):
        assert codes_in(picture(pdf, scale=150 / 72), tmp_path) == ["https://ihmiskauppa.fi"]


@pytest.mark.parametrize("person", languages(SHEET))
def test_the_file_says_nothing_about_its_subject_or_its_maker(person):
    rendered = render_sheet(SHEET, person, beside="fi")
    assert rendered.title == "Hyvä tietää"
    command = [tool("pdfinfo", "poppler-utils"), "-"]
    said = subprocess.run(command, input=rendered.pdf, capture_output=True, check=True).stdout.decode()
    lines = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    assert lines["Title"].strip() == "Hyvä tietää"
    assert lines["Creator"].strip() == lines["Producer"].strip() == "Luotsi"
    assert not {"Author", "Subject", "Keywords", "CreationDate", "ModDate"} & set(lines)
    assert lines["Tagged"].strip() == "yes"


def test_the_structure_tells_titles_headings_and_paragraphs_in_reading_order():
    command = [tool("pdfinfo", "poppler-utils"), "-struct", "-"]
    pdf = render_sheet(SHEET, "sv").pdf
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().split()
    kinds = [word for word in said if word in ("H1", "H2", "P")]
    assert kinds[:3] == ["H1", "H2", "P"]
    assert kinds.count("H2") == len(sheet_text(SHEET, "sv").blocks)


@pytest.mark.parametrize(("person", "worker"), [("ar", None), ("ar", "fi"), ("zh", "sv"), ("fi-simple", None)])
def test_the_document_and_every_part_of_it_name_their_language(person, worker):
    pdf = render_sheet(SHEET, person, beside=worker, approved=True).pdf
    (catalog,) = re.findall(rb"<<[^<>]*/Type /Catalog", pdf)
    assert f"/Lang ({worker or person})".encode() in catalog
    parts = re.findall(rb"/S /(?:H1|H2|P) [^>]*?/Lang \(([\w-]+)\)", pdf)
    assert set(parts) == {language.encode() for language in (person, worker) if language}


def test_the_file_is_sound(tmp_path):
    file = tmp_path / "sheet.pdf"
    file.write_bytes(render_sheet(SHEET, "ar", beside="fi").pdf)
    subprocess.run([tool("qpdf", "qpdf"), "--check", str(file)], check=True, capture_output=True)


def test_the_same_sheet_has_the_same_bytes_in_every_process():
    script = (
        "from desktop_app.sheets.render import render_sheet;"
        f"print(render_sheet({SHEET!r}, 'ar', beside='fi').sha256, render_sheet({SHEET!r}, 'sv').sha256)"
    )
    digests = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script]
        digests.add(subprocess.run(command, env=environment, capture_output=True, check=True, cwd=Path.cwd()).stdout)
    rendered = render_sheet(SHEET, "ar", beside="fi")
    assert len(digests) == 1
    assert rendered.sha256.encode() in digests.pop()
    assert hashlib.sha256(rendered.pdf).hexdigest() == rendered.sha256


def test_what_was_printed_before_changes_no_later_sheet():
    before = render_sheet(SHEET, "en").sha256
    render_sheet(SHEET, "ar", beside="sv")
    assert render_sheet(SHEET, "en").sha256 == before


def test_sheets_made_at_the_same_time_do_not_disturb_each_other():
    wanted = [(person, worker) for person in languages(SHEET) for worker in (None, "fi", "sv") if person != worker]
    before = [render_sheet(SHEET, person, beside=worker).sha256 for person, worker in wanted]
    with ThreadPoolExecutor(4) as threads:
        after = threads.map(lambda pair: render_sheet(SHEET, pair[0], beside=pair[1]).sha256, wanted)
    assert list(after) == before


@pytest.mark.parametrize(("sheet", "person"), [(SHEET, "xx"), ("no-such", "fi"), ("../words", "fi"), ("words", "fi")])
def test_a_missing_sheet_or_language_is_named_as_such(sheet, person):
    with pytest.raises(LuotsiError) as raised:
        render_sheet(sheet, person)
    assert raised.value.code == "no_such_sheet"


def test_numbers_in_a_language_without_words_are_refused():
    with pytest.raises(LuotsiError, match="no_such_sheet"):
        render_numbers("../fi")


def test_importing_the_sheets_loads_nothing_heavy():
    script = (
        "import sys, desktop_app.sheets.render, desktop_app.sheets.recovery_paper;"
        "print([name for name in ('reportlab', 'uharfbuzz', 'PIL') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout
    assert said.strip() == "[]"


def test_a_sheet_loads_nothing_for_pictures_which_stay_there_for_others():
    script = (
        "import sys; from desktop_app.sheets.render import render_sheet; render_sheet('your-rights', 'fi');"
        "loaded = 'PIL.ImageMode' in sys.modules, 'reportlab.pdfgen.canvas' in sys.modules;"
        "from PIL import Image; print(*loaded, Image.new('L', (2, 3)).size)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout
    assert said.strip() == "False False (2, 3)"
