"""The fonts of the sheets, loaded when a language first needs them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from desktop_app.paths import resources

if TYPE_CHECKING:
    import uharfbuzz

ARABIC_SCRIPT_LANGUAGES = frozenset({"ar", "fa", "prs", "ckb", "ps", "ur", "ug", "sd"})
RIGHT_TO_LEFT_LANGUAGES = ARABIC_SCRIPT_LANGUAGES | {"he", "yi", "dv"}


class Weight(StrEnum):
    """The two weights of a sheet."""

    REGULAR = "Regular"
    STRONG = "SemiBold"


@dataclass(frozen=True, slots=True, eq=False)
class FontFace:
    """One font file: its HarfBuzz objects, the code points it covers and its vertical extent in 1/1000 em."""

    name: str
    face: uharfbuzz.Face
    font: uharfbuzz.Font
    covered: frozenset[int]
    ascent: int
    descent: int


@cache
def font_face(name: str) -> FontFace:
    """The face of `resources/fonts/<name>.ttf`; read once."""
    import uharfbuzz

    data = (resources() / "fonts" / f"{name}.ttf").read_bytes()
    face = uharfbuzz.Face(data)
    font = uharfbuzz.Font(face)
    font.scale = (1000, 1000)
    extents = font.get_font_extents("ltr")
    return FontFace(name, face, font, frozenset(face.unicodes), extents.ascender, extents.descender)


def font_chain(language: str, weight: Weight) -> tuple[str, ...]:
    """Names of the fonts to try in turn for text in this language."""
    families = ("NotoSans", "NotoSansArabic")
    if language in ARABIC_SCRIPT_LANGUAGES:
        families = ("NotoSansArabic", "NotoSans")
    return tuple(f"{family}-{weight.value}" for family in families)


def is_right_to_left(language: str) -> bool:
    """True when the paragraphs of this language run from right to left."""
    return language in RIGHT_TO_LEFT_LANGUAGES
