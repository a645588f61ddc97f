"""An information sheet as PDF: the worker's language beside the person's, or the person's language alone.

HarfBuzz is imported when the first sheet is made; callers may import this module at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.sheets.case_reference import CaseReference, with_reference
from desktop_app.sheets.catalogue import sheet_text
from desktop_app.sheets.contacts import contacts
from desktop_app.sheets.content import SheetState, SheetText, filled, words
from desktop_app.sheets.discretion import discreet_texts, ensure_discreet
from desktop_app.sheets.drawing import Page
from desktop_app.sheets.forms import FILE_NAME, JOB_NAME, Form
from desktop_app.sheets.number_box import number_rows
from desktop_app.sheets.page_frame import finished_pages, foot_words
from desktop_app.sheets.pdf import write_pdf
from desktop_app.sheets.pocket import pocket_pages
from desktop_app.sheets.sheet_pages import numbers_flow, sheet_flow
from desktop_app.sheets.stacked import large_print_flow


@dataclass(frozen=True, slots=True)
class RenderedSheet:
    """A finished sheet; `state` is that of the least settled text in it, `sha256` the hex digest of the bytes.

    `reference` is that of a case, when it stands on the sheet.
    """

    pdf: bytes
    title: str
    revision: int
    language: str
    beside: str | None
    state: SheetState
    pages: int
    sha256: str
    contacts_checked_on: date
    form: Form = Form.STANDARD
    discreet: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The texts of a sheet, the worker's language first, and what is to be made of them."""

    texts: tuple[SheetText, ...]
    state: SheetState
    form: Form
    discreet: bool
    own: CaseReference | None = None


def render_sheet(
    sheet_id: str,
    language: str,
    *,
    beside: str | None = None,
    approved: bool = False,
    form: Form = Form.STANDARD,
    discreet: bool = False,
    own: CaseReference | None = None,
) -> RenderedSheet:
    """One sheet in `language`, on a standard page with the worker's language `beside` it in the first column.

    `approved` says that the caller holds an approval of exactly this text (see text_hash). Drafts carry a watermark
    across every page. A discreet sheet has no code and leaves out every line with a telling word. `own` puts the
    reference of a case on it. Raises LuotsiError("no_such_sheet"), ("missing_glyph"), ("sheet_too_long") for a booklet,
    ("no_place_for_reference"), and ("telling_word") when a sheet, or the reference on it, cannot be discreet.
    """
    text = sheet_text(sheet_id, language)
    two = beside and beside != language and form is Form.STANDARD
    other = sheet_text(sheet_id, beside) if beside and two else None
    state = SheetState.APPROVED if approved and text.state is not SheetState.AUTHORITY else text.state
    if other is not None and other.state is SheetState.DRAFT:
        state = SheetState.DRAFT
    return _finished(_Wanted((other, text) if other else (text,), state, form, discreet, own), numbers_only=False)


def render_numbers(
    language: str, beside: str | None = None, *, form: Form = Form.STANDARD, discreet: bool = False
) -> RenderedSheet:
    """Only the numbers, with labels in the same languages: what may print while the text is a draft.

    Raises LuotsiError("no_such_sheet") for a language without any words.
    """
    text = _numbers_text(language)
    two = beside and beside != language and form is Form.STANDARD
    texts = (_numbers_text(beside), text) if beside and two else (text,)
    return _finished(_Wanted(texts, SheetState.UNCONFIRMED, form, discreet), numbers_only=True)


def _numbers_text(language: str) -> SheetText:
    own = words(language)
    return SheetText(language, own.numbers, "", 1, SheetState.UNCONFIRMED, ())


def _said(wanted: _Wanted) -> Iterator[str]:
    """Every text that a sheet shows, in its pages and outside them."""
    yield from (JOB_NAME, FILE_NAME)
    for text in wanted.texts:
        yield text.title
        for block in text.blocks:
            yield block.heading
            yield from (filled(each.text) for each in block.paragraphs)
        own = words(text.language)
        yield from (filled(str(getattr(own, label))) for label, _ in number_rows(discreet=wanted.discreet))
        yield from (own.numbers, own.draft_word)
        yield foot_words(text.language, text, wanted.state, discreet=wanted.discreet)


def _pages(wanted: _Wanted, *, numbers_only: bool) -> tuple[Page, ...]:
    texts, state, discreet = wanted.texts, wanted.state, wanted.discreet
    if wanted.form is Form.POCKET:
        return pocket_pages(texts[-1], state, discreet=discreet)
    if wanted.form is Form.LARGE_PRINT:
        flow = large_print_flow(texts, discreet=discreet)
    elif numbers_only:
        flow = numbers_flow(texts, discreet=discreet)
    else:
        flow = sheet_flow(texts, discreet=discreet)
    return finished_pages(flow, texts, texts[-1], state, discreet=discreet)


def _settled(wanted: _Wanted) -> _Wanted:
    """With the lines that this sheet has: those of the reference, and without those that tell."""
    texts = with_reference(wanted.texts, wanted.own) if wanted.own else wanted.texts
    if wanted.discreet:
        if wanted.own:  # it was asked for: it is not left out in silence
            ensure_discreet(each.text for text in texts for each in text.blocks[-1].paragraphs)
        texts = discreet_texts(texts)
        ensure_discreet(_said(replace(wanted, texts=texts)))
    return replace(wanted, texts=texts)


def _finished(wanted: _Wanted, *, numbers_only: bool) -> RenderedSheet:
    wanted = _settled(wanted)
    pages = _pages(wanted, numbers_only=numbers_only)
    first, text = wanted.texts[0], wanted.texts[-1]
    data = write_pdf(pages, first.title, first.language)
    return RenderedSheet(
        pdf=data,
        title=first.title,
        revision=text.revision,
        language=text.language,
        beside=first.language if len(wanted.texts) > 1 else None,
        state=wanted.state,
        pages=len(pages),
        sha256=hashlib.sha256(data).hexdigest(),
        contacts_checked_on=contacts().checked_on,
        form=wanted.form,
        discreet=wanted.discreet,
        reference=wanted.own.reference if wanted.own else "",
    )
