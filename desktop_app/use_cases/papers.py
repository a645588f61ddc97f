"""Papers that the program makes for a worker: recovery words of a store, recovery sheet of an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.ledger.place import Place
from desktop_app.sheets.recovery_paper import recovery_sheet, store_recovery_paper
from desktop_app.use_cases.sheet_in_making import SheetPaper
from desktop_app.vault.slot_files import replace_file


def organisation_recovery(paper: SheetPaper, organisation: str, place: Place, made_on: date, language: str) -> bytes:
    """Return a paper of an organisation's recovery sheet as PDF, with what tells a new laptop where it is."""
    there = (place.address, " ".join(place.words()))
    share = (paper.number, paper.papers, paper.needed)
    return recovery_sheet(paper.words, organisation, made_on, language, there, share)


def save_recovery_sheet(
    path: Path, papers: Sequence[SheetPaper], organisation: str, place: Place, made_on: date, language: str
) -> None:
    """Write a recovery sheet where the person chose; several papers as files of their own, numbered.

    Each in a file of its own, so that a printer never puts two of them on one sheet. Raises `disk_full`,
    `disk_failed`.
    """
    for paper in papers:
        file = path if paper.papers == 1 else path.with_stem(f"{path.stem}-{paper.number}")
        write_secret_paper(file, organisation_recovery(paper, organisation, place, made_on, language))


def store_recovery(words: Sequence[str], made_on: date, language: str) -> bytes:
    """Return the recovery words of a store as PDF: a different paper, for the worker alone."""
    return store_recovery_paper(words, made_on, language)


def write_secret_paper(path: Path, pdf: bytes) -> None:
    """Write a paper with secret words where the person chose, for them alone. Raises `disk_full` or `disk_failed`."""
    replace_file(path, pdf)
