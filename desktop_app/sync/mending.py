"""Sealed parts that are missing: this laptop asks for what it lacks, and gives what the others ask for."""

from __future__ import annotations

from desktop_app.errors import LuotsiError
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.ids import CaseId, digest
from desktop_app.storage.store import Store
from desktop_app.sync.sending import offer


def mend(store: Store, central: CentralSystem) -> frozenset[CaseId]:
    """Ask for the sealed parts that this laptop lacks, and offer again those that are sought and held here.

    The cases that can be read now. No failure stops the round: what is missing is asked for again in the next one.
    """
    try:
        found = central.missing(store.lacking_parts())
        lines = [line for line in found.lines if line.sealed and digest(line.sealed) == line.parsed.sealed]
        cases = store.take_offered(lines).cases if lines else frozenset()
        if found.sought:
            offer(central, store.whole(found.sought))
    except LuotsiError:
        return frozenset()
    return cases
