"""QR codes (ISO/IEC 18004, error correction level M) as rows of dark and light squares."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

QUIET_ZONE = 4


def _encoder() -> ModuleType:
    """ReportLab's encoder without the package around it, which would load everything that ReportLab can draw."""
    library = importlib.util.find_spec("reportlab")
    folders = library.submodule_search_locations if library else None
    places = [str(Path(folder) / "graphics" / "barcode") for folder in folders or ()]
    found = PathFinder.find_spec("qrencoder", places)
    if found is None or found.loader is None:  # as in a bundle without files
        return importlib.import_module("reportlab.graphics.barcode.qrencoder")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@lru_cache(maxsize=16)
def qr_rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code for an ASCII address, rows from the top, without the quiet zone."""
    encoder = _encoder()
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(address)
    code.make()
    size = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(size)) for row in range(size))
