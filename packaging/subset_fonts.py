"""Cuts the static Noto fonts down to the scripts that the program shows, so that they stay small.

    npm pack @expo-google-fonts/noto-sans@0.4.2 …      # each package of resources/fonts/README.md, unpacked into SOURCE
    .venv/bin/python packaging/subset_fonts.py SOURCE resources/fonts

Versions and hashes of what is cut stand in resources/fonts/README.md; the same fonts give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset

LATIN_GREEK_CYRILLIC = (
    "U+0000-052F,U+1C80-1C8F,U+1D00-1DBF,U+1E00-1FFF,U+2000-206F,U+2070-209F,U+20A0-20C0,U+20F0,"
    "U+2100-218F,U+2190-2199,U+2200-22FF,U+2300-230F,U+25A0-25CF,U+2C60-2C7F,U+2DE0-2DFF,U+2E00-2E5D,"
    "U+A640-A69F,U+A720-A7FF,U+AB30-AB6F,U+FB00-FB06,U+FE00-FE0F,U+FE20-FE2F,U+FEFF,U+FFFC-FFFD"
)
EVERYTHING = "*"
WINDOW_AND_SHEETS = {"400Regular": "Regular", "500Medium": "Medium", "600SemiBold": "SemiBold"}
SHEETS = {"400Regular": "Regular", "600SemiBold": "SemiBold"}


def simplified_chinese() -> str:
    """Every character of GB 2312 (its 6,763 ideographs and its signs), Basic Latin, Latin-1 and punctuation."""
    rows = range(0xA1, 0xF8)
    pairs = (bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF))
    points = sorted({ord(character) for pair in pairs for character in pair})
    return ",".join(["U+0020-00FF,U+2010-2027,U+3000-303F,U+FF01-FF65,U+FFFD", *(f"U+{code:04X}" for code in points)])


FAMILIES = {
    "NotoSans": (LATIN_GREEK_CYRILLIC, WINDOW_AND_SHEETS),
    "NotoSansArabic": (EVERYTHING, WINDOW_AND_SHEETS),
    "NotoSansBengali": (EVERYTHING, SHEETS),
    "NotoSansDevanagari": (EVERYTHING, SHEETS),
    "NotoSansEthiopic": (EVERYTHING, SHEETS),
    "NotoSansThai": (EVERYTHING, SHEETS),
    "NotoSansSC": (simplified_chinese(), SHEETS),
}


def cut(source: Path, target: Path, unicodes: str) -> None:
    """Write `target` with only the glyphs of `unicodes`, all layout features and all names kept."""
    options = [
        str(source),
        f"--output-file={target}",
        f"--unicodes={unicodes}",
        "--layout-features=*",
        "--name-IDs=*",
        "--name-languages=*",
        "--notdef-outline",
        "--no-recalc-timestamp",
        "--no-hinting",
    ]
    subset.main(options)


def main(arguments: list[str]) -> int:
    """Cut every family and weight found below the folder with the unpacked fonts into the target folder."""
    source_folder, target_folder = (Path(argument) for argument in arguments)
    for family, (unicodes, weights) in FAMILIES.items():
        for file_weight, weight in weights.items():
            (source,) = source_folder.rglob(f"{family}_{file_weight}.ttf")
            cut(source, target_folder / f"{family}-{weight}.ttf", unicodes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
