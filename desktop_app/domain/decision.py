"""What a decision means: whether the person is identified, and what the proposer may know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from desktop_app.domain.consent import told_back
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json

ADMITTED: Final = "admitted"

#: 746/2011, 35 § 1: the only ground on which the person is also identified.
VICTIM: Final = "victim_35_1"


def newest_decision(records: Iterable[Record]) -> Record | None:
    """Return the decision of the Assistance System with the latest day, or None."""
    decisions = [each for each in records if each.kind == "decision" and not each.is_deleted]
    return max(decisions, key=lambda each: (each.text("decided_on"), each.created_at), default=None)


def is_identified(records: Iterable[Record]) -> bool:
    """Tell whether the person is identified as a victim: admitted on ground 35 § 1, and nothing else.

    A proposer is never told the ground, so its laptops never know; nor does a decision known on paper say it.
    """
    decisions = [each for each in records if each.kind == "decision" and "ground" in each.values]
    newest = newest_decision(decisions)
    if newest is None or "ground" in newest.conflicts or "outcome" in newest.conflicts:
        return False
    return newest.text("outcome") == ADMITTED and newest.text("ground") == VICTIM


def told_to_proposer(kind: str, values: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a reply may say of a `decision` (outcome and date) or an `ending` (date)."""
    return {name: value for name, value in values.items() if name in told_back()[kind]}
