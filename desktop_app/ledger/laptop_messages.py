"""What the central system tells an administrator about the laptops of the own organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from desktop_app.ledger.canonical import Json, Malformed, b64
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
