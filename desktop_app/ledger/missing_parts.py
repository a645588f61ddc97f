"""What passes between laptop and central system about sealed parts that are missing (docs/protocol.md section 10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.ledger.canonical import Json, Malformed, b64
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import ID_LENGTH, DeviceId, Dot
from desktop_app.ledger.members import Members

#: How many changes one request may ask for, and one reply seek.
MAX_PARTS: Final = 500


@dataclass(frozen=True, slots=True)
class MissingParts:
    """Changes that are whole at the central system, and names of others whose sealed parts it seeks.

    Those sought were written by the caller's organisation; any of its laptops that holds one offers it again.
    """

    lines: tuple[SignedChange, ...]
    sought: tuple[Dot, ...]

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"lines": [line.to_line() for line in self.lines], "sought": [_name(dot) for dot in self.sought]}

    @classmethod
    def from_json(cls, value: Json) -> MissingParts:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        found = cls(members.list("lines", SignedChange.from_line), members.list("sought", _dot))
        members.done()
        if len(found.lines) > MAX_PARTS or len(found.sought) > MAX_PARTS:
            raise Malformed("too_many_lines")
        return found


def _name(dot: Dot) -> Json:
    return {"dev": b64(dot[0]), "n": dot[1]}


def _dot(value: Json) -> Dot:
    members = Members(value)
    dot = (DeviceId(members.octets("dev", ID_LENGTH)), members.integer("n", 1))
    members.done()
    return dot
