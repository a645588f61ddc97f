"""Papers that the program makes for a worker: recovery words of a store, recovery sheet of an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop_app.sheets.recovery_paper import recovery_sheet, store_recovery_paper


def organisation_recovery(words: Sequence[str], organisation: str, made_on: date, language: str) -> bytes:
    """Return the recovery sheet of an organisation as PDF."""
    return recovery_sheet(words, organisation, made_on, language)


def store_recovery(words: Sequence[str], made_on: date, language: str) -> bytes:
    """Return the recovery words of a store as PDF: a different paper, for the worker alone."""
    return store_recovery_paper(words, made_on, language)
