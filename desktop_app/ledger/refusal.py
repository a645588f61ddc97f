"""Why a change, a directory or a roster does not count, or does not count yet."""

from __future__ import annotations

from desktop_app.errors import LuotsiError


class Refused(LuotsiError):
    """Something signed that does not count; `code` says why (docs/protocol.md section 6)."""


class Waiting(LuotsiError):
    """Something that may count once more is known: a device, a key, an opening record, a newer program."""
