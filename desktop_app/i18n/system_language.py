"""The language that the operating system is set to, for words said without a window."""

from __future__ import annotations

import ctypes
import locale
import os
import sys
from collections.abc import Mapping

from desktop_app.i18n.catalog import LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return `fi`, `sv` or `en`; English when the system speaks another language or does not say.

    POSIX: the first of LC_ALL, LC_MESSAGES and LANG that is set decides. Windows without them: the language of its
    own windows.
    """
    said = next((environment[name] for name in _VARIABLES if environment.get(name)), None)
    code = (said or _of_windows())[:2].lower()
    return code if code in LANGUAGES else "en"


def _of_windows() -> str:
    if sys.platform == "win32":
        return _named(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    return ""


def _named(number: int) -> str:
    return locale.windows_locale.get(number, "")
