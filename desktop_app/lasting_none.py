"""Keeps the interpreter alive on Python 3.11 while libraries count their references to `None` wrongly."""

from __future__ import annotations

import ctypes
import sys

_FIRST_WITH_IMMORTAL_NONE = (3, 12)
_ENOUGH_FOR_YEARS = 1 << 40


def keep_none() -> None:
    """Give `None` so many references that no wrong count can use them up.

    PySide6 6.12.0 and sqlcipher3 0.6.4 are built against the rules of Python 3.12, where `None` is immortal (PEP 683):
    each call that returns it gives back a reference that it never took. On Python 3.11 some ten thousand calls later
    the interpreter stops with "deallocating None", in the middle of somebody's work. Does nothing from 3.12 on; may be
    called any number of times.
    """
    if sys.version_info >= _FIRST_WITH_IMMORTAL_NONE:
        return
    count = ctypes.c_ssize_t.from_address(id(None))
    if count.value < _ENOUGH_FOR_YEARS:
        count.value += _ENOUGH_FOR_YEARS
