"""QR codes (ISO/IEC 18004, error correction level M) as rows of dark and light squares."""

from __future__ import annotations

from functools import lru_cache

QUIET_ZONE = 4


@lru_cache(maxsize=16)
def qr_rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code for an ASCII address, rows from the top, without the quiet zone."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(address)
    code.make()
    size = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(size)) for row in range(size))
