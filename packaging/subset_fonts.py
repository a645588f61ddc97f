"""Cuts the static Noto fonts down to the scripts that the program shows, so that they stay small."""

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
WEIGHTS = {"400Regular": "Regular", "500Medium": "Medium", "600SemiBold": "SemiBold"}
FAMILIES = {"NotoSans": LATIN_GREEK_CYRILLIC, "NotoSansArabic": EVERYTHING}


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
    for family, unicodes in FAMILIES.items():
        for file_weight, weight in WEIGHTS.items():
            (source,) = source_folder.rglob(f"{family}_{file_weight}.ttf")
            cut(source, target_folder / f"{family}-{weight}.ttf", unicodes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
