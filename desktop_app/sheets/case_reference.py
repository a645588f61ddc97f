"""The reference of a case on a sheet, so that the person need not say a name when calling the worker.

It is put there only on the worker's wish: whoever finds the paper reads it, too. Nothing else about a person ever
stands on a sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.errors import LuotsiError
from desktop_app.sheets.content import Block, SheetText, filled

_REFERENCE, _PHONE = "reference:case", "phone:worker"
# Of tokens; a reference that holds them is still a reference.
_BRACES = str.maketrans("{}", "()")


@dataclass(frozen=True, slots=True)
class CaseReference:
    """What the person may say instead of a name, and the number to say it on; "" when the worker has given none."""

    reference: str
    phone: str = ""


def has_place(text: SheetText) -> bool:
    """Whether a sheet has lines for a reference."""
    return text.reference is not None


def with_reference(texts: Sequence[SheetText], own: CaseReference) -> tuple[SheetText, ...]:
    """The texts with their lines about calling the worker, last; without a number the line of the number is left out.

    Raises LuotsiError("no_place_for_reference") for a sheet without such lines.
    """
    return tuple(replace(text, blocks=(*text.blocks, _block(text, own))) for text in texts)


def _block(text: SheetText, own: CaseReference) -> Block:
    if text.reference is None:
        raise LuotsiError("no_place_for_reference")
    values = {_REFERENCE: own.reference.translate(_BRACES), _PHONE: own.phone.translate(_BRACES)}
    lines = (each for each in text.reference.paragraphs if own.phone or _PHONE not in each.text)
    said = tuple(replace(each, text=filled(each.text, values)) for each in lines)
    return replace(text.reference, paragraphs=said)
