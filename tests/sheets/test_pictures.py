"""What every script and every form looks like, against stored pictures of a fixed text.

After a wanted change: `LUOTSI_NEW_PICTURES=1 pytest tests/sheets/test_pictures.py`, then look at every picture that git
shows as changed.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from desktop_app.sheets.content import Block, Paragraph, SheetState, SheetText
from desktop_app.sheets.drawing import Colour, Role
from desktop_app.sheets.font_faces import Weight
from desktop_app.sheets.isolates import isolated
from desktop_app.sheets.layout import MARGIN, Flow
from desktop_app.sheets.page_frame import finished_pages
from desktop_app.sheets.pdf import write_pdf
from desktop_app.sheets.pocket import pocket_pages
from desktop_app.sheets.sheet_pages import sheet_flow
from desktop_app.sheets.stacked import large_print_flow
from desktop_app.sheets.typesetting import Column, Style, set_paragraph
from tests.sheets.reading import picture
from tests.sheets.sentences import SENTENCES

FOLDER = Path(__file__).parent / "pictures"
NUMBER = isolated("+358 29 546 3177")


def sample(language):
    """A text of eight blocks, each with a paragraph and two items, from one sentence."""
    said = SENTENCES[language]
    lines = (Paragraph(f"{said} {NUMBER}", False), Paragraph(said, True), Paragraph(NUMBER, True))
    blocks = tuple(Block(said.rstrip(".")[:24].rstrip(), lines) for _ in range(8))
    return SheetText(language, said.split(" ")[0][:16], "", 1, SheetState.DRAFT, blocks)


def every_script():
    flow = Flow()
    for number, (language, said) in enumerate(sorted(SENTENCES.items())):
        weight = tuple(Weight)[number % 2]
        style = Style(8.5, 12, weight, Colour.INK, Role.PARAGRAPH)
        flow.row([set_paragraph(f"{said} {NUMBER}", style, Column(MARGIN, 300, language), number + 1)])
    return flow.finished()


def page(language, *, discreet=False):
    texts = (sample("fi"), sample(language))
    flow = sheet_flow(texts, discreet=discreet)
    return finished_pages(flow, texts, texts[-1], SheetState.DRAFT, discreet=discreet)


def large(language):
    texts = (sample(language),)
    return finished_pages(large_print_flow(texts), texts, texts[0], SheetState.DRAFT)


MADE = {
    "every-script": every_script,
    "page-ar": lambda: page("ar"),
    "page-ru-discreet": lambda: page("ru", discreet=True),
    "large-print-ar": lambda: large("ar"),
    "booklet-fi": lambda: pocket_pages(sample("fi"), SheetState.DRAFT),
    "booklet-ar": lambda: pocket_pages(sample("ar"), SheetState.DRAFT),
}


@pytest.mark.parametrize("name", MADE)
def test_it_looks_as_it_did(name, tmp_path):
    found = picture(write_pdf(MADE[name](), "Luotsi", "fi"), 0, 0.75).convert("L")
    file = FOLDER / f"{name}.png"
    if os.environ.get("LUOTSI_NEW_PICTURES"):
        found.point(lambda value: value // 32 * 36).save(file, optimize=True)
    wanted = Image.open(file).convert("L")
    assert found.size == wanted.size
    difference = ImageChops.difference(found, wanted).point(lambda value: 255 if value > 72 else 0)
    changed = difference.tobytes().count(255)
    if changed > found.width * found.height // 1000:
        found.save(tmp_path / f"{name}.png")
        pytest.fail(f"{changed} pixels changed; see {tmp_path / name}.png")
