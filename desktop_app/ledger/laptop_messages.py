"""What the central system tells an administrator about the laptops of the own organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from desktop_app.ledger.canonical import Json, Malformed, b64
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.command import Do, read_do
from desktop_app.ledger.ids import ID_LENGTH, DeviceId
from desktop_app.ledger.members import Members

LaptopState: TypeAlias = Literal["active", "suspended", "forked", "retired"]

_STATES: Final[tuple[LaptopState, ...]] = ("active", "suspended", "forked", "retired")


@dataclass(frozen=True, slots=True)
class Order:
    """The newest command to a laptop: what it is to do, and how far that has come, as the central system knows it."""

    do: Do
    fetched: bool
    obeyed: bool

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"do": self.do, "fetched": self.fetched, "obeyed": self.obeyed}

    @classmethod
    def from_json(cls, value: Json) -> Order:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        order = cls(read_do(members.text("do", 10)), members.truth("fetched"), members.truth("obeyed"))
        members.done()
        return order


@dataclass(frozen=True, slots=True)
class LaptopStanding:
    """How the central system treats what a laptop sends, and how many of its changes lie set aside.

    `forked`: it has been sent two changes under one number, so there are two copies of the laptop. It is a hint: what
    counts is the roster, which an administrator signs. `order` is the newest command to it.
    """

    dev: DeviceId
    state: LaptopState
    set_aside: int
    order: Order | None = None

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        order = None if self.order is None else self.order.to_json()
        return {"dev": b64(self.dev), "order": order, "set_aside": self.set_aside, "state": self.state}

    @classmethod
    def from_json(cls, value: Json) -> LaptopStanding:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        dev, aside = DeviceId(members.octets("dev", ID_LENGTH)), members.integer("set_aside")
        state, order = members.text("state", 20), members.any("order")
        members.done()
        for known in _STATES:
            if state == known:
                return cls(dev, known, aside, None if order is None else Order.from_json(order))
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
