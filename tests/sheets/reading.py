"""Reading a finished PDF the way a viewer does: its text, where its letters stand, and what it looks like."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

_CONTROLS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BRACKETS = re.compile(r"[()]")
_HAN = re.compile("[\u3400-\u9fff]")


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def plain(text: str) -> str:
    """Text without direction controls and brackets (viewers mirror them), with single spaces."""
    kept = _BRACKETS.sub("", _CONTROLS.sub("", unicodedata.normalize("NFC", text)))
    return " ".join(kept.replace("\u00a0", " ").split())


def solid(text: str) -> str:
    """Plain text without spaces, full stops and hyphens.

    Viewers guess spaces, misplace stops beside numbers, and take a word's own hyphen at the end of a line for a break.
    """
    return plain(text).replace(" ", "").replace(".", "").replace("-", "")


def column_text(pdf: bytes, left: float, width: float) -> str:
    """The text of one column of all pages in logical order, without spaces, as poppler reads it."""
    area = ["-x", str(round(left)), "-y", "0", "-W", str(round(width)), "-H", "842"]
    command = [tool("pdftotext", "poppler-utils"), *area, "-", "-"]
    return solid(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode())


def text_of(pdf: bytes) -> str:
    """The text of all pages in logical order, as a viewer copies it; U+FFFE stands for a hyphen at a line's end."""
    with opened(pdf) as document:
        parts = []
        for page in document:
            text = page.get_textpage()
            parts.append(text.get_text_range())
            text.close()
            page.close()
    return plain(" ".join(parts).replace("\ufffe", "-"))


def missing_words(said: str, copied: str) -> list[str]:
    """The words of a text that are not in what a viewer copied; a word may be divided between two lines.

    Scripts without spaces are looked for piece by piece, Thai from break to break and Chinese sign by sign: a line
    that goes on in the next panel of a booklet has other words between its parts.

    PDFium turns the parts of a web address around inside a right-to-left line, on the screen it stands right.
    """
    joined = copied.replace(" ", "")

    def found(word: str) -> bool:
        turned = ".".join(reversed(word.split(".")))
        return word in copied or word in joined or (word.isascii() and turned in copied)

    pieces = _HAN.sub(r" \g<0> ", said.replace("\u200b", " "))
    return [word for word in plain(pieces).split() if not found(word.strip(".,"))]


def visual_rows(pdf: bytes) -> list[str]:
    """The letters of each row of the first page from left to right, by where they stand."""
    rows: dict[int, list[tuple[float, str]]] = {}
    with opened(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, _, _ = text.get_charbox(index, loose=True)
            character = text.get_text_range(index, 1)
            if character.strip():
                rows.setdefault(round(bottom), []).append((left, character))
        text.close()
        page.close()
    return ["".join(character for _, character in sorted(row)) for _, row in sorted(rows.items())]


def picture(pdf: bytes, page_number: int = 0, scale: float = 1.0) -> Image.Image:
    with opened(pdf) as document:
        page = document[page_number]
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
    return image


def count_colour(image: Image.Image, colour: str) -> int:
    """About how many pixels have exactly this colour; none means none."""
    return image.tobytes().count(bytes.fromhex(colour.removeprefix("#")))


def tool(name: str, package: str) -> str:
    """The path of a system tool; without it the test fails and says what to install."""
    path = shutil.which(name)
    if path is None:
        if os.environ.get("LUOTSI_WITHOUT_SYSTEM_TOOLS"):
            pytest.skip(f"{name} is absent and LUOTSI_WITHOUT_SYSTEM_TOOLS is set")
        pytest.fail(f"{name} is missing: apt install {package} (or set LUOTSI_WITHOUT_SYSTEM_TOOLS=1)")
    return path


def codes_in(image: Image.Image, folder: Path) -> list[str]:
    """What the QR codes of a picture say."""
    file = folder / "page.png"
    image.save(file)
    command = [tool("zbarimg", "zbar-tools"), "--quiet", "--raw", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
