"""Numbers that stand beside what a worker does: from the one data file of contact details."""

from __future__ import annotations

from desktop_app.sheets.contacts import contacts


def system_phone() -> str:
    """Return the Assistance System's number as it is written in Finland."""
    return contacts().entries["assistance"].value


def emergency_number() -> str:
    """Return the emergency number."""
    return contacts().entries["emergency"].value
