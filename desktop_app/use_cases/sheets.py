"""Sheets for the person met: which there are, how they look, whether they may be printed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop_app.ledger.ids import CaseId
from desktop_app.sheets.case_reference import CaseReference, has_place
from desktop_app.sheets.catalogue import SheetInfo, languages, may_print, sheet_list, sheet_text, text_hash
from desktop_app.sheets.contacts import checked_long_ago
from desktop_app.sheets.content import SheetState
from desktop_app.sheets.forms import FILE_NAME, JOB_NAME, Form, variant
from desktop_app.sheets.render import RenderedSheet, render_numbers, render_sheet
from desktop_app.use_cases import case_cover, members, text_approval
from desktop_app.use_cases.session import Session

__all__ = [
    "FILE_NAME",
    "JOB_NAME",
    "Form",
    "Preview",
    "RenderedSheet",
    "SheetInfo",
    "SheetState",
    "approved_texts",
    "may_still_print",
    "numbers",
    "numbers_preview",
    "preview",
    "sheet_list",
    "takes_reference",
    "variant",
]


@dataclass(frozen=True, slots=True)
class Preview:
    """A sheet drawn in memory; drafts are shown with a watermark and only their numbers may be printed.

    `lacks_phone` says that a reference stands on it without a number to say it on: the worker has given none.
    """

    sheet: RenderedSheet
    may_print: bool
    contacts_old: bool
    lacks_phone: bool = False


def preview(
    session: Session | None,
    sheet: str,
    language: str,
    beside: str | None,
    *,
    form: Form = Form.STANDARD,
    discreet: bool = False,
    case: CaseId | None = None,
) -> Preview:
    """Draw a sheet in a form. Without a session (the command line) a text that needs approval counts as a draft.

    `case` puts its reference on the sheet, with the worker's own number. Raises LuotsiError `no_such_sheet`,
    `missing_glyph`, `sheet_too_long`, `telling_word`, `no_place_for_reference`, `no_such_case`.
    """
    approved = session is not None and text_approval.is_approved(session, sheet, language)
    own = _reference(session, case) if session is not None and case is not None else None
    drawn = render_sheet(sheet, language, beside=beside, approved=approved, form=form, discreet=discreet, own=own)
    today = session.now().date() if session else None
    old = checked_long_ago(drawn.contacts_checked_on, today) if today else False
    return Preview(drawn, may_print(drawn.state), old, own is not None and not own.phone)


def takes_reference(sheet_id: str) -> bool:
    """Whether a sheet has lines for the reference of a case. Raises LuotsiError `no_such_sheet`."""
    return has_place(sheet_text(sheet_id, languages(sheet_id)[0]))


def _reference(session: Session, case: CaseId) -> CaseReference:
    return CaseReference(case_cover.read(session, case).reference, members.own(session).phone)


def approved_texts(session: Session) -> frozenset[str]:
    """Return the hashes of the texts of which an approval counts now."""
    return frozenset(text_hash for _, _, text_hash in text_approval.standing(session))


def may_still_print(sheet: str, drawn: RenderedSheet, approved: Collection[str]) -> bool:
    """Whether what was drawn may go out now: an approval that made it print clean may have been taken back since."""
    return drawn.state is not SheetState.APPROVED or text_hash(sheet, drawn.language) in approved


def numbers(language: str, beside: str | None, *, form: Form = Form.STANDARD, discreet: bool = False) -> RenderedSheet:
    """Draw the numbers alone, which print in every language."""
    return render_numbers(language, beside, form=form, discreet=discreet)


def numbers_preview(
    session: Session, language: str, beside: str | None, *, form: Form = Form.STANDARD, discreet: bool = False
) -> Preview:
    """Draw the numbers alone as a preview, saying whether they were checked long ago."""
    drawn = numbers(language, beside, form=form, discreet=discreet)
    return Preview(drawn, True, checked_long_ago(drawn.contacts_checked_on, session.now().date()))
