"""The words of the window in one language, as a value."""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop_app import paths

LANGUAGES: Final = ("fi", "sv", "en")
_FOLDER: Final = "LC_MESSAGES"


@dataclass(frozen=True, slots=True)
class Catalog:
    """All translations of one language; what is not translated shows as its English message."""

    language: str
    _translations: gettext.NullTranslations = field(repr=False)

    @classmethod
    def load(cls, language: str) -> Catalog:
        """Load the catalog of `fi`, `sv` or `en` from its compiled file, or in a source checkout from its source."""
        folder = paths.translations() / language / _FOLDER
        return cls(language, _read(folder / "interface.mo", folder / "interface.po"))

    def text(self, msgid: str) -> str:
        """Return the translation of a message; the empty message is empty."""
        return self._translations.gettext(msgid) if msgid else ""

    def plural(self, singular: str, plural: str, n: int) -> str:
        """Return the translation that fits the number `n`."""
        return self._translations.ngettext(singular, plural, n)


def _read(compiled: Path, source: Path) -> gettext.NullTranslations:
    if _is_current(compiled, source):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if source.exists():
        return gettext.GNUTranslations(_compiled(source))
    return gettext.NullTranslations()


def _is_current(compiled: Path, source: Path) -> bool:
    """Tell whether the compiled file is there and no older than its source, which no installed program has."""
    if not compiled.exists():
        return False
    return not source.exists() or source.stat().st_mtime_ns <= compiled.stat().st_mtime_ns


def _compiled(source: Path) -> io.BytesIO:
    # Late, because only a checkout needs them and they are slow to import.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalog = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return compiled
