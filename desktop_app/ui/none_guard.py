"""Keeps `None` alive under Qt on Python 3.11.

PySide6 6.12 is built against headers in which `None` is immortal (PEP 683, Python 3.12). On 3.11 each call that returns
`None` therefore takes one reference away, and after some seven thousand calls the process ends with "deallocating
None". Without effect from Python 3.12 on; to be removed with Python 3.11.
"""

from __future__ import annotations

import sys

_FIRST_WITH_IMMORTAL_NONE = (3, 12)
_PLENTY = 1 << 56


def keep_none_alive() -> None:
    """Give `None` more references than any session can take away; may be called any number of times."""
    if sys.version_info >= _FIRST_WITH_IMMORTAL_NONE or sys.implementation.name != "cpython":
        return
    if sys.getrefcount(None) < _PLENTY // 2:
        import ctypes

        ctypes.c_ssize_t.from_address(id(None)).value += _PLENTY
