"""Papers that the program makes for a worker: recovery words of a store, recovery sheet of an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.ledger.place import Place
from desktop_app.sheets.recovery_paper import recovery_sheet, store_recovery_paper
from desktop_app.vault.slot_files import replace_file


def organisation_recovery(words: Sequence[str], organisation: str, place: Place, made_on: date, language: str) -> bytes:
    """Return the recovery sheet of an organisation as PDF, with what tells a new laptop where the organisation is."""
    return recovery_sheet(words, organisation, made_on, language, (place.address, " ".join(place.words())))


def store_recovery(words: Sequence[str], made_on: date, language: str) -> bytes:
    """Return the recovery words of a store as PDF: a different paper, for the worker alone."""
    return store_recovery_paper(words, made_on, language)


def write_secret_paper(path: Path, pdf: bytes) -> None:
    """Write a paper with secret words where the person chose, for them alone. Raises `disk_full` or `disk_failed`."""
    replace_file(path, pdf)
