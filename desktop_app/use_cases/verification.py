"""Looking a store over: file, chains, signatures, and whether what is shown is what the log adds up to."""

from __future__ import annotations

from desktop_app.storage.store import VerifyReport
from desktop_app.use_cases.session import Session

__all__ = ["VerifyReport", "verify"]


def verify(session: Session) -> VerifyReport:
    """Return what was looked at and what was wrong; changes nothing."""
    return session.store.verify()
