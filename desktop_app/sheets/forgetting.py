"""Forgets what was drawn: letters and sheets with a reference are remembered, so that they are quick to draw again."""

from __future__ import annotations

import sys
from typing import Final

#: What remembers texts, by module; a module that was never loaded remembers nothing.
_REMEMBERING: Final = {
    "desktop_app.sheets.discretion": ("telling_word",),
    "desktop_app.sheets.shaping": ("shape_words", "glyph_run"),
    "desktop_app.sheets.typesetting": ("set_paragraph",),
    "desktop_app.sheets.pdf_structure": ("_string",),
    "desktop_app.sheets.sheet_pages": ("sheet_flow",),
}


def forget_texts() -> None:
    """Let go of every text that was shaped, set or judged; what the program ships is shaped anew when it is drawn."""
    for module, names in _REMEMBERING.items():
        loaded = sys.modules.get(module)
        for name in names if loaded is not None else ():
            getattr(loaded, name).cache_clear()
