"""Fields that a record needs only in the case named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop_app.ledger.canonical import Json

#: Purposes that send nothing out; `receive_outcome` tells the proposer, who needs no naming.
NO_RECIPIENT_NEEDED: Final = frozenset({"keep_notes", "copy_documents", "receive_outcome"})

NO_NEED = "no_need_38f_1"


def required_here(kind: str, values: Mapping[str, Json]) -> tuple[str, ...]:
    """Return the fields that this record needs because of what else it says."""
    if kind == "consent":
        sends = str(values.get("purpose")) not in NO_RECIPIENT_NEEDED
        return ("recipient",) if values.get("answer") == "given" and sends else ()
    if kind == "decision":
        return ("ground",) if values.get("outcome") == "admitted" else ()
    if kind == "referral":
        return _basis(values.get("basis"), "consent")
    if kind == "disclosure":
        return _basis(values.get("basis"), "consents")
    if kind == "ending":
        # 746/2011, 38 f § 1, item 1: no need any more, on an overall assessment of the personal situation.
        return ("overall_assessment",) if values.get("ground") == NO_NEED else ()
    return ()


def _basis(basis: Json, consent_field: str) -> tuple[str, ...]:
    if basis == "consent":
        return (consent_field,)
    return ("basis_section",) if basis == "statutory_right" else ()
