"""The fonts of the sheets, loaded when a language first needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop_app.paths import resources
from desktop_app.sheets.scripts import COMMON

if TYPE_CHECKING:
    import uharfbuzz

ARABIC_SCRIPT_LANGUAGES = frozenset({"ar", "fa", "prs", "ckb", "ps", "ur", "ug", "sd"})
LATIN, ARABIC, CHINESE = "NotoSans", "NotoSansArabic", "NotoSansSC"
_FAMILY_OF_LANGUAGE = {
    "bn": "NotoSansBengali",
    "hi": "NotoSansDevanagari",
    "ne": "NotoSansDevanagari",
    "am": "NotoSansEthiopic",
    "ti": "NotoSansEthiopic",
    "th": "NotoSansThai",
    "zh": CHINESE,
}
# What is in no script of these may be a sign that only the largest font has.
_FAMILY_OF_SCRIPT = {
    "Latn": LATIN,
    "Grek": LATIN,
    "Cyrl": LATIN,
    "Arab": ARABIC,
    "Beng": "NotoSansBengali",
    "Deva": "NotoSansDevanagari",
    "Ethi": "NotoSansEthiopic",
    "Thai": "NotoSansThai",
}
RIGHT_TO_LEFT_LANGUAGES = ARABIC_SCRIPT_LANGUAGES | {"he", "yi", "dv"}


class Weight(StrEnum):
    """The two weights of a sheet."""

    REGULAR = "Regular"
    STRONG = "SemiBold"


@dataclass(frozen=True, slots=True, eq=False)
class FontFace:
    """One font file: its HarfBuzz objects and its vertical extent in 1/1000 em."""

    name: str
    face: uharfbuzz.Face
    font: uharfbuzz.Font
    ascent: int
    descent: int
    known: dict[str, bool] = field(default_factory=dict)

    def covers(self, character: str) -> bool:
        """Whether the font has a character."""
        found = self.known.get(character)
        if found is None:
            found = self.known[character] = self.font.get_nominal_glyph(ord(character)) is not None
        return found


@cache
def font_face(name: str) -> FontFace:
    """The face of `resources/fonts/<name>.ttf`; read once."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(resources() / "fonts" / f"{name}.ttf")))
    font = uharfbuzz.Font(face)
    font.scale = (1000, 1000)
    extents = font.get_font_extents("ltr")
    return FontFace(name, face, font, extents.ascender, extents.descender)


def own_family(language: str) -> str:
    """The font family whose script this language is written in."""
    main = language.split("-")[0]
    return _FAMILY_OF_LANGUAGE.get(main, ARABIC if main in ARABIC_SCRIPT_LANGUAGES else LATIN)


@lru_cache(maxsize=1024)
def font_chain(language: str, weight: Weight, script: str = COMMON) -> tuple[str, ...]:
    """Names of the fonts to try in turn for characters of this script in text of this language.

    A font of another script is named only where it may help, so that no font is read without need.
    """
    families = (own_family(language), LATIN, _FAMILY_OF_SCRIPT.get(script, CHINESE))
    return tuple(f"{family}-{weight.value}" for family in dict.fromkeys(families))


def is_right_to_left(language: str) -> bool:
    """True when the paragraphs of this language run from right to left."""
    return language.split("-")[0] in RIGHT_TO_LEFT_LANGUAGES
