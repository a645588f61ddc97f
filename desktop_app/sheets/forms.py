"""The forms that a sheet is made in, and the neutral names that it bears outside the program."""

from __future__ import annotations

from enum import StrEnum

#: What the print queue shows for every paper.
JOB_NAME = "Luotsi"
#: The file that a sheet is saved into unless the worker chooses another name.
FILE_NAME = "A4.pdf"


class Form(StrEnum):
    """How a sheet is laid out: an A4 page, A4 with letters of at least 18 pt, or a booklet folded from one A4 page.

    Large print and the booklet have the person's language alone; a page may have the worker's language beside it.
    """

    STANDARD = "standard"
    LARGE_PRINT = "large_print"
    POCKET = "pocket"


def variant(form: Form, *, discreet: bool, reference: bool = False) -> str:
    """The form as a record of information given names it: standard, discreet, pocket, large_print or two of these.

    `reference` follows when the case's reference stood on the sheet.
    """
    named = [form.value] if form is not Form.STANDARD or not discreet else []
    return ",".join((*named, *(["discreet"] if discreet else ()), *(["reference"] if reference else ())))
