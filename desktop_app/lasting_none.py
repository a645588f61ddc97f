"""Keeps the interpreter alive on Python 3.11 while libraries miscount references to `None`, `True` and the like."""

from __future__ import annotations

import ctypes
import sys

_FIRST_WITH_IMMORTALS = (3, 12)
_ENOUGH_FOR_YEARS = 1 << 40
_SINGLES = (None, True, False, NotImplemented, Ellipsis)


def keep_none() -> None:
    """Give `None`, `True` and the other single values so many references that no wrong count can use them up.

    PySide6 6.12.0 and sqlcipher3 0.6.4 are built against the rules of Python 3.12, where these values are immortal
    (PEP 683): each call that returns `None`, and each emitted signal for `True`, gives back a reference that it never
    took. On Python 3.11 some hundreds or thousands of calls later the interpreter stops with "deallocating None" or
    "deallocating True or False", in the middle of somebody's work. Does nothing from 3.12 on; may be called any number
    of times.
    """
    if sys.version_info >= _FIRST_WITH_IMMORTALS:
        return
    for single in _SINGLES:
        count = ctypes.c_ssize_t.from_address(id(single))
        if count.value < _ENOUGH_FOR_YEARS:
            count.value += _ENOUGH_FOR_YEARS
