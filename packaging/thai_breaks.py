"""Writes U+200B where a line of the shipped Thai texts may break, as Thai has no spaces between words.

    python3 -m venv build/icu && build/icu/bin/pip install icu4py==1.2.0
    build/icu/bin/python packaging/thai_breaks.py [FILE…]

The dictionary of ICU is needed here alone: the program reads the marks. Without names of files, every Thai text below
`resources` is marked anew. Run it after each change of a Thai text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
BREAK = "\u200b"
_THAI = re.compile("[\u0e01-\u0e7f\u200b]*[\u0e01-\u0e7f]")
# The mark of repetition and the mark of an abbreviation never begin a line.
_NEVER_FIRST = "\u0e46\u0e2f"


def marked(text: str, words: Callable[[str], Iterable[str]]) -> str:
    """The text with a break between all words of each stretch of Thai; marks that it had before are made anew."""

    def stretch(found: re.Match[str]) -> str:
        parts = BREAK.join(words(found[0].replace(BREAK, "")))
        return re.sub(f"{BREAK}(?=[{_NEVER_FIRST}])", "", parts)

    return _THAI.sub(stretch, text)


def dictionary_words(text: str) -> list[str]:
    """The words of a stretch of Thai by ICU's dictionary."""
    from icu4py.breakers import WordBreaker

    return list(WordBreaker(text, "th"))


def main(arguments: list[str]) -> int:
    """Mark the files; tells which changed."""
    for path in [Path(argument) for argument in arguments] or sorted(RESOURCES.rglob("th.toml")):
        before = path.read_text(encoding="utf-8")
        after = marked(before, dictionary_words)
        if after != before:
            path.write_text(after, encoding="utf-8", newline="\n")
            print(f"{path.name} of {path.parent.name}: marked")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
