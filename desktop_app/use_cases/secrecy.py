"""The secrecy marking of printed documents: the marking, and the provision on which it rests (621/1999, 25 §)."""

from __future__ import annotations

from typing import Final

import orjson

from desktop_app import paths
from desktop_app.use_cases.session import Session

#: The organisation's setting, by language.
SETTING: Final = {"fi": "secrecy_provision_fi", "sv": "secrecy_provision_sv", "en": "secrecy_provision_en"}


def provision(session: Session, language: str) -> str:
    """Return the provision that documents in `language` cite: the organisation's own, else that of law data."""
    name = SETTING[language]
    own = [one for one in session.store.records_of_kind("setting") if one.text("name") == name and not one.is_deleted]
    newest = max(own, key=lambda one: (one.changed_at, one.record), default=None)
    return (newest.text("value").strip() if newest else "") or of_law_data(language)


def of_law_data(language: str) -> str:
    """Return the provision that the program ships with, which the authority has not confirmed."""
    return str(orjson.loads((paths.resources() / "law" / "secrecy.json").read_bytes())[language])
