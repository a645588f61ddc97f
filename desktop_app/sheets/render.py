"""An information sheet as PDF: the worker's language beside the person's, or the person's language alone.

HarfBuzz is imported when the first sheet is made; callers may import this module at any time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from desktop_app.sheets.catalogue import sheet_text
from desktop_app.sheets.contacts import contacts
from desktop_app.sheets.content import SheetState, SheetText, words
from desktop_app.sheets.page_frame import finished_pages
from desktop_app.sheets.pdf import write_pdf
from desktop_app.sheets.sheet_pages import numbers_flow, sheet_flow


@dataclass(frozen=True, slots=True)
class RenderedSheet:
    """A finished sheet; `state` is that of the least settled text in it, `sha256` the hex digest of the bytes."""

    pdf: bytes
    title: str
    revision: int
    language: str
    beside: str | None
    state: SheetState
    pages: int
    sha256: str
    contacts_checked_on: date


def render_sheet(sheet_id: str, language: str, *, beside: str | None = None, approved: bool = False) -> RenderedSheet:
    """One sheet in `language`, with the worker's language `beside` it in the first column.

    `approved` says that the caller holds an approval of exactly this text (see text_hash). Drafts carry a watermark
    across every page. Raises LuotsiError("no_such_sheet").
    """
    text = sheet_text(sheet_id, language)
    other = sheet_text(sheet_id, beside) if beside and beside != language else None
    state = SheetState.APPROVED if approved and text.state is not SheetState.AUTHORITY else text.state
    if other is not None and other.state is SheetState.DRAFT:
        state = SheetState.DRAFT
    texts = (other, text) if other else (text,)
    return _finished(texts, text, state, numbers_only=False)


def render_numbers(language: str, beside: str | None = None) -> RenderedSheet:
    """Only the numbers, with labels in the same languages: what may print while the text is a draft.

    Raises LuotsiError("no_such_sheet") for a language without any words.
    """
    text = _numbers_text(language)
    texts = (_numbers_text(beside), text) if beside and beside != language else (text,)
    return _finished(texts, text, SheetState.UNCONFIRMED, numbers_only=True)


def _numbers_text(language: str) -> SheetText:
    own = words(language)
    return SheetText(language, own.numbers, "", 1, SheetState.UNCONFIRMED, ())


def _finished(texts: tuple[SheetText, ...], text: SheetText, state: SheetState, *, numbers_only: bool) -> RenderedSheet:
    flow = numbers_flow(texts) if numbers_only else sheet_flow(texts)
    pages = finished_pages(flow, texts, text, state)
    title = texts[0].title
    data = write_pdf(pages, title, texts[0].language)
    return RenderedSheet(
        pdf=data,
        title=title,
        revision=text.revision,
        language=text.language,
        beside=texts[0].language if len(texts) > 1 else None,
        state=state,
        pages=len(pages),
        sha256=hashlib.sha256(data).hexdigest(),
        contacts_checked_on=contacts().checked_on,
    )
