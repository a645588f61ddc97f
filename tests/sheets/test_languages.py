"""Every language of the sheets: its script is drawn, its words come back, its numbers keep their order."""

import hashlib
import re
import subprocess
import sys

import pytest

from desktop_app.paths import resources
from desktop_app.sheets.drawing import Colour, Page, Role
from desktop_app.sheets.font_faces import ARABIC_SCRIPT_LANGUAGES, Weight, own_family
from desktop_app.sheets.isolates import isolated
from desktop_app.sheets.layout import MARGIN, WIDTH, Flow
from desktop_app.sheets.lines import fill_lines
from desktop_app.sheets.pdf import write_pdf
from desktop_app.sheets.shaping import shape_words
from desktop_app.sheets.typesetting import Column, Style, set_paragraph
from tests.sheets.reading import column_text, missing_words, solid, text_of, visual_rows
from tests.sheets.sentences import SENTENCES

STYLE = Style(12, 18, Weight.REGULAR, Colour.INK, Role.PARAGRAPH)
NUMBER = "+358 29 546 3177"
LANGUAGES = pytest.mark.parametrize("language", SENTENCES)


def pdf_of(text: str, language: str, width: float = WIDTH) -> bytes:
    flow = Flow()
    for weight in Weight:
        style = Style(12, 18, weight, Colour.INK, Role.PARAGRAPH)
        flow.row([set_paragraph(text, style, Column(MARGIN, width, language), weight is Weight.STRONG)])
    return write_pdf([Page(page.marks) for page in flow.finished()], "Luotsi", language)


@LANGUAGES
def test_its_letters_come_from_the_font_of_its_script(language):
    runs = [run for word in shape_words(SENTENCES[language], language, Weight.REGULAR) for run in word.runs]
    assert {run.face for run in runs} == {f"{own_family(language)}-Regular"}
    right_to_left = {bool(run.level & 1) for run in runs}
    assert right_to_left == {language in ARABIC_SCRIPT_LANGUAGES}


@LANGUAGES
def test_its_words_come_back_out_of_the_file_in_logical_order(language):
    pdf = pdf_of(SENTENCES[language], language, 190)
    assert column_text(pdf, 0, 595).count(solid(SENTENCES[language])) == len(Weight)
    assert not missing_words(SENTENCES[language], text_of(pdf))


@LANGUAGES
def test_a_phone_number_in_it_keeps_its_order_and_stays_on_one_line(language):
    text = f"{SENTENCES[language]} {isolated(NUMBER)} {SENTENCES[language]}"
    for width in (430, 250):
        rows = visual_rows(pdf_of(text, language, width))
        assert sum(NUMBER.replace(" ", "") in row.replace("\u00a0", "") for row in rows) == len(Weight)


@LANGUAGES
def test_its_lines_break_and_fill_the_column(language):
    words = shape_words(SENTENCES[language], language, Weight.REGULAR)
    lines = fill_lines(words, 14_000)
    assert len(lines) > 1
    assert all(line.width <= 14_000 for line in lines)
    assert all(line.width > 5_000 for line in lines[:-1])


def test_a_font_is_read_only_when_a_text_needs_it():
    script = (
        "from desktop_app.sheets import font_faces, shaping; read = [];"
        "face = shaping.font_face; shaping.font_face = lambda name: read.append(name) or face(name);"
        "shaping.shape_words('Hyvä tietää', 'fi', font_faces.Weight.REGULAR); first = set(read);"
        "shaping.shape_words('ไทย', 'fi', font_faces.Weight.REGULAR); print(sorted(first), sorted(set(read)))"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout
    assert said.strip() == "['NotoSans-Regular'] ['NotoSans-Regular', 'NotoSansThai-Regular']"


def test_bengali_takes_the_full_stop_that_it_shares_with_devanagari_from_its_own_font():
    (word,) = shape_words("করে।", "bn", Weight.REGULAR)
    assert len(word.runs) == 1


def test_thai_typed_without_marks_breaks_at_its_spaces():
    text = SENTENCES["th"].replace("\u200b", "")
    words = shape_words(f"{text} {text}", "th", Weight.REGULAR)
    assert len(words) == 2


def test_shipped_thai_says_where_its_lines_may_break():
    for path in (resources() / "sheets").rglob("th.toml"):
        longest = max(re.findall("[\u0e01-\u0e7f]+", path.read_text(encoding="utf-8")), key=len)
        assert len(longest) < 24, (path, longest)


def test_the_fonts_are_those_that_were_recorded():
    folder = resources() / "fonts"
    told = dict(re.findall(r"`([\w-]+\.ttf)` \| `([0-9a-f]{64})`", (folder / "README.md").read_text(encoding="utf-8")))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.ttf")}
    assert told == found
    assert sum(path.stat().st_size for path in folder.glob("*.ttf")) < 8_500_000
