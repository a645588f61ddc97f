"""How long a case is kept, in words."""

from __future__ import annotations

from desktop_app.ui.language import ntr, tr


def kept_rule(days: int | None) -> str:
    """Say what the organisation's rule says of a case whose own work goes on."""
    if days is None:
        return tr("Kept as your organisation's own law says")
    return ntr("Erased {n} day after your work ends", "Erased {n} days after your work ends", days)
