"""What the central system tells an administrator about the laptops of the own organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from desktop_app.ledger.canonical import Json, Malformed, b64
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import ID_LENGTH, DeviceId
from desktop_app.ledger.members import Members

LaptopState: TypeAlias = Literal["active", "suspended", "forked", "retired"]

_STATES: Final[tuple[LaptopState, ...]] = ("active", "suspended", "forked", "retired")


@dataclass(frozen=True, slots=True)
class LaptopStanding:
    """How the central system treats what a laptop sends, and how many of its changes lie set aside.

    `forked`: it has been sent two changes under one number, so there are two copies of the laptop. It is a hint: what
    counts is the roster, which an administrator signs.
    """

    dev: DeviceId
    state: LaptopState
    set_aside: int

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"dev": b64(self.dev), "set_aside": self.set_aside, "state": self.state}

    @classmethod
    def from_json(cls, value: Json) -> LaptopStanding:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        dev, aside = DeviceId(members.octets("dev", ID_LENGTH)), members.integer("set_aside")
        state = members.text("state", 20)
        members.done()
        for known in _STATES:
            if state == known:
                return cls(dev, known, aside)
        raise Malformed("laptop_state_unknown")


def lines_to_json(lines: Sequence[SignedChange]) -> Json:
    """Return the wire form of what was set aside of a laptop."""
    return {"lines": [line.to_line() for line in lines]}


def lines_from_json(value: Json) -> tuple[SignedChange, ...]:
    """Read the wire form of what was set aside; raises `Malformed`."""
    members = Members(value)
    lines = members.list("lines", SignedChange.from_line)
    members.done()
    return lines
