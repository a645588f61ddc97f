"""The screen's language at run time: one current catalog, changed everywhere at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QWidget

LANGUAGES = ("fi", "sv", "en")
OWN_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}


class Texts(Protocol):
    """What the screen needs of a catalog."""

    @property
    def language(self) -> str:
        """`fi`, `sv` or `en`."""

    def text(self, msgid: str) -> str:
        """The translation of a message."""

    def plural(self, singular: str, plural: str, n: int) -> str:
        """The translation that fits a number."""


class Untranslated:
    """English as written in the code."""

    language = "en"

    def text(self, msgid: str) -> str:
        """The message itself."""
        return msgid

    def plural(self, singular: str, plural: str, n: int) -> str:
        """English has two forms."""
        return singular if n == 1 else plural


_texts: Texts = Untranslated()


def N_(msgid: str) -> str:
    """Mark a message in a table; the place that shows it calls `tr`."""
    return msgid


def tr(msgid: str, **fields: object) -> str:
    """The message in the screen's language, with its named fields filled in."""
    text = _texts.text(msgid)
    return text.format(**fields) if fields else text


def ntr(singular: str, plural: str, n: int, **fields: object) -> str:
    """The message that fits the number `n`, which is also the field `{n}`."""
    return _texts.plural(singular, plural, n).format(n=n, **fields)


def screen_language() -> str:
    """`fi`, `sv` or `en`."""
    return _texts.language


class Language:
    """Changes the screen's language."""

    _qt_texts: QTranslator | None = None

    @classmethod
    def set(cls, code: str) -> None:
        """Swap the catalog, Qt's own words and the default locale; every widget gets `LanguageChange`."""
        global _texts
        from desktop_app.i18n.catalog import Catalog

        _texts = Catalog.load(code)
        QLocale.setDefault(QLocale(_LOCALES[code]))
        app = QCoreApplication.instance()
        if app is None:
            return
        if cls._qt_texts is not None:
            app.removeTranslator(cls._qt_texts)
            cls._qt_texts = None
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder) and app.installTranslator(translator):
            cls._qt_texts = translator  # installing sends LanguageChange
        else:
            QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))


if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class TranslatedWidget(_Widget):
    """Mixin, named before the Qt class: all visible words are set in `retranslate`, which may run often.

    The constructor calls `self.retranslate()` as its last act.
    """

    def retranslate(self) -> None:
        """Set every visible word and accessible name."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
